package org.jkmod.cli.text;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jkmod.ModuleName;
import org.jkmod.cli.TextOutput;
import org.jkmod.graph.Chart;
import org.jkmod.resolve.DependencyGraph.Edge;
import org.jkmod.resolve.DependencyGraph.Kind;

/** Prints a chart of modules as text: a tree, a line an edge, JSON, or for Graphviz. */
public final class ChartText {
  private final Chart chart;
  private final TextOutput out;
  private final Map<ModuleName, Chart.Node> nodes = new HashMap<>();

  public ChartText(Chart chart, TextOutput out) {
    this.chart = chart;
    this.out = out;
    for (Chart.Node node : chart.nodes()) {
      nodes.put(node.name(), node);
    }
  }

  /** The kinds of dependencies that are shown. */
  public static Set<Kind> kinds(boolean onlyHard) {
    return onlyHard ? EnumSet.of(Kind.HARD) : EnumSet.allOf(Kind.class);
  }

  /**
   * Below each module that was asked for the modules that it depends on.
   *
   * @param usersBelow whether those that depend on a module stand below it instead
   * @param utf8 whether the terminal shows UTF-8
   */
  public void tree(boolean usersBelow, boolean utf8) {
    Map<String, List<TreeLines.Node>> below = new HashMap<>();
    for (Edge edge : chart.edges()) {
      ModuleName upper = usersBelow ? edge.to() : edge.from();
      ModuleName lower = usersBelow ? edge.from() : edge.to();
      below.computeIfAbsent(upper.text(), name -> new ArrayList<>()).add(node(lower, edge.kind()));
    }
    TreeLines lines = new TreeLines(out, utf8, name -> below.getOrDefault(name, List.of()));
    for (Chart.Node node : chart.nodes()) {
      if (node.isAskedFor()) {
        lines.print(node(node.name(), Kind.HARD));
      }
    }
  }

  private TreeLines.Node node(ModuleName name, Kind kind) {
    Chart.Node node = nodes.get(name);
    String standing = node == null ? "" : ChartWords.words(node.standing());
    String dependency = ChartWords.words(kind);
    if (standing.isEmpty() && dependency.isEmpty()) {
      return new TreeLines.Node(name.text(), "");
    }
    String between = standing.isEmpty() || dependency.isEmpty() ? "" : ", ";
    return new TreeLines.Node(name.text(), " (" + dependency + between + standing + ")");
  }

  /** Two modules and what is between them, with tabs; one that nothing is joined to by itself. */
  public void lines() {
    Set<ModuleName> joined = new HashSet<>();
    for (Edge edge : chart.edges()) {
      joined.add(edge.from());
      joined.add(edge.to());
    }
    for (Chart.Node node : chart.nodes()) {
      if (!joined.contains(node.name())) {
        out.print(ChartWords.printable(node.name()) + "\n");
      }
    }
    for (Edge edge : chart.edges()) {
      String from = ChartWords.printable(edge.from());
      String to = ChartWords.printable(edge.to());
      out.print(from + "\t" + to + "\t" + ChartWords.word(edge.kind()) + "\n");
    }
  }

  /** The document that docs/json/graph.schema.json tells of. */
  public void json() {
    Map<ModuleName, List<Edge>> edges = new HashMap<>();
    for (Edge edge : chart.edges()) {
      edges.computeIfAbsent(edge.from(), name -> new ArrayList<>()).add(edge);
    }
    try (Json json = new Json(out).array("modules")) {
      for (Chart.Node node : chart.nodes()) {
        json.object()
            .field("module", node.name().text())
            .field("path", node.path())
            .field("state", ChartWords.word(node.standing()))
            .field("requested", node.isAskedFor())
            .array("dependencies");
        for (Edge edge : edges.getOrDefault(node.name(), List.of())) {
          json.object()
              .field("module", edge.to().text())
              .field("kind", ChartWords.word(edge.kind()))
              .endObject();
        }
        json.endArray().endObject();
      }
      json.endArray().texts("unknown", chart.unknown());
    }
  }

  /** A digraph in the language of Graphviz. */
  public void dot() {
    out.print("digraph modules {\n");
    out.print("  node [shape=box, style=\"rounded,filled\", fontname=monospace, fontsize=11];\n");
    for (Chart.Node node : chart.nodes()) {
      String rim = node.isAskedFor() ? ", penwidth=2" : "";
      out.print("  " + dotName(node.name()) + " [" + dotStyle(node) + rim + "];\n");
    }
    for (Edge edge : chart.edges()) {
      String style =
          switch (edge.kind()) {
            case HARD -> "";
            case SOFT_PRE -> " [style=dashed]";
            case SOFT_POST -> " [style=dashed, arrowhead=empty]";
            case WEAK -> " [style=dotted]";
          };
      out.print("  " + dotName(edge.from()) + " -> " + dotName(edge.to()) + style + ";\n");
    }
    out.print("}\n");
  }

  private static String dotStyle(Chart.Node node) {
    return switch (node.standing()) {
      case BUILTIN -> "class=builtin, fillcolor=\"#dbe7f7\"";
      case MISSING -> "class=missing, fillcolor=white, style=\"rounded,dashed\"";
      case FORBIDDEN -> "class=forbidden, fillcolor=\"#f9d7d4\"";
      case LOADED -> "class=loaded, fillcolor=\"#d3efd8\"";
      case INSTALLED -> "class=installed, fillcolor=\"#f2f2f2\"";
    };
  }

  private static String dotName(ModuleName name) {
    return "\"" + ChartWords.printable(name).replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }
}
