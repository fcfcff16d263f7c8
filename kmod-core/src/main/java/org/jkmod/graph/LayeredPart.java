package org.jkmod.graph;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jkmod.graph.Layout.Box;
import org.jkmod.graph.Layout.Link;
import org.jkmod.graph.Layout.Point;
import org.jkmod.graph.Layout.Route;

/**
 * A part of a graph in which all is joined, laid out in rows. A vertex is a node, or where an edge
 * passes a row.
 */
final class LayeredPart {
  private static final double GAP = 22;
  private static final double GAP_OF_EDGES = 12;
  private static final double LEAST_BETWEEN_ROWS = 44;
  private static final double MOST_BETWEEN_ROWS = 150;
  private static final int ROUNDS = 12;

  /** How much straighter an edge is drawn where it passes rows than where it meets nodes. */
  private static final double STRAIGHT = 8;

  private final List<Integer> nodes;
  private final List<Integer> edges;

  /** An edge as it is drawn, from the upper row to the lower; the vertices that it goes through. */
  private final List<List<Integer>> chains = new ArrayList<>();

  private final boolean[] isReversed;
  private final List<Double> widths = new ArrayList<>();
  private final List<List<Integer>> above = new ArrayList<>();
  private final List<List<Integer>> below = new ArrayList<>();
  private final int[] row;
  private final Rows rows;
  private final double[] x;
  private final double[] top;

  LayeredPart(
      List<Integer> nodes, List<Integer> edges, List<Double> allWidths, List<Link> allLinks) {
    this.nodes = nodes;
    this.edges = edges;
    int[] local = new int[allWidths.size()];
    for (int i = 0; i < nodes.size(); i++) {
      local[nodes.get(i)] = i;
      addVertex(allWidths.get(nodes.get(i)));
    }
    List<Link> links = new ArrayList<>();
    for (int edge : edges) {
      Link link = allLinks.get(edge);
      links.add(new Link(local[link.from()], local[link.to()]));
    }
    Ranks ranks = new Ranks(nodes.size(), links);
    int[] rowOfNodes = ranks.rows();
    this.isReversed = ranks.isReversed();
    this.row = addChains(links, rowOfNodes);
    this.rows = new Rows(row, above, below);
    this.x = new double[widths.size()];
    this.top = new double[rows.rows.size() + 1];
    placeAcross();
    placeDown();
  }

  private int addVertex(double width) {
    widths.add(width);
    above.add(new ArrayList<>());
    below.add(new ArrayList<>());
    return widths.size() - 1;
  }

  /** Gives the edges their vertices; the row of each vertex. */
  private int[] addChains(List<Link> links, int[] rowOfNodes) {
    List<Integer> all = new ArrayList<>();
    for (int own : rowOfNodes) {
      all.add(own);
    }
    for (int i = 0; i < links.size(); i++) {
      Link link = links.get(i);
      int upper = isReversed[i] ? link.to() : link.from();
      int lower = isReversed[i] ? link.from() : link.to();
      List<Integer> chain = new ArrayList<>(List.of(upper));
      for (int at = rowOfNodes[upper] + 1; at < rowOfNodes[lower]; at++) {
        chain.add(addVertex(0));
        all.add(at);
      }
      chain.add(lower);
      for (int j = 0; j + 1 < chain.size(); j++) {
        below.get(chain.get(j)).add(chain.get(j + 1));
        above.get(chain.get(j + 1)).add(chain.get(j));
      }
      chains.add(chain);
    }
    return all.stream().mapToInt(Integer::intValue).toArray();
  }

  private boolean isNode(int vertex) {
    return vertex < nodes.size();
  }

  /** Each vertex is drawn to the mean of its neighbours, as far as its row has room. */
  private void placeAcross() {
    for (int[] vertices : rows.rows) {
      double at = 0;
      for (int i = 0; i < vertices.length; i++) {
        at += i == 0 ? 0 : apart(vertices[i - 1], vertices[i]);
        x[vertices[i]] = at;
      }
    }
    for (int round = 0; round < ROUNDS; round++) {
      boolean isLast = round >= ROUNDS - 3;
      for (int i = 1; i < rows.rows.size(); i++) {
        settle(rows.rows.get(i), true, isLast);
      }
      for (int i = rows.rows.size() - 2; i >= 0; i--) {
        settle(rows.rows.get(i), isLast, true);
      }
    }
    double left = Double.MAX_VALUE;
    for (int v = 0; v < x.length; v++) {
      left = Math.min(left, x[v] - widths.get(v) / 2);
    }
    for (int v = 0; v < x.length; v++) {
      x[v] -= left;
    }
  }

  private double apart(int left, int right) {
    double gap = isNode(left) && isNode(right) ? GAP : GAP_OF_EDGES;
    return (widths.get(left) + widths.get(right)) / 2 + gap;
  }

  /**
   * Places a row so that the squares of the distances to where the vertices want to be are least,
   * without changing the order: neighbours that would overlap become a block that moves as one.
   */
  private void settle(int[] vertices, boolean byAbove, boolean byBelow) {
    int count = vertices.length;
    double[] offset = new double[count];
    double[] mean = new double[count];
    double[] weight = new double[count];
    int[] size = new int[count];
    int blocks = 0;
    for (int i = 0; i < count; i++) {
      offset[i] = i == 0 ? 0 : offset[i - 1] + apart(vertices[i - 1], vertices[i]);
      double sum = 0;
      double total = 0;
      for (List<List<Integer>> side : List.of(above, below)) {
        if (side == above ? byAbove : byBelow) {
          for (int other : side.get(vertices[i])) {
            double own = isNode(vertices[i]) || isNode(other) ? 1 : STRAIGHT;
            sum += own * x[other];
            total += own;
          }
        }
      }
      double wanted = total == 0 ? x[vertices[i]] : sum / total;
      mean[blocks] = wanted - offset[i];
      weight[blocks] = total == 0 ? 0.1 : total;
      size[blocks] = 1;
      blocks++;
      while (blocks > 1 && mean[blocks - 2] > mean[blocks - 1]) {
        blocks--;
        double both = weight[blocks - 1] + weight[blocks];
        mean[blocks - 1] =
            (mean[blocks - 1] * weight[blocks - 1] + mean[blocks] * weight[blocks]) / both;
        weight[blocks - 1] = both;
        size[blocks - 1] += size[blocks];
      }
    }
    for (int block = 0, i = 0; block < blocks; block++) {
      for (int end = i + size[block]; i < end; i++) {
        x[vertices[i]] = mean[block] + offset[i];
      }
    }
  }

  /** Rows are further apart where an edge goes far to the side. */
  private void placeDown() {
    for (int i = 0; i < rows.rows.size(); i++) {
      double furthest = 0;
      for (int vertex : rows.rows.get(i)) {
        for (int other : below.get(vertex)) {
          furthest = Math.max(furthest, Math.abs(x[vertex] - x[other]));
        }
      }
      double gap = Math.min(MOST_BETWEEN_ROWS, LEAST_BETWEEN_ROWS + furthest / 8);
      boolean isLast = i == rows.rows.size() - 1;
      top[i + 1] = top[i] + Layout.NODE_HEIGHT + (isLast ? 0 : gap);
    }
  }

  int size() {
    return nodes.size();
  }

  double width() {
    double right = 0;
    for (int v = 0; v < x.length; v++) {
      right = Math.max(right, x[v] + widths.get(v) / 2);
    }
    return right;
  }

  double height() {
    return top[top.length - 1];
  }

  /** Puts its boxes and routes where they belong among all, moved by so much. */
  void place(double right, double down, Box[] boxes, Route[] routes) {
    for (int v = 0; v < nodes.size(); v++) {
      Box box = new Box(x[v] - widths.get(v) / 2, top[row[v]], widths.get(v), Layout.NODE_HEIGHT);
      boxes[nodes.get(v)] = box.moved(right, down);
    }
    double[] starts = ports(true);
    double[] ends = ports(false);
    for (int i = 0; i < chains.size(); i++) {
      List<Integer> chain = chains.get(i);
      List<Point> points = new ArrayList<>();
      points.add(new Point(starts[i], top[row[chain.get(0)]] + Layout.NODE_HEIGHT));
      for (int vertex : chain.subList(1, chain.size() - 1)) {
        points.add(new Point(x[vertex], top[row[vertex]]));
        points.add(new Point(x[vertex], top[row[vertex]] + Layout.NODE_HEIGHT));
      }
      points.add(new Point(ends[i], top[row[chain.get(chain.size() - 1)]]));
      Route route = new Route(isReversed[i] ? points.reversed() : points);
      routes[edges.get(i)] = route.moved(right, down);
    }
  }

  /** Where each edge meets its upper or lower node: side by side, in the order of what comes. */
  private double[] ports(boolean isUpper) {
    List<List<Integer>> met = new ArrayList<>();
    for (int v = 0; v < nodes.size(); v++) {
      met.add(new ArrayList<>());
    }
    double[] other = new double[chains.size()];
    for (int i = 0; i < chains.size(); i++) {
      List<Integer> chain = chains.get(i);
      other[i] = x[chain.get(isUpper ? 1 : chain.size() - 2)];
      met.get(chain.get(isUpper ? 0 : chain.size() - 1)).add(i);
    }
    double[] ports = new double[chains.size()];
    for (int v = 0; v < nodes.size(); v++) {
      List<Integer> own = met.get(v);
      own.sort(Comparator.comparingDouble(edge -> other[edge]));
      double step = Math.min(12, (widths.get(v) - 8) / Math.max(1, own.size()));
      for (int i = 0; i < own.size(); i++) {
        ports[own.get(i)] = x[v] + (i - (own.size() - 1) / 2.0) * step;
      }
    }
    return ports;
  }
}
