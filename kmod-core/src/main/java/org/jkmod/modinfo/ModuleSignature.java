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
 * @param idType how the signer is named, such as {@code PKCS#7}; null when nothing tells
 * @param signer the name in the certificate, empty when not known; null when it cannot be read
 * @param keyId the certificate's serial number or the key's id, empty when not known
 * @param hash the name of the hash, such as sha256, or its object identifier; null when it cannot
 *     be read
 * @param signature the signature's own bytes; the whole block where they cannot be told from the
 *     rest of it
 * @param problem why this is not all that there should be; null when it is
 */
public record ModuleSignature(
    @Nullable String idType,
    @Nullable String signer,
    Bytes keyId,
    @Nullable String hash,
    Bytes signature,
    @Nullable String problem) {
  private static final String MAGIC = "~Module signature appended~\n";
  private static final int TRAILER = 12;
  private static final int PKCS7 = 2;
  private static final List<String> HASHES =
      List.of("md4", "md5", "sha1", "rmd160", "sha256", "sha384", "sha512", "sha224", "sm3");
  private static final List<String> ID_TYPES = List.of("PGP", "X509", "PKCS#7");

  private static final Bytes NONE = Bytes.of(new byte[0]);

  /** Fewer bytes of the magic than these at a file's end are no sign of a signature. */
  private static final int LEAST_MAGIC = 4;

  /**
   * Reads the end of a file.
   *
   * @param moduleEnd where the module itself ends: bytes after it without the magic are the rest of
   *     a signature that was cut off
   * @return null when there is no signature
   */
  public static @Nullable ModuleSignature read(ByteSource source, long moduleEnd)
      throws IOException {
    long end = source.size() - MAGIC.length();
    if (end < TRAILER
        || !source.read(end, MAGIC.length(), "signature magic").startsWith(0, MAGIC)) {
      return cutOff(source, moduleEnd);
    }
    Bytes trailer =
        source.read(end - TRAILER, TRAILER, "signature trailer").order(ByteOrder.BIG_ENDIAN);
    int idType = trailer.u8(2, "signature id type");
    String idName = idType < ID_TYPES.size() ? ID_TYPES.get(idType) : "type " + idType;
    long length = trailer.u32(8, "signature length");
    int signerLength = trailer.u8(3, "signer length");
    int keyLength = trailer.u8(4, "key id length");
    long start = end - TRAILER - length - signerLength - keyLength;
    if (start < 0 || length == 0) {
      return unreadable(
          idName,
          NONE,
          "the trailer at offset "
              + (end - TRAILER)
              + " gives the signature "
              + (length + signerLength + keyLength)
              + " bytes of "
              + (end - TRAILER));
    }
    Bytes block = source.read(end - TRAILER - length, length, "signature");
    if (idType == PKCS7) {
      ModuleSignature known = Pkcs7.parse(block.toArray());
      return known != null
          ? known
          : unreadable(idName, block, length + " bytes that are no SignedData of PKCS#7");
    }
    int hash = trailer.u8(1, "signature hash");
    if (hash >= HASHES.size() || idType >= ID_TYPES.size()) {
      return unreadable(idName, block, length + " bytes of a kind that is not known, hash " + hash);
    }
    return new ModuleSignature(
        idName,
        source.read(start, signerLength, "signer").paddedString(0, signerLength, "signer"),
        source.read(start + signerLength, keyLength, "key id"),
        HASHES.get(hash),
        block,
        null);
  }

  private static ModuleSignature unreadable(@Nullable String idType, Bytes block, String problem) {
    return new ModuleSignature(idType, null, NONE, null, block, problem);
  }

  private static @Nullable ModuleSignature cutOff(ByteSource source, long moduleEnd)
      throws IOException {
    long size = source.size();
    int most = (int) Math.min(MAGIC.length(), size);
    Bytes tail = source.read(size - most, most, "signature magic");
    for (int length = most; length >= LEAST_MAGIC; length--) {
      if (tail.startsWith(most - length, MAGIC.substring(0, length))) {
        return unreadable(null, NONE, "cut off within the text that ends it");
      }
    }
    return size <= moduleEnd
        ? null
        : unreadable(
            null,
            NONE,
            (size - moduleEnd)
                + " bytes follow the module, which ends at offset "
                + moduleEnd
                + ", and no text that ends a signature");
  }
}
