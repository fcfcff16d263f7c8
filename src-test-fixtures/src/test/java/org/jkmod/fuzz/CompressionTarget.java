package org.jkmod.fuzz;

import java.io.IOException;
import org.jkmod.bytes.Bytes;
import org.jkmod.bytes.MalformedException;
import org.jkmod.compression.Compression;
import org.jkmod.compression.KernelDecompression;
import org.jkmod.port.Decompressor;

/** gzip, xz and zstd by their first bytes, and what the kernel is asked to decompress. */
public final class CompressionTarget {
  private CompressionTarget() {}

  public static void fuzzerTestOneInput(byte[] data) throws IOException {
    Bytes bytes = Bytes.of(data);
    Compression compression = Compression.of(bytes);
    try {
      KernelDecompression.canRead(compression, bytes, "xz");
      compression.decompress(data, Decompressor.NONE);
    } catch (MalformedException e) {
      // What damaged files are to end in.
    }
  }
}
