package org.jkmod.depmod;

import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What tells that a file is still the one that was read.
 *
 * @param size in bytes
 * @param modified nanoseconds since 1970
 * @param key the device and the number of the file on it, as text
 */
record FileStamp(long size, long modified, String key) {
  // Written out: the generated methods are slow in a native executable, and these are called for
  // each module.
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof FileStamp stamp
        && size == stamp.size
        && modified == stamp.modified
        && key.equals(stamp.key);
  }

  @Override
  public int hashCode() {
    return Long.hashCode(modified) ^ key.hashCode();
  }

  static FileStamp of(BasicFileAttributes attributes) {
    return new FileStamp(
        attributes.size(),
        attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS),
        String.valueOf(attributes.fileKey()));
  }
}
