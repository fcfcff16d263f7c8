package org.jkmod;

import java.io.IOException;
import org.jkmod.compression.Compression;
import org.jkmod.compression.ContentReader;
import org.jkmod.port.Decompressor;

/**
 * Opens the files of modules one after another, in memory that is used again, so that thousands
 * cost no more of it than one. Not for several threads.
 */
public final class ModuleFiles {
  private final SystemRoot root;
  private final ContentReader reader;

  /**
   * @param decompressor tried first on what is compressed; {@link Decompressor#NONE} will do
   */
  public ModuleFiles(SystemRoot root, Decompressor decompressor) {
    this.root = root;
    this.reader = new ContentReader(decompressor, Compression.LIMIT, 0);
  }

  /**
   * Opens a regular file, which the caller closes.
   *
   * @return good until the next is opened, and so are the bytes that it gives out
   * @throws IOException as {@link ModuleFile#open(SystemRoot, String, Decompressor)}
   */
  public ModuleFile open(String path) throws IOException {
    return ModuleFile.open(root.open(path), reader);
  }
}
