package org.jkmod.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.jkmod.SystemRoot;
import org.jkmod.bytes.ByteSource;
import org.jkmod.bytes.Bytes;
import org.jkmod.bytes.FileSource;
import org.jkmod.bytes.MalformedException;
import org.jkmod.compression.Compression;
import org.jkmod.compression.ContentReader;
import org.jkmod.compression.KernelDecompression;
import org.jkmod.compression.LargeContentException;
import org.jkmod.port.Decompressor;
import org.jkmod.port.NioFiles;

/**
 * gzip, xz and zstd by their first bytes, and what the kernel is asked to decompress. The two ways
 * to unpack, the plain one and that of {@link ContentReader}, must come to the same end.
 */
public final class CompressionTarget {
  private static final Path FILE = file();
  private static final ContentReader READER =
      new ContentReader(Decompressor.NONE, Compression.LIMIT);

  private CompressionTarget() {}

  private static Path file() {
    try {
      Path file = Files.createTempFile("fuzz", null);
      file.toFile().deleteOnExit();
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static void fuzzerTestOneInput(byte[] data) throws IOException {
    byte[] plain = null;
    try {
      Bytes bytes = Bytes.of(data);
      Compression compression = Compression.of(bytes);
      KernelDecompression.canRead(compression, bytes, "xz");
      plain = compression.decompress(data, Decompressor.NONE);
    } catch (MalformedException e) {
      // What damaged files are to end in.
    }
    Files.write(FILE, data);
    byte[] read = null;
    try (FileSource file = new FileSource(NioFiles.INSTANCE.open(SystemRoot.text(FILE)))) {
      ByteSource content = READER.contents(file);
      read = content.read(0, content.size(), "content").toArray();
    } catch (MalformedException | LargeContentException e) {
      // Likewise.
    }
    if (!Arrays.equals(plain, read)) {
      throw new IllegalStateException("two ways to unpack come to different ends");
    }
  }
}
