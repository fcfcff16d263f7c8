package org.jkmod.cli.text;

import java.util.List;
import org.jkmod.check.LoadAnswer;

/** Whether modules can be loaded, in words. */
public final class LoadAnswerText {
  private LoadAnswerText() {}

  /**
   * A line for the module, and one for each reason.
   *
   * @param item what is put before the name; may be empty
   */
  public static String lines(LoadAnswer answer, String item) {
    StringBuilder text = new StringBuilder(item.isEmpty() ? "" : item + " ");
    text.append(answer.module());
    if (!answer.asked().replace('-', '_').equals(answer.module().text())) {
      text.append(" (").append(answer.asked()).append(')');
    }
    text.append(answer.canBeLoaded() ? ": can be loaded\n" : ": cannot be loaded\n");
    for (LoadAnswer.Reason reason : answer.reasons()) {
      text.append("  ").append(of(reason)).append('\n');
    }
    return TextTable.printable(text.toString(), true);
  }

  /** A reason, as part of a sentence about the module. */
  public static String of(LoadAnswer.Reason reason) {
    List<String> facts = reason.facts();
    return switch (reason.circumstance()) {
      case LOADED -> "is loaded now";
      case BUILTIN -> builtin(facts.get(0));
      case BY_NAME -> "nothing stops modprobe from loading it by name";
      case AUDIT ->
          "forbidden by "
              + withReason(facts.get(0), facts.get(1))
              + "; but the policy is in audit mode, and only logs it";
      case INSTALL_RUNS ->
          facts.get(0) + " runs a command instead, which may load it: " + facts.get(1);
      case INSTALL_DEFEATED ->
          facts.get(0)
              + " has an install line; but kmod, udev and systemd pass over it, since "
              + facts.get(1)
              + " has a softdep line";
      case DEPENDENCY ->
          "loaded along with "
              + facts.get(0)
              + (facts.get(1).equals("0") ? "" : " and " + facts.get(1) + " more")
              + (facts.get(0).contains(",") ? ", which need it" : ", which needs it");
      case SOFT_DEPENDENCY ->
          "loaded along with " + facts.get(0) + ", by the softdep line at " + facts.get(1);
      case LIBRARY ->
          "udev and systemd may load it, for a device or from modules-load.d: they read"
              + " modprobe.d, but not the policy (see kmod policy export)";
      case IMAGE ->
          facts.get(0)
              + " has it, but nothing that keeps it out (see 'initramfs yes' in policy.d(5))";
      case PERHAPS_BUILTIN ->
          "there is no such module, but it may be built in: the kernel's directory has no list of"
              + " that";
      case ABSENT -> "this kernel does not have it";
      case POLICY -> policy(facts);
      case REQUEST -> "not as " + facts.get(1) + ", which is forbidden by " + facts.get(0);
      case INSTALL -> facts.get(0) + " runs a command instead: " + facts.get(1);
      case INSTALL_UNUSED ->
          "the install line at " + facts.get(0) + " does not count: " + facts.get(1) + " does";
      case BLACKLIST -> "blacklisted at " + facts.get(0) + ", which stops aliases only";
      case KERNEL_BLACKLIST ->
          "the kernel refuses it: module_blacklist= on the kernel command line";
      case MODULES_DISABLED ->
          "the kernel loads no modules until the next boot: kernel.modules_disabled is 1";
      case INITCALL_BLACKLIST ->
          "built in, and kept from starting: initcall_blacklist="
              + facts.get(0)
              + " on the kernel command line";
    };
  }

  private static String builtin(String starts) {
    return "built into the kernel"
        + (starts.isEmpty()
            ? ""
            : "; initcall_blacklist="
                + starts.replace(' ', ',')
                + " on the kernel command line keeps it from starting");
  }

  private static String policy(List<String> facts) {
    String needed = facts.get(2);
    return (needed.isEmpty() ? "" : "needs " + needed + ", ")
        + "forbidden by "
        + withReason(facts.get(0), facts.get(1));
  }

  private static String withReason(String origin, String reason) {
    return origin + (reason.isEmpty() ? "" : ": " + reason);
  }
}
