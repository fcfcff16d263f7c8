package org.jkmod.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The rules of docs/man/policy.d.5 once more, the plainest way: a line at a time, every pattern a
 * regular expression. Written from the page, without the code that it is compared with.
 */
final class PolicyModel {
  /** A line that counts. */
  record Line(String keyword, String pattern, String place, Pattern regex) {}

  private final List<Line> lines = new ArrayList<>();
  private boolean audits;
  private boolean enforces;

  /**
   * @param folders name and content of the files in each, the folder that counts most first
   * @param paths of the folders
   */
  PolicyModel(List<Map<String, String>> folders, List<String> paths) {
    TreeMap<String, Integer> where = new TreeMap<>();
    for (int i = folders.size() - 1; i >= 0; i--) {
      for (String name : folders.get(i).keySet()) {
        if (name.endsWith(".conf") && !name.startsWith(".")) {
          where.put(name, i);
        }
      }
    }
    where.forEach(
        (name, i) -> file(paths.get(i) + "/" + name, folders.get(i).getOrDefault(name, "")));
  }

  private void file(String path, String content) {
    String[] all = content.split("\n", -1);
    for (int i = 0; i < all.length; i++) {
      String[] words = all[i].strip().split("[ \t\r]+", -1);
      line(words, path + ":" + (i + 1));
    }
  }

  private void line(String[] words, String place) {
    String keyword = words[0];
    if (keyword.equals("mode") && words.length > 1) {
      boolean isAlone = words.length == 2 || words[2].startsWith("#");
      audits |= isAlone && words[1].equals("audit");
      enforces |= isAlone && words[1].equals("enforce");
    }
    boolean isList = keyword.equals("allow-only");
    if (!isList && !List.of("forbid", "forbid-request", "permit").contains(keyword)) {
      return;
    }
    for (int i = 1; i < (isList ? words.length : Math.min(2, words.length)); i++) {
      if (words[i].startsWith("#")) {
        return;
      }
      Pattern regex = regex(words[i]);
      if (regex != null) {
        lines.add(new Line(keyword, words[i], place, regex));
      }
    }
  }

  /** What becomes of a name: the line, "audit" before it where it is loaded all the same; or "". */
  String judge(String asked, String module, boolean isDependency, boolean isAskedFor) {
    if (speaksOf("permit", module) != null) {
      return "";
    }
    Line forbidden = speaksOf("forbid", module);
    if (forbidden == null && isAskedFor && speaksOf("permit", asked) == null) {
      forbidden = speaksOf("forbid-request", asked);
    }
    if (forbidden == null && !isDependency && speaksOf("allow-only", module) == null) {
      forbidden =
          lines.stream().filter(line -> line.keyword.equals("allow-only")).findFirst().orElse(null);
    }
    return forbidden == null ? "" : (audits && !enforces ? "audit " : "") + forbidden.place;
  }

  /** In the first file that has any: one without wildcards, else the first. */
  private @Nullable Line speaksOf(String keyword, String name) {
    Line found = null;
    for (Line line : lines) {
      if (!line.keyword.equals(keyword) || !line.regex.matcher(alike(name)).matches()) {
        continue;
      }
      if (found == null
          || (fileOf(found).equals(fileOf(line)) && isExact(line, name) && !isExact(found, name))) {
        found = line;
      }
    }
    return found;
  }

  private static boolean isExact(Line line, String name) {
    return alike(line.pattern).equals(alike(name));
  }

  private static String fileOf(Line line) {
    return line.place.substring(0, line.place.indexOf(':'));
  }

  private static String alike(String text) {
    return text.replace('-', '_');
  }

  /** Null when it is no pattern: only brackets of letters are made up, with or without an end. */
  private static @Nullable Pattern regex(String pattern) {
    StringBuilder regex = new StringBuilder();
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      if (c < ' ' || c == 0x7f) {
        return null;
      }
      if (c == '[') {
        int end = pattern.indexOf(']', i + 2);
        if (end < 0) {
          return null;
        }
        String set = pattern.substring(i + 1, end);
        String body = set.startsWith("!") ? set.substring(1) : set;
        body = body.equals("-") || body.startsWith("-") ? "_\\" + body : body;
        regex.append(set.startsWith("!") ? "[^" : "[").append(body).append(']');
        i = end;
      } else if (c == '\\') {
        if (++i == pattern.length()) {
          return null;
        }
        regex.append(Pattern.quote(alike(pattern.substring(i, i + 1))));
      } else {
        regex.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(alike("" + c)));
      }
    }
    return Pattern.compile(regex.toString(), Pattern.DOTALL);
  }
}
