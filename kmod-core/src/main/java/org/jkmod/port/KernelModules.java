package org.jkmod.port;

import java.io.IOException;
import java.nio.file.Path;

/** The three system calls that change which modules the kernel has. */
public interface KernelModules {
  /** {@link #load} flag: ignore the symbols' versions. */
  int IGNORE_MODVERSIONS = 1;

  /** {@link #load} flag: ignore the version magic. */
  int IGNORE_VERMAGIC = 2;

  /** {@link #load} flag: the file is compressed and the kernel shall decompress it. */
  int COMPRESSED_FILE = 4;

  /** {@link #remove} flag: remove it even when it is in use. */
  int FORCE = 01000;

  /**
   * finit_module(2): loads the module in a file.
   *
   * @param file opened for reading by the call
   * @param parameters as the kernel takes them, one byte a char
   * @param flags any of the three load flags
   * @throws KernelException when the kernel refuses
   * @throws IOException when the file cannot be opened
   */
  void load(Path file, String parameters, int flags) throws IOException;

  /**
   * init_module(2): loads a module from memory.
   *
   * @throws KernelException when the kernel refuses
   */
  void load(byte[] image, String parameters) throws IOException;

  /**
   * delete_module(2), never waiting.
   *
   * @param flags 0 or {@link #FORCE}
   * @throws KernelException when the kernel refuses
   */
  void remove(String name, int flags) throws IOException;
}
