package org.jkmod.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.jkmod.cli.log.ToolLog;
import org.jkmod.port.Commands;
import org.jkmod.port.Decompressor;
import org.jkmod.port.Errno;
import org.jkmod.port.KernelException;
import org.jkmod.port.KernelModules;
import org.jkmod.port.SystemInfo;

/**
 * What the cases were recorded with: a kernel without modules, a shell whose output is kept, a
 * system's log that nobody reads.
 */
final class TestPorts implements Ports {
  /** Where the cases were recorded it was another: no case may depend on it. */
  static final String RELEASE = "0.0.0-test";

  private static final KernelModules NO_KERNEL =
      new KernelModules() {
        @Override
        public void load(Path file, String parameters, int flags) throws IOException {
          throw new KernelException("finit_module", Errno.ENOSYS);
        }

        @Override
        public void load(byte[] image, String parameters) throws IOException {
          throw new KernelException("init_module", Errno.ENOSYS);
        }

        @Override
        public void remove(String name, int flags) throws IOException {
          throw new KernelException("delete_module", Errno.ENOSYS);
        }
      };

  private final ByteArrayOutputStream out;
  private final String input;
  private final KernelModules kernel;
  private boolean terminal;

  TestPorts(ByteArrayOutputStream out, String input) {
    this(out, input, NO_KERNEL);
  }

  /** With a kernel that loads. */
  TestPorts(ByteArrayOutputStream out, String input, KernelModules kernel) {
    this.out = out;
    this.input = input;
    this.kernel = kernel;
  }

  TestPorts(ByteArrayOutputStream out) {
    this(out, "");
  }

  /** The same with standard error on a terminal. */
  TestPorts onTerminal() {
    terminal = true;
    return this;
  }

  @Override
  public KernelModules kernel() {
    return kernel;
  }

  @Override
  public Commands commands() {
    return this::shell;
  }

  private int shell(String command, Map<String, String> environment) throws IOException {
    ProcessBuilder builder = new ProcessBuilder("/bin/sh", "-c", command).redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getInputStream().transferTo(out);
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  @Override
  public SystemInfo system() {
    return () -> RELEASE;
  }

  @Override
  public Decompressor decompressor() {
    return Decompressor.NONE;
  }

  @Override
  public String standardInput() {
    return input;
  }

  @Override
  public boolean startedWithoutStderr() {
    return false;
  }

  @Override
  public boolean stderrIsTerminal() {
    return terminal;
  }

  @Override
  public ToolLog.Sink syslog(String program) {
    return (priority, line) -> {};
  }
}
