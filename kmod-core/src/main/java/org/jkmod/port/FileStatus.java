package org.jkmod.port;

/**
 * What stat(2) says first of a file.
 *
 * @param size in bytes
 * @param key equal for the same file by any name
 */
public record FileStatus(Kind kind, long size, Object key) {
  /** What it is. */
  public enum Kind {
    FILE,
    FOLDER,
    LINK,
    /** A FIFO, a device or a socket. */
    OTHER
  }

  public boolean isFile() {
    return kind == Kind.FILE;
  }

  public boolean isFolder() {
    return kind == Kind.FOLDER;
  }

  public boolean isLink() {
    return kind == Kind.LINK;
  }
}
