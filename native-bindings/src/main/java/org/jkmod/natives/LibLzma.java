package org.jkmod.natives;

import java.nio.ByteBuffer;
import jnr.ffi.annotations.In;
import jnr.ffi.annotations.Out;
import jnr.ffi.annotations.Pinned;

/** What is called of liblzma. What is pinned is not copied: modules of 20 MB occur. */
interface LibLzma {
  int lzma_stream_buffer_decode(
      @In @Out long[] memoryLimit,
      int flags,
      long allocator,
      @In @Pinned ByteBuffer in,
      @In @Out long[] inPosition,
      long inSize,
      @Out @Pinned ByteBuffer out,
      @In @Out long[] outPosition,
      long outSize);
}
