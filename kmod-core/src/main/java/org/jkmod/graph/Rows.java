package org.jkmod.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The order of vertices in rows, so that few edges cross: each row is sorted by the mean place of
 * the neighbours in the row before, down and up again several times, and the best order that was
 * seen counts (Sugiyama, Tagawa and Toda, 1981). Edges go from a row to the next.
 */
final class Rows {
  private static final int SWEEPS = 24;

  /** Above so many vertices fewer sweeps must do. */
  private static final int MANY = 4000;

  final List<int[]> rows;
  final int[] place;
  private final List<List<Integer>> above;
  private final List<List<Integer>> below;

  /**
   * @param row of each vertex
   * @param above the neighbours of each in the row above
   * @param below those in the row below
   */
  Rows(int[] row, List<List<Integer>> above, List<List<Integer>> below) {
    this.above = above;
    this.below = below;
    this.place = new int[row.length];
    this.rows = new ArrayList<>();
    int count = Arrays.stream(row).max().orElse(-1) + 1;
    for (int i = 0; i < count; i++) {
      int wanted = i;
      rows.add(vertices(row, wanted));
    }
    number();
    improve();
  }

  private static int[] vertices(int[] row, int wanted) {
    int count = 0;
    for (int own : row) {
      count += own == wanted ? 1 : 0;
    }
    int[] vertices = new int[count];
    for (int v = 0, i = 0; v < row.length; v++) {
      if (row[v] == wanted) {
        vertices[i++] = v;
      }
    }
    return vertices;
  }

  private void number() {
    for (int[] row : rows) {
      for (int i = 0; i < row.length; i++) {
        place[row[i]] = i;
      }
    }
  }

  private void improve() {
    int sweeps = place.length > MANY ? 4 : SWEEPS;
    List<int[]> best = copy();
    long fewest = crossings();
    for (int sweep = 0; sweep < sweeps && fewest > 0; sweep++) {
      if (sweep % 2 == 0) {
        for (int i = 1; i < rows.size(); i++) {
          sort(rows.get(i), above);
        }
      } else {
        for (int i = rows.size() - 2; i >= 0; i--) {
          sort(rows.get(i), below);
        }
      }
      if (place.length <= MANY) {
        swapNeighbours();
      }
      long now = crossings();
      if (now < fewest) {
        fewest = now;
        best = copy();
      }
    }
    rows.clear();
    rows.addAll(best);
    number();
  }

  private List<int[]> copy() {
    List<int[]> copies = new ArrayList<>();
    for (int[] row : rows) {
      copies.add(row.clone());
    }
    return copies;
  }

  /** One without neighbours there stays about where it is. */
  private void sort(int[] row, List<List<Integer>> neighbours) {
    double[] wanted = new double[place.length];
    Integer[] sorted = new Integer[row.length];
    for (int i = 0; i < row.length; i++) {
      sorted[i] = row[i];
      double sum = 0;
      List<Integer> others = neighbours.get(row[i]);
      for (int other : others) {
        sum += place[other];
      }
      wanted[row[i]] = others.isEmpty() ? i : sum / others.size();
    }
    Arrays.sort(sorted, Comparator.comparingDouble(vertex -> wanted[vertex]));
    for (int i = 0; i < row.length; i++) {
      row[i] = sorted[i];
      place[row[i]] = i;
    }
  }

  /** Two that stand side by side change places where fewer edges cross then. */
  private void swapNeighbours() {
    for (int[] row : rows) {
      for (int i = 0; i + 1 < row.length; i++) {
        int left = row[i];
        int right = row[i + 1];
        if (crossings(left, right, above) + crossings(left, right, below)
            > crossings(right, left, above) + crossings(right, left, below)) {
          row[i] = right;
          row[i + 1] = left;
          place[right] = i;
          place[left] = i + 1;
        }
      }
    }
  }

  /** Of the edges of two vertices, one to the left of the other. */
  private long crossings(int left, int right, List<List<Integer>> neighbours) {
    long count = 0;
    for (int one : neighbours.get(left)) {
      for (int other : neighbours.get(right)) {
        count += place[one] > place[other] ? 1 : 0;
      }
    }
    return count;
  }

  /** How often edges cross: inversions, counted with a tree of sums. */
  long crossings() {
    long count = 0;
    for (int i = 0; i + 1 < rows.size(); i++) {
      int[] seen = new int[rows.get(i + 1).length + 1];
      int total = 0;
      for (int vertex : rows.get(i)) {
        List<Integer> ends = below.get(vertex);
        for (int end : ends) {
          int notRight = 0;
          for (int at = place[end] + 1; at > 0; at -= at & -at) {
            notRight += seen[at];
          }
          count += total - notRight;
        }
        for (int end : ends) {
          for (int at = place[end] + 1; at < seen.length; at += at & -at) {
            seen[at]++;
          }
          total++;
        }
      }
    }
    return count;
  }
}
