package org.jkmod.cli;

import java.io.IOException;
import org.jkmod.cli.log.ToolLog;
import org.jkmod.port.Commands;
import org.jkmod.port.Decompressor;
import org.jkmod.port.KernelModules;
import org.jkmod.port.SystemInfo;

/** The outside, each part made when it is first asked for. */
public interface Ports {
  KernelModules kernel();

  Commands commands();

  SystemInfo system();

  Decompressor decompressor();

  /** All of standard input, one char a byte. */
  String standardInput() throws IOException;

  /** Whether this program was started with stderr closed, as the kernel starts modprobe. */
  boolean startedWithoutStderr();

  /** Whether standard error is a terminal that a line can be drawn on again and again. */
  boolean stderrIsTerminal();

  /** The system's log under a program's name. */
  ToolLog.Sink syslog(String program);
}
