package org.jkmod.port;

import java.io.IOException;

/** What the running system says of itself. */
public interface SystemInfo {
  /** The release of the running kernel, as {@code uname -r} prints it. */
  String release() throws IOException;
}
