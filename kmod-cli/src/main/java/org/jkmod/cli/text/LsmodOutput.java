package org.jkmod.cli.text;

import java.util.List;

/** Takes the loaded modules one after another. */
public interface LsmodOutput extends AutoCloseable {
  /**
   * @param size in bytes
   * @param count how many use it
   * @param holders the modules among those
   */
  void module(String name, long size, int count, List<String> holders);

  /** After the last. */
  @Override
  void close();
}
