package org.jkmod.policy;

import java.util.ArrayList;
import java.util.List;
import org.jkmod.ModuleName;
import org.jkmod.resolve.ModulePolicy;
import org.jkmod.resolve.Objection;
import org.jspecify.annotations.Nullable;

/**
 * A policy of which some rules are not enforced: it has the same against the same modules, and
 * keeps none of these out.
 */
public final class LenientPolicy implements ModulePolicy {
  private final ModulePolicy policy;
  private final List<String> names = new ArrayList<>();

  /**
   * @param names of modules, or what is asked for; empty for all
   */
  public LenientPolicy(ModulePolicy policy, List<String> names) {
    this.policy = policy;
    for (String name : names) {
      this.names.add(alike(name));
    }
  }

  private static String alike(String name) {
    return name.replace('-', '_');
  }

  @Override
  public @Nullable Objection objection(String asked, ModuleName module, Role role) {
    Objection objection = policy.objection(asked, module, role);
    if (objection == null
        || !objection.enforced()
        || !isExempt(objection.subject(), module.text())) {
      return objection;
    }
    return new Objection(objection.subject(), objection.origin(), objection.reason(), false);
  }

  private boolean isExempt(String subject, String module) {
    return names.isEmpty() || names.contains(alike(subject)) || names.contains(alike(module));
  }

  /** Whether what is forbidden under that name, a module's or one asked for, is exempt. */
  public boolean isExempt(String name) {
    return isExempt(name, name);
  }
}
