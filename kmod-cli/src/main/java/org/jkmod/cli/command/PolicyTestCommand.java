package org.jkmod.cli.command;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jkmod.Kmod;
import org.jkmod.ModuleName;
import org.jkmod.cli.CommandContext;
import org.jkmod.cli.args.Arguments;
import org.jkmod.cli.args.Flag;
import org.jkmod.cli.args.OptionTable;
import org.jkmod.cli.args.Value;
import org.jkmod.cli.log.ToolLog;
import org.jkmod.cli.text.Json;
import org.jkmod.cli.text.PolicyExportText;
import org.jkmod.cli.text.PolicyText;
import org.jkmod.index.ModuleDirectory.Index;
import org.jkmod.policy.Policy;
import org.jkmod.policy.PolicyProblem;
import org.jkmod.policy.PolicyReader;
import org.jkmod.policy.PolicyReview;

/** kmod policy test: what is wrong with the policy's files, and which rules do nothing. */
final class PolicyTestCommand extends KmodTool {
  private static final OptionTable.Builder TABLE = OptionTable.of("kmod policy test");
  static final Value DIRNAME =
      TABLE.value("-d,--dirname", "DIR", "look for modules and policy in DIR");
  static final Flag JSON = TABLE.ownFlag("--json", "print one JSON document");
  private static final OptionTable OPTIONS =
      TABLE.build(
          "kmod policy test [OPTION]... [FILE]...",
          "Checks these files, or all of policy.d. Exits with 1 if a line or a file is ignored;"
              + " rules that match no module of any installed kernel, or never have"
              + " an effect, are only reported.",
          "",
          "Example: kmod policy test new.conf");

  @Override
  OptionTable options() {
    return OPTIONS;
  }

  @Override
  int run(Arguments arguments, CommandContext context, ToolLog log) throws IOException {
    String folder = folder(arguments.last(DIRNAME), context);
    PolicyReader reader = new PolicyReader(context.root(), folder);
    List<String> files = arguments.operands();
    Policy policy = files.isEmpty() ? reader.read() : reader.read(files);
    List<String> errors = new ArrayList<>();
    for (PolicyProblem problem : policy.problems()) {
      errors.add(PolicyText.of(problem));
    }
    List<Kmod> kernels = Kmod.installed(context.root(), folder, context.ports().decompressor());
    String export = folder + PolicyExportText.PATH;
    if (files.isEmpty() && PolicyExportText.isStale(context.root(), folder, policy, kernels)) {
      errors.add(export + ": it is not what the policy says now: run kmod policy export again");
    }
    Set<ModuleName> names = new TreeSet<>();
    for (Kmod kernel : kernels) {
      kernel.directory().forEach(Index.DEPENDENCIES, entry -> names.add(entry.module()));
      kernel.directory().forEach(Index.BUILTINS, entry -> names.add(entry.module()));
    }
    // Where there are no modules, as where an image is built, every name would be unknown.
    List<PolicyReview.Finding> findings =
        names.isEmpty() ? List.of() : new PolicyReview(policy, names).findings();
    print(policy, errors, findings, arguments, context);
    return errors.isEmpty() ? 0 : 1;
  }

  private static void print(
      Policy policy,
      List<String> errors,
      List<PolicyReview.Finding> findings,
      Arguments arguments,
      CommandContext context) {
    if (!arguments.has(JSON)) {
      for (String error : errors) {
        context.out().print("error: " + error + "\n");
      }
      for (PolicyReview.Finding finding : findings) {
        context.out().print("note: " + PolicyText.of(finding) + "\n");
      }
      return;
    }
    try (Json json = new Json(context.out())) {
      json.texts("files", policy.paths());
      json.texts("errors", errors);
      json.texts("notes", findings.stream().map(PolicyText::of).toList());
    }
  }
}
