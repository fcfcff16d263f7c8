package org.jkmod.natives;

import java.nio.ByteBuffer;
import jnr.ffi.annotations.In;
import jnr.ffi.annotations.Out;

/** What is called of liblzma. */
interface LibLzma {
  int lzma_stream_buffer_decode(
      @In @Out long[] memoryLimit,
      int flags,
      long allocator,
      @In ByteBuffer in,
      @In @Out long[] inPosition,
      long inSize,
      @Out ByteBuffer out,
      @In @Out long[] outPosition,
      long outSize);
}
