package org.jkmod.elf;

import java.util.HexFormat;
import org.jkmod.bytes.Bytes;
import org.jkmod.bytes.MalformedException;
import org.jspecify.annotations.Nullable;

/**
 * The number that the linker gave to a build.
 *
 * <pre>
 * u32 size of the name   4
 * u32 size of the number some 20
 * u32 type               3
 * name                   GNU\0
 * number
 * </pre>
 */
public final class BuildId {
  private static final int HEADER = 12;
  private static final int TYPE = 3;
  private static final String OWNER = "GNU\0";

  private BuildId() {}

  /**
   * The number in hexadecimal digits; null when the note is another's.
   *
   * @param note the content of .note.gnu.build-id
   */
  public static @Nullable String of(Bytes note) throws MalformedException {
    if (note.size() == 0) {
      return null;
    }
    long nameSize = note.u32(0, "size of a note's name");
    long size = note.u32(4, "size of a build ID");
    boolean isOurs = nameSize == OWNER.length() && note.u32(8, "type of a note") == TYPE;
    if (!isOurs || !note.startsWith(HEADER, OWNER)) {
      return null;
    }
    Bytes number = note.slice(HEADER + nameSize, size, "build ID");
    return HexFormat.of().formatHex(number.toArray());
  }
}
