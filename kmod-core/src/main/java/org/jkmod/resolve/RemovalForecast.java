package org.jkmod.resolve;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jkmod.ModuleName;
import org.jkmod.live.LiveModules;
import org.jkmod.live.ModuleState;

/** What the kernel would have if the modules named so far had gone. */
final class RemovalForecast implements LiveModules {
  private final LiveModules now;
  private final Set<ModuleName> gone = new HashSet<>();
  private final Map<ModuleName, Integer> released = new HashMap<>();

  RemovalForecast(LiveModules now) {
    this.now = now;
  }

  /** The module goes, and what it held is held by one less. */
  void remove(ModuleName module, List<ModuleName> dependencies) {
    if (gone.add(module)) {
      for (ModuleName dependency : dependencies) {
        if (now.holders(dependency).contains(module)) {
          released.merge(dependency, 1, Integer::sum);
        }
      }
    }
  }

  @Override
  public ModuleState state(ModuleName module) {
    return gone.contains(module) ? ModuleState.ABSENT : now.state(module);
  }

  @Override
  public int referenceCount(ModuleName module) {
    return now.referenceCount(module) - released.getOrDefault(module, 0);
  }

  @Override
  public List<ModuleName> holders(ModuleName module) {
    return withoutGone(now.holders(module));
  }

  @Override
  public List<ModuleName> listHolders(ModuleName module) throws IOException {
    return withoutGone(now.listHolders(module));
  }

  private List<ModuleName> withoutGone(List<ModuleName> modules) {
    List<ModuleName> left = new ArrayList<>(modules);
    left.removeAll(gone);
    return left;
  }
}
