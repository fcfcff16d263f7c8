package org.jkmod.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.jkmod.graph.Layout.Box;
import org.jkmod.graph.Layout.Link;
import org.jkmod.graph.Layout.Point;
import org.jkmod.graph.Layout.Route;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a drawing must be for a reader, whatever the graph: nothing is covered, edges lead home. */
class LayoutTest {
  static IntStream seeds() {
    return IntStream.range(0, 200);
  }

  /** Sparse and dense ones, with and without circles, in one part and in many. */
  @ParameterizedTest
  @MethodSource("seeds")
  void anyGraph(int seed) {
    Random random = new Random(seed);
    int count = 1 + random.nextInt(seed % 10 == 0 ? 120 : 25);
    List<Double> widths = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      widths.add(20.0 + random.nextInt(200));
    }
    boolean hasCircles = seed % 3 == 0;
    List<Link> links = new ArrayList<>();
    for (int i = random.nextInt(count * 2); i > 0; i--) {
      int from = random.nextInt(count);
      int to = random.nextInt(count);
      if (from != to) {
        links.add(hasCircles || from < to ? new Link(from, to) : new Link(to, from));
      }
    }
    Layout layout = Layout.of(widths, links);
    check(layout, widths, links);
    if (!hasCircles) {
      for (Route route : layout.routes()) {
        assertThat(route.points().getLast().y()).isGreaterThan(route.points().getFirst().y());
      }
    }
    assertThat(Layout.of(widths, links)).isEqualTo(layout);
  }

  static void check(Layout layout, List<Double> widths, List<Link> links) {
    List<Box> boxes = layout.boxes();
    assertThat(boxes).hasSameSizeAs(widths);
    assertThat(layout.routes()).hasSameSizeAs(links);
    for (int i = 0; i < boxes.size(); i++) {
      Box box = boxes.get(i);
      assertThat(box.width()).isEqualTo(widths.get(i));
      assertThat(box.x()).isGreaterThanOrEqualTo(-0.01);
      assertThat(box.y()).isGreaterThanOrEqualTo(-0.01);
      assertThat(box.x() + box.width()).isLessThanOrEqualTo(layout.width() + 0.01);
      assertThat(box.y() + box.height()).isLessThanOrEqualTo(layout.height() + 0.01);
      for (Box other : boxes.subList(0, i)) {
        assertThat(overlap(box, other)).as("%s and %s", box, other).isFalse();
      }
    }
    for (int i = 0; i < links.size(); i++) {
      List<Point> points = layout.routes().get(i).points();
      assertThat(points.size() % 2).isZero();
      onBorder(points.getFirst(), boxes.get(links.get(i).from()));
      onBorder(points.getLast(), boxes.get(links.get(i).to()));
      for (int at = 1; at < points.size(); at++) {
        Point from = points.get(at - 1);
        Point to = points.get(at);
        if (at % 2 == 0) {
          assertThat(to.x()).as("straight across a row").isEqualTo(from.x());
        }
        // A curve lies between its ends' heights, where there are no boxes of its part.
        clear(from, to, at % 2 == 0, boxes);
      }
    }
  }

  private static boolean overlap(Box one, Box other) {
    return one.x() < other.x() + other.width()
        && other.x() < one.x() + one.width()
        && one.y() < other.y() + other.height()
        && other.y() < one.y() + one.height();
  }

  private static void onBorder(Point point, Box box) {
    assertThat(point.x()).isBetween(box.x(), box.x() + box.width());
    double toTop = Math.abs(point.y() - box.y());
    double toBottom = Math.abs(point.y() - box.y() - box.height());
    assertThat(Math.min(toTop, toBottom)).isCloseTo(0, within(0.01));
  }

  /** The points of the piece, as a browser draws it, are in no box. */
  private static void clear(Point from, Point to, boolean isStraight, List<Box> boxes) {
    for (int step = 1; step < 20; step++) {
      double t = step / 20.0;
      double u = 1 - t;
      double middle = (from.y() + to.y()) / 2;
      double y =
          isStraight
              ? u * from.y() + t * to.y()
              : u * u * u * from.y()
                  + 3 * u * u * t * middle
                  + 3 * u * t * t * middle
                  + t * t * t * to.y();
      double x =
          isStraight
              ? from.x()
              : (u * u * u + 3 * u * u * t) * from.x() + (3 * u * t * t + t * t * t) * to.x();
      for (Box box : boxes) {
        boolean isInside =
            x > box.x() - 2
                && x < box.x() + box.width() + 2
                && y > box.y() + 0.01
                && y < box.y() + box.height() - 0.01;
        assertThat(isInside).as("(%s, %s) in %s", x, y, box).isFalse();
      }
    }
  }

  /** Two that cross as they are given do not when they are drawn. */
  @Test
  void whatNeedNotCrossDoesNot() {
    List<Double> widths = List.of(50.0, 50.0, 50.0, 50.0, 50.0, 50.0);
    List<Link> links =
        List.of(new Link(0, 4), new Link(1, 3), new Link(2, 5), new Link(1, 4), new Link(2, 3));
    Layout layout = Layout.of(widths, links);
    int crossings = 0;
    for (int i = 0; i < links.size(); i++) {
      for (int j = 0; j < i; j++) {
        Box a = layout.boxes().get(links.get(i).from());
        Box b = layout.boxes().get(links.get(j).from());
        Box c = layout.boxes().get(links.get(i).to());
        Box d = layout.boxes().get(links.get(j).to());
        crossings += (a.x() - b.x()) * (c.x() - d.x()) < 0 ? 1 : 0;
      }
    }
    assertThat(crossings).isZero();
  }

  @Test
  void nothing() {
    Layout layout = Layout.of(List.of(), List.of());
    assertThat(layout.boxes()).isEmpty();
    assertThat(layout.height()).isZero();
  }

  /** No recursion: a chain as long as all modules of a kernel. */
  @Test
  void aLongChain() {
    int count = 5000;
    List<Double> widths = new ArrayList<>();
    List<Link> links = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      widths.add(40.0);
      if (i > 0) {
        links.add(new Link(i - 1, i));
      }
    }
    Layout layout = Layout.of(widths, links);
    assertThat(layout.boxes().get(count - 1).y()).isGreaterThan(count * 50.0);
  }
}
