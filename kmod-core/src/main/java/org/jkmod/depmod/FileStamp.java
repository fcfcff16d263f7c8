package org.jkmod.depmod;

import java.io.IOException;
import org.jkmod.SystemRoot;
import org.jkmod.port.FileDetails;
import org.jspecify.annotations.Nullable;

/**
 * What tells that a file is still the one that was read. Size and time of modification can be set
 * by anybody who writes the file; the time of change cannot, and moves with every write, rename and
 * change of times.
 *
 * @param size in bytes
 * @param modified nanoseconds since 1970
 * @param changed likewise: the time of the last change of the file or of what the file system keeps
 *     of it
 * @param device of the file system, which means something until the next boot
 * @param inode the number of the file on it
 */
record FileStamp(long size, long modified, long changed, long device, long inode) {
  // Written out: the generated methods are slow in a native executable, and these are called for
  // each module.
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof FileStamp stamp
        && size == stamp.size
        && modified == stamp.modified
        && changed == stamp.changed
        && device == stamp.device
        && inode == stamp.inode;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(changed) ^ Long.hashCode(inode);
  }

  /** Looks at a file; a link is followed. */
  static FileStamp of(SystemRoot root, String path) throws IOException {
    FileDetails details = root.files().details(root.place(path));
    return new FileStamp(
        details.size(), details.modified(), details.changed(), details.device(), details.inode());
  }
}
