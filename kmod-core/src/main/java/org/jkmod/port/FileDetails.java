package org.jkmod.port;

/**
 * All that stat(2) says of a file at one moment.
 *
 * @param mode its kind and access bits: st_mode
 * @param user the owner's number
 * @param size in bytes
 * @param modified the time of modification in nanoseconds since 1970
 * @param changed likewise: of the last change of the file or of what the file system keeps of it
 * @param device of the file system, which means something until the next boot
 * @param inode the number of the file on it
 */
public record FileDetails(
    int mode, int user, long size, long modified, long changed, long device, long inode) {
  private static final int TYPE = 0170000;

  /** Whether it is a regular file. */
  public boolean isFile() {
    return (mode & TYPE) == 0100000;
  }

  public boolean isFolder() {
    return (mode & TYPE) == 0040000;
  }

  /** Whether only its owner may rename or delete what is in it: a folder such as /tmp. */
  public boolean isSticky() {
    return (mode & 01000) != 0;
  }

  /** Whether others than the owner may write it. */
  public boolean isOpenToOthers() {
    // Of a group's bit: where a file has an access list, it stands for all who are on that.
    return (mode & 022) != 0;
  }
}
