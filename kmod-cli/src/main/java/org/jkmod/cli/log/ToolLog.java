package org.jkmod.cli.log;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;

/**
 * What a tool has to say, a line each: {@code modprobe: ERROR: …}. It is an SLF4J logger, so that
 * the library's own messages come out the same way. Several threads may use it.
 */
public final class ToolLog extends LegacyAbstractLogger {
  private static final long serialVersionUID = 1;

  /** Where complete lines go, without their end. */
  public interface Sink {
    void write(int priority, String line);
  }

  private final String program;
  private final transient Sink sink;
  private volatile int threshold = Priority.WARNING.number();

  /**
   * @param program what lines start with
   * @param sink stderr or syslog
   */
  public ToolLog(String program, Sink sink) {
    this.name = program;
    this.program = program;
    this.sink = sink;
  }

  /** One that writes lines with the program's name to a stream of text. */
  public static ToolLog toStream(String program, Consumer<String> stream) {
    return new ToolLog(program, (priority, line) -> stream.accept(program + ": " + line + "\n"));
  }

  /** The least grave that is shown, as syslog(3) numbers it; under 2 nothing is. */
  public void threshold(int number) {
    threshold = number;
  }

  public int threshold() {
    return threshold;
  }

  /** Whether what has that priority is shown. */
  public boolean shows(Priority priority) {
    return priority.number() <= threshold;
  }

  /**
   * Says several things with nothing of another thread's between them: an error and its hints, say.
   */
  public synchronized void together(Runnable messages) {
    messages.run();
  }

  /** Says something, if that priority is shown. */
  public synchronized void log(Priority priority, String message) {
    if (shows(priority)) {
      sink.write(priority.number(), priority.name() + ": " + message);
    }
  }

  /** An additional line after a classic one: kmod has none of these. */
  public synchronized void hint(String message) {
    if (shows(Priority.ERROR)) {
      sink.write(Priority.ERROR.number(), "hint: " + message);
    }
  }

  public void fatal(String message) {
    log(Priority.FATAL, message);
  }

  @Override
  public void error(String message) {
    log(Priority.ERROR, message);
  }

  public void warning(String message) {
    log(Priority.WARNING, message);
  }

  /** The program's name. */
  public String program() {
    return program;
  }

  @Override
  protected @Nullable String getFullyQualifiedCallerName() {
    return null;
  }

  @Override
  protected void handleNormalizedLoggingCall(
      Level level,
      @Nullable Marker marker,
      String messagePattern,
      Object @Nullable [] arguments,
      @Nullable Throwable throwable) {
    log(priority(level), MessageFormatter.basicArrayFormat(messagePattern, arguments));
  }

  private static Priority priority(Level level) {
    return switch (level) {
      case ERROR -> Priority.ERROR;
      case WARN -> Priority.WARNING;
      case INFO -> Priority.INFO;
      case DEBUG, TRACE -> Priority.DEBUG;
    };
  }

  @Override
  public boolean isTraceEnabled() {
    return shows(Priority.DEBUG);
  }

  @Override
  public boolean isDebugEnabled() {
    return shows(Priority.DEBUG);
  }

  @Override
  public boolean isInfoEnabled() {
    return shows(Priority.INFO);
  }

  @Override
  public boolean isWarnEnabled() {
    return shows(Priority.WARNING);
  }

  @Override
  public boolean isErrorEnabled() {
    return shows(Priority.ERROR);
  }
}
