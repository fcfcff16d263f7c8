package org.jkmod.closure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jkmod.ModuleName;
import org.jspecify.annotations.Nullable;

/**
 * Modules with all that they need, in an order in which they can be loaded one by one. Immutable.
 */
public final class Closure {
  private final Map<ModuleName, Member> members;
  private final List<String> unknown;

  Closure(Map<ModuleName, Member> members, List<String> unknown) {
    this.members = new LinkedHashMap<>(members);
    this.unknown = List.copyOf(unknown);
  }

  /**
   * Each comes after all that it needs, and after the soft dependencies that it wants before it.
   */
  public List<Member> members() {
    return List.copyOf(members.values());
  }

  /** The operands that nothing knows, in the request's order. */
  public List<String> unknown() {
    return unknown;
  }

  /** The member of that name; null when it is none. */
  public @Nullable Member member(ModuleName name) {
    return members.get(name);
  }

  /** The shortest way from the module back to an operand: itself first. */
  public List<Member> why(Member member) {
    List<Member> way = new ArrayList<>();
    Member at = member;
    while (at != null && !way.contains(at)) {
      way.add(at);
      ModuleName needing = at.link().module();
      at = needing == null ? null : members.get(needing);
    }
    return way;
  }
}
