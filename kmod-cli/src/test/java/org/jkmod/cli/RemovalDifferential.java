package org.jkmod.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jkmod.fixtures.golden.GoldenCase;
import org.jkmod.fixtures.golden.GoldenCase.Outcome;
import org.jkmod.fixtures.golden.GoldenCase.Section;
import org.jkmod.fixtures.golden.GoldenRecorder;

/**
 * Makes up loaded modules and configurations for modprobe -r from seeds; the kernel removes
 * nothing, and many a remove command fails. scripts/differential --removals runs it.
 *
 * <p>Where soft dependencies lead in a circle kmod runs until its stack is full; that is not
 * compared (docs/compatibility.md).
 */
final class RemovalDifferential extends SideBySide {
  private static final String[] NAMES = {"a", "b-c", "c", "d_e", "f", "g", "h", "x-y"};
  private static final String[] WORDS = {
    "a", "b-c", "b_c", "c", "d-e", "f", "g", "h", "x_y", "x-y", "un", "nosuch", "many", "two",
    "pci:v1", "pci:v*", "fs-only"
  };

  private final GoldenRecorder kmod;
  private Random random = new Random();

  private RemovalDifferential(GoldenRecorder kmod) {
    this.kmod = kmod;
  }

  /**
   * Runs a block of seeds.
   *
   * @param arguments kmod's folder for a chroot, the first seed, how many
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    RemovalDifferential cases = new RemovalDifferential(new GoldenRecorder(Path.of(arguments[0])));
    int failed = cases.run(Long.parseLong(arguments[1]), Integer.parseInt(arguments[2]));
    System.exit(failed == 0 ? 0 : 1);
  }

  @Override
  String theirs(GoldenCase one) throws IOException, InterruptedException {
    Outcome outcome = kmod.run(one);
    return outcome.status() > 128 ? "" : GoldenReplay.show(one, outcome);
  }

  @Override
  boolean isCompared(String theirs) {
    return !theirs.isEmpty();
  }

  @Override
  String ours(GoldenCase one) throws IOException {
    return GoldenReplay.show(one, GoldenReplay.run(one));
  }

  @Override
  boolean mayGo(String word) {
    return !word.matches("-S|-r|1\\.0");
  }

  private boolean oneIn(int count) {
    return random.nextInt(count) == 0;
  }

  private String word() {
    return WORDS[random.nextInt(WORDS.length)];
  }

  private String words(int most) {
    StringBuilder words = new StringBuilder();
    for (int count = random.nextInt(most + 1); count > 0; count--) {
      words.append(' ').append(word());
    }
    return words.toString();
  }

  @Override
  GoldenCase make(long seed) {
    random = new Random(seed);
    List<Section> setup = new ArrayList<>();
    List<Section> loaded = new ArrayList<>();
    List<List<String>> holders = new ArrayList<>();
    for (int i = 0; i < NAMES.length; i++) {
      StringBuilder body = new StringBuilder("info license=GPL\nexport s" + i + "\n");
      List<String> own = new ArrayList<>();
      holders.add(own);
      for (int other = 0; other < i; other++) {
        // Of several holders kmod takes first what the directory lists first.
        if (oneIn(5) && holders.get(other).isEmpty()) {
          body.append("need s").append(other).append('\n');
          holders.get(other).add(NAMES[i].replace('-', '_'));
        }
      }
      if (oneIn(6)) {
        body.append("info softdep=pre:").append(words(2)).append(" post:").append(words(2));
        body.append('\n');
      }
      if (oneIn(4)) {
        body.append("info alias=pci:v1\n");
      }
      setup.add(
          new Section("module", "/lib/modules/1.0/kernel/" + NAMES[i] + ".ko", body.toString()));
    }
    for (int i = 0; i < NAMES.length; i++) {
      if (!oneIn(5)) {
        StringBuilder body = new StringBuilder();
        List<String> there = oneIn(3) ? holders.get(i) : List.of();
        body.append("refcnt ").append(oneIn(6) ? 2 : there.size()).append('\n');
        there.forEach(holder -> body.append("holder ").append(holder).append('\n'));
        loaded.add(new Section("loaded", NAMES[i].replace('-', '_'), body.toString()));
      }
    }
    setup.add(new Section("file", "/lib/modules/1.0/modules.order", ""));
    setup.add(new Section("file", "/lib/modules/1.0/modules.builtin", "kernel/un.ko\n"));
    setup.add(
        new Section("file", "/lib/modules/1.0/modules.builtin.modinfo", "only.alias=fs-only\0"));
    setup.add(new Section("file", "/etc/modprobe.d/a.conf", configuration()));
    setup.addAll(loaded);
    setup.add(new Section("depmod", "1.0", ""));
    return new GoldenCase("seed " + seed, setup, command(), null);
  }

  private String configuration() {
    StringBuilder text = new StringBuilder();
    for (int lines = 1 + random.nextInt(12); lines > 0; lines--) {
      text.append(
          switch (random.nextInt(6)) {
            case 0, 1 -> "softdep " + word() + " pre:" + words(3) + " post:" + words(3);
            case 2 -> "alias " + (oneIn(2) ? "many " : "two ") + word();
            case 3 -> "alias " + word() + " " + word();
            default ->
                "remove "
                    + word()
                    + (oneIn(3) ? " exit " + random.nextInt(5) : " echo " + random.nextInt(99));
          });
      text.append('\n');
    }
    return text.toString();
  }

  private List<String> command() {
    List<String> words = new ArrayList<>(List.of("modprobe", "-S", "1.0", "-r"));
    for (String option :
        new String[] {"-v", "-q", "-a", "-i", "-D", "--first-time", "--remove-holders"}) {
      if (oneIn(option.equals("-v") ? 2 : 5)) {
        words.add(option);
      }
    }
    for (int operands = 1 + random.nextInt(3); operands > 0; operands--) {
      words.add(word());
    }
    return words;
  }
}
