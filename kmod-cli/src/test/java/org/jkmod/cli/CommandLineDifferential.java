package org.jkmod.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.jkmod.fixtures.golden.GoldenCase;
import org.jkmod.fixtures.golden.GoldenCase.Section;
import org.jkmod.fixtures.golden.GoldenRecorder;

/**
 * Makes up kernel command lines from seeds and compares what {@code modprobe -c} makes of them: the
 * characters that mean something in any order, and words that nearly are options.
 * scripts/differential --command-lines runs it.
 */
final class CommandLineDifferential extends SideBySide {
  private static final String[] PARTS = {
    "a",
    "m.p",
    "m.p=",
    "snd-hda-intel.index=1",
    "modprobe.blacklist=",
    "modprobe.blacklist",
    "modprobe.",
    "-b-c",
    "0x1",
    "initcall",
    "[x-y]",
    "\u00e9",
    "\\"
  };

  private static final String MARKS = "\"\"\"..== ,_-'\t\u000b\f\r\n[]#";

  private final GoldenRecorder kmod;

  private CommandLineDifferential(GoldenRecorder kmod) {
    this.kmod = kmod;
  }

  /**
   * Runs a block of seeds.
   *
   * @param arguments kmod's folder for a chroot, the first seed, how many
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    CommandLineDifferential cases =
        new CommandLineDifferential(new GoldenRecorder(Path.of(arguments[0])));
    int failed = cases.run(Long.parseLong(arguments[1]), Integer.parseInt(arguments[2]));
    System.exit(failed == 0 ? 0 : 1);
  }

  @Override
  GoldenCase make(long seed) {
    Random random = new Random(seed);
    StringBuilder line = new StringBuilder();
    for (int parts = 1 + random.nextInt(24); parts > 0; parts--) {
      switch (random.nextInt(4)) {
        case 0 -> line.append(PARTS[random.nextInt(PARTS.length)]);
        case 1 -> line.append(' ');
        default -> line.append(MARKS.charAt(random.nextInt(MARKS.length())));
      }
    }
    if (random.nextInt(8) > 0) {
      line.append('\n');
    }
    return new GoldenCase(
        "seed " + seed,
        List.of(new Section("file", "/proc/cmdline", line.toString())),
        List.of("modprobe", "-S", "1.0", "-c"),
        null);
  }

  @Override
  String theirs(GoldenCase one) throws IOException, InterruptedException {
    return GoldenReplay.show(one, kmod.run(one));
  }

  @Override
  String ours(GoldenCase one) throws IOException {
    return GoldenReplay.show(one, GoldenReplay.run(one));
  }

  @Override
  boolean mayGo(String word) {
    return false;
  }
}
