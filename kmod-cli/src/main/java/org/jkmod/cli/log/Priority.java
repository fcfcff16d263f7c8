package org.jkmod.cli.log;

/** The levels of syslog(3) that the tools use, the gravest first. */
public enum Priority {
  FATAL(2),
  ERROR(3),
  WARNING(4),
  NOTICE(5),
  INFO(6),
  DEBUG(7);

  private final int number;

  Priority(int number) {
    this.number = number;
  }

  /** As syslog(3) numbers it. */
  public int number() {
    return number;
  }
}
