package org.jkmod.index;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import org.jkmod.bytes.Bytes;
import org.jkmod.bytes.MalformedException;

/**
 * A modules.*.bin file, laid out as {@link IndexFormat} tells. A lookup reads the nodes on its way
 * and no others.
 *
 * <p>Long because looking up a text and looking up by patterns go through the same nodes, every
 * step with its checks.
 */
public final class IndexFile {
  private static final char[] SPECIAL = {'*', '?', '['};

  private final Bytes bytes;
  private final int root;

  private IndexFile(Bytes bytes, int root) {
    this.bytes = bytes;
    this.root = root;
  }

  /** Checks the header; nothing else is read before it is asked for. */
  public static IndexFile parse(Bytes bytes) throws MalformedException {
    int magic = (int) bytes.u32(0, "index magic");
    if (magic != IndexFormat.MAGIC) {
      throw new MalformedException(
          "index magic",
          0,
          Integer.toHexString(magic) + ", not " + Integer.toHexString(IndexFormat.MAGIC));
    }
    int major = bytes.u16(4, "index version");
    if (major != IndexFormat.VERSION_MAJOR) {
      throw new MalformedException(
          "index version", 4, major + ", this program reads version " + IndexFormat.VERSION_MAJOR);
    }
    return new IndexFile(bytes, (int) bytes.u32(8, "index root"));
  }

  /** One without any keys. */
  static IndexFile empty() {
    return new IndexFile(Bytes.of(new byte[0]), 0);
  }

  /** The values of exactly this key, smallest priority first; empty when there are none. */
  public List<IndexValue> get(String key) throws MalformedException {
    int pointer = root;
    int at = 0;
    while (true) {
      Node node = new Node(pointer);
      String prefix = node.prefix();
      if (!key.startsWith(prefix, at)) {
        return List.of();
      }
      at += prefix.length();
      if (at == key.length()) {
        return node.values();
      }
      pointer = node.child(key.charAt(at++));
      if (pointer == 0) {
        return List.of();
      }
    }
  }

  /**
   * The values of all keys that, taken as patterns, match {@code text}; smallest priority first.
   * What comes before a key's first special character is compared as it stands, and so is a special
   * character that the text has in the same place.
   */
  public List<IndexValue> match(String text) throws MalformedException {
    List<IndexValue> found = new ArrayList<>(1);
    int pointer = root;
    int at = 0;
    while (true) {
      Node node = new Node(pointer);
      for (int i = 0; i < node.prefixLength; i++) {
        char c = node.prefixAt(i);
        if (isSpecial(c)) {
          KeyPatterns patterns = new KeyPatterns(bytes, text, at, i);
          patterns.walk().walk(pointer);
          found.addAll(patterns.found());
          return inOrder(found);
        }
        if (at >= text.length() || text.charAt(at) != c) {
          return inOrder(found);
        }
        at++;
      }
      for (char special : SPECIAL) {
        int child = node.child(special);
        if (child != 0) {
          KeyPatterns patterns = new KeyPatterns(bytes, text, at, 0);
          patterns.walk().walk(special, child);
          found.addAll(patterns.found());
        }
      }
      if (at == text.length()) {
        found.addAll(node.values());
        return inOrder(found);
      }
      pointer = node.child(text.charAt(at++));
      if (pointer == 0) {
        return inOrder(found);
      }
    }
  }

  /**
   * Leads a visitor through the keys.
   *
   * @throws MalformedException when a node on the way is damaged
   */
  public void walk(IndexVisitor visitor) throws MalformedException {
    if (root != 0) {
      new IndexWalk(bytes, visitor).walk(root);
    }
  }

  /**
   * Hands over all entries in byte order of their keys.
   *
   * @throws MalformedException when a node is damaged; those before it have been handed over
   */
  public void list(IndexEntries sink) throws MalformedException {
    if (root != 0) {
      new IndexListing(bytes, sink).list(root);
    }
  }

  /** The smallest priority first; of equals, the one that came last. */
  private static List<IndexValue> inOrder(List<IndexValue> values) {
    if (values.size() > 1) {
      Collections.reverse(values);
      values.sort(Comparator.comparingInt(IndexValue::priority));
    }
    return values;
  }

  /** The same with an object for each. */
  public void forEach(Consumer<IndexEntry> sink) throws MalformedException {
    list(
        (key, keyEnd, text, from, to, priority) ->
            sink.accept(
                new IndexEntry(
                    new String(key, 0, keyEnd, StandardCharsets.ISO_8859_1),
                    new IndexValue(
                        priority,
                        new String(text, from, to - from, StandardCharsets.ISO_8859_1)))));
  }

  private static boolean isSpecial(char c) {
    return c == SPECIAL[0] || c == SPECIAL[1] || c == SPECIAL[2];
  }

  /** One node; children and values are read when asked for. */
  private final class Node {
    final int start;
    private final int prefixAt;
    private final int prefixLength;
    final int first;
    final int last;
    private final int childrenAt;
    private final int valuesAt;

    Node(int pointer) throws MalformedException {
      start = pointer & IndexFormat.OFFSET_MASK;
      int at = start;
      if ((pointer & IndexFormat.PREFIX) != 0) {
        prefixAt = at;
        prefixLength = bytes.cStringLength(at, "index node: prefix");
        at += prefixLength + 1;
      } else {
        prefixAt = 0;
        prefixLength = 0;
      }
      if ((pointer & IndexFormat.CHILDREN) != 0) {
        first = bytes.u8(at, "index node: first child");
        last = bytes.u8(at + 1, "index node: last child");
        if (first > last) {
          throw new MalformedException(
              "index node: children", at, "first " + first + " after last " + last);
        }
        childrenAt = at + 2;
        at = childrenAt + (last - first + 1) * 4;
      } else {
        first = 1;
        last = 0;
        childrenAt = at;
      }
      valuesAt = (pointer & IndexFormat.VALUES) != 0 ? at : -1;
    }

    /** A character of the prefix. */
    char prefixAt(int index) {
      return (char) bytes.int8(prefixAt + index);
    }

    String prefix() {
      StringBuilder prefix = new StringBuilder(prefixLength);
      appendPrefix(prefix);
      return prefix.toString();
    }

    void appendPrefix(StringBuilder key) {
      bytes.appendTo(key, prefixAt, prefixLength);
    }

    /** The pointer to the child for that character, 0 when there is none. */
    int child(char c) throws MalformedException {
      if (c < first || c > last) {
        return 0;
      }
      int pointer = (int) bytes.u32(childrenAt + (c - first) * 4L, "index node: child");
      // Pre-order and post-order writers alike never point a node at itself; the root is nobody's
      // child.
      if (pointer != 0 && (pointer & IndexFormat.OFFSET_MASK) == start) {
        throw new MalformedException("index node: child", childrenAt, "points at its own parent");
      }
      return pointer;
    }

    List<IndexValue> values() throws MalformedException {
      if (valuesAt < 0) {
        return List.of();
      }
      List<IndexValue> values = new ArrayList<>();
      long count = bytes.u32(valuesAt, "index node: value count");
      if (count > bytes.size() / 5) {
        throw new MalformedException(
            "index node: value count",
            valuesAt,
            count + " do not fit in " + bytes.size() + " bytes");
      }
      int at = valuesAt + 4;
      for (int i = 0; i < count; i++) {
        int priority = (int) bytes.u32(at, "index node: priority");
        String text = bytes.cString(at + 4, "index node: value");
        values.add(new IndexValue(priority, text));
        at += 4 + text.length() + 1;
      }
      return values;
    }
  }
}
