package org.jkmod.cli.args;

/**
 * A command line that the tool does not understand; the message is complete but for the program's
 * name.
 */
public final class UsageException extends Exception {
  private static final long serialVersionUID = 1;

  private final String complaint;

  public UsageException(String complaint) {
    super(complaint);
    this.complaint = complaint;
  }

  /** What follows the program's name. */
  public String complaint() {
    return complaint;
  }
}
