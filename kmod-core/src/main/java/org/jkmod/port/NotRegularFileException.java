package org.jkmod.port;

import java.nio.file.FileSystemException;

/** A FIFO, a device or a socket where a file was wanted. */
public final class NotRegularFileException extends FileSystemException {
  private static final long serialVersionUID = 1;

  public NotRegularFileException(String file) {
    super(file, null, "not a regular file");
  }
}
