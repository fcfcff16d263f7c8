package org.jkmod.depmod;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.FileAlreadyExistsException;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jkmod.SystemRoot;
import org.jkmod.bytes.Bytes;
import org.jkmod.bytes.FileSource;
import org.jkmod.bytes.MalformedException;
import org.jkmod.port.FileSystem;

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
    FileSystem files = root.files();
    String name = FactsCache.file(root, run.request().moduleDirectory());
    String boot = FactsCache.boot(root);
    if (name == null || boot == null) {
      return;
    }
    try {
      files.makeFolder(root.place(FactsCache.FOLDER), 0700);
    } catch (FileAlreadyExistsException e) {
      // As in every run but the first.
    }
    if (!FactsCache.isTrustedFolder(root)) {
      // A link, or a folder that others write: what lies there is not ours to change.
      return;
    }
    byte[] content = layOut(run, boot, clean, contents, nodes);
    String file = root.place(name);
    String temporary = file + "." + suffix;
    try (OutputStream out = files.create(temporary, 0600)) {
      out.write(content);
    }
    // The checksum tells after a crash whether all of it came to the disk.
    files.rename(temporary, file);
    removeOrphans(root, name);
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
      return stamp.equals(FileStamp.of(run.root(), node.found.path()));
    } catch (IOException e) {
      return false;
    }
  }

  /** Deletes the caches of folders that are no more, and what killed runs have left. */
  private static void removeOrphans(SystemRoot root, String own) throws IOException {
    for (String name : root.list(FactsCache.FOLDER)) {
      String file = FactsCache.FOLDER + "/" + name;
      if (CACHE.matcher(name).matches() && !file.equals(own) && !isOfUse(root, file)) {
        root.files().delete(root.place(file));
      }
    }
  }

  private static boolean isOfUse(SystemRoot root, String file) throws IOException {
    if (file.indexOf('.') >= 0) {
      return false;
    }
    try (FileSource source = root.open(file)) {
      Bytes content = source.read(0, source.size(), "cache").order(ByteOrder.BIG_ENDIAN);
      if (content.u64(0, "cache magic") != FactsCache.MAGIC) {
        return false;
      }
      long boot = FactsCache.CHECKED_FROM + 4 + content.u32(FactsCache.CHECKED_FROM, "cache: boot");
      String folder =
          content.slice(boot + 4, content.u32(boot, "cache"), "cache: directory").fixedText();
      return folder.startsWith("/") && folder.indexOf(0) < 0 && root.isFolder(folder);
    } catch (MalformedException e) {
      return false;
    }
  }
}
