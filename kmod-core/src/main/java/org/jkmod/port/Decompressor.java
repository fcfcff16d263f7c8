package org.jkmod.port;

import java.nio.ByteBuffer;

/** Decoders of the system's own, faster than those that the library brings. */
public interface Decompressor {
  /** One that has nothing: the library's own decoders are used. */
  Decompressor NONE =
      new Decompressor() {
        @Override
        public boolean xz(ByteBuffer packed, ByteBuffer unpacked) {
          return false;
        }

        @Override
        public boolean zstd(ByteBuffer packed, ByteBuffer unpacked) {
          return false;
        }
      };

  /**
   * Unpacks a whole .xz file. Buffers are used from 0 to their limits; their positions are not
   * looked at.
   *
   * @param unpacked has room for exactly what comes out; what is in it is undefined when the answer
   *     is false
   * @return false when there is no such decoder or it does not take the data; the caller then tries
   *     its own and says what is wrong
   */
  boolean xz(ByteBuffer packed, ByteBuffer unpacked);

  /** Unpacks a whole .zst file; the same otherwise. */
  boolean zstd(ByteBuffer packed, ByteBuffer unpacked);
}
