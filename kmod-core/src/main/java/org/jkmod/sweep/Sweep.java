package org.jkmod.sweep;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jkmod.AliasKey;
import org.jkmod.Kmod;
import org.jkmod.ModuleName;
import org.jkmod.boot.ModuleSet;
import org.jkmod.boot.ModuleSetReader;
import org.jkmod.bytes.Glob;
import org.jkmod.config.Origin;
import org.jkmod.config.Rule;
import org.jkmod.live.LoadedModule;
import org.jkmod.live.ModuleState;
import org.jkmod.live.ProcSys;
import org.jkmod.resolve.Match;
import org.jkmod.resolve.ModuleLookup;
import org.jkmod.sweep.Finding.Stay;
import org.jkmod.sweep.Finding.Why;
import org.jspecify.annotations.Nullable;

/** Finds the loaded modules that nobody uses; each that stays has a reason. */
public final class Sweep {
  /** Where lists of modules are that are to stay: names and patterns. */
  public static final List<String> KEEP_FOLDERS =
      List.of(
          "/etc/kmod/keep.d",
          "/run/kmod/keep.d",
          "/usr/local/lib/kmod/keep.d",
          "/usr/lib/kmod/keep.d");

  private final Kmod kmod;
  private final ProcSys live;
  private final Map<ModuleName, List<Stay>> stays = new LinkedHashMap<>();

  public Sweep(Kmod kmod) {
    this.kmod = kmod;
    this.live = kmod.live();
  }

  /**
   * Looks at each loaded module.
   *
   * @return those that may go first, users before what they use
   */
  public List<Finding> findings() throws IOException {
    for (LoadedModule module : live.loaded()) {
      stays.put(module.name(), new ArrayList<>());
    }
    Kinds kinds = new Kinds(kmod.directory());
    LiveUse use = new LiveUse(kmod.root(), kmod.directory());
    for (Map.Entry<ModuleName, List<Stay>> entry : stays.entrySet()) {
      alone(entry.getKey(), entry.getValue(), kinds, use);
    }
    atBoot();
    kept();
    spread();
    return inOrder();
  }

  private static void add(List<Stay> reasons, Why why, String detail) {
    reasons.add(new Stay(why, detail));
  }

  /** What can be said without the other modules. */
  private void alone(ModuleName module, List<Stay> reasons, Kinds kinds, LiveUse use)
      throws IOException {
    int count = live.referenceCount(module);
    if (count < 0 || live.state(module) != ModuleState.LIVE) {
      add(reasons, Why.NOT_REMOVABLE, "");
      return;
    }
    if (count > live.holders(module).size()) {
      add(reasons, Why.IN_USE, Integer.toString(count));
    }
    reasons.addAll(use.of(module));
    Rule.Remove command = kmod.config().removeOf(module);
    if (command != null) {
      add(reasons, Why.REMOVE_COMMAND, command.origin().toString());
    }
    String path = kinds.path(module);
    if (path == null) {
      add(reasons, Why.NOT_INDEXED, "");
    } else if (reasons.isEmpty() && !kinds.isCounted(module, path, use.isDriver(module))) {
      add(reasons, Why.NOT_TOLD, "");
    }
  }

  private void atBoot() throws IOException {
    ModuleLookup lookup = new ModuleLookup(kmod.config(), kmod.directory());
    for (ModuleSet.Entry entry : new ModuleSetReader(kmod.root()).read().entries()) {
      for (Match match : lookup.find(entry.name())) {
        List<Stay> reasons = stays.get(match.module().name());
        if (reasons != null) {
          add(reasons, Why.AT_BOOT, entry.origin().toString());
        }
      }
    }
  }

  private void kept() throws IOException {
    for (ModuleSet.Entry entry : new ModuleSetReader(kmod.root(), KEEP_FOLDERS).read().entries()) {
      AliasKey pattern = AliasKey.of(entry.name());
      Origin origin = entry.origin();
      stays.forEach(
          (module, reasons) -> {
            if (pattern != null && Glob.matches(pattern.text(), module.text())) {
              add(reasons, Why.KEPT, origin.toString());
            }
          });
    }
  }

  /** What stays keeps the modules that it uses, and those that it wants. */
  private void spread() throws IOException {
    boolean changed = true;
    while (changed) {
      changed = false;
      for (Map.Entry<ModuleName, List<Stay>> entry : stays.entrySet()) {
        ModuleName user = holderThatStays(entry.getKey());
        if (entry.getValue().isEmpty() && user != null) {
          add(entry.getValue(), Why.HELD, user.text());
          changed = true;
        }
      }
      for (Map.Entry<ModuleName, List<Stay>> entry : stays.entrySet()) {
        if (!entry.getValue().isEmpty()) {
          changed |= keepSoftDependencies(entry.getKey());
        }
      }
    }
  }

  private @Nullable ModuleName holderThatStays(ModuleName module) {
    for (ModuleName holder : live.holders(module)) {
      List<Stay> reasons = stays.get(holder);
      if (reasons == null || !reasons.isEmpty()) {
        return holder;
      }
    }
    return null;
  }

  private boolean keepSoftDependencies(ModuleName module) throws IOException {
    Rule.Softdep rule = kmod.config().softdepOf(module);
    if (rule == null) {
      return false;
    }
    boolean changed = false;
    List<String> wanted = new ArrayList<>(rule.pre());
    wanted.addAll(rule.post());
    for (String name : wanted) {
      List<Stay> reasons = stays.get(ModuleName.of(name));
      if (reasons != null && reasons.isEmpty()) {
        add(reasons, Why.SOFT_DEPENDENCY, module.text());
        changed = true;
      }
    }
    return changed;
  }

  private List<Finding> inOrder() {
    List<Finding> order = new ArrayList<>();
    Set<ModuleName> placed = new HashSet<>();
    stays.forEach(
        (module, reasons) -> {
          if (reasons.isEmpty()) {
            place(module, placed, order);
          }
        });
    stays.forEach(
        (module, reasons) -> {
          if (!reasons.isEmpty()) {
            order.add(new Finding(module, reasons, 0));
          }
        });
    return order;
  }

  /** Its users first. */
  private void place(ModuleName module, Set<ModuleName> placed, List<Finding> order) {
    if (placed.add(module)) {
      live.holders(module).forEach(holder -> place(holder, placed, order));
      order.add(new Finding(module, List.of(), 0));
    }
  }
}
