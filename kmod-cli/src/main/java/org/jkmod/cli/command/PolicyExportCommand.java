package org.jkmod.cli.command;

import java.io.IOException;
import java.util.Map;
import org.jkmod.Kmod;
import org.jkmod.ModuleName;
import org.jkmod.PolicySurvey;
import org.jkmod.cli.CommandContext;
import org.jkmod.cli.args.Arguments;
import org.jkmod.cli.args.OptionTable;
import org.jkmod.cli.args.Value;
import org.jkmod.cli.log.ToolLog;
import org.jkmod.cli.text.PolicyExportText;
import org.jkmod.cli.text.TextTable;
import org.jkmod.policy.Policy;
import org.jkmod.policy.PolicyMode;
import org.jkmod.policy.PolicyReader;
import org.jspecify.annotations.Nullable;

/** kmod policy export: the policy for programs that read modprobe.d and know no policy. */
final class PolicyExportCommand extends KmodTool {
  private static final OptionTable.Builder TABLE = OptionTable.of("kmod policy export");
  static final Value DIRNAME =
      TABLE.value("-d,--dirname", "DIR", "look for modules and policy in DIR");
  static final Value OUTPUT =
      TABLE.value("-o,--output", "FILE", "write to FILE instead of printing");
  static final Value STYLE =
      TABLE.ownValue(
          "--style",
          "COMMAND",
          "the command in install lines: false, which fails, or true",
          "false",
          "true");
  static final Value FORMAT =
      TABLE.ownValue("--format", "FORMAT", "modprobe.d or json", "modprobe.d", "json");
  private static final OptionTable OPTIONS =
      TABLE.build(
          "kmod policy export [OPTION]...",
          "Prints blacklist and install lines for every module of the installed kernels that"
              + " the policy keeps out, for programs that do not read policy.d, such as udev and"
              + " systemd-modules-load. A module that an allowed one needs is never listed."
              + " jkmod's own modprobe skips the file.",
          "",
          "Example: kmod policy export -o /etc/modprobe.d/00-kmod-policy.conf");

  @Override
  OptionTable options() {
    return OPTIONS;
  }

  @Override
  int run(Arguments arguments, CommandContext context, ToolLog log) throws IOException, Complaint {
    String style = arguments.last(STYLE);
    String format = arguments.last(FORMAT);
    refuseOperands(arguments);
    check(style, format);
    String folder = folder(arguments.last(DIRNAME), context);
    Policy policy = new PolicyReader(context.root(), folder).read();
    tellProblems(policy, log);
    if (policy.mode() == PolicyMode.AUDIT) {
      throw new Complaint("the policy is in audit mode, but an export would keep modules out.");
    }
    Map<ModuleName, Policy.Judgement> refused =
        PolicySurvey.refused(
            policy, Kmod.installed(context.root(), folder, context.ports().decompressor()));
    for (ModuleName name : refused.keySet()) {
      if (!"json".equals(format) && !PolicyExportText.isWord(name.text())) {
        log.warning(
            "left out, it cannot stand in modprobe.d: " + TextTable.printable(name.text(), false));
      }
    }
    String text =
        "json".equals(format)
            ? PolicyExportText.json(refused)
            : PolicyExportText.lines(refused, style == null ? "false" : style);
    NewFile.writeOrPrint(arguments.last(OUTPUT), text, context);
    return 0;
  }

  private static void check(@Nullable String style, @Nullable String format) throws Complaint {
    if (style != null && !style.equals("false") && !style.equals("true")) {
      throw new Complaint("there is no style '" + style + "', only false and true.");
    }
    if (format != null && !format.equals("json") && !format.equals("modprobe.d")) {
      throw new Complaint("there is no format '" + format + "', only modprobe.d and json.");
    }
  }
}
