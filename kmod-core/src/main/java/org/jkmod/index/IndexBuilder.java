package org.jkmod.index;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Makes a modules.*.bin file. The keys are sorted once; the trie is then read off the sorted run,
 * so that no node is ever split or kept: one pass measures, a second one writes.
 *
 * <p>Long because the two passes must agree to the byte, and do so best side by side.
 */
public final class IndexBuilder {
  private static final class Entry implements Comparable<Entry> {
    final byte[] key;
    final String value;
    final int priority;
    final int sequence;

    Entry(byte[] key, String value, int priority, int sequence) {
      this.key = key;
      this.value = value;
      this.priority = priority;
      this.sequence = sequence;
    }

    /** By key; then by priority; of equals, the one added last stands first. */
    @Override
    public int compareTo(Entry other) {
      int order = Arrays.compare(key, other.key);
      if (order == 0) {
        order = Integer.compareUnsigned(priority, other.priority);
      }
      return order != 0 ? order : Integer.compare(other.sequence, sequence);
    }
  }

  /** No key may have more characters. */
  public static final int MAX_KEY = IndexFormat.MAX_KEY;

  private final List<Entry> entries = new ArrayList<>();

  /** Starts an index without keys. */
  public IndexBuilder() {}

  /**
   * Adds a value under a key.
   *
   * @throws IllegalArgumentException when the key has a character that the format cannot hold (0 or
   *     over 127), or is longer than {@link #MAX_KEY}
   */
  public void add(String key, String value, int priority) {
    // Whatever is over 127 becomes bytes below 0.
    byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
    if (bytes.length > MAX_KEY) {
      throw new IllegalArgumentException(key.length() + " characters");
    }
    for (byte b : bytes) {
      if (b <= 0) {
        throw new IllegalArgumentException(key);
      }
    }
    entries.add(new Entry(bytes, value, priority, entries.size()));
  }

  /** Writes the whole file, in large pieces. */
  public void write(OutputStream out) throws IOException {
    Entry[] sorted = entries.toArray(Entry[]::new);
    Arrays.sort(sorted);
    new Writer(sorted, out).write();
  }

  /** The two passes over the sorted entries, which must meet the nodes in the same order. */
  private static final class Writer {
    private final Entry[] sorted;
    private final OutputStream out;
    private int[] pointers = new int[1024];
    private int[] nextSiblings = new int[1024];
    private int nodes;
    private int next;

    /**
     * The nodes on the way to the one in hand: the first entry of the children still to come, the
     * end of the entries, how long the keys are that end there, the node's number.
     */
    private int[] children = new int[64];

    private int[] ends = new int[64];
    private int[] depths = new int[64];
    private int[] numbers = new int[64];
    private int top = -1;

    private int position = IndexFormat.HEADER_SIZE;

    /** Written by bytes; a stream would take a lock for each. */
    private final byte[] buffer = new byte[1 << 16];

    private int used;

    Writer(Entry[] sorted, OutputStream out) {
      this.sorted = sorted;
      this.out = out;
    }

    void write() throws IOException {
      walk(true);
      u32(IndexFormat.MAGIC);
      u32(IndexFormat.VERSION_MAJOR << 16 | IndexFormat.VERSION_MINOR);
      u32(pointers[0]);
      walk(false);
      out.write(buffer, 0, used);
    }

    /**
     * How many characters after {@code depth} all keys of the run share. The root never has a
     * prefix.
     */
    private int prefixEnd(int from, int to, int depth, boolean isRoot) {
      if (isRoot || from == to) {
        return depth;
      }
      byte[] low = sorted[from].key;
      byte[] high = sorted[to - 1].key;
      int shared = Arrays.mismatch(low, depth, low.length, high, depth, high.length);
      return shared < 0 ? low.length : depth + shared;
    }

    private int valuesEnd(int from, int to, int depth) {
      int end = from;
      while (end < to && sorted[end].key.length == depth) {
        end++;
      }
      return end;
    }

    private int childEnd(int from, int to, int depth) {
      byte c = sorted[from].key[depth];
      // In growing steps, then halving: runs may be one key or most of them.
      int low = from;
      int step = 1;
      while (low + step < to && sorted[low + step].key[depth] == c) {
        low += step;
        step *= 2;
      }
      int high = Math.min(low + step, to);
      while (low + 1 < high) {
        int middle = (low + high) >>> 1;
        if (sorted[middle].key[depth] == c) {
          low = middle;
        } else {
          high = middle;
        }
      }
      return high;
    }

    /**
     * Goes through all nodes in pre-order, without a call for each level: the deepest trie would
     * need more stack than there may be.
     */
    private void walk(boolean measuring) throws IOException {
      next = 0;
      push(0, sorted.length, 0, measuring);
      while (top >= 0) {
        int at = children[top];
        int to = ends[top];
        if (at == to) {
          if (measuring) {
            nextSiblings[numbers[top]] = nodes;
          }
          top--;
        } else {
          int end = depths[top];
          int childEnd = childEnd(at, to, end);
          children[top] = childEnd;
          push(at, childEnd, end + 1, measuring);
        }
      }
    }

    private void push(int from, int to, int depth, boolean measuring) throws IOException {
      top++;
      if (top == ends.length) {
        children = Arrays.copyOf(children, 2 * top);
        ends = Arrays.copyOf(ends, 2 * top);
        depths = Arrays.copyOf(depths, 2 * top);
        numbers = Arrays.copyOf(numbers, 2 * top);
      }
      int end = prefixEnd(from, to, depth, top == 0);
      int valuesEnd = valuesEnd(from, to, end);
      ends[top] = to;
      depths[top] = end;
      children[top] = valuesEnd;
      if (measuring) {
        numbers[top] = nodes;
        measure(from, to, depth, end, valuesEnd);
      } else {
        next++;
        write(from, to, depth, end, valuesEnd);
      }
    }

    /**
     * A node.
     *
     * @param end how long the keys are that end in it
     * @param valuesEnd the first entry of its children, who go on to {@code to}
     */
    private void measure(int from, int to, int depth, int end, int valuesEnd) {
      int node = nodes++;
      if (node == pointers.length) {
        pointers = Arrays.copyOf(pointers, node * 2);
        nextSiblings = Arrays.copyOf(nextSiblings, node * 2);
      }
      int pointer = position;
      if (end > depth) {
        pointer |= IndexFormat.PREFIX;
        position += end - depth + 1;
      }
      if (valuesEnd < to) {
        pointer |= IndexFormat.CHILDREN;
        position += 2 + 4 * (sorted[to - 1].key[end] - sorted[valuesEnd].key[end] + 1);
      }
      if (valuesEnd > from) {
        pointer |= IndexFormat.VALUES;
        position += 4;
        for (int i = from; i < valuesEnd; i++) {
          position += 4 + sorted[i].value.length() + 1;
        }
      }
      pointers[node] = pointer;
    }

    private void write(int from, int to, int depth, int end, int valuesEnd) throws IOException {
      if (end > depth) {
        bytes(sorted[from].key, depth, end);
        u8(0);
      }
      if (valuesEnd < to) {
        writeChildTable(valuesEnd, to, end);
      }
      if (valuesEnd > from) {
        u32(valuesEnd - from);
        for (int i = from; i < valuesEnd; i++) {
          u32(sorted[i].priority);
          byte[] value = sorted[i].value.getBytes(StandardCharsets.ISO_8859_1);
          bytes(value, 0, value.length);
          u8(0);
        }
      }
    }

    private void writeChildTable(int from, int to, int depth) throws IOException {
      byte first = sorted[from].key[depth];
      byte last = sorted[to - 1].key[depth];
      u8(first);
      u8(last);
      int child = next;
      int at = from;
      for (int c = first; c <= last; c++) {
        if (at < to && sorted[at].key[depth] == c) {
          int childEnd = childEnd(at, to, depth);
          u32(pointers[child]);
          child = nextSiblings[child];
          at = childEnd;
        } else {
          u32(0);
        }
      }
    }

    private void u32(int value) throws IOException {
      u8(value >>> 24);
      u8(value >>> 16);
      u8(value >>> 8);
      u8(value);
    }

    private void bytes(byte[] from, int start, int end) throws IOException {
      for (int at = start; at < end; ) {
        makeRoom();
        int count = Math.min(end - at, buffer.length - used);
        System.arraycopy(from, at, buffer, used, count);
        used += count;
        at += count;
      }
    }

    private void u8(int value) throws IOException {
      makeRoom();
      buffer[used++] = (byte) value;
    }

    private void makeRoom() throws IOException {
      if (used == buffer.length) {
        out.write(buffer, 0, used);
        used = 0;
      }
    }
  }
}
