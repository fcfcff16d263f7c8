package org.jkmod.cli.command;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jkmod.SystemRoot;
import org.jkmod.cli.CommandContext;
import org.jkmod.cli.log.Priority;
import org.jkmod.resolve.Objection;

/**
 * What the policy keeps out, line by line: to the system's log or, while nobody listens there, as
 * when an initramfs starts, to the kernel's.
 */
final class PolicyLog {
  /** Where the C library sends lines for the log. */
  private static final String SOCKET = "/dev/log";

  private static final String KERNEL_LOG = "/dev/kmsg";

  /** LOG_DAEMON, as the tools' other lines have it. */
  private static final int FACILITY = 3 << 3;

  private final CommandContext context;
  private final String program;

  /**
   * @param program what lines start with
   */
  PolicyLog(CommandContext context, String program) {
    this.context = context;
    this.program = program;
  }

  /**
   * Logs what became of a module, in fields that a program can read: no field but the last has a
   * blank, whatever the names are made of.
   *
   * @param verb {@code blocked}, {@code would-block} or {@code ignored}
   * @param asked the name that was asked for
   */
  void verdict(String verb, String asked, Objection objection) {
    String reason = objection.reason();
    write(
        objection.enforced() ? Priority.WARNING : Priority.NOTICE,
        "policy: "
            + verb
            + " module="
            + word(objection.subject())
            + " asked="
            + word(asked)
            + " rule="
            + word(objection.origin().toString())
            + " caller="
            + caller()
            + (reason.isEmpty() ? "" : " reason=" + printable(reason)));
  }

  /** The process that started this one: its number and its name. */
  private String caller() {
    SystemRoot root = context.root();
    try {
      for (String line : root.readLive("/proc/self/status").split("\n", -1)) {
        if (line.startsWith("PPid:")) {
          int parent = Integer.parseInt(line.substring(5).strip());
          String name = root.readLiveIfPresent("/proc/" + parent + "/comm");
          return parent + "/" + (name == null ? "?" : word(name.strip()));
        }
      }
    } catch (IOException | NumberFormatException e) {
      // Without /proc nobody can tell; the line says so.
    }
    return "?";
  }

  void write(Priority priority, String message) {
    if (listens() || !toKernelLog(priority, message)) {
      context.ports().syslog(program).write(priority.number(), message);
    }
  }

  /** Whether a program has the socket open: its name alone stays when the program ends. */
  private boolean listens() {
    SystemRoot root = context.root();
    try {
      Path socket = root.locate(SOCKET);
      if (!Files.exists(socket)) {
        return false;
      }
      String target = SystemRoot.text(socket.toRealPath());
      String sockets = root.readLiveIfPresent("/proc/net/unix");
      return sockets == null || sockets.contains(" " + target + "\n");
    } catch (IOException e) {
      return true;
    }
  }

  private boolean toKernelLog(Priority priority, String message) {
    String line = "<" + (FACILITY | priority.number()) + ">" + program + ": " + message + "\n";
    try (FileChannel log =
        FileChannel.open(context.root().locate(KERNEL_LOG), StandardOpenOption.WRITE)) {
      // A line is what one call of write(2) has.
      log.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.ISO_8859_1)));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static String word(String text) {
    return printable(text).replace(" ", "\\x20");
  }

  private static String printable(String text) {
    StringBuilder shown = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= ' ' && c != 0x7f) {
        shown.append(c);
      } else {
        shown.append("\\x").append(Character.forDigit(c >> 4, 16));
        shown.append(Character.forDigit(c & 15, 16));
      }
    }
    return shown.toString();
  }
}
