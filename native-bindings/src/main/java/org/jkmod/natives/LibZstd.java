package org.jkmod.natives;

import jnr.ffi.annotations.In;
import jnr.ffi.annotations.Out;

/** What is called of libzstd. */
public interface LibZstd {
  long ZSTD_decompress(@Out byte[] out, long outSize, @In byte[] in, long inSize);
}
