package org.jkmod.check;

import java.io.IOException;
import org.jkmod.bytes.MalformedException;
import org.jkmod.port.Errno;

/** Why something could not be read, in a few words. */
final class Reasons {
  private Reasons() {}

  static String of(IOException exception) {
    Errno errno = exception instanceof MalformedException ? null : Errno.of(exception);
    return errno == null ? String.valueOf(exception.getMessage()) : errno.text();
  }
}
