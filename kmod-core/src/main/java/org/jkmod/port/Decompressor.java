package org.jkmod.port;

import org.jspecify.annotations.Nullable;

/** Decoders of the system's own, faster than those that the library brings. */
public interface Decompressor {
  /** One that has nothing: the library's own decoders are used. */
  Decompressor NONE =
      new Decompressor() {
        @Override
        public byte @Nullable [] xz(byte[] packed, int size) {
          return null;
        }

        @Override
        public byte @Nullable [] zstd(byte[] packed, int size) {
          return null;
        }
      };

  /**
   * Unpacks a whole .xz file.
   *
   * @param size of what comes out, in bytes
   * @return null when there is no such decoder or it does not take the data; the caller then tries
   *     its own and says what is wrong
   */
  byte @Nullable [] xz(byte[] packed, int size);

  /** Unpacks a whole .zst file; the same otherwise. */
  byte @Nullable [] zstd(byte[] packed, int size);
}
