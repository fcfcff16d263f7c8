package org.jkmod.convert;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jkmod.AliasKey;
import org.jspecify.annotations.Nullable;

/** The names that alias, probe and probeall lines define, and which modules they come to. */
final class OldNames {
  /** How a name is defined. */
  enum Kind {
    ALIAS,
    PROBE,
    PROBEALL
  }

  /** What a name comes to. */
  sealed interface Meaning {}

  /** These, all of them; a single one most often. */
  record All(List<String> modules) implements Meaning {
    All {
      modules = List.copyOf(modules);
    }
  }

  /** The first of these that can be loaded. */
  record FirstOf(List<String> names) implements Meaning {
    FirstOf {
      names = List.copyOf(names);
    }
  }

  /** Asking for it fails. */
  record Off() implements Meaning {}

  /** Asking for it succeeds, and nothing is loaded. */
  record Nothing() implements Meaning {}

  /** It comes back to itself, or to a mix that no modprobe.d line has. */
  record Unsayable(String reason) implements Meaning {}

  private record Definition(Kind kind, List<String> targets) {}

  private final Map<AliasKey, Definition> definitions = new HashMap<>();

  /**
   * Defines a name.
   *
   * @param isAdded whether the targets come in addition to those that it has
   */
  void define(AliasKey name, Kind kind, List<String> targets, boolean isAdded) {
    Definition known = definitions.get(name);
    List<String> all = new ArrayList<>();
    if (isAdded && known != null && known.kind() == kind) {
      all.addAll(known.targets());
    }
    all.addAll(targets);
    definitions.put(name, new Definition(kind, all));
  }

  boolean isDefined(AliasKey name) {
    return definitions.containsKey(name);
  }

  /**
   * What a name comes to, along aliases of aliases, which modprobe.d does not have.
   *
   * @param ends the names at which the way ends, for they have lines of their own
   * @return null when nothing defines it: it is a module, or the kernel's name for one
   */
  @Nullable Meaning meaning(AliasKey name, Predicate<AliasKey> ends) {
    return definitions.containsKey(name) ? meaning(name, ends, new HashSet<>()) : null;
  }

  private Meaning meaning(AliasKey name, Predicate<AliasKey> ends, Set<AliasKey> above) {
    Definition definition = definitions.get(name);
    if (definition == null || !above.add(name)) {
      return new Unsayable("it is an alias of itself");
    }
    try {
      if (definition.kind() == Kind.PROBE && definition.targets().size() > 1) {
        return new FirstOf(definition.targets());
      }
      List<String> modules = new ArrayList<>();
      for (String target : definition.targets()) {
        Meaning meaning = target(target, ends, above);
        if (meaning instanceof All all) {
          modules.addAll(all.modules());
        } else if (definition.targets().size() == 1) {
          return meaning;
        } else {
          return new Unsayable("'" + target + "' in its list is not simply a module");
        }
      }
      return new All(modules);
    } finally {
      above.remove(name);
    }
  }

  private Meaning target(String target, Predicate<AliasKey> ends, Set<AliasKey> above) {
    AliasKey key = AliasKey.of(target);
    if (key != null && definitions.containsKey(key) && !ends.test(key)) {
      return meaning(key, ends, above);
    }
    return switch (target) {
      case "off" -> new Off();
      case "null" -> new Nothing();
      default -> new All(List.of(target));
    };
  }
}
