package org.jkmod.natives;

import java.nio.ByteBuffer;
import jnr.ffi.annotations.In;
import jnr.ffi.annotations.Out;

/** What is called of libzstd. */
interface LibZstd {
  long ZSTD_decompress(@Out ByteBuffer out, long outSize, @In ByteBuffer in, long inSize);
}
