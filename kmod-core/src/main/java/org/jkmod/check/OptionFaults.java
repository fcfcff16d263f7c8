package org.jkmod.check;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jkmod.KernelModule;
import org.jkmod.ModuleName;
import org.jkmod.SystemRoot;
import org.jkmod.bytes.Glob;
import org.jkmod.bytes.MalformedException;
import org.jkmod.config.ModprobeConfig;
import org.jkmod.config.Origin;
import org.jkmod.config.Rule;
import org.jkmod.modinfo.ModuleParameter;
import org.jkmod.port.Decompressor;
import org.jspecify.annotations.Nullable;

/** Parameters that a module does not take, or not with such a value. */
final class OptionFaults {
  private final SystemRoot root;
  private final Decompressor decompressor;
  private final ModprobeConfig config;
  private final Kernels kernels;
  private final Findings found;
  private final Map<ModuleName, @Nullable Map<String, ModuleParameter>> known = new HashMap<>();
  private final Map<String, Setting> set = new HashMap<>();

  /** What a parameter was set to, and where. */
  private record Setting(String value, Origin origin) {}

  OptionFaults(
      SystemRoot root,
      Decompressor decompressor,
      ModprobeConfig config,
      Kernels kernels,
      Findings found) {
    this.root = root;
    this.decompressor = decompressor;
    this.config = config;
    this.kernels = kernels;
    this.found = found;
  }

  void check() throws IOException {
    for (Rule.Options rule : config.options()) {
      if (!kernels.isEmpty()) {
        check(rule);
      }
    }
  }

  private void check(Rule.Options rule) throws IOException {
    String module = rule.nameOrAlias();
    ModuleName name = Kernels.named(module);
    if (!kernels.has(name)) {
      boolean isAlias = !kernels.aliased(module).isEmpty() || isConfiguredAlias(module);
      if (!isAlias && RuleFaults.isAdministrators(rule)) {
        found.report(Fault.OPTIONS_MISSING, rule, module);
      }
      return;
    }
    if (kernels.isOnlyBuiltin(name)) {
      if (RuleFaults.isAdministrators(rule)) {
        found.report(Fault.OPTIONS_BUILTIN, rule, module);
      }
      return;
    }
    Map<String, ModuleParameter> parameters = parameters(name);
    for (String word : KernelArguments.words(rule.options())) {
      check(rule, word, parameters);
    }
  }

  private boolean isConfiguredAlias(String name) {
    for (Rule.Alias alias : config.aliases()) {
      if (alias.pattern().equals(name) || Glob.matches(alias.pattern(), name)) {
        return true;
      }
    }
    return false;
  }

  private void check(
      Rule.Options rule, String word, @Nullable Map<String, ModuleParameter> parameters)
      throws IOException {
    String module = rule.nameOrAlias();
    int equals = word.indexOf('=');
    String name = equals < 0 ? word : word.substring(0, equals);
    String value = equals < 0 ? null : KernelArguments.unquoted(word.substring(equals + 1));
    Setting setting = new Setting(value == null ? "" : value, rule.origin());
    Setting other = set.putIfAbsent(module + " " + alike(name), setting);
    if (other != null && !other.value().equals(setting.value())) {
      found.report(Fault.OPTIONS_DOUBLED, rule, module, name, other.origin().toString());
    }
    if (parameters == null || KernelArguments.isForAll(name)) {
      return;
    }
    ModuleParameter parameter = parameters.get(alike(name));
    if (parameter == null) {
      if (!hasSymbol(Kernels.named(module), name)) {
        String alike = closest(name, parameters.keySet());
        found.report(Fault.OPTIONS_UNKNOWN_PARAMETER, rule, module, name, alike);
      }
    } else if (parameter.type() != null && !KernelArguments.fits(value, parameter.type())) {
      found.report(
          Fault.OPTIONS_WRONG_VALUE,
          rule,
          module,
          name,
          value == null ? "" : value,
          parameter.type());
    }
  }

  private boolean hasSymbol(ModuleName module, String name) throws IOException {
    KernelModule file = kernels.withFile(module);
    String path = file == null ? null : file.path();
    return path == null || ParameterSymbols.read(root, path, decompressor).has(name);
  }

  /** By their names; null when the module's file cannot be read, which is told elsewhere. */
  private @Nullable Map<String, ModuleParameter> parameters(ModuleName module) throws IOException {
    if (known.containsKey(module)) {
      return known.get(module);
    }
    Map<String, ModuleParameter> parameters = null;
    KernelModule file = kernels.withFile(module);
    if (file != null) {
      try {
        parameters = new LinkedHashMap<>();
        for (ModuleParameter one : ModuleParameter.of(file.info().fields(), field -> {})) {
          parameters.put(alike(one.name()), one);
        }
      } catch (MalformedException | FileSystemException e) {
        parameters = null;
      }
    }
    known.put(module, parameters);
    return parameters;
  }

  /** The kernel takes - and _ alike there. */
  private static String alike(String name) {
    return name.replace('-', '_');
  }

  /** The name with the fewest changes, when they are few; else nothing. */
  static String closest(String name, Iterable<String> names) {
    String best = "";
    int least = Math.max(1, name.length() / 3) + 1;
    for (String other : names) {
      int changes = changes(alike(name), other);
      if (changes < least) {
        least = changes;
        best = other;
      }
    }
    return best;
  }

  /** Levenshtein's distance. */
  private static int changes(String one, String other) {
    List<Integer> row = new ArrayList<>();
    for (int i = 0; i <= other.length(); i++) {
      row.add(i);
    }
    for (int i = 1; i <= one.length(); i++) {
      int corner = row.getFirst();
      row.set(0, i);
      for (int j = 1; j <= other.length(); j++) {
        int above = row.get(j);
        int same = corner + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        row.set(j, Math.min(same, Math.min(above, row.get(j - 1)) + 1));
        corner = above;
      }
    }
    return row.getLast();
  }
}
