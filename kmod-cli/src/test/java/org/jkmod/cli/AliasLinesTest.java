package org.jkmod.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.Random;
import org.jkmod.cli.text.AliasLines;
import org.junit.jupiter.api.Test;

/** Lines are put together eight bytes at a time, which may write beyond their ends. */
class AliasLinesTest {
  @Test
  void everyLineIsWhole() {
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    TextOutput out = new TextOutput(stream);
    AliasLines lines = new AliasLines(out);
    Random random = new Random(11);
    StringBuilder expected = new StringBuilder("first\n");
    out.print("first\n");
    for (int i = 0; i < 5000; i++) {
      String key = "k".repeat(random.nextInt(i % 500 == 0 ? 70_000 : 90));
      String value = "v".repeat(random.nextInt(60));
      // The arrays end with the text, soon after it, or long after it.
      byte[] keys = (key + "?".repeat(random.nextInt(3) * random.nextInt(9))).getBytes(ISO_8859_1);
      String before = "!".repeat(random.nextInt(9));
      byte[] text =
          (before + value + "?".repeat(random.nextInt(3) * random.nextInt(9))).getBytes(ISO_8859_1);
      int from = before.length();
      lines.entry(keys, key.length(), text, from, from + value.length(), i);
      expected.append("alias ").append(key).append(' ').append(value).append('\n');
    }
    lines.flush();
    out.print("last\n");
    out.flush();
    assertThat(stream.toString(ISO_8859_1)).isEqualTo(expected.append("last\n").toString());
  }
}
