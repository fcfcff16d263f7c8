package org.jkmod.check;

import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jkmod.SystemRoot;
import org.jkmod.config.Origin;

/**
 * What is wrong with the files of a search path as files: names, rights and bytes; what their lines
 * say is for others.
 */
final class ConfigFileFaults {
  private static final String SUFFIX = ".conf";

  /** What is left of a file on purpose: by dpkg, by editors, by people who switch it off. */
  private static final Pattern LEFT =
      Pattern.compile("\\..*|README.*|.*~|.*\\.(dpkg|ucf|rpm)[-a-z]*|.*\\.(bak|old|orig|disabled)");

  private static final String BYTE_ORDER_MARK = "\u00ef\u00bb\u00bf";

  private final SystemRoot root;
  private final Findings found;
  private final boolean joinsLines;

  /**
   * @param joinsLines whether a backslash at the end of a line joins it with the next
   */
  ConfigFileFaults(SystemRoot root, boolean joinsLines, Findings found) {
    this.root = root;
    this.joinsLines = joinsLines;
    this.found = found;
  }

  /**
   * Looks at all files of a search path.
   *
   * @param folders the first of them counts first; two may be the same by a link
   */
  void check(List<String> folders) throws IOException {
    Map<String, String> first = new HashMap<>();
    Set<String> seen = new HashSet<>();
    for (String folder : folders) {
      if (root.isFolder(folder) && seen.add(root.files().realPath(root.place(folder)))) {
        if (Rights.othersMayWrite(root, folder)) {
          found.report(Fault.FILE_WRITABLE, folder);
        }
        for (String name : list(folder)) {
          check(folder, name, first);
        }
      }
    }
  }

  private List<String> list(String folder) {
    try {
      return root.list(folder);
    } catch (IOException e) {
      // Whoever reads the configuration says so.
      return List.of();
    }
  }

  private void check(String folder, String name, Map<String, String> first) {
    String path = folder + "/" + name;
    if (!name.endsWith(SUFFIX)) {
      if (!LEFT.matcher(name).matches() && root.isFile(path)) {
        found.report(Fault.FILE_IGNORED, path);
      }
      return;
    }
    String other = first.putIfAbsent(name, path);
    if (other != null) {
      found.report(Fault.FILE_SHADOWED, path, other);
      return;
    }
    if (!name.startsWith(".") && root.isFile(path)) {
      try {
        if (Rights.othersMayWrite(root, path)) {
          found.report(Fault.FILE_WRITABLE, path);
        }
        checkText(path, root.read(path));
      } catch (IOException e) {
        // As above.
        return;
      }
    }
  }

  private void checkText(String path, String text) {
    if (text.startsWith(BYTE_ORDER_MARK)) {
      found.report(Fault.BYTE_ORDER_MARK, new Origin(path, 1));
    }
    boolean hasReturn = false;
    int number = 1;
    for (String line : text.split("\n", -1)) {
      Origin origin = new Origin(path, number++);
      if (!hasReturn && line.endsWith("\r")) {
        hasReturn = true;
        found.report(Fault.CARRIAGE_RETURN, origin);
      }
      if (line.indexOf('\0') >= 0) {
        found.report(Fault.NUL_CHARACTER, origin);
      }
      int control = control(line);
      if (control > 0) {
        found.report(Fault.CONTROL_CHARACTER, origin, String.valueOf(control));
      }
      if (joinsLines && line.startsWith("#") && line.endsWith("\\")) {
        found.report(Fault.COMMENT_JOINED, origin);
      }
    }
  }

  /** The first control character but those with a kind of their own, 0 when there is none. */
  private static int control(String line) {
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if ((c < ' ' && c != '\t' && c != '\r' && c != 0) || c == 0x7f) {
        return c;
      }
    }
    return 0;
  }
}
