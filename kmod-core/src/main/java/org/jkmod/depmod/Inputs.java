package org.jkmod.depmod;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jkmod.SystemRoot;
import org.jkmod.workers.Workers;
import org.jspecify.annotations.Nullable;

/**
 * The files of a kernel's folder that depmod reads besides the modules. Several threads may read.
 */
final class Inputs {
  /** Before the names of files that were read, to tell them from those that were written. */
  private static final String READ = "<";

  /** The fingerprint of a file that is not there. */
  private static final long MISSING = -1;

  private final SystemRoot root;
  private final Map<String, Long> fingerprints = new ConcurrentHashMap<>();

  Inputs(SystemRoot root) {
    this.root = root;
  }

  /**
   * The lines of modules.order; none when it is not there or cut off, which is complained about.
   */
  List<String> order(String folder, Consumer<DepmodProblem> problems) throws IOException {
    String text = text(folder, "modules.order", problems);
    List<String> lines = text == null ? List.of() : text.lines().toList();
    if (text != null && !text.isEmpty() && !text.endsWith("\n")) {
      problems.accept(new DepmodProblem.CutOffOrder(folder + "/modules.order", lines.size()));
      return List.of();
    }
    return lines;
  }

  /**
   * The paths in modules.builtin, null when there is no such file, which is complained about, as is
   * a line that is no path.
   */
  @Nullable List<String> builtins(String folder, Consumer<DepmodProblem> problems)
      throws IOException {
    String text = text(folder, "modules.builtin", problems);
    if (text == null) {
      return null;
    }
    List<String> paths = new ArrayList<>();
    for (int start = 0; start < text.length(); ) {
      int end = text.indexOf('\n', start);
      int next = end < 0 ? text.length() : end + 1;
      String line = text.substring(start, end < 0 ? next : end);
      if (line.isEmpty() || line.startsWith(".") || line.startsWith("/")) {
        problems.accept(new DepmodProblem.BadBuiltin(text.substring(start, next)));
      } else {
        paths.add(line);
      }
      start = next;
    }
    return paths;
  }

  /**
   * The text of modules.builtin.modinfo, null when there is no such file, which is complained
   * about. What is not ended by a NUL was cut off and is left out.
   */
  @Nullable String builtinInfo(String folder, Consumer<DepmodProblem> problems) throws IOException {
    String text = text(folder, "modules.builtin.modinfo", problems);
    return text == null ? null : text.substring(0, text.lastIndexOf('\0') + 1);
  }

  /** The whole file, null when there is none, which is complained about. */
  private @Nullable String text(String folder, String file, Consumer<DepmodProblem> problems)
      throws IOException {
    try {
      String text = root.read(folder + "/" + file);
      fingerprints.put(READ + file, fingerprint(text.getBytes(StandardCharsets.ISO_8859_1)));
      return text;
    } catch (NoSuchFileException | FileNotFoundException e) {
      fingerprints.put(READ + file, MISSING);
      problems.accept(new DepmodProblem.MissingInput(file, folder, "No such file or directory"));
      return null;
    }
  }

  /** What has been read, by name. */
  Map<String, Long> fingerprints() {
    return fingerprints;
  }

  /** Whether all that an earlier run read and wrote has the same content now. */
  boolean areUnchanged(Depmod.Request request, Map<String, Long> contents) throws IOException {
    List<Map.Entry<String, Long>> files = List.copyOf(contents.entrySet());
    AtomicBoolean unchanged = new AtomicBoolean(!files.isEmpty());
    Workers.run(
        files.size(),
        request.threads(),
        i -> {
          String name = files.get(i).getKey();
          boolean isRead = name.startsWith(READ);
          String path =
              isRead
                  ? request.moduleDirectory() + "/" + name.substring(READ.length())
                  : request.output() + "/" + name;
          // What is written takes the place of a link, so one is a change.
          if ((!isRead && isLink(path)) || fingerprintOf(path) != files.get(i).getValue()) {
            unchanged.set(false);
          }
        });
    return unchanged.get();
  }

  private boolean isLink(String path) {
    try {
      return root.files().linkStatus(root.place(path)).isLink();
    } catch (IOException e) {
      return false;
    }
  }

  private long fingerprintOf(String path) {
    try {
      return fingerprint(root.files().read(root.place(path)));
    } catch (IOException e) {
      return MISSING;
    }
  }

  private static long fingerprint(byte[] content) {
    return FactsCache.fingerprint(content.length, FactsCache.checksum(content, 0, content.length));
  }
}
