package org.jkmod.bytes;

import java.io.IOException;
import org.jkmod.port.Errno;

/**
 * Bytes that are not what their format demands. The message names the structure, the field, the
 * offset in the file, the value found and the limit it broke; the file is added once, by whoever
 * knows its path.
 */
public final class MalformedException extends IOException {
  private static final long serialVersionUID = 1;

  private final Errno errno;

  public MalformedException(String message) {
    super(message);
    errno = Errno.EINVAL;
  }

  /**
   * A structure at an offset of its file.
   *
   * @param structure the structure and field, such as {@code "section header 3: sh_offset"}
   * @param offset where it stands, in bytes from the start of the file
   * @param problem what is wrong, with the value and the limit
   */
  public MalformedException(String structure, long offset, String problem) {
    this(Errno.EINVAL, structure, offset, problem);
  }

  /**
   * The same with an error number.
   *
   * @param errno ENOEXEC for a file of another format altogether
   */
  public MalformedException(Errno errno, String structure, long offset, String problem) {
    super(structure + " at offset " + offset + ": " + problem);
    this.errno = errno;
  }

  /** The error number that tools show for it; EINVAL unless the format is another altogether. */
  public Errno errno() {
    return errno;
  }
}
