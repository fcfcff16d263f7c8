package org.jkmod.cli.command;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jkmod.SystemRoot;
import org.jkmod.cli.CommandContext;
import org.jkmod.port.FileSystem;
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

  /**
   * Writes text with one char a byte. A device or a pipe gets it as it is; a link stays, and the
   * file that it leads to is replaced.
   */
  static void write(SystemRoot root, String path, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    FileSystem files = root.files();
    String place = root.place(root.absolute(path));
    Path file = root.locate(path);
    if (Files.exists(file)) {
      if (!Files.isRegularFile(file)) {
        Files.write(file, bytes, StandardOpenOption.WRITE);
        return;
      }
      place = files.realPath(place);
    }
    // Of a new name, that nobody can have put a link in place of; it ends in no .conf, so that
    // nobody takes the half of it for configuration.
    String unfinished = place + ".new" + ProcessHandle.current().pid() + "." + System.nanoTime();
    try {
      try (OutputStream out = files.create(unfinished, 0644)) {
        out.write(bytes);
      }
      files.sync(unfinished);
      files.rename(unfinished, place);
    } finally {
      files.delete(unfinished);
    }
  }
}
