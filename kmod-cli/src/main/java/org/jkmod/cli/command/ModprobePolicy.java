package org.jkmod.cli.command;

import java.util.ArrayList;
import java.util.List;
import org.jkmod.cli.CommandContext;
import org.jkmod.cli.args.Arguments;
import org.jkmod.cli.log.Priority;
import org.jkmod.cli.log.ToolLog;
import org.jkmod.cli.text.Json;
import org.jkmod.cli.text.PolicyText;
import org.jkmod.policy.LenientPolicy;
import org.jkmod.policy.Policy;
import org.jkmod.policy.PolicyProblem;
import org.jkmod.policy.PolicyReader;
import org.jkmod.resolve.LoadTarget;
import org.jkmod.resolve.ModulePolicy;
import org.jkmod.resolve.Objection;
import org.jkmod.resolve.Operand;
import org.jkmod.resolve.PlannedOperand;
import org.jspecify.annotations.Nullable;

/** How much of the policy counts for one run of modprobe, and what is said and logged of it. */
final class ModprobePolicy {

  /** Of a file that is no policy at all every line is wrong. */
  private static final int SHOWN_PROBLEMS = 10;

  private final Arguments arguments;
  private final CommandContext context;
  private final ToolLog log;
  private final PolicyLog systemLog;

  /** What is printed has always been the whole plan: initramfs-tools depends on it. */
  private final boolean showsPlan;

  private final boolean changesNothing;
  private final List<Said> said = new ArrayList<>();
  private @Nullable LenientPolicy exempt;

  private record Said(String asked, Objection objection) {}

  ModprobePolicy(Arguments arguments, CommandContext context, ToolLog log) {
    this(
        arguments,
        context,
        log,
        arguments.has(Modprobe.SHOW_DEPENDS)
            || Modprobe.resolves(arguments)
            || arguments.has(Modprobe.DRY_RUN));
  }

  /**
   * For another tool, whose options are not modprobe's.
   *
   * @param changesNothing whether it only shows: then nothing is logged
   */
  ModprobePolicy(Arguments arguments, CommandContext context, ToolLog log, boolean changesNothing) {
    this.arguments = arguments;
    this.context = context;
    this.log = log;
    this.systemLog = new PolicyLog(context, log.program());
    this.showsPlan = arguments.has(Modprobe.SHOW_DEPENDS) || Modprobe.resolves(arguments);
    this.changesNothing = changesNothing;
  }

  /** Reads the policy, says what is wrong with it, and gives what the planner is to ask. */
  ModulePolicy read() {
    Policy policy =
        new PolicyReader(context.root(), Tool.folder(arguments.last(Modprobe.DIRNAME), context))
            .read();
    say(policy.problems());
    if (policy.isEmpty()) {
      return ModulePolicy.NONE;
    }
    if (showsPlan) {
      return new LenientPolicy(policy, List.of());
    }
    if (!arguments.has(Modprobe.IGNORE_POLICY)) {
      return policy;
    }
    List<String> names = arguments.values(Modprobe.IGNORE_POLICY);
    exempt = new LenientPolicy(policy, names.contains("") ? List.of() : names);
    return exempt;
  }

  private void say(List<PolicyProblem> problems) {
    int shown = Math.min(SHOWN_PROBLEMS, problems.size());
    for (PolicyProblem problem : problems.subList(0, shown)) {
      say(PolicyText.of(problem));
    }
    if (problems.size() > shown) {
      say(problems.size() - shown + " more like that: see kmod policy test");
    }
  }

  private void say(String problem) {
    log.warning(problem);
    if (!changesNothing && !arguments.has(Modprobe.SYSLOG)) {
      systemLog.write(Priority.WARNING, "policy: " + problem);
    }
  }

  /** Says and logs what the policy has against a target or what it needs. */
  void objected(Operand operand, LoadTarget target, Objection objection) {
    Objection refusal = target.refusal();
    if (refusal != null && !refusal.equals(objection)) {
      return;
    }
    said.add(new Said(operand.text(), objection));
    if (!changesNothing) {
      systemLog.verdict(verb(objection), operand.text(), objection);
    }
    String text = PolicyText.of(objection);
    if (!objection.enforced()) {
      log.warning(text + (showsPlan ? "" : isExempt(objection) ? " (ignored)" : " (audit)"));
    } else if (refusal == null) {
      log.log(Priority.NOTICE, text + ": left out");
    }
  }

  private String verb(Objection objection) {
    return objection.enforced() ? "blocked" : isExempt(objection) ? "ignored" : "would-block";
  }

  private boolean isExempt(Objection objection) {
    return exempt != null && exempt.isExempt(objection.subject());
  }

  /** Says that all of an operand is kept out. */
  void refused(PlannedOperand operand, Objection objection) {
    log.log(Modprobe.complaint(arguments), PolicyText.of(objection));
    String subject = objection.subject();
    StringBuilder hint = new StringBuilder();
    for (LoadTarget target : operand.targets()) {
      if (objection.equals(target.refusal()) && isOther(subject, target, operand)) {
        hint.append(target.name()).append(" needs it. ");
      }
    }
    hint.append("'permit ").append(subject).append("' in policy.d allows it; ");
    log.hint(
        hint.append(Modprobe.IGNORE_POLICY.name())
            .append('=')
            .append(subject)
            .append(" allows it this once.")
            .toString());
  }

  private static boolean isOther(String subject, LoadTarget target, PlannedOperand operand) {
    return !subject.equals(target.name().text()) && !subject.equals(operand.operand().text());
  }

  /** Writes what was said under {@code policy}. */
  void write(Json json) {
    if (said.isEmpty()) {
      return;
    }
    json.endArray().array("policy");
    for (Said one : said) {
      Objection objection = one.objection();
      json.object()
          .field("asked", one.asked())
          .field("module", objection.subject())
          .field("rule", objection.origin().toString())
          .field("reason", objection.reason())
          .endObject();
    }
  }
}
