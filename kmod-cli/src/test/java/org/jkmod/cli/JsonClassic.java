package org.jkmod.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Makes modinfo's classic output from its JSON document: what scripts/check-trees compares. */
final class JsonClassic {
  private static final int VALUE_COLUMN = 16;

  private JsonClassic() {}

  /** From standard input to standard output. */
  public static void main(String[] arguments) throws IOException {
    OutputStream out = new BufferedOutputStream(System.out);
    try (JsonParser parser = new JsonFactory().createParser(System.in)) {
      String name = "";
      while (parser.nextToken() != null) {
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
          continue;
        }
        if (parser.currentName().equals("name")) {
          name = parser.getText();
        } else if (parser.currentName().equals("value")) {
          out.write(bytes(line(name, parser.getText())));
        }
      }
    }
    out.flush();
  }

  static String line(String name, String value) {
    return name + ":" + " ".repeat(Math.max(0, VALUE_COLUMN - name.length() - 1)) + value + "\n";
  }

  /** Characters back to bytes; see docs/json.md. */
  static byte[] bytes(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      if (c >= 0xdc80 && c <= 0xdcff) {
        bytes.write(c - 0xdc00);
      } else {
        bytes.writeBytes(Character.toString(c).getBytes(StandardCharsets.UTF_8));
      }
    }
    return bytes.toByteArray();
  }
}
