package org.jkmod.fuzz;

import java.io.IOException;
import java.nio.ByteOrder;
import org.jkmod.bytes.Bytes;
import org.jkmod.bytes.MalformedException;
import org.jkmod.index.IndexFile;

/** modules.*.bin: every key, a lookup, a match. */
public final class IndexTarget {
  private IndexTarget() {}

  public static void fuzzerTestOneInput(byte[] data) throws IOException {
    try {
      IndexFile index = IndexFile.parse(Bytes.of(data).order(ByteOrder.BIG_ENDIAN));
      index.get("pci:v00001234d*");
      index.match("pci:v00001234d00005678sv");
      long[] length = new long[1];
      index.forEach(entry -> length[0] += entry.key().length());
    } catch (MalformedException e) {
      // What damaged files are to end in.
    }
  }
}
