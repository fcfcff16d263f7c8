package org.jkmod.load;

import java.io.IOException;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jkmod.bytes.ByteSource;
import org.jkmod.bytes.Bytes;
import org.jkmod.elf.ElfFile;
import org.jkmod.port.KernelModules;

/**
 * init_module(2) has no flags: a module that is to be loaded by force must not carry what would be
 * checked. The section of versions loses its place in memory, the version magic its key.
 */
final class ForcedImage {
  private static final String VERMAGIC = "vermagic=";

  private ForcedImage() {}

  static byte[] of(byte[] image, int flags) throws IOException {
    byte[] changed = image.clone();
    ElfFile file = ElfFile.parse(ByteSource.of(Bytes.of(image)));
    if ((flags & KernelModules.IGNORE_MODVERSIONS) != 0) {
      long at = file.flagsOffset("__versions");
      if (at >= 0) {
        // SHF_ALLOC, bit 1 of sh_flags: the kernel looks only at sections that have it.
        int lowest = (int) at + (file.order() == ByteOrder.LITTLE_ENDIAN ? 0 : file.is64() ? 7 : 3);
        changed[lowest] &= ~2;
      }
    }
    if ((flags & KernelModules.IGNORE_VERMAGIC) != 0) {
      Bytes info = file.section(".modinfo");
      if (info != null) {
        for (int start = 0; start < info.size(); start = info.indexOf((byte) 0, start) + 1) {
          if (info.startsWith(start, VERMAGIC)) {
            int from = (int) info.origin() + start;
            Arrays.fill(
                changed, from, (int) info.origin() + info.indexOf((byte) 0, start), (byte) 0);
          }
        }
      }
    }
    return changed;
  }
}
