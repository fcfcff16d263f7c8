package org.jkmod.graph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jkmod.graph.Layout.Link;

/**
 * The row of each node: below all that have an edge to it, on the longest way (Sugiyama's first
 * step). Circles are cut open by turning round the edges that close them.
 */
final class Ranks {
  private final int count;
  private final List<List<Integer>> out = new ArrayList<>();
  private final List<Link> links;
  private final boolean[] isReversed;

  Ranks(int count, List<Link> links) {
    this.count = count;
    this.links = links;
    this.isReversed = new boolean[links.size()];
    for (int i = 0; i < count; i++) {
      out.add(new ArrayList<>());
    }
    for (int i = 0; i < links.size(); i++) {
      out.get(links.get(i).from()).add(i);
    }
  }

  /** Which edges close a circle, once the rows have been asked for. */
  boolean[] isReversed() {
    return isReversed;
  }

  int[] rows() {
    List<Integer> order = order();
    int[] row = new int[count];
    int[] balance = new int[count];
    List<List<Integer>> lower = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      lower.add(new ArrayList<>());
    }
    for (int i = 0; i < links.size(); i++) {
      Link link = links.get(i);
      int from = isReversed[i] ? link.to() : link.from();
      int to = isReversed[i] ? link.from() : link.to();
      lower.get(from).add(to);
      balance[from]++;
      balance[to]--;
    }
    for (int node : order) {
      for (int other : lower.get(node)) {
        row[other] = Math.max(row[other], row[node] + 1);
      }
    }
    // One with more edges down than up has shorter ones just above what it needs.
    for (int node : order.reversed()) {
      int nearest = Integer.MAX_VALUE;
      for (int other : lower.get(node)) {
        nearest = Math.min(nearest, row[other]);
      }
      if (balance[node] > 0) {
        row[node] = nearest - 1;
      }
    }
    return row;
  }

  /** Each before all that its edges lead to, but for those that close a circle, which it marks. */
  private List<Integer> order() {
    boolean[] isReached = new boolean[count];
    for (Link link : links) {
      isReached[link.to()] = true;
    }
    List<Integer> starts = new ArrayList<>();
    for (boolean reached : new boolean[] {false, true}) {
      for (int i = 0; i < count; i++) {
        if (isReached[i] == reached) {
          starts.add(i);
        }
      }
    }
    Deque<Integer> order = new ArrayDeque<>();
    boolean[] entered = new boolean[count];
    boolean[] left = new boolean[count];
    int[] next = new int[count];
    Deque<Integer> path = new ArrayDeque<>();
    for (int start : starts) {
      if (!entered[start]) {
        entered[start] = true;
        path.push(start);
      }
      while (!path.isEmpty()) {
        int node = path.element();
        if (next[node] == out.get(node).size()) {
          left[node] = true;
          order.addFirst(path.pop());
          continue;
        }
        int edge = out.get(node).get(next[node]++);
        int to = links.get(edge).to();
        if (!entered[to]) {
          entered[to] = true;
          path.push(to);
        } else if (!left[to]) {
          isReversed[edge] = true;
        }
      }
    }
    return List.copyOf(order);
  }
}
