package org.jkmod.graph;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Where the nodes and edges of a graph go in a drawing: in rows, edges pointing down but for those
 * that close a circle. An edge that passes a row has a place of its own in it, so no edge runs
 * through a node. Parts that no edge joins lie side by side. Coordinates grow to the right and
 * down; the unit is that of the widths. The same graph has the same layout. Immutable.
 *
 * @param boxes the nodes, in their order
 * @param routes the edges, in their order
 */
public record Layout(List<Box> boxes, List<Route> routes, double width, double height) {
  /** How high a node is. */
  public static final double NODE_HEIGHT = 26;

  /** What is free between parts. */
  private static final double BETWEEN = 36;

  public Layout {
    boxes = List.copyOf(boxes);
    routes = List.copyOf(routes);
  }

  /** An edge, by the places of its nodes; the two differ. */
  public record Link(int from, int to) {}

  /** A node; {@code x} and {@code y} are its upper left corner. */
  public record Box(double x, double y, double width, double height) {
    Box moved(double right, double down) {
      return new Box(x + right, y + down, width, height);
    }
  }

  /** A place. */
  public record Point(double x, double y) {}

  /**
   * The way of an edge. It begins on the border of the node that it comes from and ends on that of
   * the other. From the first point to the second it goes through the gap between two rows, which
   * it leaves and enters upright; then straight across a row; then through the next gap, and so on.
   */
  public record Route(List<Point> points) {
    public Route {
      points = List.copyOf(points);
    }

    Route moved(double right, double down) {
      List<Point> moved = new ArrayList<>();
      for (Point point : points) {
        moved.add(new Point(point.x() + right, point.y() + down));
      }
      return new Route(moved);
    }
  }

  /**
   * Lays a graph out.
   *
   * @param widths of the nodes
   * @param links the edges
   * @throws IndexOutOfBoundsException when an edge has a node that does not exist
   */
  public static Layout of(List<Double> widths, List<Link> links) {
    List<LayeredPart> parts = parts(widths, links);
    parts.sort(Comparator.comparingInt((LayeredPart part) -> -part.size()));
    double area = 0;
    double wanted = 0;
    for (LayeredPart part : parts) {
      area += (part.width() + BETWEEN) * (part.height() + BETWEEN);
      wanted = Math.max(wanted, part.width());
    }
    wanted = Math.max(wanted, Math.sqrt(area) * 1.4);
    Box[] boxes = new Box[widths.size()];
    Route[] routes = new Route[links.size()];
    double x = 0;
    double y = 0;
    double high = 0;
    double width = 0;
    for (LayeredPart part : parts) {
      if (x > 0 && x + part.width() > wanted) {
        x = 0;
        y += high + BETWEEN;
        high = 0;
      }
      part.place(x, y, boxes, routes);
      width = Math.max(width, x + part.width());
      x += part.width() + BETWEEN;
      high = Math.max(high, part.height());
    }
    return new Layout(List.of(boxes), List.of(routes), width, y + high);
  }

  /** What edges join, each laid out by itself. */
  private static List<LayeredPart> parts(List<Double> widths, List<Link> links) {
    int[] first = new int[widths.size()];
    for (int i = 0; i < first.length; i++) {
      first[i] = i;
    }
    for (Link link : links) {
      int from = root(first, link.from());
      int to = root(first, link.to());
      first[Math.max(from, to)] = Math.min(from, to);
    }
    List<List<Integer>> nodes = new ArrayList<>();
    List<List<Integer>> edges = new ArrayList<>();
    int[] part = new int[first.length];
    for (int i = 0; i < first.length; i++) {
      int root = root(first, i);
      if (root == i) {
        part[i] = nodes.size();
        nodes.add(new ArrayList<>());
        edges.add(new ArrayList<>());
      }
      part[i] = part[root];
      nodes.get(part[i]).add(i);
    }
    for (int i = 0; i < links.size(); i++) {
      edges.get(part[links.get(i).from()]).add(i);
    }
    List<LayeredPart> parts = new ArrayList<>();
    for (int i = 0; i < nodes.size(); i++) {
      parts.add(new LayeredPart(nodes.get(i), edges.get(i), widths, links));
    }
    return parts;
  }

  private static int root(int[] first, int node) {
    int at = node;
    while (first[at] != at) {
      first[at] = first[first[at]];
      at = first[at];
    }
    return at;
  }
}
