package org.jkmod.cli.command;

import java.io.IOException;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jkmod.ModuleName;
import org.jkmod.ModulesInUse;
import org.jkmod.ModulesInUse.Source;
import org.jkmod.cli.CommandContext;
import org.jkmod.cli.args.Arguments;
import org.jkmod.cli.args.OptionTable;
import org.jkmod.cli.args.Value;
import org.jkmod.cli.log.ToolLog;

/** kmod policy generate: an allow-only list of what this machine uses. */
final class PolicyGenerate extends KmodTool {
  private static final OptionTable.Builder TABLE = OptionTable.of("kmod policy generate");
  static final Value OUTPUT =
      TABLE.value("-o,--output", "FILE", "write to FILE instead of printing");
  static final Value FROM =
      TABLE.ownValue(
          "--from",
          "LIST",
          "comma-separated: loaded, devices, modules-load, fstab (the default: these four)"
              + " or all",
          "loaded",
          "devices",
          "modules-load",
          "fstab",
          "all");
  private static final OptionTable OPTIONS =
      TABLE.build(
          "kmod policy generate [OPTION]...",
          "Prints an allow-only list for policy.d: what is loaded now, the drivers of the devices,"
              + " what modules-load.d and fstab name, and all that these need; with all, also what"
              + " is loaded on demand: file systems, algorithms, USB storage, network families.",
          "",
          "Example: kmod policy generate -o /etc/kmod/policy.d/50-this-machine.conf");

  @Override
  OptionTable options() {
    return OPTIONS;
  }

  @Override
  int run(Arguments arguments, CommandContext context, ToolLog log) throws IOException, Complaint {
    refuseOperands(arguments);
    Set<Source> sources = EnumSet.noneOf(Source.class);
    for (String list : arguments.values(FROM)) {
      for (String word : list.split(",", -1)) {
        if (!add(word, sources)) {
          throw new Complaint(
              "there is no source '" + word + "', only loaded, devices, modules-load, fstab, all.");
        }
      }
    }
    if (sources.isEmpty()) {
      sources.addAll(EnumSet.complementOf(EnumSet.of(Source.ON_DEMAND)));
    }
    String release = context.ports().system().release();
    String text = text(sources, release, new ModulesInUse(openRunning(context)).collect(sources));
    NewFile.writeOrPrint(arguments.last(OUTPUT), text, context);
    return 0;
  }

  private static boolean add(String word, Set<Source> sources) {
    if (word.equals("all")) {
      sources.addAll(EnumSet.allOf(Source.class));
      return true;
    }
    for (Source source : EnumSet.complementOf(EnumSet.of(Source.ON_DEMAND))) {
      if (word.equals(label(source))) {
        sources.add(source);
        return true;
      }
    }
    return false;
  }

  private static String label(Source source) {
    return source.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static String text(Set<Source> sources, String release, Map<ModuleName, String> reasons) {
    StringBuilder text = new StringBuilder();
    text.append("# Made by kmod policy generate from ")
        .append(String.join(",", sources.stream().map(PolicyGenerate::label).toList()));
    text.append(" on Linux ").append(release).append(".\n");
    text.append("# Try it first: 'mode audit' loads what is not listed, and logs it.\n");
    for (Map.Entry<ModuleName, String> module : reasons.entrySet()) {
      text.append("allow-only ").append(module.getKey()).append(" # ").append(module.getValue());
      text.append('\n');
    }
    return text.toString();
  }
}
