package org.jkmod.modinfo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Objects;
import java.util.Random;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.DERTaggedObject;
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

  /** One signer, whose key has the number 0x12, and a signature of 200 bytes. */
  private static byte[] signedData() throws IOException {
    ASN1ObjectIdentifier any = new ASN1ObjectIdentifier("1.2.3");
    ASN1ObjectIdentifier sha256 = new ASN1ObjectIdentifier("2.16.840.1.101.3.4.2.1");
    ASN1Encodable signer =
        sequence(
            new ASN1Integer(1),
            sequence(sequence(), new ASN1Integer(0x12)),
            sequence(sha256),
            sequence(any),
            new DEROctetString(new byte[200]));
    ASN1Encodable data =
        sequence(new ASN1Integer(1), new DERSet(), sequence(any), new DERSet(signer));
    return sequence(any, new DERTaggedObject(true, 0, data)).getEncoded();
  }

  private static DERSequence sequence(ASN1Encodable... elements) {
    return new DERSequence(elements);
  }

  @Test
  void isReadToItsEnd() throws IOException {
    byte[] whole = signedData();
    ModuleSignature signature = Objects.requireNonNull(Pkcs7.parse(whole));
    assertThat(signature.keyId().toArray()).containsExactly(0x12);
    assertThat(signature.hash()).isEqualTo("sha256");
    assertThat(signature.signature().size()).isEqualTo(200);
    for (int length = 0; length < whole.length; length++) {
      assertThat(Pkcs7.parse(Arrays.copyOf(whole, length))).as("%s bytes", length).isNull();
    }
    // A value after it, of three bytes: the integer 5.
    byte[] more = Arrays.copyOf(whole, whole.length + 3);
    System.arraycopy(new byte[] {2, 1, 5}, 0, more, whole.length, 3);
    assertThat(Pkcs7.isShallow(more)).isTrue();
    assertThat(Pkcs7.parse(more)).isNull();
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
