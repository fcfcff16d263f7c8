package org.jkmod.cli.command;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jkmod.Kmod;
import org.jkmod.PolicySurvey;
import org.jkmod.PolicySurvey.Row;
import org.jkmod.cli.CommandContext;
import org.jkmod.cli.args.Arguments;
import org.jkmod.cli.args.Flag;
import org.jkmod.cli.args.OptionTable;
import org.jkmod.cli.args.Value;
import org.jkmod.cli.log.ToolLog;
import org.jkmod.cli.text.IndexHints;
import org.jkmod.cli.text.Json;
import org.jkmod.cli.text.PolicyText;
import org.jkmod.cli.text.TextTable;
import org.jkmod.policy.Policy;
import org.jkmod.policy.PolicyReader;
import org.jkmod.policy.PolicyRule;
import org.jkmod.policy.PolicyVerdict;
import org.jspecify.annotations.Nullable;

/** kmod policy status: what the policy says of each module, by which rule, and where it is now. */
final class PolicyStatus extends KmodTool {
  private static final OptionTable.Builder TABLE = OptionTable.of("kmod policy status");
  static final Value DIRNAME =
      TABLE.value("-d,--dirname", "DIR", "look for modules and policy in DIR");
  static final Value SET_VERSION =
      TABLE.value("-S,--set-version", "VERSION", "use this release, not the running kernel's");
  static final Flag JSON = TABLE.ownFlag("--json", "print one JSON document");
  private static final OptionTable OPTIONS =
      TABLE.build(
          "kmod policy status [OPTION]... [MODULE]...",
          "Shows what the policy says about modules, or about what an alias resolves to: the rule"
              + " with its file and line, the reason, and whether the module is loaded or built in."
              + " Without a name it shows all modules.",
          "",
          "Example: kmod policy status algif_aead net-pf-38");

  @Override
  OptionTable options() {
    return OPTIONS;
  }

  @Override
  int run(Arguments arguments, CommandContext context, ToolLog log) throws IOException, Complaint {
    Policy policy =
        new PolicyReader(context.root(), folder(arguments.last(DIRNAME), context)).read();
    tellProblems(policy, log);
    String folder = moduleDirectory(arguments.last(DIRNAME), arguments.last(SET_VERSION), context);
    Kmod kmod = Kmod.open(context.root(), folder, context.ports().decompressor(), List.of());
    PolicySurvey survey = new PolicySurvey(kmod, policy);
    List<Row> rows = new ArrayList<>();
    boolean good = true;
    if (arguments.operands().isEmpty()) {
      rows.addAll(survey.all());
    }
    for (String operand : arguments.operands()) {
      List<Row> named = survey.named(operand);
      rows.addAll(named);
      if (named.isEmpty()) {
        log.error("Module " + operand + " not found in directory " + kmod.directory().path());
        IndexHints.notFound(operand, kmod.root(), kmod.directory(), log::hint);
        good = false;
      }
    }
    if (arguments.has(JSON)) {
      printJson(policy, rows, context);
    } else {
      print(rows, context);
    }
    return good ? 0 : 1;
  }

  private static void print(List<Row> rows, CommandContext context) {
    TextTable table = new TextTable(new boolean[5], "Module", "Policy", "Now", "Rule", "Reason");
    for (Row row : rows) {
      PolicyRule rule = PolicyText.rule(row.verdict());
      String word = PolicyText.word(row.verdict());
      table.row(
          row.name().text(),
          word.isEmpty() ? "allowed" : word,
          row.builtin() ? "built in" : row.loaded() ? "loaded" : null,
          rule == null ? null : rule.origin().toString(),
          reason(row, rule));
    }
    table.print(context.out());
  }

  private static @Nullable String reason(Row row, @Nullable PolicyRule rule) {
    if (rule == null) {
      return null;
    }
    String reason =
        rule.kind() == PolicyRule.Kind.ALLOW_ONLY
                && row.verdict() instanceof PolicyVerdict.Forbidden
            ? "no allow-only line lists it"
            : rule.reason();
    return row.needs() == null ? reason : ("needs " + row.needs() + " " + reason).strip();
  }

  private static void printJson(Policy policy, List<Row> rows, CommandContext context) {
    try (Json json = new Json(context.out())) {
      json.field("mode", policy.mode().name().toLowerCase(Locale.ROOT));
      json.texts("files", policy.paths()).array("modules");
      for (Row row : rows) {
        PolicyRule rule = PolicyText.rule(row.verdict());
        String word = PolicyText.word(row.verdict());
        json.object()
            .field("name", row.name().text())
            .field("verdict", word.isEmpty() ? "allowed" : word)
            .field("rule", rule == null ? null : rule.origin().toString())
            .field("reason", reason(row, rule))
            .field("needs", row.needs() == null ? null : row.needs().text())
            .field("loaded", row.loaded())
            .field("builtin", row.builtin())
            .endObject();
      }
    }
  }
}
