package org.jkmod.policy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jkmod.SystemRoot;
import org.jkmod.bytes.FileSource;
import org.jkmod.port.FileDetails;
import org.jkmod.port.FileSystem;
import org.jkmod.port.NotRegularFileException;
import org.jspecify.annotations.Nullable;

/**
 * Reads policy.d: files that end in {@code .conf}, in the order of their names wherever they lie;
 * of two with the same name the one in the earlier folder counts. What cannot be used is a problem
 * and hides nothing: a file of the same name in a later folder counts then. Throws nothing, for a
 * machine that does not boot is no safer.
 */
public final class PolicyReader {
  /** Where the files are looked for; an earlier folder hides the same name in a later one. */
  public static final List<String> FOLDERS =
      List.of(
          "/etc/kmod/policy.d",
          "/run/kmod/policy.d",
          "/usr/local/lib/kmod/policy.d",
          "/usr/lib/kmod/policy.d");

  /** A list of all modules that there are is a hundredth of that, in bytes. */
  static final long SIZE_LIMIT = 16 << 20;

  /** As many links in a row as the kernel follows. */
  private static final int MOST_LINKS = 40;

  private static final String SUFFIX = ".conf";

  /** A link to there hides the files of its name in later folders, as elsewhere on Linux. */
  private static final String NOWHERE = "/dev/null";

  private final SystemRoot root;
  private final String prefix;
  private final List<PolicyFile> files = new ArrayList<>();
  private final List<PolicyProblem> problems = new ArrayList<>();

  /**
   * @param prefix the folder that {@link #FOLDERS} lie in, as {@code modprobe -d} names it; empty
   *     for the system's own
   */
  public PolicyReader(SystemRoot root, String prefix) {
    this.root = root;
    this.prefix = prefix;
  }

  /** Reads all folders. */
  public Policy read() {
    TreeMap<String, List<String>> pathsByName = new TreeMap<>();
    for (String folder : FOLDERS) {
      String path = prefix + folder;
      // The one thing that a system without a policy pays, four times.
      if (isThere(path)) {
        list(path, pathsByName);
      }
    }
    for (List<String> paths : pathsByName.values()) {
      for (String path : paths) {
        if (add(path)) {
          break;
        }
      }
    }
    return policy();
  }

  private boolean isThere(String path) {
    try {
      root.files().linkStatus(root.place(path));
      return true;
    } catch (NoSuchFileException | AccessDeniedException e) {
      return false;
    } catch (IOException e) {
      // Its listing then says what is the matter.
      return true;
    }
  }

  /** Reads these files only, whatever their names end in. */
  public Policy read(List<String> paths) {
    for (String path : paths) {
      add(path);
    }
    return policy();
  }

  private Policy policy() {
    return files.isEmpty() && problems.isEmpty() ? Policy.NONE : new Policy(files, problems);
  }

  private void list(String folder, Map<String, List<String>> pathsByName) {
    try {
      if (othersMayWrite(root.files().details(root.place(folder)))) {
        problems.add(new PolicyProblem.OthersMayWrite(folder));
        return;
      }
      for (String name : root.list(folder)) {
        if (name.endsWith(SUFFIX) && !name.startsWith(".")) {
          pathsByName.computeIfAbsent(name, key -> new ArrayList<>(1)).add(folder + "/" + name);
        }
      }
    } catch (IOException e) {
      problems.add(new PolicyProblem.Unreadable(folder, e));
    }
  }

  /** Adds a file; false when it is not used. */
  private boolean add(String path) {
    PolicyProblem problem;
    try {
      problem = addOrSay(path);
    } catch (IOException e) {
      problem = new PolicyProblem.Unreadable(path, e);
    }
    if (problem != null) {
      problems.add(problem);
    }
    return problem == null;
  }

  private @Nullable PolicyProblem addOrSay(String path) throws IOException {
    FileSystem system = root.files();
    String located = root.place(path);
    boolean isLink = system.linkStatus(located).isLink();
    if (isLink && system.readLink(located).equals(NOWHERE)) {
      files.add(new PolicyFile(path, new byte[0], problems));
      return null;
    }
    FileDetails details = system.details(located);
    if (!details.isFile()) {
      throw new NotRegularFileException(path);
    }
    if (othersMayWrite(details) || (isLink && othersMayReplace(located))) {
      return new PolicyProblem.OthersMayWrite(path);
    }
    try (FileSource source = root.open(path)) {
      if (source.size() > SIZE_LIMIT) {
        return new PolicyProblem.TooLarge(path, source.size(), SIZE_LIMIT);
      }
      byte[] content = new byte[(int) source.size()];
      source.readInto(ByteBuffer.wrap(content), 0);
      files.add(new PolicyFile(path, content, problems));
    }
    return null;
  }

  /**
   * Whether others could have a link lead to another file: one of the links or folders on the way
   * is theirs, or they may write the folder at its end.
   */
  private boolean othersMayReplace(String link) throws IOException {
    FileSystem system = root.files();
    String target = system.realPath(link);
    String folder = target.substring(0, Math.max(1, target.lastIndexOf('/')));
    return othersMayWrite(system.details(folder)) || othersMayLead(link);
  }

  private boolean othersMayLead(String link) throws IOException {
    FileSystem system = root.files();
    Deque<String> left = new ArrayDeque<>(List.of(link.split("/", -1)));
    String at = "";
    int links = 0;
    while (!left.isEmpty()) {
      String name = left.pop();
      if (name.isEmpty() || name.equals(".")) {
        continue;
      }
      if (name.equals("..")) {
        at = at.substring(0, Math.max(0, at.lastIndexOf('/')));
        continue;
      }
      String next = at + "/" + name;
      FileDetails details = system.linkDetails(next);
      if (details.user() != 0 && details.user() != user()) {
        return true;
      }
      if (!system.linkStatus(next).isLink()) {
        // In a folder that is open, such as /tmp, a sticky bit keeps what is not theirs.
        if (details.isFolder() && details.isOpenToOthers() && !details.isSticky()) {
          return true;
        }
        at = next;
        continue;
      }
      if (++links > MOST_LINKS) {
        return true;
      }
      List<String> words = List.of(system.readLink(next).split("/", -1));
      if (words.get(0).isEmpty()) {
        at = "";
      }
      words.reversed().forEach(left::push);
    }
    return false;
  }

  /** Whether anyone but root, and who runs this, may write it. */
  private boolean othersMayWrite(FileDetails details) {
    return details.isOpenToOthers() || (details.user() != 0 && details.user() != user());
  }

  /** Who runs this, root when that cannot be told. */
  private int user() {
    try {
      return root.files().details(root.place("/proc/self")).user();
    } catch (IOException e) {
      return 0;
    }
  }
}
