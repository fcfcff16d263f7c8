package org.jkmod.natives;

import java.nio.ByteBuffer;
import jnr.ffi.annotations.In;
import jnr.ffi.annotations.Out;
import jnr.ffi.annotations.Pinned;

/** What is called of libzstd. What is pinned is not copied: modules of 20 MB occur. */
interface LibZstd {
  long ZSTD_decompress(
      @Out @Pinned ByteBuffer out, long outSize, @In @Pinned ByteBuffer in, long inSize);
}
