package org.jkmod.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Who may write a file. */
final class Rights {
  private static final int OTHERS_WRITE = 022;

  private Rights() {}

  /**
   * Whether others than the owner may write it, or another than root, or who runs this, owns it.
   */
  static boolean othersMayWrite(Path path) throws IOException {
    Map<String, Object> attributes = Files.readAttributes(path, "unix:mode,uid");
    int mode = number(attributes, "mode");
    int owner = number(attributes, "uid");
    return (mode & OTHERS_WRITE) != 0 || (owner != 0 && owner != user());
  }

  private static int number(Map<String, Object> attributes, String name) {
    return (Integer) attributes.getOrDefault(name, 0);
  }

  private static int user() {
    try {
      return (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
    } catch (IOException e) {
      return 0;
    }
  }
}
