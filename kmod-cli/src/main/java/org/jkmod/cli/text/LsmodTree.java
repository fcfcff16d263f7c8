package org.jkmod.cli.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jkmod.cli.TextOutput;

/**
 * The loaded modules as a tree: below each the ones that it uses, or in the other direction those
 * that use it.
 */
public final class LsmodTree implements LsmodOutput {
  private final boolean usersBelow;
  private final TreeLines lines;
  private final List<String> names = new ArrayList<>();
  private final Map<String, List<String>> users = new HashMap<>();
  private final Map<String, List<String>> uses = new HashMap<>();

  /**
   * @param usersBelow whether those that use a module stand below it
   * @param utf8 whether the terminal shows UTF-8
   */
  public LsmodTree(TextOutput out, boolean usersBelow, boolean utf8) {
    this.usersBelow = usersBelow;
    this.lines = new TreeLines(out, utf8, this::below);
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
        lines.print(new TreeLines.Node(name, ""));
      }
    }
    // The kernel knows no circles; should it ever, nothing is lost.
    for (String name : names) {
      if (!lines.hasShown(name)) {
        lines.print(new TreeLines.Node(name, ""));
      }
    }
  }

  private List<TreeLines.Node> below(String name) {
    List<String> below = new ArrayList<>((usersBelow ? users : uses).getOrDefault(name, List.of()));
    below.sort(Comparator.comparing(names::indexOf));
    List<TreeLines.Node> nodes = new ArrayList<>();
    for (String each : below) {
      nodes.add(new TreeLines.Node(each, ""));
    }
    return nodes;
  }
}
