package org.jkmod.depmod;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import org.jkmod.SystemRoot;
import org.jkmod.port.FileSystem;
import org.jkmod.workers.Workers;

/**
 * Puts a set of files into a folder: all of them are written and on the disk before the first takes
 * the place of an old one. What fails on the way leaves the old set as it was.
 */
final class IndexPublisher {
  private static final String MARK = "tmp";
  private static final Pattern LEFTOVER =
      Pattern.compile("modules\\..*\\." + MARK + "(\\d{1,10})\\.\\d+");
  private static final int BUFFER = 1 << 16;

  private final FileSystem files;
  private final String folder;
  private final String suffix;
  private final int threads;

  /**
   * @param suffix what the files are named by until they are complete; unique to this run
   * @param threads how many files are made at once
   */
  IndexPublisher(SystemRoot root, String folder, String suffix, int threads) {
    this.threads = threads;
    this.files = root.files();
    this.folder = root.place(folder);
    this.suffix = suffix;
  }

  /** A file on its way. */
  private static final class Draft {
    final IndexFiles.Content content;
    final String temporary;
    final String target;
    final List<DepmodProblem> problems = new ArrayList<>();
    long fingerprint;

    Draft(IndexFiles.Content content, String temporary, String target) {
      this.content = content;
      this.temporary = temporary;
      this.target = target;
    }

    boolean isIndex() {
      return target.endsWith(".bin");
    }
  }

  /**
   * Returns the fingerprints of the files, by name.
   *
   * @param problems told file by file, whichever was made first
   */
  Map<String, Long> publish(
      Map<String, IndexFiles.Content> contents, Consumer<DepmodProblem> problems)
      throws IOException {
    Map<String, Draft> drafts = new LinkedHashMap<>();
    contents.forEach(
        (name, content) -> {
          String target = folder + "/" + name;
          drafts.put(name, new Draft(content, target + "." + suffix, target));
        });
    // What takes longest is begun first, so that no thread is left alone with it.
    List<Draft> begun = new ArrayList<>(drafts.values());
    begun.sort(Comparator.comparing(draft -> !draft.isIndex()));
    try {
      Workers.run(begun.size(), threads, i -> write(begun.get(i)));
      drafts.values().forEach(draft -> draft.problems.forEach(problems));
      // All at once: the file system then brings them to the disk together.
      Workers.run(begun.size(), begun.size(), i -> files.sync(begun.get(i).temporary));
      for (Draft draft : drafts.values()) {
        files.rename(draft.temporary, draft.target);
      }
      files.sync(folder);
    } finally {
      for (Draft draft : begun) {
        files.delete(draft.temporary);
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
    String place = root.place(folder);
    if (!root.exists("/proc/self")) {
      // Who still runs is not known.
      return;
    }
    for (String name : root.files().list(place)) {
      Matcher matcher = LEFTOVER.matcher(name);
      if (matcher.matches() && !root.exists("/proc/" + matcher.group(1))) {
        root.files().delete(place + "/" + name);
      }
    }
  }

  /** What the files of a run are named by until they are complete. */
  static String suffix(long process, long time) {
    return MARK + process + "." + time;
  }

  private void write(Draft draft) throws IOException {
    try (Fingerprinted file = new Fingerprinted(files.create(draft.temporary, 0644));
        OutputStream out = new BufferedOutputStream(file, BUFFER)) {
      draft.content.writeTo(out, draft.problems::add);
      out.flush();
      draft.fingerprint = FactsCache.fingerprint(file.size, file.crc.getValue());
    }
  }

  /** Looks at what is written on its way. */
  private static final class Fingerprinted extends FilterOutputStream {
    final CRC32 crc = new CRC32();
    long size;

    Fingerprinted(OutputStream out) {
      super(out);
    }

    @Override
    public void write(int b) throws IOException {
      out.write(b);
      crc.update(b);
      size++;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
      crc.update(bytes, offset, length);
      size += length;
    }
  }
}
