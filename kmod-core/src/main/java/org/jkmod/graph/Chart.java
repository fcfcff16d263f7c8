package org.jkmod.graph;

import java.util.List;
import org.jkmod.ModuleName;
import org.jkmod.resolve.DependencyGraph.Edge;
import org.jspecify.annotations.Nullable;

/**
 * Modules and the dependencies between them.
 *
 * @param nodes the modules, those that were asked for first
 * @param edges the dependencies, at most one from a module to another: the strongest; both ends are
 *     among the nodes
 * @param unknown the operands that nothing knows, in the request's order
 */
public record Chart(List<Node> nodes, List<Edge> edges, List<String> unknown) {
  public Chart {
    nodes = List.copyOf(nodes);
    edges = List.copyOf(edges);
    unknown = List.copyOf(unknown);
  }

  /**
   * A module.
   *
   * @param name with underscores
   * @param path its file, absolute; null when it has none
   * @param isAskedFor whether an operand stands for it
   */
  public record Node(
      ModuleName name, @Nullable String path, Standing standing, boolean isAskedFor) {}
}
