package org.jkmod.closure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Modules with all that they need, in an order in which they can be loaded one by one. Immutable.
 */
public final class Closure {
  private final Map<String, Member> members;
  private final List<String> unknown;

  Closure(Map<String, Member> members, List<String> unknown) {
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

  /** The member of that name, with underscores; null when it is none. */
  public @Nullable Member member(String name) {
    return members.get(name);
  }

  /** The shortest way from the module back to an operand: itself first. */
  public List<Member> why(Member member) {
    List<Member> way = new ArrayList<>();
    Member at = member;
    while (at != null && !way.contains(at)) {
      way.add(at);
      at = at.link().kind() == Link.Kind.ASKED_FOR ? null : members.get(at.link().from());
    }
    return way;
  }
}
