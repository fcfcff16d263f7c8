package org.jkmod.policy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jkmod.ModuleName;
import org.jkmod.policy.PolicyRule.Kind;
import org.jkmod.policy.PolicyVerdict.Allowed;
import org.jkmod.policy.PolicyVerdict.Forbidden;
import org.jkmod.resolve.ModulePolicy;
import org.jkmod.resolve.Objection;
import org.jspecify.annotations.Nullable;

/**
 * Which modules may be loaded: the rules of all files of policy.d. The order of rules does not
 * matter: {@code permit} beats {@code forbid} and {@code forbid-request}, and those beat {@code
 * allow-only}. In names {@code -} and {@code _} are alike.
 *
 * <p>Where several rules say the same, one of the first file that has any is told of: the one
 * without wildcards, else the first.
 */
public final class Policy implements ModulePolicy {
  /** Allows everything. */
  public static final Policy NONE = new Policy(List.of(), List.of());

  /** The reason where it is that no rule allows it: an entry's own is why that one is there. */
  private static final String NOT_LISTED = "no allow-only line lists it";

  private static final PolicyVerdict NOT_MENTIONED = new Allowed(null);

  private final List<PolicyFile> files;
  private final List<PolicyProblem> problems;
  private final PolicyMode mode;

  Policy(List<PolicyFile> files, List<PolicyProblem> problems) {
    this.files = List.copyOf(files);
    this.problems = List.copyOf(problems);
    PolicyMode strictest = null;
    for (PolicyFile file : files) {
      strictest = PolicyFile.strictest(strictest, file.mode());
    }
    this.mode = strictest == null ? PolicyMode.ENFORCE : strictest;
  }

  /**
   * The policy of one text.
   *
   * @param path what origins name
   * @param text one char a byte
   */
  public static Policy of(String path, String text) {
    List<PolicyProblem> problems = new ArrayList<>();
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    return new Policy(List.of(new PolicyFile(path, bytes, problems)), problems);
  }

  /** Whether there is no file, so that everything is allowed. */
  public boolean isEmpty() {
    return files.isEmpty();
  }

  /**
   * What becomes of what is forbidden: audit only if no line says enforce, and at least one audit.
   */
  public PolicyMode mode() {
    return mode;
  }

  /** Whether an initramfs gets the policy. */
  public boolean isForInitramfs() {
    for (PolicyFile file : files) {
      if (file.initramfs()) {
        return true;
      }
    }
    return false;
  }

  /** What is not used. */
  public List<PolicyProblem> problems() {
    return problems;
  }

  /** The files that are used, in order. */
  public List<String> paths() {
    List<String> paths = new ArrayList<>();
    for (PolicyFile file : files) {
      paths.add(file.path());
    }
    return paths;
  }

  /** All rules, file by file. */
  public List<PolicyRule> rules() {
    List<PolicyRule> rules = new ArrayList<>();
    for (PolicyFile file : files) {
      rules.addAll(file.rules());
    }
    return rules;
  }

  /**
   * Judges a module that somebody asks for.
   *
   * @param asked the name or alias that was asked for, which led to the module
   * @param module that one
   */
  public PolicyVerdict judgeRequest(String asked, ModuleName module) {
    PolicyVerdict verdict = judgeDependency(module);
    if (verdict != NOT_MENTIONED) {
      return verdict;
    }
    PolicyRule request = find(Kind.FORBID_REQUEST, asked);
    return request == null || find(Kind.PERMIT, asked) != null
        ? judgeByList(module)
        : new Forbidden(request, mode);
  }

  /** Judges a module by its name alone, as for one that a soft dependency names. */
  public PolicyVerdict judge(ModuleName module) {
    PolicyVerdict verdict = judgeDependency(module);
    return verdict == NOT_MENTIONED ? judgeByList(module) : verdict;
  }

  private PolicyVerdict judgeByList(ModuleName module) {
    PolicyRule list = first(Kind.ALLOW_ONLY);
    if (list == null) {
      return NOT_MENTIONED;
    }
    PolicyRule entry = find(Kind.ALLOW_ONLY, module.text());
    return entry == null ? new Forbidden(list, mode) : new Allowed(entry);
  }

  /** Judges a module that one which is allowed needs: it may be on no list of what is allowed. */
  public PolicyVerdict judgeDependency(ModuleName module) {
    PolicyRule permit = find(Kind.PERMIT, module.text());
    if (permit != null) {
      return new Allowed(permit);
    }
    PolicyRule forbid = find(Kind.FORBID, module.text());
    return forbid == null ? NOT_MENTIONED : new Forbidden(forbid, mode);
  }

  @Override
  public @Nullable Objection objection(String asked, ModuleName module, Role role) {
    PolicyVerdict verdict =
        role == Role.DEPENDENCY
            ? judgeDependency(module)
            : role == Role.TARGET ? judgeRequest(asked, module) : judge(module);
    if (!(verdict instanceof Forbidden forbidden)) {
      return null;
    }
    PolicyRule rule = forbidden.rule();
    return new Objection(
        rule.kind() == Kind.FORBID_REQUEST ? asked : module.text(),
        rule.origin(),
        rule.kind() == Kind.ALLOW_ONLY ? NOT_LISTED : rule.reason(),
        forbidden.blocks());
  }

  /**
   * Judges a module together with those that it needs.
   *
   * @param dependencies of the module, direct and indirect
   */
  public Judgement judgeWhole(ModuleName module, Iterable<ModuleName> dependencies) {
    PolicyVerdict own = judgeRequest(module.text(), module);
    if (!(own instanceof Forbidden)) {
      for (ModuleName dependency : dependencies) {
        PolicyVerdict verdict = judgeDependency(dependency);
        if (verdict instanceof Forbidden) {
          return new Judgement(verdict, dependency);
        }
      }
    }
    return new Judgement(own, module);
  }

  /**
   * A verdict and of which module it is.
   *
   * @param module the one that was judged, or one that it needs and that is forbidden
   */
  public record Judgement(PolicyVerdict verdict, ModuleName module) {
    /** Whether it must not be loaded. */
    public boolean blocks() {
      return verdict instanceof Forbidden forbidden && forbidden.blocks();
    }
  }

  /**
   * The rule of a kind that matches a name or an alias, whatever the others say; null when none
   * does.
   */
  @Nullable PolicyRule find(Kind kind, String nameOrAlias) {
    String alike = nameOrAlias.replace('-', '_');
    for (PolicyFile file : files) {
      PolicyRule rule = file.find(kind, alike);
      if (rule != null) {
        return rule;
      }
    }
    return null;
  }

  /** The first rule of a kind, null when there is none. */
  @Nullable PolicyRule first(Kind kind) {
    for (PolicyFile file : files) {
      PolicyRule rule = file.first(kind);
      if (rule != null) {
        return rule;
      }
    }
    return null;
  }
}
