package org.jkmod.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jkmod.fixtures.golden.GoldenCase;
import org.jkmod.fixtures.golden.GoldenCase.Outcome;
import org.jkmod.fixtures.golden.GoldenCase.Section;
import org.jkmod.fixtures.golden.GoldenRecorder;

/**
 * Makes up trees of modules and configurations for depmod from seeds: several folders, modules of
 * one name in some of them, names with dashes and dots, all kinds of compression, links.
 * scripts/differential-depmod runs it.
 *
 * <p>kmod as Debian builds it knows no .gz. Where a case has such files kmod is given .zst ones,
 * and the names are put right in what it leaves; modules.dep.bin is then not compared. Where there
 * are cycles kmod may print without end, or abort: what it says of them is not compared. What has
 * rows in docs/compatibility.md is made equal.
 */
final class DepmodDifferential extends SideBySide {
  private static final String TREE = "/lib/modules/1.0/";
  private static final String[] NAMES = {
    "dm-mod",
    "dm_mod",
    "dm_log",
    "a",
    "b-c",
    "b_c",
    "snd-hda-intel",
    "x_y-z",
    "fat",
    "vfat",
    "v1.2",
    "9p",
    "nvidia-drm"
  };
  private static final String[] FOLDERS = {
    "kernel",
    "kernel",
    "kernel/deep",
    "updates",
    "updates/dkms",
    "extra",
    "extra-more",
    "weak-updates",
    "build",
    ""
  };
  private static final String[] RELEASES = {
    "*", "*", "1.0", "1.*", "^1[.]0$", "2.0", "0", "1.0.0", "[", "1\\.[0-9]+"
  };
  private static final String[] ALIASES = {
    "fs-fat",
    "pci:v*d*",
    "pci:v[0-3]d2",
    "a-b[c-d]-e",
    "x]",
    "bad[",
    "of:N*T*Cvendor,dev-x",
    "devname:mapper/control",
    "char-major-10-236",
    "block-major-8-*",
    "char-major-x-1",
    "devname:fuse",
    "with space",
    "",
    "*",
    "net-pf-1"
  };

  /** What kmod says of a cycle, or that it cannot tell of one. */
  private static final Pattern CIRCLE =
      Pattern.compile("depmod: (?:ERROR: Cycle detected|\\S+: depmod_report_cycles)");

  /** kmod tells the number of a descriptor and a name, jkmod the path. */
  private static final Pattern BROKEN =
      Pattern.compile(
          "(?:fstatat\\(\\d+, |could not stat .*/)([^/\n]*?)\\)?: (?=[^:\n]*$)", Pattern.MULTILINE);

  /** kmod reads what its run before has written, and has something against an empty softdep. */
  private static final Pattern READ_AGAIN =
      Pattern.compile(
          "^libkmod: ERROR: kmod_config_parse: \\S+/modules\\.(soft|weak)dep line .*\n",
          Pattern.MULTILINE);

  /** The status of kmod where it walked along a cycle until its time was over. */
  private static final int OUT_OF_TIME = 137;

  private final GoldenRecorder kmod;
  private Random random = new Random();

  private DepmodDifferential(GoldenRecorder kmod) {
    this.kmod = kmod;
  }

  /**
   * Runs a block of seeds.
   *
   * @param arguments kmod's folder for a chroot in which folders are listed by name, the first
   *     seed, how many
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    DepmodDifferential cases = new DepmodDifferential(new GoldenRecorder(Path.of(arguments[0])));
    int failed = cases.run(Long.parseLong(arguments[1]), Integer.parseInt(arguments[2]));
    System.exit(failed == 0 ? 0 : 1);
  }

  private static boolean hasGzip(GoldenCase one) {
    return one.setup().stream().anyMatch(section -> section.argument().endsWith(".gz"));
  }

  @Override
  String theirs(GoldenCase one) throws IOException, InterruptedException {
    if (!hasGzip(one)) {
      return show(one, kmod.run(one));
    }
    List<Section> setup = new ArrayList<>();
    for (Section section : one.setup()) {
      setup.add(new Section(section.kind(), toZstd(section.argument()), toZstd(section.body())));
    }
    List<String> command = one.command().stream().map(DepmodDifferential::toZstd).toList();
    Outcome outcome = kmod.run(new GoldenCase(one.title(), setup, command, null));
    Map<String, String> files = new HashMap<>();
    outcome.files().forEach((path, text) -> files.put(path, toGzip(text)));
    return show(
        one,
        new Outcome(outcome.status(), toGzip(outcome.stdout()), toGzip(outcome.stderr()), files));
  }

  @Override
  String ours(GoldenCase one) throws IOException {
    return show(one, GoldenReplay.run(one));
  }

  private static String toZstd(String text) {
    return text.replace(".ko.gz", ".ko.zst");
  }

  private static String toGzip(String text) {
    return text.replace(".ko.zst", ".ko.gz");
  }

  private static String show(GoldenCase one, Outcome outcome) {
    Map<String, String> files = new HashMap<>(outcome.files());
    if (hasGzip(one)) {
      files.keySet().removeIf(path -> path.endsWith("modules.dep.bin"));
    }
    String stderr = BROKEN.matcher(outcome.stderr()).replaceAll("could not stat $1: ");
    stderr = READ_AGAIN.matcher(stderr).replaceAll("");
    Matcher circle = CIRCLE.matcher(stderr);
    int cycle = circle.find() ? circle.start() : -1;
    if (cycle < 0 && outcome.status() != OUT_OF_TIME) {
      return GoldenReplay.show(one, new Outcome(outcome.status(), outcome.stdout(), stderr, files));
    }
    String before = cycle < 0 ? stderr : stderr.substring(0, cycle);
    return GoldenReplay.show(one, new Outcome(1, "", before, files));
  }

  /** The release and options with a value stay: a value alone would be another case. */
  @Override
  boolean mayGo(String word) {
    return word.matches("-[nvwa]|.*\\.ko.*");
  }

  private String pick(String... words) {
    return words[random.nextInt(words.length)];
  }

  private boolean oneIn(int count) {
    return random.nextInt(count) == 0;
  }

  @Override
  GoldenCase make(long seed) {
    random = new Random(seed);
    String packed = pick(".ko.zst", ".ko.gz");
    String[] suffixes = {".ko", ".ko", ".ko.xz", packed};
    String always = oneIn(2) ? pick(suffixes) : null;
    List<Section> setup = new ArrayList<>();
    List<String> paths = new ArrayList<>();
    boolean cycles = oneIn(12);
    for (int count = 1 + random.nextInt(14); count > 0; count--) {
      String folder = oneIn(9) ? pick("/opt/mods", "/opt/mods/sub", "/srv") : TREE + pick(FOLDERS);
      String path = folder + "/" + pick(NAMES) + (always == null ? pick(suffixes) : always);
      path = path.replace("//", "/");
      // kmod gets .zst for .gz, which stands elsewhere among files of one name: there is but one.
      String stem = path.substring(0, path.lastIndexOf(".ko") + 3);
      boolean isTaken = paths.stream().anyMatch(other -> other.startsWith(stem));
      if (paths.contains(path) || (isTaken && packed.equals(".ko.gz"))) {
        continue;
      }
      paths.add(path);
      setup.add(entry(path, paths.size(), cycles));
    }
    kernelFiles(setup, paths);
    for (String folder : new String[] {"/etc/depmod.d", "/usr/lib/depmod.d", "/lib/depmod.d"}) {
      if (oneIn(2)) {
        String name = pick("a.conf", "b.conf", "dkms.conf", "z.conf", "ignored.txt");
        setup.add(new Section("file", folder + "/" + name, configuration()));
      }
    }
    return new GoldenCase("seed " + seed, setup, command(setup, paths), null);
  }

  /** What lies at a path: mostly a module. */
  private Section entry(String path, int number, boolean cycles) {
    return switch (random.nextInt(40)) {
      case 0 -> link(path, pick("nowhere", "/srv/a.ko", "../kernel/fat.ko"));
      case 1 ->
          new Section(
              "file",
              path,
              pick("", "text\n", "\u007fELF", "no module at all\n", "\u007fELF\2\1\1\0\0\0\0\0"));
      case 2 -> new Section("folder", path, "");
      default -> module(path, number, cycles);
    };
  }

  /** A link whose target is relative, so that it means the same in a chroot and in a folder. */
  private static Section link(String path, String target) {
    int depth = (int) path.chars().filter(c -> c == '/').count() - 1;
    boolean isAbsolute = target.startsWith("/");
    return new Section(
        "link", path, (isAbsolute ? "../".repeat(depth) + target.substring(1) : target) + "\n");
  }

  private Section module(String path, int number, boolean cycles) {
    StringBuilder body = new StringBuilder("info license=GPL\n");
    for (int symbols = random.nextInt(3); symbols > 0; symbols--) {
      body.append("export s").append(cycles ? random.nextInt(14) : number - random.nextInt(2));
      body.append(oneIn(2) ? " 0x1234567" + random.nextInt(3) : "").append('\n');
    }
    for (int needs = random.nextInt(5); needs > 0; needs--) {
      body.append(oneIn(6) ? "weak s" : "need s");
      body.append(cycles ? random.nextInt(14) : random.nextInt(number)).append('\n');
    }
    for (int versions = oneIn(4) ? 3 : 0; versions > 0; versions--) {
      String used = "need s" + (cycles ? random.nextInt(14) : random.nextInt(number));
      // One that only the versions name has a row in docs/compatibility.md.
      if (body.indexOf(used + "\n") >= 0) {
        body.append(used.replace("need", "version")).append(" 0x1234567");
        body.append(random.nextInt(3)).append('\n');
      }
    }
    for (int fields = random.nextInt(4); fields > 0; fields--) {
      String alias = pick(ALIASES);
      body.append("info alias=").append(alias).append('\n');
      if (oneIn(9)) {
        body.append("info alias=").append(alias.replace('-', '_')).append('\n');
      }
    }
    if (oneIn(5)) {
      body.append("info ").append(pick("softdep=pre: a post: b-c", "softdep=", "weakdep=fat"));
      body.append('\n');
    }
    return new Section("module", path, body.toString());
  }

  private void kernelFiles(List<Section> setup, List<String> paths) {
    StringBuilder order = new StringBuilder();
    for (String path : paths) {
      if (path.startsWith(TREE) && !oneIn(3)) {
        String listed = path.substring(TREE.length());
        order.insert(
            oneIn(2) ? 0 : order.length(),
            (oneIn(2) ? listed.replaceAll("\\.ko.*", ".ko") : listed) + "\n");
      }
    }
    if (oneIn(4)) {
      order.append(
          pick("kernel/nowhere.ko\n", "\n", "kernel/a.ko\n", "kernel/a.ko", "a\n", "#x\n"));
    }
    if (!oneIn(6)) {
      setup.add(new Section("file", TREE + "modules.order", order.toString()));
    }
    if (!oneIn(6)) {
      setup.add(
          new Section(
              "file",
              TREE + "modules.builtin",
              pick(
                  "kernel/un.ko\nkernel/deep/b-u.ko\n",
                  "",
                  "kernel/un.ko",
                  "un.ko\n\nkernel/un.ko\n",
                  "kernel/v1.2.ko\nkernel/a.ko.xz\n")));
    }
    if (!oneIn(6)) {
      setup.add(
          new Section(
              "file",
              TREE + "modules.builtin.modinfo",
              pick(
                  "un.alias=net-pf-1\0un.license=GPL\0b_u.alias=pci:v1d*\0",
                  "",
                  "un.alias=a-[b-c]-d\0un.alias=x]\0",
                  "un.alias=\0un.alias=net-pf-1\0un.alias=net_pf_1\0",
                  "un\0.alias=x\0un.alias=y\0un.alias=z")));
    }
    if (oneIn(6)) {
      String place = TREE + pick("linked", "kernel/linked", "build", "source");
      String target = pick("/opt/mods", "/srv", "nowhere");
      if (paths.stream().noneMatch(path -> path.startsWith(place + "/"))) {
        setup.add(link(place, target));
      }
    }
  }

  private String folder() {
    return pick(
        "updates",
        "extra",
        "kernel",
        "kernel/deep",
        "updates/dkms",
        "weak-updates",
        "extra-more",
        "nowhere",
        "built-in",
        "external",
        "updates/",
        "/updates",
        "build",
        ".");
  }

  private String configuration() {
    StringBuilder text = new StringBuilder();
    for (int lines = random.nextInt(6); lines > 0; lines--) {
      switch (random.nextInt(12)) {
        case 0, 1, 2 -> {
          text.append("search");
          for (int words = random.nextInt(5); words > 0; words--) {
            text.append(pick(" ", " ", "  ", "\t")).append(folder());
          }
        }
        case 3, 4, 5, 6 -> {
          String name = pick(NAMES);
          text.append("override ")
              .append(oneIn(5) ? name.replace('-', '_') : name)
              .append(' ')
              .append(pick(RELEASES))
              .append(' ')
              .append(folder());
        }
        case 7, 8 -> {
          String outside = pick("/opt/mods", "/srv", "/nowhere", "opt/mods");
          text.append("external ").append(pick(RELEASES)).append(' ').append(outside);
        }
        case 9 ->
            text.append("exclude ").append(pick("extra", "deep", "dkms", "kernel/deep", "sub x"));
        case 10 -> text.append(pick("make_map_files no", "serach x", "override a", "# search x"));
        default -> text.append(pick("", "search updates \\", "external * \\", "  ", "override"));
      }
      text.append('\n');
    }
    return text.toString();
  }

  private List<String> command(List<Section> setup, List<String> paths) {
    List<String> words = new ArrayList<>(List.of("depmod"));
    switch (random.nextInt(16)) {
      case 0 -> words.add("-n");
      case 1 -> words.add("-v");
      case 2 -> words.add("-w");
      case 3 -> words.add("-a");
      case 4 -> {
        setup.add(new Section("file", "/tmp/map", "ffffffff81000000 T s1\n0000 A __ksymtab_s2\n"));
        words.addAll(List.of("-e", "-F", "/tmp/map"));
      }
      case 5 -> {
        setup.add(new Section("file", "/tmp/symvers", "0x12345671\ts1\tvmlinux\tEXPORT_SYMBOL\n"));
        words.addAll(List.of("-e", "-E", "/tmp/symvers"));
      }
      case 6 -> words.addAll(List.of("-o", "/out"));
      case 7 -> {
        setup.add(new Section("file", "/tmp/own.conf", configuration()));
        words.addAll(List.of("-C", "/tmp/own.conf"));
      }
      case 8 -> {
        words.add("-A");
        if (!oneIn(4)) {
          setup.add(new Section("depmod", "1.0", ""));
        }
        String newer = pick(paths.toArray(String[]::new));
        boolean isFile =
            setup.stream()
                .anyMatch(one -> one.argument().equals(newer) && one.kind().matches("file|module"));
        if (isFile && oneIn(2)) {
          setup.add(new Section("newer", newer, ""));
        }
      }
      default -> {}
    }
    if (oneIn(6)) {
      // With -v twice kmod tells more than anybody compares.
      words.add(words.contains("-v") ? "-n" : pick("-n", "-v", "-w", "-e"));
    }
    words.add("1.0");
    if (oneIn(7)) {
      for (int files = 1 + random.nextInt(3); files > 0; files--) {
        words.add(
            oneIn(9) ? pick("/nowhere", "fat", "/srv") : paths.get(random.nextInt(paths.size())));
      }
    }
    return words;
  }
}
