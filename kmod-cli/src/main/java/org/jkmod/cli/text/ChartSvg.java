package org.jkmod.cli.text;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jkmod.ModuleName;
import org.jkmod.cli.TextOutput;
import org.jkmod.graph.Chart;
import org.jkmod.graph.Layout;
import org.jkmod.graph.Layout.Box;
import org.jkmod.graph.Layout.Link;
import org.jkmod.graph.Layout.Point;
import org.jkmod.graph.Layout.Route;
import org.jkmod.graph.Standing;
import org.jkmod.resolve.DependencyGraph.Edge;
import org.jkmod.resolve.DependencyGraph.Kind;

/**
 * Draws a chart of modules as one SVG file that needs nothing else: no font, no script. It is dark
 * where the reader's desktop is. Text is given its width, so that it fits its box in any font.
 */
public final class ChartSvg {
  private static final double MARGIN = 20;
  private static final double CHARACTER = 7.25;
  private static final double PADDING = 10;
  private static final double LEGEND = 40;

  private static final String STYLE =
      """
      <style>
      svg{--paper:#fff;--ink:#1f2328;--soft:#57606a;--line:#6e7781;--hot:#0a58ca;
      --installed:#f3f4f6;--loaded:#cdeed6;--builtin:#d8e6fb;--forbidden:#fbd5d2;--missing:#fff;
      --rim:#8c959f;--rim-loaded:#2c8745;--rim-builtin:#3c6fc4;--rim-forbidden:#c4362c;--dep-soft:#b35900;--dep-weak:#7d4cc9}
      @media (prefers-color-scheme:dark){svg{--paper:#0d1117;--ink:#e6edf3;--soft:#9198a1;--line:#8b949e;--hot:#79b8ff;
      --installed:#21262d;--loaded:#12391f;--builtin:#132d52;--forbidden:#4f1a17;--missing:#0d1117;
      --rim:#6e7681;--rim-loaded:#3fb950;--rim-builtin:#58a6ff;--rim-forbidden:#f85149;--dep-soft:#f0a04b;--dep-weak:#bc8cff}}
      .paper{fill:var(--paper)}
      text{font:12px ui-monospace,Menlo,Consolas,'DejaVu Sans Mono',monospace;fill:var(--ink)}
      .says{fill:var(--soft)}
      .node{stroke:var(--rim);fill:var(--installed)}
      .loaded{stroke:var(--rim-loaded);fill:var(--loaded)}
      .builtin{stroke:var(--rim-builtin);fill:var(--builtin)}
      .forbidden{stroke:var(--rim-forbidden);fill:var(--forbidden);stroke-width:1.5}
      .missing{stroke:var(--rim-forbidden);fill:var(--missing);stroke-dasharray:3 3}
      .requested{stroke-width:2.5}
      .edge{fill:none;stroke:var(--line);stroke-width:1.1}
      .head{fill:var(--line);stroke:none}
      .soft .edge{stroke:var(--dep-soft);stroke-dasharray:6 3}.soft .head{fill:var(--dep-soft)}
      .weak .edge{stroke:var(--dep-weak);stroke-dasharray:2 3}.weak .head{fill:var(--dep-weak)}
      g:hover>.edge{stroke:var(--hot);stroke-width:3}g:hover>.head{fill:var(--hot)}
      </style>
      """;

  private final Chart chart;
  private final TextOutput out;
  private final Layout layout;

  /** Lays the chart out. */
  public ChartSvg(Chart chart, TextOutput out) {
    this.chart = chart;
    this.out = out;
    Map<ModuleName, Integer> places = new HashMap<>();
    List<Double> widths = new ArrayList<>();
    for (Chart.Node node : chart.nodes()) {
      places.put(node.name(), widths.size());
      widths.add(textWidth(ChartWords.printable(node.name())) + 2 * PADDING);
    }
    List<Link> links = new ArrayList<>();
    for (Edge edge : chart.edges()) {
      links.add(
          new Link(
              Objects.requireNonNull(places.get(edge.from())),
              Objects.requireNonNull(places.get(edge.to()))));
    }
    this.layout = Layout.of(widths, links);
  }

  private static double textWidth(String text) {
    return text.length() * CHARACTER;
  }

  /** Prints the file. */
  public void print() {
    List<Sample> legend = legend();
    double legendWidth = 0;
    for (Sample sample : legend) {
      legendWidth += sample.width();
    }
    double width = Math.max(layout.width(), legendWidth) + 2 * MARGIN;
    double height = layout.height() + 2 * MARGIN + LEGEND;
    out.print(
        String.format(
            Locale.ROOT,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%s\" height=\"%s\" viewBox=\"0 0 %s"
                + " %s\" role=\"img\">\n",
            number(width),
            number(height),
            number(width),
            number(height)));
    out.print("<title>Kernel modules and what they depend on</title>\n");
    out.print(STYLE);
    out.print("<rect class=\"paper\" width=\"100%\" height=\"100%\"/>\n");
    double x = MARGIN;
    for (Sample sample : legend) {
      sample.print(x, MARGIN);
      x += sample.width();
    }
    double right = MARGIN + (width - 2 * MARGIN - layout.width()) / 2;
    out.print(
        String.format(
            Locale.ROOT,
            "<g transform=\"translate(%s %s)\">\n",
            number(right),
            number(MARGIN + LEGEND)));
    for (int i = 0; i < chart.edges().size(); i++) {
      edge(chart.edges().get(i), layout.routes().get(i));
    }
    for (int i = 0; i < chart.nodes().size(); i++) {
      node(chart.nodes().get(i), layout.boxes().get(i));
    }
    out.print("</g>\n</svg>\n");
  }

  private void node(Chart.Node node, Box box) {
    String name = ChartWords.printable(node.name());
    String standing = ChartWords.words(node.standing());
    out.print("<g><title>" + escaped(name) + (standing.isEmpty() ? "" : ": " + standing));
    out.print("</title>");
    box(node.standing(), node.isAskedFor(), box);
    label(name, box.x() + PADDING, box.y() + box.height() / 2 + 4, "");
    out.print("</g>\n");
  }

  private void box(Standing standing, boolean isAskedFor, Box box) {
    String classes = "node " + ChartWords.word(standing) + (isAskedFor ? " requested" : "");
    out.print(
        String.format(
            Locale.ROOT,
            "<rect class=\"%s\" x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" rx=\"5\"/>",
            classes,
            number(box.x()),
            number(box.y()),
            number(box.width()),
            number(box.height())));
  }

  private void label(String text, double x, double y, String classes) {
    out.print(
        String.format(
            Locale.ROOT,
            "<text%s x=\"%s\" y=\"%s\" textLength=\"%s\""
                + " lengthAdjust=\"spacingAndGlyphs\">%s</text>",
            classes,
            number(x),
            number(y),
            number(textWidth(text)),
            escaped(text)));
  }

  private void edge(Edge edge, Route route) {
    String kind = ChartWords.words(edge.kind());
    String title =
        escaped(ChartWords.printable(edge.from()))
            + " &#8594; "
            + escaped(ChartWords.printable(edge.to()))
            + (kind.isEmpty() ? "" : " (" + kind + ")");
    out.print("<g" + group(edge.kind()) + "><title>" + title + "</title>");
    StringBuilder path = new StringBuilder();
    List<Point> points = route.points();
    Point last = points.get(0);
    path.append('M').append(pair(last));
    for (int i = 1; i < points.size(); i++) {
      Point next = points.get(i);
      if (i % 2 == 0) {
        path.append('L');
      } else {
        double middle = (last.y() + next.y()) / 2;
        path.append('C').append(pair(new Point(last.x(), middle))).append(' ');
        path.append(pair(new Point(next.x(), middle))).append(' ');
      }
      path.append(pair(next));
      last = next;
    }
    out.print("<path class=\"edge\" d=\"" + path + "\"/>");
    head(last, last.y() > points.get(points.size() - 2).y());
    out.print("</g>\n");
  }

  private void head(Point at, boolean pointsDown) {
    double back = pointsDown ? -7 : 7;
    out.print(
        String.format(
            Locale.ROOT,
            "<path class=\"head\" d=\"M%sL%s %sZ\"/>",
            pair(at),
            pair(new Point(at.x() - 3.2, at.y() + back)),
            pair(new Point(at.x() + 3.2, at.y() + back))));
  }

  private static String group(Kind kind) {
    return switch (kind) {
      case HARD -> "";
      case SOFT_PRE, SOFT_POST -> " class=\"soft\"";
      case WEAK -> " class=\"weak\"";
    };
  }

  /** A colour or a line with what it means. */
  private interface Sample {
    double width();

    void print(double x, double y);
  }

  /** What the chart has, and no more. */
  private List<Sample> legend() {
    Set<Standing> standings = EnumSet.noneOf(Standing.class);
    for (Chart.Node node : chart.nodes()) {
      standings.add(node.standing());
    }
    Map<Kind, String> kinds = new EnumMap<>(Kind.class);
    for (Edge edge : chart.edges()) {
      String text =
          switch (edge.kind()) {
            case HARD -> "needs";
            case SOFT_PRE, SOFT_POST -> "soft dependency";
            case WEAK -> "weak dependency";
          };
      if (!kinds.containsValue(text)) {
        kinds.put(edge.kind(), text);
      }
    }
    List<Sample> samples = new ArrayList<>();
    for (Standing standing : standings) {
      String text = standing == Standing.INSTALLED ? "installed" : ChartWords.words(standing);
      samples.add(sample(text, (x, y) -> box(standing, false, new Box(x, y, 24, 16))));
    }
    for (Map.Entry<Kind, String> kind : kinds.entrySet()) {
      samples.add(sample(kind.getValue(), (x, y) -> line(kind.getKey(), x, y)));
    }
    return samples;
  }

  private void line(Kind kind, double x, double y) {
    out.print("<g" + group(kind) + ">");
    Point left = new Point(x, y + 8);
    Point right = new Point(x + 24, y + 8);
    out.print("<path class=\"edge\" d=\"M" + pair(left) + "L" + pair(right) + "\"/></g>");
  }

  private interface Picture {
    void print(double x, double y);
  }

  private Sample sample(String text, Picture picture) {
    return new Sample() {
      @Override
      public double width() {
        return 24 + 6 + textWidth(text) + 22;
      }

      @Override
      public void print(double x, double y) {
        picture.print(x, y);
        label(text, x + 30, y + 12, " class=\"says\"");
        out.print("\n");
      }
    };
  }

  private static String pair(Point point) {
    return number(point.x()) + " " + number(point.y());
  }

  /** To a tenth. */
  private static String number(double value) {
    long tenths = Math.round(value * 10);
    long rest = Math.abs(tenths % 10);
    String sign = tenths < 0 && tenths > -10 ? "-" : "";
    return sign + tenths / 10 + (rest == 0 ? "" : "." + rest);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
