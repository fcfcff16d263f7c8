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
import java.util.regex.Pattern;
import org.jkmod.SystemRoot;
import org.jkmod.bytes.Bytes;
import org.jkmod.bytes.FileSource;
import org.jkmod.bytes.MalformedException;

/** Keeps what a run has read for the next one. Whatever goes wrong only costs the next run time. */
final class CacheRecorder {
  /**
   * A file may be changed again within the same tick of its file system's clock: what was written
   * as short a time ago is not kept. In nanoseconds.
   */
  private static final long FRESH = 2_000_000_000L;

  /** What a cache is named, complete or not; the folder may hold other files. */
  private static final Pattern CACHE = Pattern.compile("depmod-[0-9a-f]{1,8}(\\.tmp[0-9.]+)?");

  private CacheRecorder() {}

  /**
   * Writes it.
   *
   * @param clean whether the run had nothing to complain about
   * @param contents what the run read and wrote besides the modules, with fingerprints
   */
  static void write(
      DepmodRun run,
      boolean clean,
      Map<String, Long> contents,
      List<ModuleNode> nodes,
      String suffix)
      throws IOException {
    SystemRoot root = run.root();
    Path file = FactsCache.file(root, run.request().moduleDirectory());
    Path folder = file == null ? null : file.getParent();
    String boot = FactsCache.boot(root);
    if (file == null || folder == null || boot == null) {
      return;
    }
    if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      Files.createDirectory(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
    if (!FactsCache.isTrustedFolder(root, file)) {
      // A link, or a folder that others write: what lies there is not ours to change.
      return;
    }
    byte[] content = layOut(run, boot, clean, contents, nodes);
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
      DepmodRun run,
      String boot,
      boolean clean,
      Map<String, Long> contents,
      List<ModuleNode> nodes) {
    FactsWriter writer = new FactsWriter();
    writer.u64(FactsCache.MAGIC);
    writer.u32(0);
    writer.text(boot);
    writer.text(run.request().moduleDirectory());
    writer.text(run.request().output());
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
      FileStamp stamp = nodes.get(i).facts.stamp();
      writer.text(nodes.get(i).found.path());
      writer.u64(stamp == null ? 0 : stamp.size());
      writer.u64(stamp == null ? 0 : stamp.modified());
      writer.u64(stamp == null ? 0 : stamp.changed());
      writer.u64(stamp == null ? 0 : stamp.device());
      writer.u64(stamp == null ? 0 : stamp.inode());
      places[i] = writer.size();
      writer.u64(0);
    }
    for (int i = 0; i < places.length; i++) {
      ModuleNode node = nodes.get(i);
      if (!mayBeKept(run, node)) {
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

  /**
   * Whether the facts are those of the file that the next run would find with this stamp: it had it
   * before it was read, has it still, and cannot change without getting another.
   */
  private static boolean mayBeKept(DepmodRun run, ModuleNode node) {
    FileStamp stamp = node.facts.stamp();
    if (stamp == null || node.facts.problem() != null || !node.facts.leftOut().isEmpty()) {
      return false;
    }
    // Also false for a time that is still to come: the clock was put back.
    if (Math.max(stamp.changed(), stamp.modified()) > run.started() - FRESH) {
      return false;
    }
    try {
      return stamp.equals(FileStamp.of(run.root().locate(node.found.path())));
    } catch (IOException e) {
      return false;
    }
  }

  /** Deletes the caches of folders that are no more, and what killed runs have left. */
  private static void removeOrphans(SystemRoot root, Path folder, Path own) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "depmod-*")) {
      for (Path file : files) {
        boolean isCache = CACHE.matcher(String.valueOf(file.getFileName())).matches();
        if (isCache && !file.equals(own) && !isOfUse(root, file)) {
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
      Bytes content = source.read(0, source.size(), "cache").order(ByteOrder.BIG_ENDIAN);
      if (content.u64(0, "cache magic") != FactsCache.MAGIC) {
        return false;
      }
      long boot = FactsCache.CHECKED_FROM + 4 + content.u32(FactsCache.CHECKED_FROM, "cache: boot");
      String folder =
          content.slice(boot + 4, content.u32(boot, "cache"), "cache: folder").fixedText();
      return folder.startsWith("/")
          && folder.indexOf(0) < 0
          && Files.isDirectory(root.locate(folder));
    } catch (MalformedException e) {
      return false;
    }
  }
}
