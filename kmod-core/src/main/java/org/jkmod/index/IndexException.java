package org.jkmod.index;

import java.io.IOException;

/** An index file that is there and cannot be used. */
public final class IndexException extends IOException {
  private static final long serialVersionUID = 1;

  private final String file;
  private final IOException reason;

  public IndexException(String file, IOException reason) {
    super(file + ": " + reason.getMessage(), reason);
    this.file = file;
    this.reason = reason;
  }

  /** Its path. */
  public String file() {
    return file;
  }

  /** Why. */
  public IOException reason() {
    return reason;
  }
}
