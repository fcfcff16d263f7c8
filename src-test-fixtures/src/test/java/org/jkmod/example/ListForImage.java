package org.jkmod.example;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import org.jkmod.Kmod;
import org.jkmod.SystemRoot;
import org.jkmod.closure.Closure;
import org.jkmod.closure.ClosureRequest;
import org.jkmod.closure.Member;
import org.jkmod.firmware.FirmwareSearch;
import org.jkmod.port.Decompressor;

/** Lists the files that an image of another system needs for its modules. */
final class ListForImage {
  private ListForImage() {}

  static void list(Path system, String release, List<String> names, PrintStream out)
      throws IOException {
    SystemRoot root = SystemRoot.confined(system);
    Kmod kmod = Kmod.ofTree(root, release, Decompressor.NONE);
    FirmwareSearch search = new FirmwareSearch(root, release, null);
    Closure closure = kmod.closure(new ClosureRequest(names, true, true, search));
    for (Member member : closure.members()) {
      if (!member.isBuiltin()) {
        out.println(member.path());
      }
      for (Member.Firmware firmware : member.firmware()) {
        out.println(firmware.name() + " of " + member.name() + ": " + firmware.files());
      }
    }
    out.println("unknown: " + closure.unknown());
  }
}
