package org.jkmod.cli.text;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jkmod.cli.TextOutput;

/**
 * Prints trees, a line a node. What has been shown once with all below it has {@code (*)} the next
 * time, and nothing below it: a shared part is told once, and a circle ends.
 */
final class TreeLines {
  private static final Lines ASCII = new Lines("|-- ", "`-- ", "|   ");

  /** The bytes of UTF-8, one char each. */
  private static final Lines BOXES =
      new Lines(
          "\u00e2\u0094\u009c\u00e2\u0094\u0080\u00e2\u0094\u0080 ",
          "\u00e2\u0094\u0094\u00e2\u0094\u0080\u00e2\u0094\u0080 ",
          "\u00e2\u0094\u0082   ");

  private record Lines(String branch, String last, String through) {}

  /**
   * A node at one place of the tree.
   *
   * @param name what it is the same by, wherever it stands
   * @param remark printed after the name, here alone
   */
  record Node(String name, String remark) {}

  /**
   * @param start what its line starts with
   * @param indent what those below it start with
   */
  private record Line(Node node, String start, String indent) {}

  private final TextOutput out;
  private final Lines lines;
  private final Function<String, List<Node>> below;
  private final Set<String> shown = new HashSet<>();

  /**
   * @param utf8 whether the terminal shows UTF-8
   * @param below what stands below a node
   */
  TreeLines(TextOutput out, boolean utf8, Function<String, List<Node>> below) {
    this.out = out;
    this.lines = utf8 ? BOXES : ASCII;
    this.below = below;
  }

  boolean hasShown(String name) {
    return shown.contains(name);
  }

  /** Prints a node with all below it. A chain of any length is no deeper than this call. */
  void print(Node root) {
    Deque<Line> next = new ArrayDeque<>();
    next.push(new Line(root, "", ""));
    while (!next.isEmpty()) {
      Line line = next.pop();
      Node node = line.node();
      List<Node> under = below.apply(node.name());
      boolean isNew = shown.add(node.name());
      String again = isNew || under.isEmpty() ? "" : " (*)";
      out.print(line.start() + node.name() + node.remark() + again + "\n");
      for (int i = isNew ? under.size() - 1 : -1; i >= 0; i--) {
        boolean isLast = i == under.size() - 1;
        next.push(
            new Line(
                under.get(i),
                line.indent() + (isLast ? lines.last() : lines.branch()),
                line.indent() + (isLast ? "    " : lines.through())));
      }
    }
  }
}
