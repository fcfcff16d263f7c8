package org.jkmod;

/** The rules by which names of modules are made equal before they are compared. */
public final class ModuleName {
  private static final String[] SUFFIXES = {".ko", ".ko.gz", ".ko.xz", ".ko.zst"};

  private ModuleName() {}

  /**
   * A module's name as the kernel has it: {@code -} becomes {@code _}, and it ends before the first
   * dot.
   */
  public static String normalize(String name) {
    int dot = name.indexOf('.');
    return (dot < 0 ? name : name.substring(0, dot)).replace('-', '_');
  }

  /** The name of the module in a file: that of the file, without folders and suffix. */
  public static String ofPath(String path) {
    return normalize(path.substring(path.lastIndexOf('/') + 1));
  }

  /** Whether the name of a file is that of a module: it ends in .ko, .ko.gz, .ko.xz or .ko.zst. */
  public static boolean isModuleFile(String fileName) {
    for (String suffix : SUFFIXES) {
      if (fileName.endsWith(suffix)) {
        return true;
      }
    }
    return false;
  }
}
