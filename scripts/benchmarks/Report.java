import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What scripts/bench makes of its figures: {@code markdown TSV}, {@code picture TSV} and {@code
 * growth TSV} print; {@code guard KEPT NEW} ends in 1 when a ratio is worse by more than a fifth;
 * {@code keep FOLDER TOP} puts FOLDER's all.* in place of what docs/ and README.md have.
 */
public class Report {
  private static final double WORSE = 1.2;
  private static final int OTHERS_PERCENT = 5;
  private static final Pattern OTHERS = Pattern.compile("others used (\\d+) %");
  private static final String BEGIN = "<!-- scripts/bench all --keep writes from here -->\n",
      END = "<!-- to here -->\n";

  /** Times in milliseconds; memory in KiB, or "-" where it is not known. */
  record Row(
      String key,
      String what,
      String runs,
      double kmod,
      double jkmod,
      String kmodMemory,
      String jkmodMemory) {
    double ratio() {
      return jkmod / kmod;
    }
  }

  record Table(String machine, List<Row> rows) {
    static Table read(String file) throws Exception {
      String machine = "";
      List<Row> rows = new ArrayList<>();
      for (String line : Files.readAllLines(Path.of(file))) {
        String[] f = line.split("\t");
        if (line.startsWith("# ")) {
          machine = line.substring(2);
        } else if (!f[0].equals("key")) {
          rows.add(
              new Row(
                  f[0],
                  f[1],
                  f[2],
                  Double.parseDouble(f[3]),
                  Double.parseDouble(f[4]),
                  f[6],
                  f[7]));
        }
      }
      return new Table(machine, rows);
    }
  }

  public static void main(String[] a) throws Exception {
    String text =
        switch (a[0]) {
          case "markdown" -> markdown(Table.read(a[1]));
          case "picture" -> picture(Table.read(a[1]));
          case "growth" -> growth(Table.read(a[1]));
          case "guard" -> guard(Table.read(a[1]), Table.read(a[2]));
          case "keep" -> keep(Path.of(a[1]), Path.of(a[2]));
          default -> throw new IllegalArgumentException(a[0]);
        };
    System.out.write(text.getBytes(StandardCharsets.UTF_8));
    System.out.flush();
  }

  /** Three digits, as far as they were measured. */
  private static String number(double value) {
    return String.format(Locale.ROOT, value < 10 ? "%.2f" : value < 100 ? "%.1f" : "%.0f", value);
  }

  private static String memory(String kib) {
    return kib.equals("-") ? "" : number(Double.parseDouble(kib) / 1024);
  }

  private static String markdown(Table table) {
    StringBuilder out =
        new StringBuilder(
            "| | kmod 34.2, ms | jkmod, ms | ratio | kmod, MiB | jkmod, MiB |\n"
                + "|---|---:|---:|---:|---:|---:|\n");
    for (Row r : table.rows()) {
      out.append("| ")
          .append(r.what())
          .append(" | ")
          .append(number(r.kmod()))
          .append(" | ")
          .append(number(r.jkmod()))
          .append(" | ")
          .append(number(r.ratio()))
          .append(" | ")
          .append(memory(r.kmodMemory()))
          .append(" | ")
          .append(memory(r.jkmodMemory()))
          .append(" |\n");
    }
    return out.append("\nMedians, and the peak memory of the whole process. ")
        .append(table.machine())
        .append(".\n")
        .toString();
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;");
  }

  /**
   * A bar a row: how long ours takes where kmod takes 1. The scale ends at 2; what is longer runs
   * to the edge and says so.
   */
  private static String picture(Table table) {
    int left = 330,
        unit = 180,
        step = 24,
        top = 56,
        width = left + 2 * unit + 170,
        height = top + table.rows().size() * step + 20;
    StringBuilder out = new StringBuilder();
    out.append(
        """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" width="%d" height="%d" font-family="system-ui, sans-serif" font-size="13" role="img">
        <title>Time of jkmod where kmod 34.2 takes 1: shorter is faster</title>
        <style>
        .page { fill: #ffffff } .text { fill: #1f2328 } .quiet { fill: #59636e } .faster { fill: #1a7f64 } .slower { fill: #bc4c00 } .line { stroke: #59636e }
        @media (prefers-color-scheme: dark) {
        .page { fill: #0d1117 } .text { fill: #f0f6fc } .quiet { fill: #9198a1 } .faster { fill: #3fb68b } .slower { fill: #f0883e } .line { stroke: #9198a1 }
        }
        </style>
        <rect class="page" width="100%%" height="100%%" rx="6"/>
        <text class="text" x="16" y="24" font-weight="600">Time of jkmod where kmod 34.2 takes 1: shorter is faster</text>
        """
            .formatted(width, height, width, height));
    int y = top;
    for (Row r : table.rows()) {
      double bar = Math.min(r.ratio(), 2) * unit;
      String times =
          number(r.ratio())
              + (r.ratio() > 2 ? " »" : "")
              + "  ("
              + number(r.jkmod())
              + " : "
              + number(r.kmod())
              + " ms)";
      out.append(
          String.format(
              Locale.ROOT,
              """
              <text class="text" x="%d" y="%d" text-anchor="end">%s</text><rect class="%s" x="%d" y="%d" width="%.1f" height="14" rx="2"/>\
              <text class="quiet" x="%.1f" y="%d" font-size="11">%s</text>
              """,
              left - 10,
              y + 12,
              escaped(r.what()),
              r.ratio() > 1 ? "slower" : "faster",
              left,
              y + 1,
              bar,
              left + Math.max(bar, unit) + 8,
              y + 12,
              escaped(times)));
      y += step;
    }
    out.append(
        String.format(
            Locale.ROOT,
            """
            <line class="line" x1="%d" y1="%d" x2="%d" y2="%d" stroke-dasharray="3 3"/>
            <text class="quiet" x="%d" y="%d" text-anchor="middle" font-size="11">kmod 34.2</text>
            </svg>
            """,
            left + unit,
            top - 6,
            left + unit,
            y,
            left + unit,
            top - 12));
    return out.toString();
  }

  /** How much each further module or line costs, between two sizes that follow each other. */
  private static String growth(Table table) {
    StringBuilder out = new StringBuilder();
    int steps = 0, steeper = 0;
    Row before = null;
    for (Row r : table.rows()) {
      String[] key = r.key().split(":");
      if (before != null && before.key().startsWith(key[0] + ":")) {
        double more = Double.parseDouble(key[1]) - Double.parseDouble(before.key().split(":")[1]);
        double kmod = (r.kmod() - before.kmod()) / more * 1000,
            jkmod = (r.jkmod() - before.jkmod()) / more * 1000;
        steps++;
        if (jkmod > kmod) steeper++;
        out.append(
            String.format(
                Locale.ROOT,
                "%-46s %9.3f %9.3f us each%s%n",
                "to " + r.what(),
                kmod,
                jkmod,
                jkmod > kmod ? "   STEEPER" : ""));
      }
      before = r;
    }
    return out.append("ours is steeper than kmod's in ")
        .append(steeper)
        .append(" of ")
        .append(steps)
        .append(" steps\n")
        .toString();
  }

  private static String guard(Table kept, Table now) {
    int failed = 0;
    for (Row was : kept.rows()) {
      Row is = now.rows().stream().filter(r -> r.key().equals(was.key())).findFirst().orElse(null);
      if (is == null || !(is.ratio() <= was.ratio() * WORSE)) {
        failed++;
        System.err.println(
            "worse: "
                + was.what()
                + ": the ratio was "
                + number(was.ratio())
                + " and is "
                + (is == null ? "missing" : number(is.ratio())));
      }
    }
    System.out.println(
        "guard: " + (kept.rows().size() - failed) + " passed, " + failed + " failed");
    System.exit(failed == 0 ? 0 : 1);
    return "";
  }

  private static String keep(Path from, Path top) throws Exception {
    Matcher others = OTHERS.matcher(Table.read(from.resolve("all.tsv").toString()).machine());
    if (!others.find() || Integer.parseInt(others.group(1)) > OTHERS_PERCENT) {
      System.err.println(
          "not kept: "
              + (others.hasMatch() ? others.group() : "it is not known what others used")
              + " of the processors meanwhile");
      System.exit(1);
    }
    for (String kind : List.of("tsv", "svg"))
      Files.copy(
          from.resolve("all." + kind),
          top.resolve("docs/benchmarks." + kind),
          java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    Path readme = top.resolve("README.md");
    String text = Files.readString(readme);
    int begin = text.indexOf(BEGIN), end = text.indexOf(END);
    if (begin < 0 || end < begin)
      throw new IllegalStateException("README.md has no place for the figures: " + BEGIN.strip());
    Files.writeString(
        readme,
        text.substring(0, begin + BEGIN.length())
            + "![Times of jkmod beside kmod 34.2](docs/benchmarks.svg)\n\n"
            + Files.readString(from.resolve("all.md"))
            + text.substring(end));
    return "kept in docs/benchmarks.tsv, docs/benchmarks.svg and README.md\n";
  }
}
