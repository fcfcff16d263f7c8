package org.jkmod.depmod;

import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.TimeUnit;

/**
 * What tells that a file is still the one that was read.
 *
 * @param size in bytes
 * @param modified nanoseconds since 1970
 * @param key the device and the number of the file on it, as text
 */
record FileStamp(long size, long modified, String key) {
  static FileStamp of(BasicFileAttributes attributes) {
    return new FileStamp(
        attributes.size(),
        attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS),
        String.valueOf(attributes.fileKey()));
  }
}
