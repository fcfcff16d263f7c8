package org.jkmod.policy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jkmod.ModuleName;
import org.jkmod.policy.PolicyRule.Kind;
import org.jkmod.policy.PolicyVerdict.Allowed;
import org.jkmod.policy.PolicyVerdict.Forbidden;
import org.jspecify.annotations.Nullable;

/** Which rules of a policy do nothing, as far as the modules that there are can tell. */
public final class PolicyReview {
  /** How names start that are asked for and are no modules' own. */
  private static final List<String> REQUESTS =
      List.of(
          "net_pf_",
          "fs_",
          "binfmt_",
          "char_major_",
          "block_major_",
          "crypto_",
          "algif_",
          "rtnl_link_",
          "rtnl_af_",
          "netdev_",
          "tcp_",
          "pci:",
          "usb:",
          "acpi:",
          "of:",
          "platform:",
          "cpu:",
          "devname:",
          "symbol:");

  /** Something about a rule that its author may not have meant. */
  public sealed interface Finding {
    PolicyRule rule();
  }

  /**
   * No module that there is has such a name.
   *
   * @param looksLikeRequest the pattern may be meant for what is asked for, which is another
   *     keyword
   */
  public record NoSuchModule(PolicyRule rule, boolean looksLikeRequest) implements Finding {}

  /**
   * Wherever it matches, another one is what counts.
   *
   * @param other the one that counts for the first module that both match
   */
  public record NeverCounts(PolicyRule rule, PolicyRule other) implements Finding {}

  /** A permit rule for modules that nothing forbids. */
  public record PermitsNothing(PolicyRule rule) implements Finding {}

  private final Policy policy;
  private final Matching modules;

  /** What {@link #counting} found, for permit and for the other kinds; null for nothing. */
  private final Map<ModuleName, @Nullable PolicyRule> permitting = new HashMap<>();

  private final Map<ModuleName, @Nullable PolicyRule> deciding = new HashMap<>();

  /**
   * @param modules all modules of the kernels that there are
   */
  public PolicyReview(Policy policy, Collection<ModuleName> modules) {
    this.policy = policy;
    this.modules = new Matching(modules);
  }

  /** The modules that a pattern matches. */
  public Collection<ModuleName> matching(PolicyRule rule) {
    return modules.of(rule.pattern());
  }

  /** What there is to say, rule by rule in their order. */
  public List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    for (PolicyRule rule : policy.rules()) {
      Finding finding = rule.kind() == Kind.FORBID_REQUEST ? null : finding(rule);
      if (finding != null) {
        findings.add(finding);
      }
    }
    return findings;
  }

  private @Nullable Finding finding(PolicyRule rule) {
    PolicyRule other = null;
    Collection<ModuleName> matching = modules.of(rule.pattern());
    for (ModuleName module : matching) {
      PolicyRule counts = counting(rule.kind(), module);
      if (rule.equals(counts)) {
        return null;
      }
      other = other == null ? counts : other;
    }
    if (matching.isEmpty()) {
      return new NoSuchModule(rule, looksLikeRequest(rule.pattern()));
    }
    return other == null ? new PermitsNothing(rule) : new NeverCounts(rule, other);
  }

  /** The rule that decides about a module; for permit only if there is something to permit. */
  private @Nullable PolicyRule counting(Kind kind, ModuleName module) {
    Map<ModuleName, @Nullable PolicyRule> known = kind == Kind.PERMIT ? permitting : deciding;
    if (!known.containsKey(module)) {
      known.put(module, kind == Kind.PERMIT ? permitting(module) : deciding(module));
    }
    return known.get(module);
  }

  private @Nullable PolicyRule permitting(ModuleName module) {
    PolicyRule forbid = policy.find(Kind.FORBID, module.text());
    boolean isOnNoList =
        policy.first(Kind.ALLOW_ONLY) != null
            && policy.find(Kind.ALLOW_ONLY, module.text()) == null;
    boolean isAskedFor = policy.first(Kind.FORBID_REQUEST) != null;
    return forbid == null && !isOnNoList && !isAskedFor
        ? null
        : policy.find(Kind.PERMIT, module.text());
  }

  private @Nullable PolicyRule deciding(ModuleName module) {
    return switch (policy.judge(module)) {
      case Allowed(var rule) -> rule;
      case Forbidden(var rule, var ignored) -> rule;
    };
  }

  private static boolean looksLikeRequest(String pattern) {
    String alike = pattern.replace('-', '_');
    for (String request : REQUESTS) {
      if (alike.startsWith(request)) {
        return true;
      }
    }
    return false;
  }
}
