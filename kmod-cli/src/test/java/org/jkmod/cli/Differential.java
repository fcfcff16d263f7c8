package org.jkmod.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jkmod.fixtures.golden.GoldenCase;
import org.jkmod.fixtures.golden.GoldenCase.Section;
import org.jkmod.fixtures.golden.GoldenRecorder;

/**
 * Makes up trees, configurations and command lines for modprobe and modinfo from seeds.
 * scripts/differential runs it.
 */
final class Differential extends SideBySide {
  private static final String[] NAMES = {
    "dm-mod", "dm_log", "a", "b-c", "snd-hda-intel", "x_y_z", "fat", "vfat", "llc"
  };
  private static final String[] WORDS = {
    "dm_mod",
    "dm-mod",
    "dm-*",
    "a",
    "b-c",
    "b_c",
    "snd*",
    "x?y*",
    "fat",
    "vfat",
    "llc",
    "nosuch",
    "fs-fat",
    "fs-only",
    "pci:v1d2",
    "pci:v*",
    "net-pf-1",
    "un",
    "symbol:s0",
    "symbol:s1",
    "[ab]",
    "x[-]y",
    "x]",
    "bad["
  };

  /**
   * What install lines name here; kmod passes over those of a module that has a soft dependency.
   */
  private static final String[] WITH_INSTALL = {"llc", "x?y*", "a", "un", "nosuch"};

  /** What softdep lines and softdep= in modules are of: none of those, nor a pattern of theirs. */
  private static final String[] WITH_SOFTDEP = {
    "dm_mod", "dm-mod", "dm-*", "b-c", "b_c", "snd*", "fat", "vfat", "fs-fat", "pci:v*", "bad["
  };

  /** Indexes that have a text beside them. */
  private static final String[] INDEXES = {"dep", "alias", "symbols"};

  private final GoldenRecorder kmod;
  private Random random = new Random();

  private Differential(GoldenRecorder kmod) {
    this.kmod = kmod;
  }

  /**
   * Runs a block of seeds.
   *
   * @param arguments kmod's folder for a chroot, the first seed, how many
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Differential cases = new Differential(new GoldenRecorder(Path.of(arguments[0])));
    int failed = cases.run(Long.parseLong(arguments[1]), Integer.parseInt(arguments[2]));
    System.exit(failed == 0 ? 0 : 1);
  }

  @Override
  String theirs(GoldenCase one) throws IOException, InterruptedException {
    return GoldenReplay.show(one, kmod.run(one));
  }

  @Override
  String ours(GoldenCase one) throws IOException {
    return GoldenReplay.show(one, GoldenReplay.run(one, missing(one)));
  }

  /**
   * Indexes that only we go without, in one case of five: the text files must give the answers that
   * kmod finds in the indexes.
   */
  private static List<String> missing(GoldenCase one) {
    Random choice = new Random(~Long.parseLong(one.title().substring("seed ".length())));
    boolean asked = one.command().contains("-D") || one.command().contains("-R");
    if (!asked || choice.nextInt(5) > 0) {
      return List.of();
    }
    List<String> missing = new ArrayList<>();
    for (String index : INDEXES) {
      if (choice.nextBoolean()) {
        missing.add("lib/modules/1.0/modules." + index + ".bin");
      }
    }
    return missing;
  }

  /** The release stays: without it each side takes its own. */
  @Override
  boolean mayGo(String word) {
    return !word.matches("-S|-k|(-S)?1\\.0");
  }

  @Override
  GoldenCase make(long seed) {
    random = new Random(seed);
    List<Section> setup = new ArrayList<>();
    List<String> modules = new ArrayList<>();
    for (String name : NAMES) {
      if (random.nextInt(3) > 0) {
        modules.add(name);
      }
    }
    StringBuilder order = new StringBuilder();
    for (int i = 0; i < modules.size(); i++) {
      setup.add(module(modules, i));
      if (random.nextInt(4) > 0) {
        order.append("kernel/").append(modules.get(i)).append(".ko\n");
      }
    }
    setup.add(new Section("file", "/lib/modules/1.0/modules.order", order.toString()));
    setup.add(
        new Section(
            "file", "/lib/modules/1.0/modules.builtin", "kernel/un.ko\nkernel/deep/b-u.ko\n"));
    setup.add(
        new Section(
            "file",
            "/lib/modules/1.0/modules.builtin.modinfo",
            "un.alias=net-pf-1\0un.license=GPL\0b_u.alias=pci:v1d*\0b_u.description=built\0only.alias=fs-only\0"));
    int files = random.nextInt(3);
    for (int i = 0; i < files; i++) {
      setup.add(
          new Section("file", "/etc/modprobe.d/" + (char) ('a' + i) + ".conf", configuration()));
    }
    setup.add(new Section("file", "/proc/cmdline", commandLine()));
    for (String name : modules) {
      if (random.nextInt(5) == 0) {
        setup.add(
            new Section("loaded", name.replace('-', '_'), "refcnt " + random.nextInt(2) + "\n"));
      }
    }
    setup.add(new Section("depmod", "1.0", ""));
    return new GoldenCase("seed " + seed, setup, command(), null);
  }

  private Section module(List<String> modules, int index) {
    StringBuilder body = new StringBuilder();
    body.append("info license=GPL\n");
    if (random.nextBoolean()) {
      body.append("export s")
          .append(index)
          .append(random.nextBoolean() ? " 0x1234567" + index : "")
          .append('\n');
    }
    for (int i = 0; i < index; i++) {
      if (random.nextInt(3) == 0) {
        body.append(random.nextInt(6) == 0 ? "weak s" : "need s").append(i).append('\n');
      }
    }
    for (String field :
        new String[] {
          "alias=fs-fat",
          "alias=pci:v*d*",
          "alias=pci:v[0-3]d2",
          "alias=a-b[c-d]-e",
          "softdep=pre: a llc post: fat",
          "softdep=post: b-c",
          "weakdep=a",
          "parm=p:A thing",
          "parmtype=p:int",
          "parmtype=q:bool",
          "description=Some thing",
          "author=A",
          "depends="
        }) {
      boolean may = !field.startsWith("softdep") || !modules.get(index).matches("llc|a|x_y_z");
      if (random.nextInt(5) == 0 && may) {
        body.append("info ").append(field).append('\n');
      }
    }
    return new Section(
        "module", "/lib/modules/1.0/kernel/" + modules.get(index) + ".ko", body.toString());
  }

  private String word() {
    return WORDS[random.nextInt(WORDS.length)];
  }

  private String one(String... words) {
    return words[random.nextInt(words.length)];
  }

  /** A value, of those that quotes make hard. */
  private String value() {
    return one("1", "'y z'", "\"y z\"", "'y", "y'z", "\"", "\"'y z'\"", "y\\", "=y", "", "a,b");
  }

  private String configuration() {
    StringBuilder text = new StringBuilder();
    for (int lines = random.nextInt(9); lines > 0; lines--) {
      text.append(
          switch (random.nextInt(14)) {
            case 0, 1 -> "alias " + word() + " " + word();
            case 2 -> "options " + word() + " o=" + random.nextInt(9) + blanks();
            case 3 -> "options " + word() + " o=" + value() + blanks() + "p=" + value();
            case 4 -> "blacklist " + word();
            case 5, 6 ->
                "softdep "
                    + one(WITH_SOFTDEP)
                    + " pre: "
                    + word()
                    + " "
                    + word()
                    + " post: "
                    + word();
            case 7 ->
                "install " + one(WITH_INSTALL) + " echo " + random.nextInt(9) + " $CMDLINE_OPTS";
            case 8 -> "remove " + word() + " true";
            case 9 -> "weakdep " + word() + " " + word();
            case 10 -> "# " + word() + (random.nextBoolean() ? " \\" : "");
            case 11 -> blanks() + word() + blanks() + word();
            case 12 -> "options \\\n " + word() + blanks() + "p\\q=\\\"1\\\"";
            default -> "softdep " + one(WITH_SOFTDEP) + (random.nextBoolean() ? "" : " " + word());
          });
      text.append('\n');
    }
    return text.toString();
  }

  private String blanks() {
    return new String[] {"", " ", "\t", "  ", " \t "}[random.nextInt(5)];
  }

  private String commandLine() {
    StringBuilder text = new StringBuilder();
    for (int words = random.nextInt(4); words > 0; words--) {
      text.append(
          switch (random.nextInt(12)) {
            case 0 -> "fat.o=" + random.nextInt(9);
            case 7 -> one("fat", "b-c", "snd-hda-intel") + ".q=" + value();
            case 8 -> "\"" + one("fat", "llc x") + ".q=" + value();
            case 9 -> value() + one("fat", "llc", "") + "." + value();
            case 10 -> "modprobe.blacklist=" + value();
            case 1 -> "dm-mod.flag";
            case 2 -> "modprobe.blacklist=" + word() + "," + word();
            case 3 -> "\"llc.o=1 2\"";
            case 4 -> "llc.o=\"1 2\"";
            case 5 -> "quiet";
            case 6 -> "root=/dev/x.y";
            default -> "a.b.c=1";
          });
      text.append(' ');
    }
    return text.append('\n').toString();
  }

  private List<String> command() {
    List<String> words = new ArrayList<>();
    switch (random.nextInt(12)) {
      case 0 -> {
        words.addAll(List.of("modinfo", "-k", "1.0"));
        if (random.nextBoolean()) {
          words.add(
              new String[] {"-n", "-p", "-d", "-0", "-a", "-l", "-Falias", "-m"}
                  [random.nextInt(8)]);
        }
        words.add(word());
        if (random.nextInt(3) == 0) {
          words.add(word());
        }
      }
      case 1 -> words.addAll(List.of("depmod", "1.0"));
      case 2 -> words.addAll(List.of("modprobe", "-S", "1.0", "-c"));
      case 3 -> words.addAll(List.of("modprobe", "-S1.0", "-R", word()));
      default -> {
        words.addAll(List.of("modprobe", "-S", "1.0"));
        words.add(random.nextBoolean() ? "-D" : "-nv");
        for (String option : new String[] {"-i", "-b", "-q", "--first-time", "-a"}) {
          if (random.nextInt(7) == 0) {
            words.add(option);
          }
        }
        words.add(word());
        for (String operand :
            new String[] {
              "p=1", "q=a b", "flag", "r=\"x y\"", "two words", "=v w", "x=" + value(), value()
            }) {
          if (random.nextInt(9) == 0) {
            words.add(operand);
          }
        }
      }
    }
    return words;
  }
}
