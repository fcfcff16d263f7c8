package org.jkmod.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.xml.parsers.DocumentBuilderFactory;
import org.jkmod.fixtures.ElfBuilder;
import org.jkmod.fixtures.Rootfs;
import org.jkmod.fixtures.golden.GoldenCase.Outcome;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** kmod has no such commands: what is expected here is what docs/man/kmod-tree.8 promises. */
class TreeAndGraphTest {
  private static final String TOP = "/lib/modules/0.0.0-test/";

  @TempDir private Path folder;
  private Rootfs rootfs;

  @BeforeEach
  void aSystem() {
    rootfs = new Rootfs(folder);
    rootfs.file("/proc/sys/kernel/osrelease", "0.0.0-test\n").file("/proc/cmdline", "\n");
    for (String module : new String[] {"app", "left", "right", "base", "extra", "alone"}) {
      rootfs.file(TOP + "kernel/" + module + ".ko", ElfBuilder.amd64().build());
    }
    rootfs
        .file(
            TOP + "modules.dep",
            """
            kernel/app.ko: kernel/left.ko kernel/right.ko kernel/base.ko kernel/lost.ko
            kernel/left.ko: kernel/base.ko
            kernel/right.ko: kernel/base.ko
            kernel/base.ko:
            kernel/extra.ko:
            kernel/lost.ko:
            kernel/alone.ko:
            """)
        .file(TOP + "modules.alias", "alias fs-app app\n")
        .file(TOP + "modules.builtin", "kernel/un.ko\n")
        .file(
            "/etc/modprobe.d/x.conf",
            """
            softdep base pre: extra post: un
            softdep extra pre: base
            weakdep right alone
            """)
        .file("/etc/kmod/policy.d/x.conf", "forbid right reason holes\n")
        .file("/proc/modules", "base 1 0 - Live 0x0\n");
  }

  private Outcome start(String... command) {
    List<String> words = new ArrayList<>(List.of("kmod"));
    words.addAll(List.of(command));
    return GoldenReplay.start(words, rootfs, "");
  }

  private String run(String... command) {
    Outcome outcome = start(command);
    assertThat(outcome.stderr()).isEmpty();
    assertThat(outcome.status()).isZero();
    return outcome.stdout();
  }

  /** A part that is shared is told once, and so is a circle of soft dependencies. */
  @Test
  void tree() {
    assertThat(run("tree", "fs-app", "alone"))
        .isEqualTo(
            """
            app
            |-- lost (missing)
            |-- right (forbidden)
            |   |-- base (loaded)
            |   |   |-- extra (soft, before)
            |   |   |   `-- base (soft, before, loaded) (*)
            |   |   `-- un (soft, after, built in)
            |   `-- alone (weak)
            `-- left
                `-- base (loaded) (*)
            alone
            """);
    assertThat(run("tree", "--hard", "left")).isEqualTo("left\n`-- base (loaded)\n");
  }

  @Test
  void whatNeedsIt() {
    assertThat(run("tree", "--reverse", "--hard", "base"))
        .isEqualTo(
            """
            base (loaded)
            |-- left
            |   `-- app
            `-- right (forbidden)
                `-- app
            """);
    assertThat(run("tree", "--reverse", "un"))
        .startsWith("un (built in)\n`-- base (soft, after, loaded)\n");
  }

  /** Of another kernel nothing is loaded. */
  @Test
  void anotherSystem() {
    assertThat(run("tree", "-S", "0.0.0-test", "--hard", "left")).isEqualTo("left\n`-- base\n");
    assertThat(run("tree", "-d", "/", "--hard", "left")).isEqualTo("left\n`-- base\n");
  }

  @Test
  void whatNothingKnows() {
    Outcome outcome = start("tree", "nosuch", "alone");
    assertThat(outcome.stdout()).isEqualTo("alone\n");
    assertThat(outcome.stderr()).isEqualTo("kmod: ERROR: Module nosuch not found.\n");
    assertThat(outcome.status()).isEqualTo(1);
    assertThat(start("tree").stderr()).isEqualTo("kmod: ERROR: missing module.\n");
    assertThat(start("graph", "--format=png").stderr())
        .isEqualTo("kmod: ERROR: --format takes text, dot or svg, not 'png'.\n");
    assertThat(start("graph", "--json", "--format=svg").status()).isEqualTo(1);
    assertThat(start("graph", "nosuch").status()).isEqualTo(1);
  }

  @Test
  void graphAsText() {
    assertThat(run("graph", "--format=text", "left", "alone"))
        .isEqualTo(
            """
            alone
            left\tbase\tneeds
            base\textra\tsoftdep-pre
            base\tun\tsoftdep-post
            extra\tbase\tsoftdep-pre
            """);
    assertThat(run("graph", "--hard").lines())
        .containsExactlyInAnyOrder(
            "extra",
            "alone",
            "app\tleft\tneeds",
            "app\tright\tneeds",
            "app\tlost\tneeds",
            "left\tbase\tneeds",
            "right\tbase\tneeds");
  }

  @Test
  void json() throws Exception {
    JsonNode document = JsonTest.validated("graph", run("tree", "--json", "app"));
    assertThat(JsonTest.validated("graph", run("graph", "--json", "app"))).isEqualTo(document);
    Map<String, JsonNode> modules = new HashMap<>();
    for (JsonNode module : document.get("modules")) {
      modules.put(module.get("module").asText(), module);
    }
    assertThat(modules.keySet())
        .containsExactlyInAnyOrder("app", "left", "right", "base", "extra", "un", "alone", "lost");
    assertThat(known(modules, "app").get("requested").asBoolean()).isTrue();
    assertThat(known(modules, "un").get("path").isNull()).isTrue();
    assertThat(known(modules, "un").get("state").asText()).isEqualTo("builtin");
    assertThat(known(modules, "right").get("state").asText()).isEqualTo("forbidden");
    assertThat(known(modules, "right").get("dependencies").get(1).get("kind").asText())
        .isEqualTo("weakdep");
  }

  @Test
  void graphForGraphviz() {
    assertThat(run("graph", "--format=dot", "left"))
        .startsWith("digraph modules {\n")
        .contains("  \"left\" -> \"base\";\n")
        .contains("  \"base\" -> \"extra\" [style=dashed];\n")
        .endsWith("}\n");
  }

  /** No two labels overlap, and each edge begins and ends at the modules that its title names. */
  @Test
  void drawing() throws Exception {
    Document svg = parsed(run("graph", "--format=svg", "app"));
    Map<String, double[]> boxes = new HashMap<>();
    for (Element rect : elements(svg, "rect")) {
      if (rect.getParentNode() instanceof Element group && rect.getAttribute("rx").equals("5")) {
        NodeList titles = group.getElementsByTagName("title");
        NodeList texts = group.getElementsByTagName("text");
        if (group.getTagName().equals("g") && texts.getLength() == 1) {
          boxes.put(texts.item(0).getTextContent(), box(rect));
          double[] box = box(rect);
          Element text = (Element) texts.item(0);
          double left = number(text, "x");
          assertThat(left).isGreaterThan(box[0]);
          assertThat(left + number(text, "textLength")).isLessThan(box[0] + box[2]);
          assertThat(titles.item(0).getTextContent()).startsWith(text.getTextContent());
        }
      }
    }
    assertThat(boxes).hasSize(8);
    for (Map.Entry<String, double[]> one : boxes.entrySet()) {
      for (Map.Entry<String, double[]> other : boxes.entrySet()) {
        double[] a = one.getValue();
        double[] b = other.getValue();
        boolean overlap =
            a[0] < b[0] + b[2] && b[0] < a[0] + a[2] && a[1] < b[1] + b[3] && b[1] < a[1] + a[3];
        assertThat(overlap).isEqualTo(one.getKey().equals(other.getKey()));
      }
    }
    int edges = 0;
    for (Element path : elements(svg, "path")) {
      Element group = (Element) path.getParentNode();
      if (path.getAttribute("class").equals("edge")
          && group.getElementsByTagName("title").getLength() == 1) {
        String title = group.getElementsByTagName("title").item(0).getTextContent();
        String[] ends = title.replaceFirst(" \\(.*", "").split(" \u2192 ", -1);
        String[] numbers = path.getAttribute("d").substring(1).split("[ CL]", -1);
        touches(known(boxes, ends[0]), numbers[0], numbers[1]);
        touches(known(boxes, ends[1]), numbers[numbers.length - 2], numbers[numbers.length - 1]);
        edges++;
      }
    }
    assertThat(edges).isEqualTo(9);
  }

  private static <T> T known(Map<String, T> all, String name) {
    return Objects.requireNonNull(all.get(name), name);
  }

  private static void touches(double[] box, String x, String y) {
    assertThat(Double.parseDouble(x)).isBetween(box[0], box[0] + box[2]);
    double at = Double.parseDouble(y);
    assertThat(Math.min(Math.abs(at - box[1]), Math.abs(at - box[1] - box[3]))).isLessThan(0.2);
  }

  private static double[] box(Element rect) {
    return new double[] {
      number(rect, "x"), number(rect, "y"), number(rect, "width"), number(rect, "height")
    };
  }

  private static double number(Element element, String attribute) {
    return Double.parseDouble(element.getAttribute(attribute));
  }

  private static List<Element> elements(Document document, String tag) {
    List<Element> found = new ArrayList<>();
    NodeList all = document.getElementsByTagName(tag);
    for (int i = 0; i < all.getLength(); i++) {
      found.add((Element) all.item(i));
    }
    return found;
  }

  private static Document parsed(String svg) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.ISO_8859_1)));
  }

  /**
   * A name may have any byte that an index can hold; a drawing is XML, and must not become
   * something else.
   */
  @Test
  void hostileNames() throws Exception {
    String bad = "a\"<b>&'\u001b\\";
    rootfs.file(TOP + "modules.dep", "kernel/" + bad + ".ko: kernel/base.ko\nkernel/base.ko:\n");
    String svg = run("graph", "--format=svg", "--hard");
    assertThat(svg).matches("[\\n -~]*");
    List<String> labels = new ArrayList<>();
    for (Element text : elements(parsed(svg), "text")) {
      labels.add(text.getTextContent());
    }
    assertThat(labels).contains("a\"<b>&'\\x1b\\", "base");
    assertThat(run("graph", "--hard")).contains("a\"<b>&'\\x1b\\\tbase\tneeds\n");
    assertThat(run("graph", "--format=dot", "--hard"))
        .contains("  \"a\\\"<b>&'\\\\x1b\\\\\" -> \"base\";\n");
    JsonTest.validated("graph", run("graph", "--json"));
  }
}
