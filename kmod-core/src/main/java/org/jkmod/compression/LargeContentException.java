package org.jkmod.compression;

import java.io.IOException;

/** A compressed file holds more than its reader takes; the message says what and the limit. */
public final class LargeContentException extends IOException {
  private static final long serialVersionUID = 1;

  LargeContentException(String content, long limit) {
    super(content + ": over the limit of " + limit + " bytes");
  }
}
