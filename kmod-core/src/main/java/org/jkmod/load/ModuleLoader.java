package org.jkmod.load;

import java.io.IOException;
import org.jkmod.SystemRoot;
import org.jkmod.bytes.Bytes;
import org.jkmod.bytes.FileSource;
import org.jkmod.compression.Compression;
import org.jkmod.compression.KernelDecompression;
import org.jkmod.live.ProcSys;
import org.jkmod.port.Decompressor;
import org.jkmod.port.Errno;
import org.jkmod.port.KernelException;
import org.jkmod.port.KernelModules;

/**
 * Hands a module's file to the kernel, decompressed by the kernel where it can and by us where it
 * cannot.
 */
public final class ModuleLoader {
  private final SystemRoot root;
  private final KernelModules kernel;
  private final Decompressor decompressor;
  private final ProcSys live;

  /**
   * @param decompressor used where the kernel does not decompress
   */
  public ModuleLoader(
      SystemRoot root, KernelModules kernel, Decompressor decompressor, ProcSys live) {
    this.root = root;
    this.kernel = kernel;
    this.decompressor = decompressor;
    this.live = live;
  }

  /**
   * Loads a file.
   *
   * @param path a regular file
   * @param flags {@link KernelModules#IGNORE_MODVERSIONS} and {@link KernelModules#IGNORE_VERMAGIC}
   * @throws KernelException when the kernel refuses
   * @throws IOException when the file cannot be read
   */
  public void load(String path, String parameters, int flags) throws IOException {
    Bytes start;
    Compression compression;
    try (FileSource source = root.open(path)) {
      start = source.read(0, Math.min(source.size(), KernelDecompression.HEADER_SIZE), "module");
      compression = Compression.of(start);
    }
    if (compression == Compression.NONE) {
      loadFile(path, parameters, flags);
    } else if (KernelDecompression.canRead(compression, start, live.kernelCompression())) {
      loadFile(path, parameters, flags | KernelModules.COMPRESSED_FILE);
    } else {
      loadImage(path, parameters, flags);
    }
  }

  private void loadFile(String path, String parameters, int flags) throws IOException {
    try {
      kernel.load(root.locate(path), parameters, flags);
    } catch (KernelException e) {
      if (!e.is(Errno.ENOSYS)) {
        throw e;
      }
      // Kernels before 3.8, and those in containers that know only the older call.
      loadImage(path, parameters, flags);
    }
  }

  private void loadImage(String path, String parameters, int flags) throws IOException {
    byte[] content = root.files().read(root.place(path));
    byte[] image = Compression.of(Bytes.of(content)).decompress(content, decompressor);
    kernel.load(flags == 0 ? image : ForcedImage.of(image, flags), parameters);
  }
}
