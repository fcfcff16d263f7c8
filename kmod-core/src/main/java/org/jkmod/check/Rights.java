package org.jkmod.check;

import java.io.IOException;
import org.jkmod.SystemRoot;
import org.jkmod.port.FileDetails;

/** Who may write a file. */
final class Rights {
  private Rights() {}

  /** As {@link #othersMayWrite(SystemRoot, FileDetails)}, of what lies at a path. */
  static boolean othersMayWrite(SystemRoot root, String path) throws IOException {
    return othersMayWrite(root, root.files().details(root.place(path)));
  }

  /**
   * Whether others than the owner may write it, or another than root, or who runs this, owns it.
   */
  static boolean othersMayWrite(SystemRoot root, FileDetails file) {
    return file.isOpenToOthers() || (file.user() != 0 && file.user() != user(root));
  }

  private static int user(SystemRoot root) {
    try {
      return root.files().details("/proc/self").user();
    } catch (IOException e) {
      return 0;
    }
  }
}
