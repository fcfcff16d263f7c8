package org.jkmod.boot;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jkmod.SystemRoot;
import org.jkmod.config.Origin;
import org.jkmod.port.FileSystem;
import org.jspecify.annotations.Nullable;

/**
 * Reads modules-load.d(5) as systemd-modules-load does: a name per line, comments start with {@code
 * #} or {@code ;}. Files come in the order of their names; an earlier folder hides the same name in
 * a later one, also by an empty file or a link to /dev/null.
 */
public final class ModuleSetReader {
  /** Where the files are, the first counts. */
  public static final List<String> FOLDERS =
      List.of(
          "/etc/modules-load.d",
          "/run/modules-load.d",
          "/usr/local/lib/modules-load.d",
          "/usr/lib/modules-load.d");

  private static final String COMMAND_LINE = "/proc/cmdline";

  /** Where it is, the system has not been switched to its own root yet. */
  private static final String INITRD = "/etc/initrd-release";

  private static final String SWITCH = "modules_load";

  /** Of a longer line systemd reads nothing, and no more of its file. */
  private static final int LONGEST_LINE = 1 << 20;

  private final SystemRoot root;
  private final List<String> folders;
  private final boolean hasCommandLine;
  private final Map<String, Origin> entries = new LinkedHashMap<>();
  private final List<String> files = new ArrayList<>();
  private final List<ModuleSet.Problem> problems = new ArrayList<>();

  public ModuleSetReader(SystemRoot root) {
    this.root = root;
    this.folders = FOLDERS;
    this.hasCommandLine = true;
  }

  /**
   * For other lists of modules of that form, which the kernel's command line has nothing of.
   *
   * @param folders the first counts
   */
  public ModuleSetReader(SystemRoot root, List<String> folders) {
    this.root = root;
    this.folders = List.copyOf(folders);
    this.hasCommandLine = false;
  }

  /** Reads the kernel's command line and all files. */
  public ModuleSet read() throws IOException {
    commandLine();
    for (String path : paths().values()) {
      file(path);
    }
    return set();
  }

  /**
   * Reads these files; of the kernel's command line only the problems are told.
   *
   * @param names paths, or names of files in one of {@link #FOLDERS}
   */
  public ModuleSet read(List<String> names) throws IOException {
    commandLine();
    entries.clear();
    for (String name : names) {
      String path = name.startsWith("/") ? name : inFolders(name);
      if (path == null) {
        problems.add(new ModuleSet.NotOpened(name, new NoSuchFileException(name)));
      } else {
        file(path);
      }
    }
    return set();
  }

  private ModuleSet set() {
    List<ModuleSet.Entry> list = new ArrayList<>();
    entries.forEach((name, origin) -> list.add(new ModuleSet.Entry(name, origin)));
    return new ModuleSet(list, files, problems);
  }

  private void add(String name, Origin origin) {
    entries.putIfAbsent(name, origin);
  }

  private void commandLine() throws IOException {
    String line = hasCommandLine ? root.readLiveIfPresent(COMMAND_LINE) : null;
    if (line == null) {
      return;
    }
    boolean isInitrd = root.exists(INITRD);
    Origin origin = new Origin(COMMAND_LINE, 0);
    for (String word : BootParameters.words(line)) {
      int equals = word.indexOf('=');
      String key = equals < 0 ? word : word.substring(0, equals);
      String plain = key.startsWith("rd.") ? key.substring("rd.".length()) : key;
      if (!isSwitch(plain) || (key.length() > plain.length() && !isInitrd)) {
        continue;
      }
      if (equals < 0) {
        problems.add(new ModuleSet.NoValue(plain));
        continue;
      }
      List<String> names = BootParameters.entries(word.substring(equals + 1));
      if (names == null) {
        problems.add(new ModuleSet.BadValue(plain));
        return;
      }
      names.forEach(name -> add(name, origin));
    }
  }

  /** {@code modules_load}, in which a dash is as good as the underscore. */
  private static boolean isSwitch(String key) {
    int middle = SWITCH.indexOf('_');
    return key.length() == SWITCH.length()
        && key.regionMatches(0, SWITCH, 0, middle)
        && (key.charAt(middle) == '_' || key.charAt(middle) == '-')
        && key.regionMatches(middle + 1, SWITCH, middle + 1, SWITCH.length() - middle - 1);
  }

  private Map<String, String> paths() {
    TreeMap<String, String> pathsByName = new TreeMap<>();
    for (String folder : folders) {
      if (!root.isFolder(folder)) {
        continue;
      }
      try {
        for (String name : root.list(folder)) {
          if (name.endsWith(".conf") && !name.startsWith(".")) {
            pathsByName.putIfAbsent(name, folder + "/" + name);
          }
        }
      } catch (IOException e) {
        problems.add(new ModuleSet.NotRead(folder, e));
      }
    }
    // One that only hides others: a link to /dev/null, or to nowhere.
    pathsByName.values().removeIf(this::isMask);
    return pathsByName;
  }

  private boolean isMask(String path) {
    FileSystem system = root.files();
    String file = root.place(path);
    try {
      return !root.exists(path)
          || (system.linkStatus(file).isLink() && system.readLink(file).equals("/dev/null"));
    } catch (IOException e) {
      return false;
    }
  }

  private @Nullable String inFolders(String name) {
    for (String folder : folders) {
      String path = folder + "/" + name;
      if (root.exists(path)) {
        return path;
      }
    }
    return null;
  }

  private void file(String path) {
    String text;
    try {
      if (root.isFolder(path)) {
        files.add(path);
        throw new FileSystemException(path, null, "Is a directory");
      }
      if (!root.exists(path)) {
        problems.add(new ModuleSet.NotOpened(path, new NoSuchFileException(path)));
        return;
      }
      files.add(path);
      text = root.read(path);
    } catch (IOException e) {
      problems.add(new ModuleSet.NotRead(path, e));
      return;
    }
    int number = 1;
    for (int start = 0; start < text.length(); ) {
      int end = start;
      while (end < text.length() && !isLineEnd(text.charAt(end))) {
        end++;
      }
      if (end - start > LONGEST_LINE) {
        problems.add(
            new ModuleSet.NotRead(
                path, new FileSystemException(path, null, "No buffer space available")));
        return;
      }
      line(text, start, end, new Origin(path, number));
      number += end < text.length() && text.charAt(end) == '\n' ? 1 : 0;
      start = end + 1;
    }
  }

  private void line(String text, int from, int to, Origin origin) {
    int start = from;
    int end = to;
    while (start < end && isBlank(text.charAt(start))) {
      start++;
    }
    while (end > start && isBlank(text.charAt(end - 1))) {
      end--;
    }
    if (start < end && text.charAt(start) != '#' && text.charAt(start) != ';') {
      add(text.substring(start, end), origin);
    }
  }

  private static boolean isLineEnd(char c) {
    return c == '\n' || c == '\r' || c == '\0';
  }

  static boolean isBlank(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
  }
}
