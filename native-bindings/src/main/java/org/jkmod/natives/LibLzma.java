package org.jkmod.natives;

import jnr.ffi.annotations.In;
import jnr.ffi.annotations.Out;

/** What is called of liblzma. */
public interface LibLzma {
  int lzma_stream_buffer_decode(
      @In @Out long[] memoryLimit,
      int flags,
      long allocator,
      @In byte[] in,
      @In @Out long[] inPosition,
      long inSize,
      @Out byte[] out,
      @In @Out long[] outPosition,
      long outSize);
}
