package org.jkmod.cli.command;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Threads for steps that are done side by side: as many as were asked for, or as can be had. */
final class Jobs implements Executor, AutoCloseable {
  /** More threads than any machine has use for. */
  private static final int MOST = 4096;

  private final ExecutorService threads;

  Jobs(int count) {
    this.threads = Executors.newFixedThreadPool(count);
  }

  /** One thread per processor. */
  static int perProcessor() {
    return Runtime.getRuntime().availableProcessors();
  }

  /**
   * The number that an option names.
   *
   * @param text empty for one per processor
   * @return 0 when it is no such number
   */
  static int count(String text) {
    if (text.isEmpty()) {
      return perProcessor();
    }
    try {
      return Math.min(Math.max(Integer.parseInt(text), 0), MOST);
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  /**
   * The arguments with {@code -j N} as one: the number may be left out, so getopt_long(3) never
   * takes the next argument.
   */
  static List<String> joined(List<String> arguments) {
    int at = arguments.indexOf("-j");
    int end = arguments.indexOf("--");
    boolean isLast = at + 1 >= arguments.size();
    if (at < 0 || isLast || (end >= 0 && end < at) || !isNumber(arguments.get(at + 1))) {
      return arguments;
    }
    List<String> joined = new ArrayList<>(arguments);
    joined.set(at, "-j" + joined.remove(at + 1));
    return joined;
  }

  private static boolean isNumber(String text) {
    return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  @Override
  public void execute(Runnable step) {
    try {
      threads.execute(step);
    } catch (OutOfMemoryError e) {
      // So it is told that there is no thread to be had: the caller's own has to do.
      step.run();
    }
  }

  @Override
  public void close() {
    threads.close();
  }
}
