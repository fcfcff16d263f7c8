package org.jkmod.index;

import java.io.IOException;

/** An index file that is there and cannot be used. */
public final class IndexException extends IOException {
  private static final long serialVersionUID = 1;

  public IndexException(String file, IOException cause) {
    super(file + ": " + cause.getMessage(), cause);
  }
}
