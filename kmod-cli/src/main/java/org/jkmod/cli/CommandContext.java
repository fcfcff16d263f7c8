package org.jkmod.cli;

import java.util.Locale;
import java.util.Map;
import org.jkmod.SystemRoot;
import org.jkmod.cli.log.ToolLog;

/**
 * All that a command has of the world.
 *
 * @param program argv[0] as it was given
 * @param root where files are
 * @param environment the variables; empty when they are not to be trusted
 * @param out standard output
 * @param err standard error
 * @param ports the system
 */
public record CommandContext(
    String program,
    SystemRoot root,
    Map<String, String> environment,
    TextOutput out,
    TextOutput err,
    Ports ports) {
  /** The same under another name. */
  public CommandContext withProgram(String other) {
    return new CommandContext(other, root, environment, out, err, ports);
  }

  /** The log of a tool. */
  public ToolLog log(String tool, boolean toSyslog) {
    if (toSyslog) {
      return new ToolLog(tool, ports.syslog(tool));
    }
    return ToolLog.toStream(
        tool,
        line -> {
          out.flush();
          err.print(line);
          err.flush();
        });
  }

  /**
   * The same for a tool that the kernel starts with stderr closed: its messages then go to the
   * system's log. Whether it is closed is looked at when there is a message.
   */
  public ToolLog logEvenWithoutStderr(String tool, boolean toSyslog) {
    if (toSyslog) {
      return log(tool, true);
    }
    ToolLog.Sink[] chosen = new ToolLog.Sink[1];
    return new ToolLog(
        tool,
        (priority, line) -> {
          if (chosen[0] == null) {
            chosen[0] =
                ports.startedWithoutStderr() ? ports.syslog(tool) : (p, text) -> print(tool, text);
          }
          chosen[0].write(priority, line);
        });
  }

  private void print(String tool, String line) {
    out.flush();
    err.print(tool + ": " + line + "\n");
    err.flush();
  }

  /** Complains about the command line as getopt_long(3) does. */
  public void usageError(String message) {
    err.print(program + ": " + message + "\n");
    err.flush();
  }

  /** Whether text of ours is to be UTF-8, by the locale's variables. */
  public boolean isUtf8() {
    for (String variable : new String[] {"LC_ALL", "LC_CTYPE", "LANG"}) {
      String value = environment.getOrDefault(variable, "");
      if (!value.isEmpty()) {
        String locale = value.toLowerCase(Locale.ROOT);
        return locale.contains("utf-8") || locale.contains("utf8");
      }
    }
    return false;
  }

  /** Whether options end at the first operand. */
  public boolean posixlyCorrect() {
    return environment.containsKey("POSIXLY_CORRECT");
  }
}
