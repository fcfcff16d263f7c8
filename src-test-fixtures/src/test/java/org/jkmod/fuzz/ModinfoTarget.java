package org.jkmod.fuzz;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jkmod.bytes.ByteSource;
import org.jkmod.bytes.Bytes;
import org.jkmod.bytes.MalformedException;
import org.jkmod.modinfo.BuiltinModules;
import org.jkmod.modinfo.ModuleInfo;
import org.jkmod.modinfo.ModuleSignature;

/** Fields, signatures at a file's end, and modules.builtin.modinfo. */
public final class ModinfoTarget {
  private ModinfoTarget() {}

  public static void fuzzerTestOneInput(byte[] data) throws IOException {
    BuiltinModules.parse(new String(data, StandardCharsets.ISO_8859_1));
    try {
      ModuleInfo.parse(Bytes.of(data)).all("alias");
    } catch (MalformedException e) {
      // What damaged files are to end in.
    }
    try {
      ModuleSignature.read(ByteSource.of(Bytes.of(data)), data.length / 2);
    } catch (MalformedException e) {
      // Likewise.
    }
  }
}
