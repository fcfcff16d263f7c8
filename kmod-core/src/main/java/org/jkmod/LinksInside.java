package org.jkmod;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jkmod.port.FileSystem;
import org.jspecify.annotations.Nullable;

/**
 * Follows symbolic links as a process sees them whose root is a folder: a link to /usr/lib leads to
 * the folder's usr/lib, and {@code ..} never out of it. What was found out about a folder is kept.
 */
final class LinksInside {
  /** As many as the kernel follows in one path. */
  private static final int MAX_LINKS = 40;

  /** Where a path leads that has too many links: to no file, and not out of the folder. */
  private static final String NOWHERE = "/ (too many levels of symbolic links)";

  private final String base;
  private final FileSystem files;
  private final Map<String, String> folders = new ConcurrentHashMap<>();

  LinksInside(String base, FileSystem files) {
    this.base = base;
    this.files = files;
  }

  /**
   * The path of the same file without links and {@code ..}, seen from the folder. What does not
   * exist stays as it is.
   *
   * @param absolute one char a byte
   */
  String resolve(String absolute) {
    int slash = absolute.lastIndexOf('/');
    String folder = absolute.substring(0, slash);
    String parent = folders.get(folder);
    if (parent == null) {
      parent = walk("", folder);
      folders.put(folder, parent);
    }
    return walk(parent, absolute.substring(slash));
  }

  /**
   * @param start without links
   * @param path from there
   */
  private String walk(String start, String path) {
    Deque<String> left = new ArrayDeque<>();
    push(path, left);
    String done = start;
    int links = 0;
    while (!left.isEmpty()) {
      String name = left.pop();
      if (name.equals("..")) {
        done = done.substring(0, Math.max(0, done.lastIndexOf('/')));
        continue;
      }
      String next = done + "/" + name;
      String target = target(next);
      if (target == null) {
        done = next;
        continue;
      }
      if (++links > MAX_LINKS) {
        return NOWHERE;
      }
      if (target.startsWith("/")) {
        done = "";
      }
      push(target, left);
    }
    return done;
  }

  private static void push(String path, Deque<String> left) {
    String[] names = path.split("/", -1);
    for (int i = names.length - 1; i >= 0; i--) {
      if (!names[i].isEmpty() && !names[i].equals(".")) {
        left.push(names[i]);
      }
    }
  }

  /** What a link says; null when it is none. */
  private @Nullable String target(String path) {
    try {
      String file = SystemRoot.join(base, path);
      return files.linkStatus(file).isLink() ? files.readLink(file) : null;
    } catch (IOException e) {
      return null;
    }
  }
}
