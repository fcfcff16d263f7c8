package org.jkmod.cli.command;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jkmod.KernelModule;
import org.jkmod.Kmod;
import org.jkmod.ModuleFile;
import org.jkmod.ModuleName;
import org.jkmod.cli.CommandContext;
import org.jkmod.cli.args.Arguments;
import org.jkmod.cli.args.Flag;
import org.jkmod.cli.args.OptionTable;
import org.jkmod.cli.args.Value;
import org.jkmod.cli.log.ToolLog;
import org.jkmod.cli.text.ErrnoText;
import org.jkmod.cli.text.LsmodColumn;
import org.jkmod.cli.text.LsmodColumns;
import org.jkmod.cli.text.LsmodJson;
import org.jkmod.cli.text.LsmodOutput;
import org.jkmod.cli.text.LsmodRow;
import org.jkmod.cli.text.LsmodTable;
import org.jkmod.cli.text.LsmodTree;
import org.jkmod.cli.text.PolicyText;
import org.jkmod.live.LoadedModule;
import org.jkmod.live.ProcSys;
import org.jkmod.modinfo.ModuleSignature;
import org.jkmod.policy.Policy;
import org.jkmod.policy.PolicyReader;
import org.jspecify.annotations.Nullable;

/** Lists the loaded modules. */
public final class Lsmod extends Tool {
  private static final OptionTable.Builder TABLE = OptionTable.of("lsmod");
  static final Flag SYSLOG =
      TABLE.flag("-s,--syslog", "write messages to the system's log, not to stderr");
  static final Flag VERBOSE = TABLE.flag("-v,--verbose", "print more messages; may be repeated");
  static final Value SORT =
      TABLE.ownValue(
          "--sort",
          "KEY",
          "sort by name, size or references; -KEY: largest first",
          "name",
          "size",
          "references",
          "-name",
          "-size",
          "-references");
  static final Value COLUMNS =
      TABLE.ownValue(
          "--columns",
          "LIST",
          "print these columns: name, size, references, usedby, state, taint, version,"
              + " srcversion, file, signer, policy",
          LsmodColumn.labels());
  static final Flag TREE = TABLE.ownFlag("--tree", "print a tree: below each module those it uses");
  static final Flag REVERSE =
      TABLE.ownFlag("--reverse", "with --tree: below each module those that use it");
  static final Flag JSON = TABLE.ownFlag("--json", "print one JSON document");
  private static final OptionTable OPTIONS =
      TABLE.build(
          "lsmod [OPTION]...",
          "Lists the loaded modules: size in bytes, how many users each has, and"
              + " which modules use it.",
          "",
          "Example: lsmod --sort=-size --columns=name,size,state,taint");

  private final String tool;

  /**
   * @param tool what messages start with: lsmod, or kmod for its list command
   */
  public Lsmod(String tool) {
    this.tool = tool;
  }

  @Override
  OptionTable options() {
    return OPTIONS;
  }

  @Override
  int run(Arguments parsed, CommandContext context) {
    ToolLog log = context.log(tool, parsed.has(SYSLOG));
    if (!parsed.operands().isEmpty()) {
      log.error("too many arguments provided.");
      return 1;
    }
    if (parsed.has(TREE) && (parsed.has(JSON) || parsed.has(COLUMNS))) {
      log.error("--tree cannot be used with --json or --columns.");
      return 1;
    }
    if (parsed.has(REVERSE) && !parsed.has(TREE)) {
      log.error("--reverse needs --tree.");
      return 1;
    }
    String sort = parsed.last(SORT);
    if (sort != null && order(sort) == null) {
      log.error("cannot sort by '" + sort + "', only by name, size or references.");
      return 1;
    }
    List<LsmodColumn> columns = new ArrayList<>();
    for (String list : parsed.values(COLUMNS)) {
      for (String label : list.split(",", -1)) {
        LsmodColumn column = LsmodColumn.named(label);
        if (column == null) {
          log.error("there is no column '" + label + "'. See -h.");
          return 1;
        }
        columns.add(column);
      }
    }
    return new Listing(context, log, columns).run(sort, parsed);
  }

  /** Null when there is no such key. */
  private static @Nullable Comparator<LsmodRow> order(String key) {
    boolean largestFirst = key.startsWith("-");
    Comparator<LsmodRow> order =
        switch (largestFirst ? key.substring(1) : key) {
          case "name" -> Comparator.comparing(LsmodRow::name);
          case "size" -> Comparator.comparingLong(LsmodRow::size);
          case "references" -> Comparator.comparingInt(LsmodRow::references);
          default -> null;
        };
    return order == null ? null : largestFirst ? order.reversed() : order;
  }

  private static LsmodOutput output(
      Arguments parsed, CommandContext context, List<LsmodColumn> columns) {
    if (parsed.has(JSON)) {
      return new LsmodJson(context.out(), columns);
    }
    if (parsed.has(TREE)) {
      return new LsmodTree(context.out(), parsed.has(REVERSE), context.isUtf8());
    }
    return columns.isEmpty()
        ? new LsmodTable(context.out())
        : new LsmodColumns(context.out(), columns);
  }

  /** One run of the tool. */
  private static final class Listing {
    private final CommandContext context;
    private final ToolLog log;
    private final List<LsmodColumn> columns;
    private final ProcSys live;
    private @Nullable Kmod kmod;
    private @Nullable Policy policy;

    Listing(CommandContext context, ToolLog log, List<LsmodColumn> columns) {
      this.context = context;
      this.log = log;
      this.columns = columns;
      this.live = new ProcSys(context.root());
    }

    int run(@Nullable String sort, Arguments parsed) {
      List<LoadedModule> modules;
      try {
        modules = live.loaded();
      } catch (IOException e) {
        String reason = ErrnoText.of(e);
        log.error("could not open " + ProcSys.PROC_MODULES + ": " + reason);
        log.error("could not get list of modules: " + reason);
        return 1;
      }
      Comparator<LsmodRow> order = sort == null ? null : order(sort);
      try (LsmodOutput output = output(parsed, context, columns)) {
        if (order == null) {
          for (LoadedModule module : modules) {
            output.module(row(module));
          }
        } else {
          modules.stream().map(this::row).sorted(order).forEach(output::module);
        }
      }
      return 0;
    }

    private LsmodRow row(LoadedModule module) {
      ModuleName name = module.name();
      List<String> holders = new ArrayList<>();
      try {
        for (ModuleName holder : live.listHolders(module)) {
          holders.add(holder.text());
        }
      } catch (IOException e) {
        log.error("could not open '/sys/module/" + name + "/holders': " + ErrnoText.of(e));
      }
      return new LsmodRow(
          name.text(), live.size(module), live.referenceCount(module), holders, more(name));
    }

    private Map<LsmodColumn, String> more(ModuleName name) {
      if (columns.isEmpty()) {
        return Map.of();
      }
      Map<LsmodColumn, String> more = new EnumMap<>(LsmodColumn.class);
      for (LsmodColumn column : columns) {
        String text =
            switch (column) {
              case NAME, SIZE, REFERENCES, USEDBY -> null;
              case STATE -> live.attribute(name, "initstate");
              case TAINT, VERSION, SRCVERSION -> live.attribute(name, column.label());
              case FILE -> file(name);
              case SIGNER -> signer(name);
              case POLICY -> PolicyText.withRule(policy().judgeRequest(name.text(), name));
            };
        if (text != null) {
          more.put(column, text);
        }
      }
      return more;
    }

    /** Null when no index has it: it was loaded from elsewhere. */
    private @Nullable KernelModule module(ModuleName name) throws IOException {
      Kmod known = kmod;
      if (known == null) {
        String folder = "/lib/modules/" + context.ports().system().release();
        known = Kmod.withoutConfig(context.root(), folder, context.ports().decompressor());
        kmod = known;
      }
      return known.module(name);
    }

    /** Read once; what is wrong with it, kmod policy test says. */
    private Policy policy() {
      Policy known = policy;
      if (known == null) {
        known = new PolicyReader(context.root(), "").read();
        policy = known;
      }
      return known;
    }

    private @Nullable String file(ModuleName name) {
      try {
        KernelModule module = module(name);
        return module == null ? null : module.path();
      } catch (IOException e) {
        log.error(ErrnoText.withFile(e));
        return null;
      }
    }

    private @Nullable String signer(ModuleName name) {
      try {
        KernelModule module = module(name);
        if (module == null || module.path() == null) {
          return null;
        }
        try (ModuleFile file = module.open()) {
          ModuleSignature signature = file.signature();
          return signature == null ? null : signature.signer();
        }
      } catch (IOException e) {
        log.error(ErrnoText.withFile(e));
        return null;
      }
    }
  }
}
