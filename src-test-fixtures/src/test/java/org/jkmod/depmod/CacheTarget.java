package org.jkmod.depmod;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jkmod.bytes.MalformedException;

/** What depmod remembers, with a checksum that is right. */
public final class CacheTarget {
  private CacheTarget() {}

  public static void fuzzerTestOneInput(byte[] data) {
    byte[] content = Arrays.copyOf(data, Math.max(data.length, FactsCache.CHECKED_FROM));
    long crc =
        FactsCache.checksum(
            content, FactsCache.CHECKED_FROM, content.length - FactsCache.CHECKED_FROM);
    ByteBuffer.wrap(content).putLong(0, FactsCache.MAGIC).putInt(8, (int) crc);
    try {
      FactsCache cache = FactsCache.parse(content, "boot", "/m");
      if (cache != null) {
        FoundModule module = new FoundModule("a", "/m/a.ko", "a.ko", new FileStamp(1, 2, 3, 4, 5));
        ModuleFacts facts = cache.facts(module);
        cache.isSame(module, facts == null ? ModuleFacts.unreadable("x") : facts);
      }
    } catch (MalformedException e) {
      // What a damaged one is to end in.
    }
  }
}
