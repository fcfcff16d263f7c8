package org.jkmod.cli.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jkmod.cli.TextOutput;

/**
 * The loaded modules as a tree: below each the ones that it uses, or in the other direction those
 * that use it. What has been shown once with all below it has {@code (*)} the next time.
 */
public final class LsmodTree implements LsmodOutput {
  private static final Lines ASCII = new Lines("|-- ", "`-- ", "|   ");

  /** The bytes of UTF-8, one char each. */
  private static final Lines BOXES =
      new Lines(
          "\u00e2\u0094\u009c\u00e2\u0094\u0080\u00e2\u0094\u0080 ",
          "\u00e2\u0094\u0094\u00e2\u0094\u0080\u00e2\u0094\u0080 ",
          "\u00e2\u0094\u0082   ");

  private record Lines(String branch, String last, String through) {}

  private final TextOutput out;
  private final boolean usersBelow;
  private final Lines lines;
  private final List<String> names = new ArrayList<>();
  private final Map<String, List<String>> users = new HashMap<>();
  private final Map<String, List<String>> uses = new HashMap<>();
  private final Set<String> shown = new HashSet<>();

  /**
   * @param usersBelow whether those that use a module stand below it
   * @param utf8 whether the terminal shows UTF-8
   */
  public LsmodTree(TextOutput out, boolean usersBelow, boolean utf8) {
    this.out = out;
    this.usersBelow = usersBelow;
    this.lines = utf8 ? BOXES : ASCII;
  }

  @Override
  public void module(LsmodRow row) {
    names.add(row.name());
    users.put(row.name(), row.holders());
    for (String user : row.holders()) {
      uses.computeIfAbsent(user, name -> new ArrayList<>()).add(row.name());
    }
  }

  @Override
  public void close() {
    Map<String, List<String>> above = usersBelow ? uses : users;
    for (String name : names) {
      if (above.getOrDefault(name, List.of()).isEmpty()) {
        print(name, "", "");
      }
    }
    // The kernel knows no circles; should it ever, nothing is lost.
    for (String name : names) {
      if (!shown.contains(name)) {
        print(name, "", "");
      }
    }
  }

  /**
   * @param start what stands before the name
   * @param indent what stands before the lines below it
   */
  private void print(String name, String start, String indent) {
    List<String> below = new ArrayList<>((usersBelow ? users : uses).getOrDefault(name, List.of()));
    below.sort(Comparator.comparing(names::indexOf));
    boolean isNew = shown.add(name);
    out.print(start + name + (isNew || below.isEmpty() ? "" : " (*)") + "\n");
    if (!isNew) {
      return;
    }
    for (int i = 0; i < below.size(); i++) {
      boolean isLast = i == below.size() - 1;
      print(
          below.get(i),
          indent + (isLast ? lines.last() : lines.branch()),
          indent + (isLast ? "    " : lines.through()));
    }
  }
}
