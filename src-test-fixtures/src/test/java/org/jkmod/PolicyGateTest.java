package org.jkmod;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jkmod.config.Origin;
import org.jkmod.fixtures.ModuleTree;
import org.jkmod.load.PlanRunner;
import org.jkmod.resolve.LoadPlan;
import org.jkmod.resolve.LoadRequest;
import org.jkmod.resolve.LoadRequest.Option;
import org.jkmod.resolve.LoadStep;
import org.jkmod.resolve.ModulePolicy;
import org.jkmod.resolve.Objection;
import org.jkmod.resolve.Operand;
import org.jkmod.resolve.Verdict;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A policy judges the whole plan before its first step. */
class PolicyGateTest {
  @TempDir Path folder;
  private ModuleTree tree;
  private final Told told = new Told();
  private final Judge judge = new Judge();

  /** Forbids what it was told to forbid, and notes what it was asked. */
  private static final class Judge implements ModulePolicy {
    Set<String> forbidden = Set.of();
    boolean enforced = true;
    final List<String> asked = new ArrayList<>();

    @Override
    public @Nullable Objection objection(String name, ModuleName module, Role role) {
      asked.add(role + " " + module + (role == Role.TARGET ? " for " + name : ""));
      Objection toRequest = role == Role.TARGET ? objection("request:" + name, name) : null;
      return toRequest == null ? objection(module.text(), module.text()) : toRequest;
    }

    private @Nullable Objection objection(String key, String subject) {
      return forbidden.contains(key)
          ? new Objection(subject, new Origin("/p.conf", 1), "why", enforced)
          : null;
    }
  }

  @BeforeEach
  void makeTree() throws IOException {
    tree = new ModuleTree(folder);
  }

  private boolean load(String... names) throws IOException {
    List<Operand> operands = new ArrayList<>();
    for (String name : names) {
      operands.add(Operand.of(name, ""));
    }
    LoadPlan plan =
        tree.kmod().planLoad(new LoadRequest(operands, EnumSet.noneOf(Option.class)), judge);
    return tree.kmod().runner(tree.kernel(), (command, environment) -> 0).run(plan, told);
  }

  @Test
  void aForbiddenDependencyRefusesAll() throws IOException {
    judge.forbidden = Set.of("middle");
    assertThat(load("top")).isFalse();
    assertThat(told.lines).containsExactly("objected top: middle", "refused top: middle");
    assertThat(tree.kernel().calls()).isEmpty();
  }

  @Test
  void aForbiddenTargetRefusesAlsoWhenItIsAskedForByAnAlias() throws IOException {
    judge.forbidden = Set.of("top");
    assertThat(load("top-7")).isFalse();
    assertThat(tree.kernel().calls()).isEmpty();
  }

  @Test
  void aForbiddenSoftDependencyIsLeftOutWithWhatOnlyItNeeds() throws IOException {
    tree.config("softdep top pre: user\n");
    judge.forbidden = Set.of("user");
    assertThat(load("top")).isTrue();
    assertThat(tree.kernel().calls()).containsExactly("load base", "load middle", "load top");
    judge.forbidden = Set.of("other");
    LoadPlan plan = tree.kmod().planLoad(LoadRequest.of("top-1"), judge);
    assertThat(plan.steps()).isEmpty();
  }

  @Test
  void aSoftDependencyWhoseOwnNeedIsForbiddenIsLeftOut() throws IOException {
    tree.config("softdep top pre: user\n");
    judge.forbidden = Set.of("other");
    List<LoadStep> steps = tree.kmod().planLoad(LoadRequest.of("top"), judge).steps();
    assertThat(steps)
        .extracting(step -> step.module().text())
        .containsExactly("base", "middle", "user", "top");
    assertThat(steps.get(2).verdict())
        .isInstanceOfSatisfying(
            Verdict.Forbidden.class,
            verdict -> assertThat(verdict.objection().subject()).isEqualTo("other"));
    assertThat(load("top")).isTrue();
    assertThat(tree.kernel().modules()).containsExactly("base", "middle", "top");
  }

  @Test
  void ofSeveralModulesOfAnAliasTheForbiddenOnesAreLeftOut() throws IOException {
    tree.config("alias both other\nalias both top\nalias all user\nalias all top\n");
    judge.forbidden = Set.of("top");
    assertThat(load("both")).isTrue();
    assertThat(tree.kernel().modules()).containsExactly("other");
    judge.forbidden = Set.of("top", "user");
    assertThat(load("all")).isFalse();
    assertThat(told.lines).endsWith("refused all: top");
    assertThat(tree.kernel().modules()).containsExactly("other");
  }

  @Test
  void whatWasAskedForIsJudgedWithTheModule() throws IOException {
    judge.forbidden = Set.of("request:top-7");
    assertThat(load("top-7", "other")).isFalse();
    assertThat(told.lines)
        .containsExactly("objected top: top-7", "refused top-7: top-7", "step other");
    assertThat(judge.asked).contains("TARGET top for top-7", "TARGET other for other");
    assertThat(tree.kernel().modules()).containsExactly("other");
    assertThat(load("top")).isTrue();
  }

  @Test
  void whatIsNotEnforcedIsOnlyTold() throws IOException {
    judge.forbidden = Set.of("base", "request:top");
    judge.enforced = false;
    assertThat(load("top")).isTrue();
    assertThat(told.lines)
        .containsExactly(
            "objected top: top", "objected top: base", "step base", "step middle", "step top");
  }

  @Test
  void itIsAskedOnceForEachModuleInEachRole() throws IOException {
    tree.config("softdep top pre: middle\n");
    load("top", "middle");
    assertThat(judge.asked)
        .doesNotHaveDuplicates()
        .contains(
            "TARGET top for top",
            "DEPENDENCY base",
            "SOFT_DEPENDENCY middle",
            "TARGET middle for middle");
  }

  @Test
  void tellingRefusesAlike() throws IOException {
    judge.forbidden = Set.of("base");
    LoadPlan plan = tree.kmod().planLoad(LoadRequest.of("top"), judge);
    assertThat(PlanRunner.tell(plan, told)).isFalse();
    assertThat(told.lines).endsWith("refused top: base");
  }
}
