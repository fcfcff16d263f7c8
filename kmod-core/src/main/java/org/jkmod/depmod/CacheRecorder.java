package org.jkmod.depmod;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jkmod.SystemRoot;
import org.jkmod.bytes.Bytes;
import org.jkmod.bytes.FileSource;

/** Keeps what a run has read for the next one. Whatever goes wrong only costs the next run time. */
final class CacheRecorder {
  /**
   * A file may be changed again within the same tick of its file system's clock: what was written
   * as short a time ago is not kept. In nanoseconds.
   */
  private static final long FRESH = 2_000_000_000L;

  private CacheRecorder() {}

  /**
   * Writes it.
   *
   * @param started nanoseconds since 1970
   * @param contents what the run read and wrote besides the modules, with fingerprints
   */
  static void write(
      SystemRoot root,
      String moduleDirectory,
      String output,
      boolean clean,
      Map<String, Long> contents,
      List<ModuleNode> nodes,
      long started,
      String suffix)
      throws IOException {
    Path file = FactsCache.file(root, moduleDirectory);
    Path folder = file == null ? null : file.getParent();
    if (file == null || folder == null) {
      return;
    }
    if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      Files.createDirectory(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
    byte[] content = layOut(moduleDirectory, output, clean, contents, nodes, started);
    Path temporary = file.resolveSibling(file.getFileName() + "." + suffix);
    try (FileChannel channel =
        FileChannel.open(
            temporary,
            Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
      ByteBuffer buffer = ByteBuffer.wrap(content);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
    }
    // The checksum tells after a crash whether all of it came to the disk.
    Files.move(
        temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    removeOrphans(root, folder, file);
  }

  private static byte[] layOut(
      String moduleDirectory,
      String output,
      boolean clean,
      Map<String, Long> contents,
      List<ModuleNode> nodes,
      long started) {
    FactsWriter writer = new FactsWriter();
    writer.u64(FactsCache.MAGIC);
    writer.u32(0);
    writer.text(moduleDirectory);
    writer.text(output);
    writer.u8(clean ? 1 : 0);
    writer.u32(contents.size());
    contents.forEach(
        (name, fingerprint) -> {
          writer.text(name);
          writer.u64(fingerprint);
        });
    writer.u32(nodes.size());
    int[] places = new int[nodes.size()];
    for (int i = 0; i < places.length; i++) {
      FoundModule module = nodes.get(i).found;
      FileStamp stamp = module.stamp();
      writer.text(module.path());
      writer.u64(stamp == null ? 0 : stamp.size());
      writer.u64(stamp == null ? 0 : stamp.modified());
      writer.text(stamp == null ? "" : stamp.key());
      places[i] = writer.size();
      writer.u64(0);
    }
    for (int i = 0; i < places.length; i++) {
      ModuleNode node = nodes.get(i);
      FileStamp stamp = node.found.stamp();
      if (stamp == null || node.facts.problem() != null || stamp.modified() > started - FRESH) {
        continue;
      }
      int start = writer.size();
      writer.facts(node.facts);
      writer.put32(places[i], start);
      writer.put32(places[i] + 4, writer.size() - start);
    }
    byte[] content = writer.toArray();
    long crc =
        FactsCache.checksum(
            content, FactsCache.CHECKED_FROM, content.length - FactsCache.CHECKED_FROM);
    ByteBuffer.wrap(content).putInt(8, (int) crc);
    return content;
  }

  /** Deletes the caches of folders that are no more, and what killed runs have left. */
  private static void removeOrphans(SystemRoot root, Path folder, Path own) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "depmod-*")) {
      for (Path file : files) {
        if (!file.equals(own) && !isOfUse(root, file)) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  private static boolean isOfUse(SystemRoot root, Path file) throws IOException {
    if (String.valueOf(file.getFileName()).indexOf('.') >= 0) {
      return false;
    }
    try (FileSource source = FileSource.open(file)) {
      Bytes length = source.read(FactsCache.CHECKED_FROM, 4, "cache").order(ByteOrder.BIG_ENDIAN);
      Bytes path =
          source.read(FactsCache.CHECKED_FROM + 4, length.u32(0, "cache"), "cache: folder");
      return Files.isDirectory(root.locate(path.fixedText()));
    }
  }
}
