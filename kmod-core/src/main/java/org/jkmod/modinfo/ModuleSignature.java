package org.jkmod.modinfo;

import java.io.IOException;
import java.nio.ByteOrder;
import java.util.List;
import org.jkmod.bytes.ByteSource;
import org.jkmod.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * The signature at the end of a module's file.
 *
 * <pre>
 * module | signature | trailer | "~Module signature appended~\n"
 * trailer, 12 bytes: u8 algorithm, u8 hash, u8 id type (2: PKCS#7), u8 signer length, u8 key id length, 3 zero,
 *                    u32 signature length, big-endian
 * </pre>
 *
 * @param idType how the signer is named, such as {@code PKCS#7}
 * @param signer the name in the certificate, empty when not known
 * @param keyId the certificate's serial number
 * @param hash the name of the hash, such as sha256
 * @param signature the signature's own bytes
 */
public record ModuleSignature(
    String idType, String signer, List<Byte> keyId, String hash, List<Byte> signature) {
  private static final String MAGIC = "~Module signature appended~\n";
  private static final int TRAILER = 12;
  private static final int PKCS7 = 2;
  private static final List<String> HASHES =
      List.of("md4", "md5", "sha1", "rmd160", "sha256", "sha384", "sha512", "sha224", "sm3");
  private static final List<String> ID_TYPES = List.of("PGP", "X509", "PKCS#7");

  public ModuleSignature {
    keyId = List.copyOf(keyId);
    signature = List.copyOf(signature);
  }

  /** Reads the end of a file; null when there is no signature or none that can be told. */
  public static @Nullable ModuleSignature read(ByteSource source) throws IOException {
    long end = source.size() - MAGIC.length();
    if (end < TRAILER
        || !source.read(end, MAGIC.length(), "signature magic").startsWith(0, MAGIC)) {
      return null;
    }
    Bytes trailer =
        source.read(end - TRAILER, TRAILER, "signature trailer").order(ByteOrder.BIG_ENDIAN);
    int idType = trailer.u8(2, "signature id type");
    long length = trailer.u32(8, "signature length");
    int signerLength = trailer.u8(3, "signer length");
    int keyLength = trailer.u8(4, "key id length");
    long start = end - TRAILER - length - signerLength - keyLength;
    if (start < 0 || length == 0) {
      return null;
    }
    byte[] block = source.read(end - TRAILER - length, length, "signature").toArray();
    if (idType == PKCS7) {
      return Pkcs7.parse(block);
    }
    int hash = trailer.u8(1, "signature hash");
    if (hash >= HASHES.size()
        || idType >= ID_TYPES.size()
        || trailer.u8(0, "signature algorithm") > 2) {
      return null;
    }
    return new ModuleSignature(
        ID_TYPES.get(idType),
        source.read(start, signerLength, "signer").paddedString(0, signerLength, "signer"),
        list(source.read(start + signerLength, keyLength, "key id").toArray()),
        HASHES.get(hash),
        list(block));
  }

  static List<Byte> list(byte[] bytes) {
    Byte[] boxed = new Byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      boxed[i] = bytes[i];
    }
    return List.of(boxed);
  }
}
