package org.jkmod;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.jkmod.bytes.LineScan;
import org.junit.jupiter.api.Test;

/** Eight bytes at a time find what one byte at a time does. */
class LineScanTest {
  /**
   * The bytes that it looks for, those beside them, and those that differ in the high bit alone.
   */
  private static final byte[] NASTY = {
    '\n', '\\', 0, 1, '\n' - 1, '\n' + 1, '[', ']', (byte) 0x80, (byte) 0x8a, (byte) 0xdc, -1, 'a'
  };

  @Test
  void findsTheFirstFromEveryPlace() {
    Random random = new Random(1);
    for (int round = 0; round < 2000; round++) {
      byte[] text = new byte[random.nextInt(40)];
      int kinds = 1 + random.nextInt(NASTY.length);
      for (int i = 0; i < text.length; i++) {
        text[i] = NASTY[NASTY.length - 1 - random.nextInt(kinds)];
      }
      for (int from = 0; from <= text.length; from++) {
        assertThat(LineScan.lineFeed(text, from)).isEqualTo(slowly(text, from, "\n"));
        assertThat(LineScan.special(text, from)).isEqualTo(slowly(text, from, "\n\\\0"));
      }
    }
  }

  private static int slowly(byte[] text, int from, String wanted) {
    int at = from;
    while (at < text.length && wanted.indexOf(text[at] & 0xff) < 0) {
      at++;
    }
    return at;
  }
}
