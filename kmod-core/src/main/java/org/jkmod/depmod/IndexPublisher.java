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
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;

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

  /** Returns the fingerprints of the files, by name. */
  Map<String, Long> publish(Map<String, IndexFiles.Content> files) throws IOException {
    List<String> names = List.copyOf(files.keySet());
    long[] fingerprints = new long[names.size()];
    Map<Path, Path> written = new LinkedHashMap<>();
    try {
      List<IndexFiles.Content> contents = new ArrayList<>();
      for (Map.Entry<String, IndexFiles.Content> file : files.entrySet()) {
        contents.add(file.getValue());
        written.put(folder.resolve(file.getKey() + "." + suffix), folder.resolve(file.getKey()));
      }
      List<Path> temporaries = List.copyOf(written.keySet());
      Workers.run(
          contents.size(),
          threads,
          i -> fingerprints[i] = write(temporaries.get(i), contents.get(i)));
      // All at once: the file system then brings them to the disk together.
      Workers.run(temporaries.size(), temporaries.size(), i -> sync(temporaries.get(i)));
      for (Map.Entry<Path, Path> file : written.entrySet()) {
        Files.move(
            file.getKey(),
            file.getValue(),
            StandardCopyOption.ATOMIC_MOVE,
            StandardCopyOption.REPLACE_EXISTING);
      }
      sync(folder);
      Map<String, Long> published = new HashMap<>();
      for (int i = 0; i < fingerprints.length; i++) {
        published.put(names.get(i), fingerprints[i]);
      }
      return published;
    } finally {
      for (Path temporary : written.keySet()) {
        Files.deleteIfExists(temporary);
      }
    }
  }

  /**
   * Deletes what runs that were killed have left: files named as this class names them, of a
   * process that is no more.
   *
   * @param isRunning whether there is a process of that number
   */
  void removeLeftovers(LongPredicate isRunning) throws IOException {
    try (DirectoryStream<Path> entries =
        Files.newDirectoryStream(folder, "modules.*" + MARK + "*")) {
      for (Path entry : entries) {
        Matcher matcher = LEFTOVER.matcher(entry.getFileName().toString());
        if (matcher.matches() && !isRunning.test(Long.parseLong(matcher.group(1)))) {
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

  private static long write(Path file, IndexFiles.Content content) throws IOException {
    try (FileChannel channel =
            FileChannel.open(
                file,
                Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW),
                PosixFilePermissions.asFileAttribute(
                    PosixFilePermissions.fromString("rw-r--r--")));
        CheckedOutputStream checked =
            new CheckedOutputStream(Channels.newOutputStream(channel), new CRC32());
        OutputStream out = new BufferedOutputStream(checked, BUFFER)) {
      content.writeTo(out);
      out.flush();
      return FactsCache.fingerprint(channel.size(), checked.getChecksum().getValue());
    }
  }

  /** Waits until a file or a folder is on the disk. */
  private static void sync(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
