package org.jkmod.index;

/**
 * The layout of a modules.*.bin file, a trie of its keys. All numbers are big-endian.
 *
 * <pre>
 * header   u32 magic b007f457, u16 major 2, u16 minor 1, u32 root
 * a node is pointed to by a u32: the upper three bits tell which parts it has, the rest where it starts
 *   80000000  prefix    characters up to a NUL that every key below has next
 *   20000000  children  u8 first, u8 last, u32 node for each character from first to last; 0 where there is none
 *   40000000  values    u32 count, then for each: u32 priority, text up to a NUL
 * </pre>
 *
 * Nodes come in pre-order: a node, then each child with all that is below it.
 */
final class IndexFormat {
  static final int MAGIC = 0xb007f457;
  static final int VERSION_MAJOR = 2;
  static final int VERSION_MINOR = 1;
  static final int HEADER_SIZE = 12;

  static final int PREFIX = 0x80000000;
  static final int VALUES = 0x40000000;
  static final int CHILDREN = 0x20000000;
  static final int OFFSET_MASK = 0x0fffffff;

  /**
   * No key has more characters, so no node lies deeper: what is written can be read, and a file
   * that is damaged is not followed in circles. kmod looks up no longer ones.
   */
  static final int MAX_KEY = 4095;

  private IndexFormat() {}
}
