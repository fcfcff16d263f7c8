package org.jkmod.cli.text;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jkmod.cli.TextOutput;
import org.jspecify.annotations.Nullable;

/**
 * One JSON document on standard output (docs/json.md), written as it comes, in ASCII and ended by a
 * new line.
 *
 * <p>Text has one char a byte here. Where its bytes are UTF-8 the document has those characters; a
 * byte that belongs to none becomes the lone surrogate U+DC00 plus the byte, so nothing is lost.
 */
public final class Json implements AutoCloseable {
  private static final int SURROGATE = 0xdc00;

  private final JsonGenerator generator;

  /** Starts a document, which is an object. */
  public Json(TextOutput out) {
    JsonFactory factory =
        JsonFactory.builder()
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .disable(StreamWriteFeature.FLUSH_PASSED_TO_STREAM)
            .build();
    try {
      generator = factory.createGenerator(new Lines(out));
      generator.writeStartObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class Lines extends Writer {
    private final TextOutput out;

    Lines(TextOutput out) {
      this.out = out;
    }

    @Override
    public void write(char[] chars, int offset, int length) {
      out.print(new String(chars, offset, length));
    }

    @Override
    public void flush() {
      // The output is flushed by whoever owns it.
    }

    @Override
    public void close() {
      // Likewise.
    }
  }

  private interface Action {
    void run(JsonGenerator generator) throws IOException;
  }

  private Json write(Action action) {
    try {
      action.run(generator);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  /** An array under a name; it stays open. */
  public Json array(String name) {
    return write(to -> to.writeArrayFieldStart(name));
  }

  public Json endArray() {
    return write(JsonGenerator::writeEndArray);
  }

  /** An object in an array; it stays open. */
  public Json object() {
    return write(JsonGenerator::writeStartObject);
  }

  public Json endObject() {
    return write(JsonGenerator::writeEndObject);
  }

  /** A text, null as null. */
  public Json field(String name, @Nullable String text) {
    return write(
        to -> {
          to.writeFieldName(name);
          if (text == null) {
            to.writeNull();
          } else {
            to.writeString(decode(text));
          }
        });
  }

  public Json field(String name, long number) {
    return write(to -> to.writeNumberField(name, number));
  }

  public Json field(String name, boolean value) {
    return write(to -> to.writeBooleanField(name, value));
  }

  /** An array of texts under a name. */
  public Json texts(String name, Iterable<String> texts) {
    array(name);
    for (String text : texts) {
      write(to -> to.writeString(decode(text)));
    }
    return endArray();
  }

  /** Ends all that is open, and the line. */
  @Override
  public void close() {
    write(
        to -> {
          while (to.getOutputContext().getParent() != null) {
            if (to.getOutputContext().inArray()) {
              to.writeEndArray();
            } else {
              to.writeEndObject();
            }
          }
          to.writeRaw('\n');
          to.close();
        });
  }

  /** Bytes as characters; see above. */
  static String decode(String text) {
    int at = 0;
    while (at < text.length() && text.charAt(at) < 128) {
      at++;
    }
    if (at == text.length()) {
      return text;
    }
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return decodeInvalid(bytes);
    }
  }

  private static String decodeInvalid(byte[] bytes) {
    StringBuilder text = new StringBuilder();
    for (int at = 0; at < bytes.length; ) {
      int length = sequence(bytes, at);
      if (length == 0) {
        text.append((char) (SURROGATE + (bytes[at++] & 0xff)));
      } else {
        text.append(new String(bytes, at, length, StandardCharsets.UTF_8));
        at += length;
      }
    }
    return text.toString();
  }

  /** How many bytes at that place are one character, 0 when they are none. */
  private static int sequence(byte[] bytes, int at) {
    int first = bytes[at] & 0xff;
    int length = first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
    if (at + length > bytes.length) {
      return 0;
    }
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, at, length));
      return length;
    } catch (CharacterCodingException e) {
      return 0;
    }
  }
}
