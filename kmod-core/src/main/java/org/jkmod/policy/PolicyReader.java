package org.jkmod.policy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jkmod.SystemRoot;
import org.jkmod.bytes.FileSource;
import org.jkmod.bytes.NotRegularFileException;
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

  private static final String SUFFIX = ".conf";

  /** A link to there hides the files of its name in later folders, as elsewhere on Linux. */
  private static final String NOWHERE = "/dev/null";

  private static final int TYPE = 0170000;
  private static final int REGULAR = 0100000;

  /** Of a group's bit: where a file has an access list, it stands for all who are on that. */
  private static final int OTHERS_WRITE = 022;

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
      if (Files.exists(root.locate(path), LinkOption.NOFOLLOW_LINKS)) {
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
    Path located = root.locate(folder);
    try {
      if (othersMayWrite(attributes(located))) {
        problems.add(new PolicyProblem.OthersMayWrite(folder));
        return;
      }
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(located)) {
        for (Path entry : entries) {
          String name = SystemRoot.text(entry.getFileName());
          if (name.endsWith(SUFFIX) && !name.startsWith(".")) {
            pathsByName.computeIfAbsent(name, key -> new ArrayList<>(1)).add(folder + "/" + name);
          }
        }
      }
    } catch (DirectoryIteratorException e) {
      problems.add(new PolicyProblem.Unreadable(folder, Objects.requireNonNull(e.getCause())));
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
    Path located = root.locate(path);
    boolean isLink = Files.isSymbolicLink(located);
    if (isLink && Files.readSymbolicLink(located).toString().equals(NOWHERE)) {
      files.add(new PolicyFile(path, "", problems));
      return null;
    }
    Map<String, Object> attributes = attributes(located);
    if ((number(attributes, "mode") & TYPE) != REGULAR) {
      throw new NotRegularFileException(path);
    }
    if (othersMayWrite(attributes) || (isLink && othersMayReplace(located))) {
      return new PolicyProblem.OthersMayWrite(path);
    }
    try (FileSource source = FileSource.open(located)) {
      if (source.size() > SIZE_LIMIT) {
        return new PolicyProblem.TooLarge(path, source.size(), SIZE_LIMIT);
      }
      byte[] content = new byte[(int) source.size()];
      source.readInto(ByteBuffer.wrap(content), 0);
      files.add(new PolicyFile(path, new String(content, StandardCharsets.ISO_8859_1), problems));
    }
    return null;
  }

  private static Map<String, Object> attributes(Path path) throws IOException {
    return Files.readAttributes(path, "unix:mode,uid");
  }

  private static int number(Map<String, Object> attributes, String name) {
    return (Integer) attributes.getOrDefault(name, -1);
  }

  /**
   * Whether the folder that a link leads to is open to others, who could put another file there.
   */
  private boolean othersMayReplace(Path link) throws IOException {
    Path folder = link.toRealPath().getParent();
    return folder != null && othersMayWrite(attributes(folder));
  }

  /** Whether anyone but root, and who runs this, may write it. */
  private boolean othersMayWrite(Map<String, Object> attributes) {
    int mode = number(attributes, "mode");
    int owner = number(attributes, "uid");
    return (mode & OTHERS_WRITE) != 0 || (owner != 0 && owner != user());
  }

  /** Who runs this, root when that cannot be told. */
  private int user() {
    try {
      return (Integer) Files.getAttribute(root.locate("/proc/self"), "unix:uid");
    } catch (IOException e) {
      return 0;
    }
  }
}
