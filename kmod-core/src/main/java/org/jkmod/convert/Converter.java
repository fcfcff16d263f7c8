package org.jkmod.convert;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jkmod.AliasKey;
import org.jkmod.convert.Conversion.Line;
import org.jkmod.convert.OldNames.All;
import org.jkmod.convert.OldNames.Kind;
import org.jkmod.convert.OldNames.Meaning;
import org.jkmod.convert.OldNames.Unsayable;
import org.jspecify.annotations.Nullable;

/**
 * Says the directives of an old file in modprobe.d. What several lines say of one name is gathered
 * first, and said where the first of them stands.
 */
final class Converter {
  /** What takes a command of the shell. */
  private static final Set<String> COMMANDS =
      Set.of("install", "remove", "pre-install", "post-install", "pre-remove", "post-remove");

  /** What modprobe.d has in the same words. */
  private static final Set<String> SAME = Set.of("blacklist", "softdep", "weakdep");

  /** What only modutils has: there a line replaces an earlier one of its name. */
  private static final Set<String> MODUTILS =
      Set.of(
          "above",
          "below",
          "probe",
          "probeall",
          "pre-install",
          "post-install",
          "pre-remove",
          "post-remove",
          "keep",
          "path=",
          "prune",
          "persistdir",
          "insmod_opt=",
          "depfile=");

  /** Why these cannot be said, by keyword. */
  private static final Map<String, String> NO_COUNTERPART =
      Map.ofEntries(
          Map.entry("path=", "depmod finds modules: see search and external in depmod.d(5)"),
          Map.entry("keep", "depmod always looks in the kernel's directory"),
          Map.entry("prune", "depmod lists modules only, by their suffix"),
          Map.entry("depfile=", "depmod's files have fixed names"),
          Map.entry("insmod_opt=", "modprobe.d has no options for every module"),
          Map.entry("persistdir", "the kernel keeps no values of modules that were removed"),
          Map.entry("persistdir=", "the kernel keeps no values of modules that were removed"),
          Map.entry("config", "it has no effect any more"),
          Map.entry("include", "what is included depends on more than this file"));

  private final List<Directive> directives;
  private final boolean replaces;
  private final OldNames names = new OldNames();
  private final Map<AliasKey, List<String>> options = new HashMap<>();
  private final Map<AliasKey, List<String>> above = new HashMap<>();
  private final Map<AliasKey, List<String>> below = new HashMap<>();
  private final Map<AliasKey, Map<String, String>> commands = new HashMap<>();

  /** What has been said already: each place, with its kind. */
  private final Set<String> said = new LinkedHashSet<>();

  private final List<Line> lines = new ArrayList<>();

  /**
   * @param isModutils whether the file's name says that it is modutils'; else its keywords do
   */
  Converter(List<Directive> directives, boolean isModutils) {
    this.directives = directives;
    this.replaces =
        isModutils || directives.stream().anyMatch(d -> d.isAdded() || MODUTILS.contains(base(d)));
  }

  /** Whether the keyword's arguments are a name and a command. */
  static boolean isCommand(String keyword) {
    return COMMANDS.contains(keyword);
  }

  /** The keyword, of {@code path[TAG]=} without the tag. */
  private static String base(Directive directive) {
    String keyword = directive.keyword();
    int bracket = keyword.indexOf('[');
    return bracket >= 0 && keyword.endsWith("=") ? keyword.substring(0, bracket) + "=" : keyword;
  }

  Conversion convert() {
    directives.forEach(this::gather);
    directives.forEach(this::say);
    return new Conversion(lines);
  }

  private void gather(Directive directive) {
    List<String> words = Shell.words(directive.arguments());
    AliasKey name = words.size() < 2 ? null : AliasKey.of(Shell.unquoted(words.get(0)));
    if (name == null || directive.obstacle() != null) {
      return;
    }
    List<String> rest = words.subList(1, words.size());
    boolean isAdded = directive.isAdded() || !replaces;
    switch (directive.keyword()) {
      case "alias" -> names.define(name, Kind.ALIAS, unquoted(rest.subList(0, 1)), !replaces);
      case "probe" -> names.define(name, Kind.PROBE, unquoted(rest), directive.isAdded());
      case "probeall" -> names.define(name, Kind.PROBEALL, unquoted(rest), directive.isAdded());
      case "options" -> add(options, name, rest, isAdded);
      case "above" -> add(above, name, unquoted(rest), isAdded);
      case "below" -> add(below, name, unquoted(rest), isAdded);
      default -> {
        if (isCommand(directive.keyword())) {
          commands
              .computeIfAbsent(name, key -> new HashMap<>())
              .put(directive.keyword(), afterFirst(directive.arguments(), words.get(0)));
        }
      }
    }
  }

  private static void add(
      Map<AliasKey, List<String>> lists, AliasKey name, List<String> more, boolean isAdded) {
    List<String> list = lists.computeIfAbsent(name, key -> new ArrayList<>());
    if (!isAdded) {
      list.clear();
    }
    list.addAll(more);
  }

  private static List<String> unquoted(List<String> words) {
    return words.stream().map(Shell::unquoted).toList();
  }

  private static String afterFirst(String text, String first) {
    return text.substring(text.indexOf(first) + first.length()).strip();
  }

  private void say(Directive directive) {
    String keyword = base(directive);
    if (keyword.equals("#")) {
      lines.add(new Line(directive.text(), null, directive.origin()));
      return;
    }
    if (directive.obstacle() != null) {
      lose(directive, directive.obstacle());
      return;
    }
    String reason =
        keyword.endsWith("mapfile=") || keyword.equals("generic_stringfile=")
            ? NO_COUNTERPART.get("depfile=")
            : NO_COUNTERPART.get(keyword);
    if (reason != null) {
      lose(directive, reason);
      return;
    }
    List<String> words = Shell.words(directive.arguments());
    if (words.size() < (keyword.equals("blacklist") ? 1 : 2)) {
      boolean isKnown = SAME.contains(keyword) || isCommand(keyword) || isGathered(keyword);
      lose(directive, isKnown ? "it is incomplete" : "modules.conf(5) has no such keyword");
      return;
    }
    AliasKey name = AliasKey.of(Shell.unquoted(words.get(0)));
    if (name == null) {
      lose(directive, "a bracket in the name has no partner");
      return;
    }
    String written = Shell.unquoted(words.get(0));
    if (SAME.contains(keyword)) {
      emit(keyword + " " + directive.arguments(), directive);
    } else if (keyword.equals("options")) {
      sayOptions(name, written, directive);
    } else if (keyword.equals("above") || keyword.equals("below")) {
      saySoftdep(name, written, directive);
    } else if (isCommand(keyword) || isGathered(keyword)) {
      sayName(name, written, directive);
    } else {
      lose(directive, "modules.conf(5) has no such keyword");
    }
  }

  private static boolean isGathered(String keyword) {
    return switch (keyword) {
      case "alias", "probe", "probeall", "options", "above", "below" -> true;
      default -> false;
    };
  }

  private void emit(String line, Directive directive) {
    lines.add(new Line(line, null, directive.origin()));
  }

  private void lose(Directive directive, String reason) {
    lines.add(new Line(directive.text(), reason, directive.origin()));
  }

  private boolean isFirst(String kind, AliasKey name) {
    return said.add(kind + " " + name.text());
  }

  private void sayOptions(AliasKey name, String written, Directive directive) {
    List<String> own = Shell.words(directive.arguments());
    if (own.stream().anyMatch(word -> word.startsWith("-"))) {
      lose(directive, "insmod's options cannot be given in modprobe.d");
    }
    if (!isFirst("options", name)) {
      return;
    }
    List<String> values = new ArrayList<>();
    boolean isName = false;
    for (String word : options.getOrDefault(name, List.of())) {
      // insmod's -o has a value of its own.
      if (!isName && !word.startsWith("-")) {
        values.add(parameter(word));
      }
      isName = word.equals("-o");
    }
    if (!values.isEmpty()) {
      emit("options " + written + " " + String.join(" ", values), directive);
    }
  }

  /** A parameter with quotes as the kernel reads them. */
  private static String parameter(String word) {
    String plain = Shell.unquoted(word);
    int equals = plain.indexOf('=');
    boolean hasBlank = plain.indexOf(' ') >= 0 || plain.indexOf('\t') >= 0;
    if (hasBlank && equals > 0 && plain.indexOf('"') < 0) {
      plain = plain.substring(0, equals + 1) + '"' + plain.substring(equals + 1) + '"';
    }
    return Shell.escaped(plain);
  }

  private void saySoftdep(AliasKey name, String written, Directive directive) {
    if (!isFirst("softdep", name)) {
      return;
    }
    String lists = list(" pre:", below.get(name)) + list(" post:", above.get(name));
    Meaning meaning = commands.containsKey(name) ? null : names.meaning(name, this::hasCommand);
    if (meaning == null) {
      emit("softdep " + written + lists, directive);
    } else if (meaning instanceof All all) {
      all.modules().forEach(module -> emit("softdep " + module + lists, directive));
    } else {
      lose(directive, "a softdep is of a module, and " + written + " is none");
    }
  }

  private static String list(String keyword, @Nullable List<String> modules) {
    return modules == null ? "" : keyword + " " + String.join(" ", modules);
  }

  private boolean hasCommand(AliasKey name) {
    return commands.containsKey(name);
  }

  /** All that alias, probe and probeall lines and commands say of a name. */
  private void sayName(AliasKey name, String written, Directive directive) {
    if (!isFirst("name", name)) {
      return;
    }
    Meaning meaning = names.meaning(name, key -> !key.equals(name) && hasCommand(key));
    Map<String, String> own = commands.getOrDefault(name, Map.of());
    String install = own.get("install");
    if (meaning instanceof Unsayable unsayable && install == null) {
      lose(directive, unsayable.reason());
      return;
    }
    if (meaning instanceof All all && own.isEmpty()) {
      all.modules().forEach(module -> emit("alias " + written + " " + module, directive));
      return;
    }
    boolean hasInstall = own.keySet().stream().anyMatch(keyword -> keyword.endsWith("install"));
    if (hasInstall || meaning != null) {
      String body = install == null ? OldCommands.loading(written, meaning) : install;
      String line = OldCommands.line(own.get("pre-install"), body, own.get("post-install"));
      emit("install " + written + " " + Shell.escaped(line), directive);
    }
    boolean hasRemove = own.keySet().stream().anyMatch(keyword -> keyword.endsWith("remove"));
    String remove = own.get("remove");
    if (remove == null && (hasRemove || meaning instanceof All)) {
      remove = OldCommands.removing(written, meaning);
    }
    if (remove != null) {
      String line = OldCommands.line(own.get("pre-remove"), remove, own.get("post-remove"));
      emit("remove " + written + " " + Shell.escaped(line), directive);
    }
  }
}
