package org.jkmod.index;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jkmod.bytes.Bytes;
import org.jkmod.bytes.LineScan;
import org.jkmod.bytes.MalformedException;

/**
 * Goes through all entries of an index, laid out as {@link IndexFormat} tells. It works on a copy
 * of the file: as every byte is looked at, that is paid for many times over. {@link IndexWalk} is
 * for who wants a part.
 */
final class IndexListing {
  private static final VarHandle INT32 =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  private static final VarHandle INT64 =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final byte[] data;
  private final IndexEntries sink;
  private final IndexLimits limits;

  /** The key of the node that is being visited. */
  private byte[] text = new byte[256];

  IndexListing(Bytes bytes, IndexEntries sink) {
    this.data = bytes.toArray();
    this.sink = sink;
    this.limits = new IndexLimits(data.length);
  }

  /**
   * Hands over all entries of a node and below it.
   *
   * @throws MalformedException when a node is damaged; those before it have been handed over
   */
  void list(int pointer) throws MalformedException {
    try {
      node(pointer, 0, 0);
    } catch (IndexOutOfBoundsException e) {
      throw limits.cutOff();
    }
  }

  private void node(int pointer, int keyLength, int depth) throws MalformedException {
    int start = pointer & IndexFormat.OFFSET_MASK;
    limits.node(start, depth);
    int at = start;
    int length = keyLength;
    if ((pointer & IndexFormat.PREFIX) != 0) {
      length = append(at, length);
      at += length - keyLength + 1;
    }
    int first = 1;
    int last = 0;
    int children = at;
    if ((pointer & IndexFormat.CHILDREN) != 0) {
      first = data[at] & 0xff;
      last = data[at + 1] & 0xff;
      IndexLimits.children(at, first, last);
      children = at + 2;
      at = children + (last - first + 1) * 4;
    }
    if ((pointer & IndexFormat.VALUES) != 0) {
      values(at, length);
    }
    for (int c = first; c <= last; c++) {
      int child = (int) INT32.get(data, children + (c - first) * 4);
      if (child == 0) {
        continue;
      }
      IndexLimits.child(children, child, start);
      if (length == text.length) {
        text = Arrays.copyOf(text, 2 * length);
      }
      text[length] = (byte) c;
      node(child, length + 1, depth + 1);
    }
  }

  private void values(int valuesAt, int keyLength) throws MalformedException {
    long count = Integer.toUnsignedLong((int) INT32.get(data, valuesAt));
    limits.values(valuesAt, count);
    int at = valuesAt + 4;
    for (long i = 0; i < count; i++) {
      int value = at + 4;
      int end = terminator(value);
      sink.entry(text, keyLength, data, value, end, (int) INT32.get(data, at));
      at = end + 1;
    }
  }

  /** Where the first NUL is at or after a place. */
  private int terminator(int from) {
    byte[] source = data;
    int at = from;
    for (; at <= source.length - 8; at += 8) {
      long zeros = LineScan.zeros((long) INT64.get(source, at));
      if (zeros != 0) {
        return at + (Long.numberOfTrailingZeros(zeros) >>> 3);
      }
    }
    while (source[at] != 0) {
      at++;
    }
    return at;
  }

  /** Puts what stands up to a NUL behind the text's first bytes; returns where it ends there. */
  private int append(int from, int length) {
    byte[] source = data;
    byte[] target = text;
    int at = from;
    int end = length;
    // What is put behind the NUL is overwritten by whatever comes next.
    for (; at <= source.length - 8 && end <= target.length - 8; at += 8, end += 8) {
      long eight = (long) INT64.get(source, at);
      INT64.set(target, end, eight);
      long zeros = LineScan.zeros(eight);
      if (zeros != 0) {
        return end + (Long.numberOfTrailingZeros(zeros) >>> 3);
      }
    }
    for (byte c = source[at]; c != 0; c = source[++at]) {
      if (end == target.length) {
        target = Arrays.copyOf(target, 2 * end);
        text = target;
      }
      target[end++] = c;
    }
    return end;
  }
}
