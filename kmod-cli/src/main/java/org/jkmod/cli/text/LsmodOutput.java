package org.jkmod.cli.text;

/** Takes the loaded modules one after another. */
public interface LsmodOutput extends AutoCloseable {
  void module(LsmodRow row);

  /** After the last. */
  @Override
  void close();
}
