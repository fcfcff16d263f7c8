package org.jkmod.check;

import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jkmod.ModuleName;
import org.jkmod.SystemRoot;
import org.jkmod.config.Origin;
import org.jkmod.policy.Policy;
import org.jkmod.policy.PolicyMode;
import org.jkmod.policy.PolicyProblem;
import org.jkmod.policy.PolicyReview;
import org.jkmod.policy.PolicyRule;
import org.jkmod.policy.PolicyRule.Kind;
import org.jkmod.policy.PolicyVerdict;
import org.jspecify.annotations.Nullable;

/** What is wrong with the policy, and what it forbids in vain. */
final class PolicyFaults {
  private final SystemRoot root;
  private final Policy policy;
  private final Kernels kernels;
  private final Findings found;

  PolicyFaults(SystemRoot root, Policy policy, Kernels kernels, Findings found) {
    this.root = root;
    this.policy = policy;
    this.kernels = kernels;
    this.found = found;
  }

  void check() throws IOException {
    for (PolicyProblem problem : policy.problems()) {
      found.accept(of(problem));
    }
    Map<String, PolicyRule> first = new HashMap<>();
    for (PolicyRule rule : policy.rules()) {
      same(rule, first);
    }
    modes();
    if (kernels.isEmpty() || policy.rules().isEmpty()) {
      return;
    }
    PolicyReview review = new PolicyReview(policy, kernels.names());
    review.findings().forEach(this::review);
    Set<ModuleName> told = new HashSet<>();
    for (PolicyRule rule : policy.rules()) {
      if (rule.kind() == Kind.FORBID) {
        for (ModuleName name : review.matching(rule)) {
          builtin(name, told);
        }
      }
    }
  }

  /** What the kernel has built in, a policy cannot keep out. */
  private void builtin(ModuleName name, Set<ModuleName> told) throws IOException {
    if (told.add(name)
        && kernels.isOnlyBuiltin(name)
        && policy.judge(name) instanceof PolicyVerdict.Forbidden(var rule, var ignored)) {
      found.report(Fault.POLICY_BUILTIN, rule.origin(), name.text());
    }
  }

  private static Finding of(PolicyProblem problem) {
    return switch (problem) {
      case PolicyProblem.BadLine(var origin, var fault, var word) ->
          Finding.of(Fault.POLICY_BAD_LINE, origin, word, fault.name());
      case PolicyProblem.OthersMayWrite(var path) -> Finding.of(Fault.FILE_WRITABLE, path);
      case PolicyProblem.Unreadable(var path, var cause) ->
          Finding.of(Fault.FILE_UNREADABLE, path, Reasons.of(cause));
      case PolicyProblem.TooLarge(var path, var size, var limit) ->
          Finding.of(Fault.POLICY_TOO_LARGE, path, String.valueOf(size), String.valueOf(limit));
    };
  }

  /** Rules that say the same as another, or its opposite. */
  private void same(PolicyRule rule, Map<String, PolicyRule> first) {
    String pattern = rule.pattern().replace('-', '_');
    PolicyRule other = first.putIfAbsent(rule.kind() + " " + pattern, rule);
    if (other != null) {
      found.report(Fault.POLICY_DOUBLED, rule.origin(), other.origin().toString());
    }
    PolicyRule opposite =
        rule.kind() == Kind.FORBID ? first.get(Kind.PERMIT + " " + pattern) : null;
    PolicyRule forbid = rule.kind() == Kind.PERMIT ? first.get(Kind.FORBID + " " + pattern) : null;
    PolicyRule beaten = forbid != null ? forbid : opposite != null ? rule : null;
    PolicyRule permit = forbid != null ? rule : opposite;
    if (beaten != null && permit != null) {
      found.report(
          Fault.POLICY_CONTRADICTION, beaten.origin(), rule.pattern(), permit.origin().toString());
    }
  }

  private void review(PolicyReview.Finding finding) {
    PolicyRule rule = finding.rule();
    switch (finding) {
      case PolicyReview.NoSuchModule(var ignored, var looksLikeRequest) ->
          found.report(
              looksLikeRequest ? Fault.POLICY_IS_REQUEST : Fault.POLICY_MATCHES_NOTHING,
              rule.origin(),
              rule.pattern());
      case PolicyReview.NeverCounts(var ignored, var other) -> {
        // The same pattern has a finding of its own.
        if (!other.pattern().replace('-', '_').equals(rule.pattern().replace('-', '_'))) {
          found.report(
              Fault.POLICY_NEVER_COUNTS,
              rule.origin(),
              rule.kind().keyword(),
              rule.pattern(),
              other.origin().toString());
        }
      }
      case PolicyReview.PermitsNothing ignored ->
          found.report(Fault.POLICY_PERMITS_NOTHING, rule.origin(), rule.pattern());
    }
  }

  /** An audit line that another file's enforce line beats. */
  private void modes() throws IOException {
    if (policy.mode() != PolicyMode.ENFORCE) {
      return;
    }
    Origin enforce = null;
    for (String path : policy.paths()) {
      Origin line = mode(path, "enforce");
      enforce = enforce == null ? line : enforce;
    }
    for (String path : policy.paths()) {
      Origin audit = mode(path, "audit");
      if (audit != null && enforce != null) {
        found.report(Fault.POLICY_AUDIT_BEATEN, audit, enforce.toString());
      }
    }
  }

  private @Nullable Origin mode(String path, String word) throws IOException {
    int number = 0;
    for (String line : root.read(path).split("\n", -1)) {
      number++;
      if (line.strip().matches("mode[ \t]+" + word)) {
        return new Origin(path, number);
      }
    }
    return null;
  }
}
