package org.jkmod.index;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Makes a modules.*.bin file. The keys are sorted once; the trie is then read off the sorted run,
 * so that no node is ever split or kept: one pass measures, a second one writes.
 */
public final class IndexBuilder {
  private record Entry(String key, String value, int priority, int sequence)
      implements Comparable<Entry> {
    /** By key; then by priority; of equals, the one added last stands first. */
    @Override
    public int compareTo(Entry other) {
      int order = key.compareTo(other.key);
      if (order == 0) {
        order = Integer.compareUnsigned(priority, other.priority);
      }
      return order != 0 ? order : Integer.compare(other.sequence, sequence);
    }
  }

  private final List<Entry> entries = new ArrayList<>();

  /** Starts an index without keys. */
  public IndexBuilder() {}

  /**
   * Adds a value under a key.
   *
   * @throws IllegalArgumentException when the key has a character that the format cannot hold (0 or
   *     over 127)
   */
  public void add(String key, String value, int priority) {
    for (int i = 0; i < key.length(); i++) {
      if (key.charAt(i) == 0 || key.charAt(i) > 127) {
        throw new IllegalArgumentException(key);
      }
    }
    entries.add(new Entry(key, value, priority, entries.size()));
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
    private int position = IndexFormat.HEADER_SIZE;

    /** Written by bytes; a stream would take a lock for each. */
    private final byte[] buffer = new byte[1 << 16];

    private int used;

    Writer(Entry[] sorted, OutputStream out) {
      this.sorted = sorted;
      this.out = out;
    }

    void write() throws IOException {
      measure(0, sorted.length, 0, true);
      u32(IndexFormat.MAGIC);
      u32(IndexFormat.VERSION_MAJOR << 16 | IndexFormat.VERSION_MINOR);
      u32(pointers[0]);
      write(0, sorted.length, 0, true);
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
      String low = sorted[from].key;
      String high = sorted[to - 1].key;
      int end = depth;
      int limit = Math.min(low.length(), high.length());
      while (end < limit && low.charAt(end) == high.charAt(end)) {
        end++;
      }
      return end;
    }

    private int valuesEnd(int from, int to, int depth) {
      int end = from;
      while (end < to && sorted[end].key.length() == depth) {
        end++;
      }
      return end;
    }

    private int childEnd(int from, int to, int depth) {
      char c = sorted[from].key.charAt(depth);
      // In growing steps, then halving: runs may be one key or most of them.
      int low = from;
      int step = 1;
      while (low + step < to && sorted[low + step].key.charAt(depth) == c) {
        low += step;
        step *= 2;
      }
      int high = Math.min(low + step, to);
      while (low + 1 < high) {
        int middle = (low + high) >>> 1;
        if (sorted[middle].key.charAt(depth) == c) {
          low = middle;
        } else {
          high = middle;
        }
      }
      return high;
    }

    private void measure(int from, int to, int depth, boolean isRoot) {
      int node = nodes++;
      if (node == pointers.length) {
        pointers = Arrays.copyOf(pointers, node * 2);
        nextSiblings = Arrays.copyOf(nextSiblings, node * 2);
      }
      int pointer = position;
      int end = prefixEnd(from, to, depth, isRoot);
      if (end > depth) {
        pointer |= IndexFormat.PREFIX;
        position += end - depth + 1;
      }
      int children = valuesEnd(from, to, end);
      if (children < to) {
        pointer |= IndexFormat.CHILDREN;
        position += 2 + 4 * (sorted[to - 1].key.charAt(end) - sorted[children].key.charAt(end) + 1);
      }
      if (children > from) {
        pointer |= IndexFormat.VALUES;
        position += 4;
        for (int i = from; i < children; i++) {
          position += 4 + sorted[i].value.length() + 1;
        }
      }
      pointers[node] = pointer;
      for (int at = children; at < to; ) {
        int childEnd = childEnd(at, to, end);
        measure(at, childEnd, end + 1, false);
        at = childEnd;
      }
      nextSiblings[node] = nodes;
    }

    private void write(int from, int to, int depth, boolean isRoot) throws IOException {
      next++;
      int end = prefixEnd(from, to, depth, isRoot);
      if (end > depth) {
        text(sorted[from].key, depth, end);
      }
      int children = valuesEnd(from, to, end);
      if (children < to) {
        writeChildTable(children, to, end);
      }
      if (children > from) {
        u32(children - from);
        for (int i = from; i < children; i++) {
          u32(sorted[i].priority);
          text(sorted[i].value, 0, sorted[i].value.length());
        }
      }
      for (int at = children; at < to; ) {
        int childEnd = childEnd(at, to, end);
        write(at, childEnd, end + 1, false);
        at = childEnd;
      }
    }

    private void writeChildTable(int from, int to, int depth) throws IOException {
      char first = sorted[from].key.charAt(depth);
      char last = sorted[to - 1].key.charAt(depth);
      u8(first);
      u8(last);
      int child = next;
      int at = from;
      for (char c = first; c <= last; c++) {
        if (at < to && sorted[at].key.charAt(depth) == c) {
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

    private void text(String text, int from, int to) throws IOException {
      for (int i = from; i < to; i++) {
        u8(text.charAt(i));
      }
      u8(0);
    }

    private void u8(int value) throws IOException {
      if (used == buffer.length) {
        out.write(buffer, 0, used);
        used = 0;
      }
      buffer[used++] = (byte) value;
    }
  }
}
