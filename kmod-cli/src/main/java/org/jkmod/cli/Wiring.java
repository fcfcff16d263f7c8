package org.jkmod.cli;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import org.jkmod.SystemRoot;
import org.jkmod.cli.log.ToolLog;
import org.jkmod.natives.LinuxCommands;
import org.jkmod.natives.LinuxModules;
import org.jkmod.natives.LinuxSystem;
import org.jkmod.natives.Syslog;
import org.jkmod.natives.SystemDecompressor;
import org.jkmod.port.Commands;
import org.jkmod.port.Decompressor;
import org.jkmod.port.KernelModules;
import org.jkmod.port.SystemInfo;

/** The one place that builds the adapters. */
final class Wiring implements Ports {
  private static final int O_NONBLOCK = 04000;

  private final SystemRoot root;

  Wiring(SystemRoot root) {
    this.root = root;
  }

  @Override
  public KernelModules kernel() {
    Executable.locateLibraries();
    return new LinuxModules();
  }

  @Override
  public Commands commands() {
    Executable.locateLibraries();
    return new LinuxCommands();
  }

  @Override
  public SystemInfo system() {
    Executable.locateLibraries();
    return new LinuxSystem(root);
  }

  @Override
  public Decompressor decompressor() {
    Executable.locateLibraries();
    return new SystemDecompressor();
  }

  @Override
  public String standardInput() throws IOException {
    try (InputStream in = new FileInputStream(FileDescriptor.in)) {
      return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  /** The start-up code opens /dev/null there, with a flag that nobody else gives it. */
  @Override
  public boolean startedWithoutStderr() {
    try {
      for (String line : root.readLive("/proc/self/fdinfo/2").split("\n", -1)) {
        if (line.startsWith("flags:")) {
          boolean isMarked = (Integer.parseInt(line.substring(6).strip(), 8) & O_NONBLOCK) != 0;
          return isMarked
              && Files.isSameFile(root.locate("/proc/self/fd/2"), root.locate("/dev/null"));
        }
      }
    } catch (IOException | NumberFormatException e) {
      // Without /proc nobody can tell; then the messages are lost as they are for any program.
    }
    return false;
  }

  /** By the name of what is open there: no library has to be loaded to ask. */
  @Override
  public boolean stderrIsTerminal() {
    String terminal = System.getenv("TERM");
    if (terminal == null || terminal.equals("dumb")) {
      return false;
    }
    try {
      String open = Files.readSymbolicLink(root.locate("/proc/self/fd/2")).toString();
      return open.startsWith("/dev/pts/")
          || open.startsWith("/dev/tty")
          || open.equals("/dev/console");
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public ToolLog.Sink syslog(String program) {
    Executable.locateLibraries();
    Syslog log = new Syslog();
    return log::write;
  }
}
