package org.jkmod.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jkmod.fixtures.golden.GoldenCase;
import org.jkmod.fixtures.golden.GoldenCase.Section;

/**
 * Gives made-up cases to kmod 34.2 and to our tools and compares what comes out. A case that
 * differs is made as small as possible and printed as a golden case.
 */
abstract class SideBySide {
  /**
   * So many of a run's differences are made small, which takes time; of the others the seed is
   * told.
   */
  private static final int MADE_SMALL = Integer.getInteger("jkmod.madeSmall", 5);

  /** Makes the case of a seed; the same seed always makes the same case. */
  abstract GoldenCase make(long seed);

  /** What kmod makes of it, as text. */
  abstract String theirs(GoldenCase one) throws IOException, InterruptedException;

  /** What our tools make of it, as text. */
  abstract String ours(GoldenCase one) throws IOException;

  /** Whether what kmod made of it is of any use. */
  boolean isCompared(String theirs) {
    return true;
  }

  /** Whether a word of the command line may be left out to make a case smaller. */
  boolean mayGo(String word) {
    return true;
  }

  /** Compares a block of seeds; returns how many differ. */
  final int run(long first, int count) throws IOException, InterruptedException {
    int failed = 0;
    for (long seed = first; seed < first + count; seed++) {
      GoldenCase one = make(seed);
      if (differs(one)) {
        failed++;
        System.out.println("differs: seed " + seed + "\n" + firstDifference(one));
        if (failed <= MADE_SMALL) {
          GoldenCase smallest = reduce(one);
          report(smallest, theirs(smallest), ours(smallest));
        }
      }
    }
    System.out.println("differential: " + (count - failed) + " passed, " + failed + " failed");
    return failed;
  }

  private String firstDifference(GoldenCase one) throws IOException, InterruptedException {
    List<String> theirs = theirs(one).lines().toList();
    List<String> ours = ours(one).lines().toList();
    int at = 0;
    while (at < Math.min(theirs.size(), ours.size()) && theirs.get(at).equals(ours.get(at))) {
      at++;
    }
    return "  kmod:  "
        + theirs.subList(at, Math.min(theirs.size(), at + 2))
        + "\n  jkmod: "
        + ours.subList(at, Math.min(ours.size(), at + 2));
  }

  private boolean differs(GoldenCase one) throws IOException, InterruptedException {
    String theirs = theirs(one);
    return isCompared(theirs) && !theirs.equals(ours(one));
  }

  /**
   * Leaves out whatever can be left out of the root, its files and the command line without the
   * difference going away.
   */
  private GoldenCase reduce(GoldenCase one) throws IOException, InterruptedException {
    GoldenCase smallest = one;
    boolean changed = true;
    while (changed) {
      changed = false;
      // On from where the last one was left out: what stood before it has just been tried.
      List<GoldenCase> all = smaller(smallest);
      for (int at = 0; at < all.size(); at++) {
        if (differs(all.get(at))) {
          smallest = all.get(at--);
          all = smaller(smallest);
          changed = true;
        }
      }
    }
    return smallest;
  }

  /** The case with one section, one line of a section or one word less. */
  private List<GoldenCase> smaller(GoldenCase one) {
    List<GoldenCase> all = new ArrayList<>();
    for (int i = 0; i < one.setup().size(); i++) {
      Section section = one.setup().get(i);
      if (section.kind().equals("depmod")) {
        continue;
      }
      List<Section> without = new ArrayList<>(one.setup());
      without.remove(i);
      // A file that is not there has no time either.
      without.removeIf(
          other -> other.kind().equals("newer") && other.argument().equals(section.argument()));
      all.add(new GoldenCase(one.title(), without, one.command(), null));
      String[] lines = section.body().split("(?<=\n)", -1);
      for (int line = 0; lines.length > 2 && line < lines.length; line++) {
        if (lines[line].isEmpty()) {
          // What follows the last newline: the same case once more, and no end of making it
          // smaller.
          continue;
        }
        StringBuilder body = new StringBuilder();
        for (int other = 0; other < lines.length; other++) {
          body.append(other == line ? "" : lines[other]);
        }
        List<Section> shorter = new ArrayList<>(one.setup());
        shorter.set(i, new Section(section.kind(), section.argument(), body.toString()));
        all.add(new GoldenCase(one.title(), shorter, one.command(), null));
      }
    }
    for (int word = 1; word < one.command().size(); word++) {
      if (mayGo(one.command().get(word))) {
        List<String> command = new ArrayList<>(one.command());
        command.remove(word);
        all.add(new GoldenCase(one.title(), one.setup(), command, null));
      }
    }
    return all;
  }

  /** Prints it as a golden case: what stands before the outcomes goes into a file of those. */
  private static void report(GoldenCase one, String theirs, String ours) {
    System.out.println("@@ case " + one.title());
    for (Section section : one.setup()) {
      System.out.print("@@ " + section.kind() + " " + section.argument() + "\n" + section.body());
    }
    System.out.println("@@ command\n" + String.join(" ", one.command()));
    System.out.println("--- kmod\n" + theirs + "--- jkmod\n" + ours);
  }
}
