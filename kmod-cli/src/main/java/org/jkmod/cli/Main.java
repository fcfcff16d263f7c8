package org.jkmod.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jkmod.SystemRoot;
import org.jkmod.cli.command.Command;
import org.jkmod.cli.command.CommandTable;
import org.jspecify.annotations.Nullable;

/** All tools: which one it is, argv[0] tells. */
public final class Main {
  private Main() {}

  /** Runs the tool that argv[0] names and exits with its status. */
  public static void main(String[] arguments) {
    // All output is our own. jffi asks for a logger, for which the JDK would read its configuration
    // and look for services in the whole class path; without System.out it takes itself to be
    // starting and does not.
    System.setOut(null);
    CommandContext context =
        context(
            Executable.programName(),
            new TextOutput(new FileOutputStream(FileDescriptor.out)),
            new TextOutput(new FileOutputStream(FileDescriptor.err)));
    int status = run(text(arguments), context);
    // All is written; nothing of Java's own is worth waiting for.
    Runtime.getRuntime().halt(status);
  }

  /** What the process that this is runs a tool with. */
  static CommandContext context(String program, TextOutput out, TextOutput err) {
    SystemRoot root = SystemRoot.real();
    return new CommandContext(program, root, text(System.getenv()), out, err, new Wiring(root));
  }

  private static List<String> text(String[] arguments) {
    List<String> text = new ArrayList<>();
    for (String argument : arguments) {
      text.add(SystemRoot.text(argument));
    }
    return text;
  }

  private static Map<String, String> text(Map<String, String> environment) {
    Map<String, String> text = new HashMap<>();
    for (Map.Entry<String, String> variable : environment.entrySet()) {
      text.put(SystemRoot.text(variable.getKey()), SystemRoot.text(variable.getValue()));
    }
    return text;
  }

  /** Runs the tool that the context's program is; all output is flushed. */
  public static int run(List<String> arguments, CommandContext context) {
    String program = context.program();
    String name = program.substring(program.lastIndexOf('/') + 1);
    Command command = CommandTable.ofProgram(name);
    int status;
    try {
      status = command.run(arguments, context);
      context.out().flush();
      if (context.out().hasFailed() && status == 0) {
        context.err().print(name + ": ERROR: could not write to standard output\n");
        status = 1;
      }
    } catch (RuntimeException | LinkageError | StackOverflowError | OutOfMemoryError e) {
      OutOfMemoryError lack = lackOfMemory(e);
      context
          .err()
          .print(
              program
                  + (lack != null
                      ? ": ERROR: out of memory: " + lack.getMessage()
                      : ": FATAL: internal error: " + withCauses(e))
                  + "\n");
      status = 1;
    }
    context.err().flush();
    return status;
  }

  /**
   * An error and what was behind it: the first alone often says only that something could not be
   * had.
   */
  private static String withCauses(Throwable error) {
    var text = new StringBuilder(error.toString());
    int depth = 0;
    for (Throwable cause = error.getCause(); cause != null && depth < 8; cause = cause.getCause()) {
      text.append(": ").append(cause);
      depth++;
    }
    return text.toString();
  }

  /** The lack of memory, or of threads, that is behind an error; null when it is another's. */
  private static @Nullable OutOfMemoryError lackOfMemory(Throwable error) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause instanceof OutOfMemoryError lack) {
        return lack;
      }
    }
    return null;
  }
}
