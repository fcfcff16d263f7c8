package org.jkmod.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import org.graalvm.nativeimage.ImageInfo;
import org.graalvm.nativeimage.ProcessProperties;

/**
 * What the program knows of itself: the name it was started by, and the folder of its libraries.
 */
final class Executable {
  /** Where the launcher of the JVM puts argv[0], which Java does not hand over. */
  private static final String PROGRAM = "jkmod.program";

  /** Where jnr-ffi's own library lies; without it, it would be looked for in the current folder. */
  private static final String LIBRARY_PATH = "jffi.boot.library.path";

  private static final String INSTALLED = "/usr/lib/jkmod";

  private Executable() {}

  /** argv[0] as it was given. */
  static String programName() {
    if (isNative()) {
      return ProcessProperties.getArgumentVectorProgramName();
    }
    return System.getProperty(PROGRAM, "kmod");
  }

  /**
   * Tells jnr-ffi where its library is: beside this program, or where the package puts it when
   * /proc does not tell.
   */
  static void locateLibraries() {
    if (System.getProperty(LIBRARY_PATH) == null && isNative()) {
      System.setProperty(LIBRARY_PATH, libraryFolder());
    }
  }

  private static String libraryFolder() {
    try {
      // Without links, and with privileges the package's: scripts/native-image/runtime.c.
      Path program = Path.of(ProcessProperties.getExecutableName());
      Path folder = program.resolveSibling("../lib/jkmod").normalize();
      return Files.isDirectory(folder) ? folder.toString() : INSTALLED;
    } catch (Exception e) {
      return INSTALLED;
    }
  }

  /**
   * Whether this is the native executable. Asks the property first: on a JVM the classes of the
   * native image are not there.
   */
  static boolean isNative() {
    return System.getProperty(ImageInfo.PROPERTY_IMAGE_CODE_KEY) != null
        && ImageInfo.inImageRuntimeCode();
  }
}
