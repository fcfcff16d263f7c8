package org.jkmod.index;

import org.jkmod.bytes.MalformedException;

/** What is checked of each node on a way through an index, so that one that is damaged ends. */
final class IndexLimits {
  private final int size;

  /** In a sound file no node is met twice, so there are fewer of them than bytes. */
  private int nodesLeft;

  /** Likewise of values, and each has five bytes at least. */
  private long valuesLeft;

  /**
   * @param size of the file in bytes
   */
  IndexLimits(int size) {
    this.size = size;
    this.nodesLeft = size;
    this.valuesLeft = size / 5;
  }

  /** A node is entered. */
  void node(int start, int depth) throws MalformedException {
    if (depth > IndexFormat.MAX_KEY || --nodesLeft < 0) {
      throw new MalformedException("index node", start, "the nodes form a loop");
    }
  }

  /** It has children for the characters between two. */
  static void children(int at, int first, int last) throws MalformedException {
    if (first > last) {
      throw new MalformedException(
          "index node: children", at, "first " + first + " after last " + last);
    }
  }

  /** One of its children is gone to. */
  static void child(int children, int pointer, int parent) throws MalformedException {
    if ((pointer & IndexFormat.OFFSET_MASK) == parent) {
      throw new MalformedException("index node: child", children, "points at its own parent");
    }
  }

  /** It has so many values. */
  void values(int at, long count) throws MalformedException {
    valuesLeft -= count;
    if (valuesLeft < 0) {
      throw new MalformedException(
          "index node: value count", at, count + " do not fit in " + size + " bytes");
    }
  }

  /** Something of it is beyond the file's end. */
  MalformedException cutOff() {
    return new MalformedException("index node", size, "cut off");
  }
}
