package org.jkmod.modinfo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.Random;
import org.bouncycastle.asn1.ASN1Primitive;
import org.junit.jupiter.api.Test;

/** What is looked at before the library for ASN.1 sees a signature. */
class Pkcs7Test {
  /** SEQUENCEs in each other around an INTEGER, each with its length. */
  private static byte[] nested(int depth) {
    byte[] inner = {2, 1, 5};
    for (int i = 0; i < depth; i++) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      out.write(0x30);
      if (inner.length < 0x80) {
        out.write(inner.length);
      } else {
        out.write(0x83);
        out.write(inner.length >> 16);
        out.write(inner.length >> 8);
        out.write(inner.length);
      }
      out.writeBytes(inner);
      inner = out.toByteArray();
    }
    return inner;
  }

  /** The same without lengths: each ends at two zero bytes. */
  private static byte[] unmeasured(int depth) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int i = 0; i < depth; i++) {
      out.write(0x30);
      out.write(0x80);
    }
    out.writeBytes(new byte[] {2, 1, 5});
    out.writeBytes(new byte[2 * depth]);
    return out.toByteArray();
  }

  @Test
  void whatIsDeepIsRefused() {
    for (int depth : new int[] {1, 5, 31, 32}) {
      assertThat(Pkcs7.isShallow(nested(depth))).as("%s levels", depth).isTrue();
      assertThat(Pkcs7.isShallow(unmeasured(depth))).as("%s levels", depth).isTrue();
    }
    for (int depth : new int[] {33, 100, 2000}) {
      assertThat(Pkcs7.isShallow(nested(depth))).as("%s levels", depth).isFalse();
      assertThat(Pkcs7.isShallow(unmeasured(depth))).as("%s levels", depth).isFalse();
    }
    assertThat(Pkcs7.parse(unmeasured(60_000))).isNull();
  }

  @Test
  void nothingIsNoSignature() {
    assertThat(Pkcs7.parse(new byte[0])).isNull();
  }

  @Test
  void whatIsLargeIsRefused() {
    byte[] large = new byte[(1 << 18) + 1];
    large[0] = 4;
    large[1] = (byte) 0x83;
    large[2] = 3;
    large[3] = (byte) 0xff;
    large[4] = (byte) 0xfc;
    assertThat(Pkcs7.isShallow(large)).isFalse();
  }

  /** It never refuses what the library reads, unless for its depth. */
  @Test
  void whatTheLibraryReadsIsNotRefused() {
    Random random = new Random(7);
    int read = 0;
    for (int i = 0; i < 20_000; i++) {
      byte[] block = nested(1 + random.nextInt(5));
      for (int changes = random.nextInt(4); changes > 0; changes--) {
        block[random.nextInt(block.length)] = (byte) random.nextInt(256);
      }
      boolean isRead;
      try {
        ASN1Primitive.fromByteArray(block);
        isRead = true;
      } catch (Exception e) {
        isRead = false;
      }
      if (isRead) {
        read++;
        assertThat(Pkcs7.isShallow(block)).isTrue();
      }
    }
    assertThat(read).isGreaterThan(1000);
  }
}
