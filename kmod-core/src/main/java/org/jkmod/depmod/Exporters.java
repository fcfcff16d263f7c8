package org.jkmod.depmod;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which module gives each symbol; of several that give the same one, the last that was added. */
final class Exporters {
  private @Nullable String[] names = new String[1 << 12];
  private @Nullable ModuleNode[] modules = new ModuleNode[1 << 12];
  private int size;

  void add(String name, ModuleNode module) {
    if (2 * size >= names.length) {
      grow();
    }
    int at = slot(name);
    if (names[at] == null) {
      names[at] = name;
      size++;
    }
    modules[at] = module;
  }

  @Nullable ModuleNode get(String name) {
    return modules[slot(name)];
  }

  /** Looks up a name that is not text yet. */
  @Nullable ModuleNode get(NeededSymbols.Cursor symbol) {
    int mask = names.length - 1;
    for (int at = spread(symbol.hash()) & mask; ; at = (at + 1) & mask) {
      String name = names[at];
      if (name == null) {
        return null;
      }
      if (symbol.is(name)) {
        return modules[at];
      }
    }
  }

  /** All names, in no order. */
  List<String> names() {
    List<String> all = new ArrayList<>(size);
    for (String name : names) {
      if (name != null) {
        all.add(name);
      }
    }
    return all;
  }

  private int slot(String name) {
    int mask = names.length - 1;
    int at = spread(name.hashCode()) & mask;
    while (names[at] != null && !name.equals(names[at])) {
      at = (at + 1) & mask;
    }
    return at;
  }

  private static int spread(int hash) {
    return hash ^ (hash >>> 15);
  }

  private void grow() {
    @Nullable String[] oldNames = names;
    @Nullable ModuleNode[] oldModules = modules;
    names = Arrays.copyOf(new String[0], 2 * oldNames.length);
    modules = Arrays.copyOf(new ModuleNode[0], 2 * oldNames.length);
    for (int i = 0; i < oldNames.length; i++) {
      String name = oldNames[i];
      if (name != null) {
        int at = slot(name);
        names[at] = name;
        modules[at] = oldModules[i];
      }
    }
  }
}
