package org.jkmod.index;

/** Is told of all entries of an index in byte order of their keys, without an object for each. */
public interface IndexEntries {
  /**
   * One value of a key; both texts are good during the call.
   *
   * @param key the key up to {@code keyEnd}
   * @param text has the value from {@code from} to {@code to}
   * @param priority of the value
   */
  void entry(byte[] key, int keyEnd, byte[] text, int from, int to, int priority);
}
