package org.jkmod.modinfo;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1InputStream;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.ASN1TaggedObject;
import org.jkmod.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * What a PKCS#7 SignedData (RFC 2315, RFC 5652) says of its first signer. The ASN.1 itself is
 * Bouncy Castle's.
 *
 * <pre>
 * ContentInfo { oid signedData, [0] SignedData { version, digests, content, [0] certificates, [1] crls, SET signerInfos } }
 * SignerInfo  { version, sid, digest algorithm, [0] attributes, signature algorithm, OCTET STRING signature, … }
 * sid         issuer and serial number, or [0] the subject's key id
 * </pre>
 */
final class Pkcs7 {
  private static final ASN1ObjectIdentifier COMMON_NAME = new ASN1ObjectIdentifier("2.5.4.3");

  /** As OpenSSL names them; a signature scheme stands here where it hashes for itself. */
  private static final Map<String, String> HASHES =
      Map.ofEntries(
          Map.entry("1.2.840.113549.2.4", "md4"),
          Map.entry("1.2.840.113549.2.5", "md5"),
          Map.entry("1.3.14.3.2.26", "sha1"),
          Map.entry("1.3.36.3.2.1", "ripemd160"),
          Map.entry("2.16.840.1.101.3.4.2.1", "sha256"),
          Map.entry("2.16.840.1.101.3.4.2.2", "sha384"),
          Map.entry("2.16.840.1.101.3.4.2.3", "sha512"),
          Map.entry("2.16.840.1.101.3.4.2.4", "sha224"),
          Map.entry("2.16.840.1.101.3.4.2.5", "sha512-224"),
          Map.entry("2.16.840.1.101.3.4.2.6", "sha512-256"),
          Map.entry("2.16.840.1.101.3.4.2.7", "sha3-224"),
          Map.entry("2.16.840.1.101.3.4.2.8", "sha3-256"),
          Map.entry("2.16.840.1.101.3.4.2.9", "sha3-384"),
          Map.entry("2.16.840.1.101.3.4.2.10", "sha3-512"),
          Map.entry("2.16.840.1.101.3.4.2.11", "shake128"),
          Map.entry("2.16.840.1.101.3.4.2.12", "shake256"),
          Map.entry("2.16.840.1.101.3.4.3.17", "ML-DSA-44"),
          Map.entry("2.16.840.1.101.3.4.3.18", "ML-DSA-65"),
          Map.entry("2.16.840.1.101.3.4.3.19", "ML-DSA-87"),
          Map.entry("1.2.156.10197.1.401", "sm3"));

  /** A chain of certificates with keys of the largest kinds is a tenth of it; in bytes. */
  private static final int MOST_BYTES = 1 << 18;

  /** A certificate's extensions are some 10 levels down. */
  private static final int DEEPEST = 32;

  /** In place of an end: two zero bytes mark it. */
  private static final int UNTIL_MARK = Integer.MIN_VALUE;

  private Pkcs7() {}

  /** Null when it is not what it should be. */
  static @Nullable ModuleSignature parse(byte[] block) {
    // Of nothing the library makes null.
    if (block.length == 0 || !isShallow(block)) {
      return null;
    }
    try {
      ASN1Primitive value = read(block);
      if (value == null) {
        return null;
      }
      ASN1Sequence content = ASN1Sequence.getInstance(value);
      ASN1Sequence signedData =
          ASN1Sequence.getInstance(
              ASN1TaggedObject.getInstance(content.getObjectAt(1)).getExplicitBaseObject());
      ASN1Set signers = ASN1Set.getInstance(signedData.getObjectAt(signedData.size() - 1));
      return signer(ASN1Sequence.getInstance(signers.getObjectAt(0)));
    } catch (IOException
        | IllegalArgumentException
        | IllegalStateException
        | IndexOutOfBoundsException e) {
      return null;
    }
  }

  /** All of the block; null when it is more than one value. */
  private static @Nullable ASN1Primitive read(byte[] block) throws IOException {
    try (Block stream = new Block(block);
        ASN1InputStream asn1 = new ASN1InputStream(stream, block.length)) {
      ASN1Primitive value = asn1.readObject();
      return stream.at == block.length ? value : null;
    }
  }

  /** The JDK's stream of an array takes a lock for each byte, which are thousands. */
  private static final class Block extends InputStream {
    private final byte[] block;
    private int at;

    Block(byte[] block) {
      this.block = block;
    }

    @Override
    public int read() {
      return at < block.length ? block[at++] & 0xff : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      int count = Math.min(length, block.length - at);
      if (count <= 0) {
        return length == 0 ? 0 : -1;
      }
      System.arraycopy(block, at, target, offset, count);
      at += count;
      return count;
    }
  }

  /**
   * Whether the library can read it in a time that its size tells: it copies what is nested once
   * for each level. Goes over the tags and lengths alone (X.690).
   */
  static boolean isShallow(byte[] block) {
    if (block.length > MOST_BYTES) {
      return false;
    }
    int[] ends = new int[DEEPEST];
    int depth = 0;
    int at = 0;
    while (at < block.length || depth > 0) {
      if (depth > 0 && ends[depth - 1] == at) {
        depth--;
        continue;
      }
      int limit = depth > 0 && ends[depth - 1] != UNTIL_MARK ? ends[depth - 1] : block.length;
      boolean isConstructed = at < limit && (block[at] & 0x20) != 0;
      boolean isLongTag = at < limit && (block[at] & 0x1f) == 0x1f;
      at++;
      while (isLongTag && at < limit && block[at] < 0) {
        at++;
      }
      at += isLongTag ? 1 : 0;
      if (at >= limit) {
        return false;
      }
      int length = block[at++] & 0xff;
      if (length > 0x80) {
        int bytes = length & 0x7f;
        if (bytes > 4 || bytes > limit - at) {
          return false;
        }
        length = 0;
        for (int i = 0; i < bytes; i++) {
          length = length << 8 | (block[at++] & 0xff);
        }
      } else if (length == 0x80) {
        length = UNTIL_MARK;
      }
      if (length == UNTIL_MARK ? !isConstructed : length < 0 || length > limit - at) {
        return false;
      }
      if (isConstructed) {
        if (depth == DEEPEST) {
          return false;
        }
        ends[depth++] = length == UNTIL_MARK ? UNTIL_MARK : at + length;
      } else {
        at += length;
        boolean isMark = length == 0 && block[at - 2] == 0 && block[at - 1] == 0;
        if (isMark && depth > 0 && ends[depth - 1] == UNTIL_MARK) {
          depth--;
        }
      }
    }
    return true;
  }

  private static ModuleSignature signer(ASN1Sequence info) {
    String signer = "";
    byte[] keyId;
    ASN1Encodable id = info.getObjectAt(1);
    if (id.toASN1Primitive() instanceof ASN1Sequence issuerAndSerial) {
      signer = commonName(ASN1Sequence.getInstance(issuerAndSerial.getObjectAt(0)));
      keyId = unsigned(ASN1Integer.getInstance(issuerAndSerial.getObjectAt(1)));
    } else {
      keyId = ASN1OctetString.getInstance(ASN1TaggedObject.getInstance(id), false).getOctets();
    }
    String hash =
        ASN1ObjectIdentifier.getInstance(
                ASN1Sequence.getInstance(info.getObjectAt(2)).getObjectAt(0))
            .getId();
    int at = 3;
    if (info.getObjectAt(at).toASN1Primitive() instanceof ASN1TaggedObject) {
      at++;
    }
    byte[] signature = ASN1OctetString.getInstance(info.getObjectAt(at + 1)).getOctets();
    return new ModuleSignature(
        "PKCS#7",
        signer,
        Bytes.of(keyId),
        HASHES.getOrDefault(hash, hash),
        Bytes.of(signature),
        null);
  }

  private static byte[] unsigned(ASN1Integer number) {
    byte[] bytes = number.getPositiveValue().toByteArray();
    boolean hasSign = bytes.length > 1 && bytes[0] == 0;
    return hasSign ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
  }

  private static String commonName(ASN1Sequence name) {
    for (ASN1Encodable relative : name) {
      for (ASN1Encodable attribute : ASN1Set.getInstance(relative)) {
        ASN1Sequence pair = ASN1Sequence.getInstance(attribute);
        if (COMMON_NAME.equals(pair.getObjectAt(0))
            && pair.getObjectAt(1) instanceof ASN1String text) {
          // Text is one char a byte throughout, here of its UTF-8 form.
          return new String(
              text.getString().getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        }
      }
    }
    return "";
  }
}
