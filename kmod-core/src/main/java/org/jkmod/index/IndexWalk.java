package org.jkmod.index;

import java.util.Arrays;
import org.jkmod.bytes.Bytes;
import org.jkmod.bytes.MalformedException;

/** One walk over the nodes of an index, laid out as {@link IndexFormat} tells. */
final class IndexWalk {
  private final Bytes bytes;
  private final IndexVisitor visitor;
  private final IndexLimits limits;

  /** The key of the node that is being visited, and a value after it. */
  private byte[] text = new byte[256];

  /** Of the value that is being visited. */
  private int priority;

  IndexWalk(Bytes bytes, IndexVisitor visitor) {
    this.bytes = bytes;
    this.visitor = visitor;
    this.limits = new IndexLimits(bytes.size());
  }

  /**
   * Visits all that is wanted of a node and below it.
   *
   * @throws MalformedException when a node on the way is damaged
   */
  void walk(int pointer) throws MalformedException {
    try {
      node(pointer, 0, 0, 0);
    } catch (IndexOutOfBoundsException e) {
      throw limits.cutOff();
    }
  }

  /** The same, where the keys begin with the character that led to the node. */
  void walk(char first, int pointer) throws MalformedException {
    try {
      child(first, pointer, 0, 0);
    } catch (IndexOutOfBoundsException e) {
      throw limits.cutOff();
    }
  }

  /** The priority of the value that is being visited. */
  int priority() {
    return priority;
  }

  /** A node is not even looked at when the character that leads to it is not wanted. */
  private void child(int c, int pointer, int length, int depth) throws MalformedException {
    reserve(length + 1);
    text[length] = (byte) c;
    if (visitor.enter(text, length, length + 1)) {
      node(pointer, length + 1, length + 1, depth + 1);
    }
  }

  private void node(int pointer, int from, int keyLength, int depth) throws MalformedException {
    int start = pointer & IndexFormat.OFFSET_MASK;
    limits.node(start, depth);
    int at = start;
    int length = keyLength;
    if ((pointer & IndexFormat.PREFIX) != 0) {
      int prefix = bytes.cStringLength(at, "index node: prefix");
      append(at, prefix, length);
      length += prefix;
      at += prefix + 1;
    }
    if (!visitor.enter(text, from, length)) {
      return;
    }
    int first = 1;
    int last = 0;
    int children = at;
    if ((pointer & IndexFormat.CHILDREN) != 0) {
      first = bytes.int8(at);
      last = bytes.int8(at + 1);
      IndexLimits.children(at, first, last);
      children = at + 2;
      at = children + (last - first + 1) * 4;
    }
    if ((pointer & IndexFormat.VALUES) != 0) {
      values(at, length);
    }
    for (int c = first; c <= last; c++) {
      int child = bytes.int32(children + (c - first) * 4);
      if (child == 0) {
        continue;
      }
      IndexLimits.child(children, child, start);
      child(c, child, length, depth);
    }
  }

  private void values(int valuesAt, int keyLength) throws MalformedException {
    long count = Integer.toUnsignedLong(bytes.int32(valuesAt));
    limits.values(valuesAt, count);
    int at = valuesAt + 4;
    for (long i = 0; i < count; i++) {
      priority = bytes.int32(at);
      int length = bytes.cStringLength(at + 4, "index node: value");
      append(at + 4, length, keyLength);
      visitor.value(text, keyLength, keyLength + length);
      at += 4 + length + 1;
    }
  }

  private void append(int offset, int length, int at) {
    reserve(at + length);
    bytes.copyTo(offset, text, at, length);
  }

  private void reserve(int length) {
    if (length > text.length) {
      text = Arrays.copyOf(text, Math.max(length, 2 * text.length));
    }
  }
}
