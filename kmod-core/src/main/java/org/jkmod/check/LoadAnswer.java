package org.jkmod.check;

import java.util.List;
import org.jkmod.ModuleName;

/**
 * Whether a module can be loaded, and why.
 *
 * @param asked as it was asked for: a name or an alias
 * @param module its name
 */
public record LoadAnswer(String asked, ModuleName module, List<Reason> reasons) {
  /** A circumstance with its facts. */
  public record Reason(Circumstance circumstance, List<String> facts) {
    public Reason {
      facts = List.copyOf(facts);
    }
  }

  public LoadAnswer {
    reasons = List.copyOf(reasons);
  }

  /** Whether some way leads there. */
  public boolean canBeLoaded() {
    return reasons.stream().anyMatch(reason -> reason.circumstance().isWay());
  }
}
