package org.jkmod.index;

/**
 * Is led through the keys of an index in byte order, without an object for each. The arrays belong
 * to whoever leads: they are good during a call.
 */
public interface IndexVisitor {
  /**
   * A key has become longer.
   *
   * @param key good up to {@code length}; up to {@code from} it is as it was for the call above
   * @return whether the keys that start with it are wanted
   */
  boolean enter(byte[] key, int from, int length);

  /**
   * The key that was entered last has a value.
   *
   * @param text the key up to {@code keyEnd}, then the value up to {@code end}
   */
  void value(byte[] text, int keyEnd, int end);
}
