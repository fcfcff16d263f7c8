package org.jkmod.natives;

import java.nio.ByteBuffer;
import org.jkmod.port.Decompressor;
import org.jspecify.annotations.Nullable;

/**
 * The system's liblzma and libzstd, each looked for when it is first needed; where one is missing,
 * the caller has its own.
 */
public final class SystemDecompressor implements Decompressor {
  /** In bytes; what xz -9 needs is a tenth of it. */
  private static final long MEMORY_LIMIT = 1L << 30;

  @Override
  public boolean xz(ByteBuffer packed, ByteBuffer unpacked) {
    LibLzma lzma = Lzma.LIBRARY;
    if (lzma == null) {
      return false;
    }
    long[] inPosition = {0};
    long[] outPosition = {0};
    int status =
        lzma.lzma_stream_buffer_decode(
            new long[] {MEMORY_LIMIT},
            0,
            0,
            packed.duplicate().rewind(),
            inPosition,
            packed.limit(),
            unpacked.duplicate().rewind(),
            outPosition,
            unpacked.limit());
    return status == 0 && outPosition[0] == unpacked.limit() && inPosition[0] == packed.limit();
  }

  @Override
  public boolean zstd(ByteBuffer packed, ByteBuffer unpacked) {
    LibZstd zstd = Zstd.LIBRARY;
    if (zstd == null) {
      return false;
    }
    // An error is a small negative number, which is never the size.
    return zstd.ZSTD_decompress(
            unpacked.duplicate().rewind(),
            unpacked.limit(),
            packed.duplicate().rewind(),
            packed.limit())
        == unpacked.limit();
  }

  private static <T> @Nullable T load(Class<T> type, String name) {
    try {
      return NativeLibrary.load(type, name);
    } catch (UnsatisfiedLinkError e) {
      return null;
    }
  }

  private static final class Lzma {
    static final @Nullable LibLzma LIBRARY = load(LibLzma.class, "liblzma.so.5");
  }

  private static final class Zstd {
    static final @Nullable LibZstd LIBRARY = load(LibZstd.class, "libzstd.so.1");
  }
}
