package org.jkmod.cli.command;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jkmod.Kmod;
import org.jkmod.SystemRoot;
import org.jkmod.check.Check;
import org.jkmod.check.CisProfile;
import org.jkmod.check.Fault;
import org.jkmod.check.Finding;
import org.jkmod.check.LoadAnswer;
import org.jkmod.check.LoadCheck;
import org.jkmod.check.Severity;
import org.jkmod.cli.CommandContext;
import org.jkmod.cli.args.Arguments;
import org.jkmod.cli.args.Flag;
import org.jkmod.cli.args.OptionTable;
import org.jkmod.cli.args.Value;
import org.jkmod.cli.log.ToolLog;
import org.jkmod.cli.text.CheckText;
import org.jkmod.cli.text.ErrnoText;
import org.jkmod.cli.text.Json;
import org.jkmod.cli.text.LoadAnswerText;
import org.jkmod.cli.text.PolicyExportText;
import org.jkmod.policy.PolicyReader;
import org.jkmod.port.Decompressor;
import org.jspecify.annotations.Nullable;

/**
 * kmod check: what is wrong with the configuration and the kernels' folders; with names, whether
 * these modules can be loaded.
 */
public final class CheckCommand extends Tool {
  private static final OptionTable.Builder TABLE = OptionTable.of("kmod check");
  static final Value DIRNAME =
      TABLE.value("-d,--dirname", "DIR", "the system's root, instead of /");
  static final Value SET_VERSION =
      TABLE.value("-S,--set-version", "VERSION", "for modules: use VERSION instead of `uname -r`");
  static final Value PROFILE =
      TABLE.ownValue("--profile", "NAME", "for the modules of a profile: cis", "cis");
  static final Flag JSON = TABLE.ownFlag("--json", "print one JSON document");
  private static final OptionTable OPTIONS =
      TABLE.build(
          "kmod check [OPTION]... [MODULE]...",
          "Looks for faults in the configuration and in kernels' directories; or tells"
              + " whether modules can be loaded, and in which ways. Exits with 1 when there is a"
              + " fault, or when one of the modules can be loaded.",
          "",
          "Example: kmod check algif_aead");

  /** The exit status when it could not be told. */
  private static final int UNKNOWN = 2;

  @Override
  OptionTable options() {
    return OPTIONS;
  }

  @Override
  int run(Arguments arguments, CommandContext context) {
    ToolLog log = context.log("kmod", false);
    String folder = arguments.last(DIRNAME);
    String profile = arguments.last(PROFILE);
    if (profile != null && !PROFILE.choices().contains(profile)) {
      log.error("There is no profile '" + profile + "': " + String.join(", ", PROFILE.choices()));
      return UNKNOWN;
    }
    try {
      SystemRoot root =
          folder == null
              ? context.root()
              : SystemRoot.confined(context.root().locate(folder).toRealPath());
      String running = folder == null ? context.ports().system().release() : null;
      if (arguments.operands().isEmpty() && arguments.last(PROFILE) == null) {
        return faults(root, running, arguments, context);
      }
      String release = arguments.last(SET_VERSION);
      return modules(root, running, release(release, context), arguments, context);
    } catch (IOException e) {
      log.error(ErrnoText.withFile(e));
      return UNKNOWN;
    }
  }

  /** What is asked for, with what is put before it. */
  private record Asked(String item, String name) {}

  private static List<Asked> askedFor(Arguments arguments) {
    List<Asked> asked = new ArrayList<>();
    if (arguments.last(PROFILE) != null) {
      CisProfile.ITEMS.forEach(item -> asked.add(new Asked(item.number(), item.module())));
    }
    arguments.operands().forEach(name -> asked.add(new Asked("", name)));
    return asked;
  }

  private static int modules(
      SystemRoot root,
      @Nullable String running,
      String release,
      Arguments arguments,
      CommandContext context)
      throws IOException {
    Decompressor decompressor = context.ports().decompressor();
    boolean isRunning = release.equals(running);
    Kmod kmod =
        running == null
            ? Kmod.ofTree(root, release, decompressor)
            : Kmod.open(root, "/lib/modules/" + release, decompressor, List.of());
    LoadCheck check = new LoadCheck(kmod, release, isRunning);
    boolean canAny = false;
    try (Json json = arguments.has(JSON) ? new Json(context.out()) : null) {
      if (json != null) {
        json.array("modules");
      }
      for (Asked asked : askedFor(arguments)) {
        for (LoadAnswer answer : check.of(asked.name())) {
          canAny |= answer.canBeLoaded();
          if (json == null) {
            context.out().print(LoadAnswerText.lines(answer, asked.item()));
          } else {
            print(answer, asked.item(), json);
          }
        }
      }
    }
    return canAny ? 1 : 0;
  }

  private static void print(LoadAnswer answer, String item, Json json) {
    json.object().field("asked", answer.asked()).field("module", answer.module().text());
    json.field("item", item.isEmpty() ? null : item);
    json.field("can_be_loaded", answer.canBeLoaded()).array("reasons");
    for (LoadAnswer.Reason reason : answer.reasons()) {
      json.object().field("kind", reason.circumstance().id());
      json.field("way", reason.circumstance().isWay());
      json.texts("facts", reason.facts()).field("text", LoadAnswerText.of(reason)).endObject();
    }
    json.endArray().endObject();
  }

  private static int faults(
      SystemRoot root, @Nullable String running, Arguments arguments, CommandContext context)
      throws IOException {
    List<Finding> findings =
        new ArrayList<>(new Check(root, running, context.ports().decompressor()).findings());
    if (isExportStale(root, context)) {
      findings.addFirst(Finding.of(Fault.POLICY_EXPORT_STALE, PolicyExportText.PATH));
    }
    if (arguments.has(JSON)) {
      print(findings, context);
    } else {
      findings.forEach(finding -> context.out().print(CheckText.lines(finding)));
    }
    boolean isSound = findings.stream().allMatch(f -> f.fault().severity() == Severity.NOTE);
    return isSound ? 0 : 1;
  }

  private static boolean isExportStale(SystemRoot root, CommandContext context) {
    try {
      List<Kmod> kernels = Kmod.installed(root, "", context.ports().decompressor());
      return PolicyExportText.isStale(root, "", new PolicyReader(root, "").read(), kernels);
    } catch (IOException e) {
      // Indexes that cannot be read are a finding already.
      return false;
    }
  }

  private static void print(List<Finding> findings, CommandContext context) {
    try (Json json = new Json(context.out())) {
      json.array("findings");
      for (Finding finding : findings) {
        json.object().field("severity", CheckText.severity(finding));
        json.field("kind", finding.fault().id()).field("file", finding.origin().source());
        json.field("line", finding.origin().line()).field("what", CheckText.what(finding));
        json.field("way_out", CheckText.wayOut(finding)).endObject();
      }
      json.endArray();
    }
  }
}
