package org.jkmod.index;

/** Is told of all entries of an index in byte order of their keys, without an object for each. */
public interface IndexEntries {
  /**
   * One value of a key.
   *
   * @param text the key up to {@code keyEnd}, then the value up to {@code end}; good during the
   *     call
   * @param priority of the value
   */
  void entry(byte[] text, int keyEnd, int end, int priority);
}
