package org.jkmod.cli.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.jkmod.SystemRoot;
import org.jkmod.cli.CommandContext;
import org.jspecify.annotations.Nullable;

/** A file that a command writes for the user: whole, or not at all. */
final class NewFile {
  private NewFile() {}

  /** Prints text, or writes it to the file that an option named. */
  static void writeOrPrint(@Nullable String path, String text, CommandContext context)
      throws IOException {
    if (path == null) {
      context.out().print(text);
    } else {
      write(context.root(), path, text);
    }
  }

  /** Writes text with one char a byte, for all to read. */
  static void write(SystemRoot root, String path, String text) throws IOException {
    Path file = root.locate(path);
    Path folder = file.toAbsolutePath().getParent();
    // The name ends in no .conf: nobody takes the half of it for configuration.
    Path unfinished =
        Files.createTempFile(
            folder == null ? root.locate("/") : folder,
            ".kmod",
            ".new",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r--r--")));
    try {
      Files.write(unfinished, text.getBytes(StandardCharsets.ISO_8859_1));
      Files.setPosixFilePermissions(unfinished, PosixFilePermissions.fromString("rw-r--r--"));
      Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }
}
