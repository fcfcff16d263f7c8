package org.jkmod.depmod;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;
import org.jkmod.SystemRoot;

/**
 * Puts a set of files into a folder: all of them are written and on the disk before the first takes
 * the place of an old one. What fails on the way leaves the old set as it was.
 */
final class IndexPublisher {
  private static final String MARK = "tmp";
  private static final Pattern LEFTOVER =
      Pattern.compile("modules\\..*\\." + MARK + "(\\d{1,10})\\.\\d+");
  private static final int BUFFER = 1 << 16;

  private final Path folder;
  private final String suffix;
  private final int threads;

  /**
   * @param suffix what the files are named by until they are complete; unique to this run
   * @param threads how many files are made at once
   */
  IndexPublisher(Path folder, String suffix, int threads) {
    this.threads = threads;
    this.folder = folder;
    this.suffix = suffix;
  }

  /** A file on its way. */
  private static final class Draft {
    final IndexFiles.Content content;
    final Path temporary;
    final Path target;
    final List<DepmodProblem> problems = new ArrayList<>();
    long fingerprint;

    Draft(IndexFiles.Content content, Path temporary, Path target) {
      this.content = content;
      this.temporary = temporary;
      this.target = target;
    }

    boolean isIndex() {
      return target.toString().endsWith(".bin");
    }
  }

  /**
   * Returns the fingerprints of the files, by name.
   *
   * @param problems told file by file, whichever was made first
   */
  Map<String, Long> publish(Map<String, IndexFiles.Content> files, Consumer<DepmodProblem> problems)
      throws IOException {
    Map<String, Draft> drafts = new LinkedHashMap<>();
    files.forEach(
        (name, content) ->
            drafts.put(
                name,
                new Draft(content, folder.resolve(name + "." + suffix), folder.resolve(name))));
    // What takes longest is begun first, so that no thread is left alone with it.
    List<Draft> begun = new ArrayList<>(drafts.values());
    begun.sort(Comparator.comparing(draft -> !draft.isIndex()));
    try {
      Workers.run(begun.size(), threads, i -> write(begun.get(i)));
      drafts.values().forEach(draft -> draft.problems.forEach(problems));
      // All at once: the file system then brings them to the disk together.
      Workers.run(begun.size(), begun.size(), i -> sync(begun.get(i).temporary));
      for (Draft draft : drafts.values()) {
        Files.move(
            draft.temporary,
            draft.target,
            StandardCopyOption.ATOMIC_MOVE,
            StandardCopyOption.REPLACE_EXISTING);
      }
      sync(folder);
    } finally {
      for (Draft draft : begun) {
        Files.deleteIfExists(draft.temporary);
      }
    }
    Map<String, Long> published = new HashMap<>();
    drafts.forEach((name, draft) -> published.put(name, draft.fingerprint));
    return published;
  }

  /**
   * Deletes what runs that were killed have left: files named as this class names them, of a
   * process that is no more.
   */
  static void removeLeftovers(SystemRoot root, String folder) throws IOException {
    try (DirectoryStream<Path> entries =
        Files.newDirectoryStream(root.locate(folder), "modules.*" + MARK + "*")) {
      for (Path entry : entries) {
        Matcher matcher = LEFTOVER.matcher(entry.getFileName().toString());
        if (matcher.matches() && !root.exists("/proc/" + matcher.group(1))) {
          Files.deleteIfExists(entry);
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }

  /** What the files of a run are named by until they are complete. */
  static String suffix(long process, long time) {
    return MARK + process + "." + time;
  }

  private static void write(Draft draft) throws IOException {
    try (FileChannel channel =
            FileChannel.open(
                draft.temporary,
                Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW),
                PosixFilePermissions.asFileAttribute(
                    PosixFilePermissions.fromString("rw-r--r--")));
        CheckedOutputStream checked =
            new CheckedOutputStream(Channels.newOutputStream(channel), new CRC32());
        OutputStream out = new BufferedOutputStream(checked, BUFFER)) {
      draft.content.writeTo(out, draft.problems::add);
      out.flush();
      draft.fingerprint = FactsCache.fingerprint(channel.size(), checked.getChecksum().getValue());
    }
  }

  /** Waits until a file or a folder is on the disk. */
  private static void sync(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
