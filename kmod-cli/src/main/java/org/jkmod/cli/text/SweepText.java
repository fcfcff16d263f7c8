package org.jkmod.cli.text;

import java.util.stream.Collectors;
import org.jkmod.sweep.Finding;
import org.jkmod.sweep.Finding.Stay;

/** What kmod sweep found about a module. */
public final class SweepText {
  private static final long SECONDS_PER_MINUTE = 60;

  private SweepText() {}

  /** Why it stays, or that nothing uses it. */
  public static String of(Finding finding) {
    if (!finding.mayGo()) {
      return finding.stays().stream().map(SweepText::of).collect(Collectors.joining("; "));
    }
    long minutes = finding.idleSeconds() / SECONDS_PER_MINUTE;
    return minutes == 0 ? "unused" : "unused for " + minutes + " min";
  }

  private static String of(Stay stay) {
    String detail = stay.detail();
    return switch (stay.why()) {
      case IN_USE -> "in use, " + detail + (detail.equals("1") ? " reference" : " references");
      case HELD -> "used by " + detail;
      case BOUND -> "drives " + detail;
      case MOUNTED -> "mounted at " + detail;
      case ALGORITHM -> "the algorithm " + detail + " is in use";
      case SOCKETS -> "sockets of " + detail + " are open";
      case LOOP_DEVICE -> detail + " has a backing file";
      case NETWORK_DEVICE -> "the network device " + detail;
      case AT_BOOT -> "loaded at boot: " + detail;
      case KEPT -> "kept: " + detail;
      case SOFT_DEPENDENCY -> "softdep of " + detail;
      case REMOVE_COMMAND -> "has a remove command: " + detail;
      case NOT_REMOVABLE -> "cannot be removed now";
      case NOT_INDEXED -> "modules.dep does not have it: it could not be loaded again";
      case NOT_TOLD -> "the kernel does not tell whether it is in use";
      case NOT_IDLE_YET -> "unused for only " + detail + " min";
    };
  }
}
