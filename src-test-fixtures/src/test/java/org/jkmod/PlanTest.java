package org.jkmod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.jkmod.fixtures.ElfBuilder;
import org.jkmod.fixtures.FakeKernel;
import org.jkmod.fixtures.ModuleTree;
import org.jkmod.fixtures.Rootfs;
import org.jkmod.index.IndexException;
import org.jkmod.load.RemoveListener;
import org.jkmod.port.Clock;
import org.jkmod.resolve.LoadPlan;
import org.jkmod.resolve.LoadRequest;
import org.jkmod.resolve.LoadRequest.Option;
import org.jkmod.resolve.LoadStep;
import org.jkmod.resolve.LoadTarget;
import org.jkmod.resolve.Operand;
import org.jkmod.resolve.PlanGraph;
import org.jkmod.resolve.Reason;
import org.jkmod.resolve.RemoveRequest;
import org.jkmod.resolve.RemoveStep;
import org.jkmod.resolve.Verdict;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From files to a plan, and from a plan to a kernel that behaves. */
class PlanTest {
  @TempDir Path folder;
  private ModuleTree tree;
  private Rootfs rootfs;
  private FakeKernel kernel;
  private final Told told = new Told();

  @BeforeEach
  void makeTree() throws IOException {
    tree = new ModuleTree(folder);
    rootfs = tree.rootfs();
    kernel = tree.kernel();
  }

  private LoadPlan plan(String module, String parameters, Option... options) throws IOException {
    EnumSet<Option> all = EnumSet.noneOf(Option.class);
    all.addAll(List.of(options));
    return tree.kmod().planLoad(new LoadRequest(List.of(Operand.of(module, parameters)), all));
  }

  private LoadPlan plan(List<String> names, Option... options) throws IOException {
    List<Operand> operands = new ArrayList<>();
    for (String name : names) {
      operands.add(Operand.of(name, ""));
    }
    EnumSet<Option> all = EnumSet.noneOf(Option.class);
    all.addAll(List.of(options));
    return tree.kmod().planLoad(new LoadRequest(operands, all));
  }

  private boolean run(LoadPlan plan) throws IOException {
    return tree.kmod().runner(kernel, this::command).run(plan, told);
  }

  /** The commands of the cases: {@code remove NAME}, or nothing. */
  private int command(String command, Map<String, String> environment) throws IOException {
    if (command.startsWith("remove ")) {
      kernel.remove(command.substring(7).strip(), 0);
    }
    return 0;
  }

  private List<RemoveStep> removal(String name, RemoveRequest.Option... options)
      throws IOException {
    EnumSet<RemoveRequest.Option> all = EnumSet.noneOf(RemoveRequest.Option.class);
    all.addAll(List.of(options));
    List<RemoveStep> steps = new ArrayList<>();
    tree.kmod()
        .tellRemove(
            new RemoveRequest(List.of(name), all, 0),
            new RemoveListener() {
              @Override
              public void step(RemoveStep step) {
                steps.add(step);
              }

              @Override
              public void refused(RemoveStep.Refused step) {
                steps.add(step);
              }
            });
    return steps;
  }

  @Test
  void everyStepHasItsReason() throws IOException {
    assertThat(plan("top", "p=1").steps())
        .extracting(step -> step.module().text(), LoadStep::reason)
        .containsExactly(
            tuple("base", new Reason.DependencyOf(ModuleName.of("top"))),
            tuple("middle", new Reason.DependencyOf(ModuleName.of("top"))),
            tuple("top", new Reason.Requested()));
  }

  @Test
  void theOriginOfOptionsIsKept() throws IOException {
    rootfs.file("/etc/modprobe.d/x.conf", "# one\noptions top a=1\n");
    Verdict.Insert verdict = (Verdict.Insert) plan("top", "").steps().getLast().verdict();
    assertThat(verdict.options())
        .extracting(rule -> rule.origin().toString())
        .containsExactly("/etc/modprobe.d/x.conf:2");
  }

  @Test
  void loadsInOrderAndGivesParametersToTheTargetAlone() throws Exception {
    run(plan("top", "p=1"));
    assertThat(kernel.calls()).containsExactly("load base", "load middle", "load top p=1");
  }

  @Test
  void doesNotLoadWhatIsThere() throws Exception {
    run(plan("middle", ""));
    run(plan("top", ""));
    assertThat(kernel.calls()).containsExactly("load base", "load middle", "load top");
  }

  @Test
  void anUnknownSymbolIsTheKernelsRefusal() throws IOException {
    tree.module("middle", ElfBuilder.amd64().need("nowhere"));
    assertThat(run(plan("middle", ""))).isFalse();
    assertThat(told.lines).endsWith("failed middle: middle");
  }

  @Test
  void removesTheWholeChainThatIsUnusedThen() throws Exception {
    run(plan("top", ""));
    assertThat(removal("top"))
        .extracting(step -> step.module().text())
        .containsExactly("top", "middle", "base");
    assertThat(
            tree.kmod()
                .remover(kernel, this::command, Clock.SYSTEM)
                .run(RemoveRequest.of("top"), new RemoveListener() {}))
        .isTrue();
    assertThat(kernel.modules()).isEmpty();
  }

  @Test
  void leavesWhatOthersUse() throws Exception {
    run(plan("top", ""));
    assertThat(removal("base"))
        .containsExactly(
            new RemoveStep.Refused(
                ModuleName.of("base"),
                RemoveStep.Obstacle.IN_USE,
                List.of(),
                new Reason.Requested()));
  }

  @Test
  void holdersGoFirstAndNothingGoesTwice() throws Exception {
    run(plan("top", ""));
    assertThat(removal("base", RemoveRequest.Option.REMOVE_ALL_HOLDERS))
        .extracting(step -> step.module().text())
        .containsExactly("top", "middle", "base");
    assertThat(removal("middle", RemoveRequest.Option.REMOVE_HOLDERS))
        .extracting(step -> step.module().text())
        .containsExactly("top", "middle", "base");
  }

  @Test
  void holdersThatWentBeforeAreNotAskedFor() throws Exception {
    tree.config("softdep base post: top\n");
    run(plan("top", ""));
    assertThat(
            removal("base", RemoveRequest.Option.REMOVE_HOLDERS, RemoveRequest.Option.FIRST_TIME))
        .extracting(step -> step.getClass().getSimpleName() + " " + step.module())
        .containsExactly("Remove top", "Remove middle", "Remove base");
  }

  @Test
  void holdersOfASoftDependencyStay() throws Exception {
    tree.config("softdep other post: base\n");
    run(plan("top", ""));
    run(plan("other", ""));
    for (RemoveRequest.Option option :
        List.of(RemoveRequest.Option.REMOVE_HOLDERS, RemoveRequest.Option.REMOVE_ALL_HOLDERS)) {
      assertThat(removal("other", option, RemoveRequest.Option.ALL))
          .extracting(step -> step.getClass().getSimpleName() + " " + step.module())
          .containsExactly("Refused base", "Remove other");
    }
  }

  @Test
  void thePlanKnowsWhatTheKernelHas() throws IOException {
    run(plan("middle", ""));
    assertThat(plan("middle", "").steps()).isEmpty();
    assertThat(plan("middle", "", Option.COMPLETE).steps())
        .extracting(LoadStep::isDue)
        .containsExactly(false, false);
    assertThat(plan("top", "").steps())
        .extracting(LoadStep::isDue)
        .containsExactly(false, false, true);
    assertThat(plan("top", "", Option.IGNORE_LOADED).steps())
        .extracting(LoadStep::isDue)
        .containsExactly(true, true, true);
  }

  @Test
  void whatIsThereIsAFailureTheFirstTimeOnly() throws IOException {
    run(plan("other", ""));
    assertThat(run(plan("other", ""))).isTrue();
    assertThat(run(plan("other", "", Option.FIRST_TIME))).isFalse();
    assertThat(told.lines).containsExactly("step other", "already other");
    assertThat(kernel.calls()).containsExactly("load other");
  }

  @Test
  void oneThatCameMeanwhileIsNotLoadedAgain() throws IOException {
    LoadPlan both = plan(List.of("user", "other"), Option.FIRST_TIME);
    assertThat(run(both)).isFalse();
    assertThat(told.lines).containsExactly("step other", "step user", "already other");
  }

  @Test
  void anotherProcessMayBeFaster() throws IOException {
    LoadPlan top = plan("top", "");
    LoadPlan first = plan("other", "", Option.FIRST_TIME);
    kernel.load(rootfs.path("/lib/modules/1/kernel/base.ko"), "", 0);
    kernel.load(rootfs.path("/lib/modules/1/kernel/other.ko"), "", 0);
    assertThat(run(top)).isTrue();
    assertThat(told.lines).containsExactly("step base", "step middle", "step top");
    assertThat(run(first)).isFalse();
    assertThat(told.lines).endsWith("step other", "failed other: other");
  }

  @Test
  void afterACommandNothingIsTakenForLoaded() throws IOException {
    run(plan("other", ""));
    tree.config("install base remove other\n");
    assertThat(run(plan(List.of("base", "other")))).isTrue();
    assertThat(kernel.modules()).containsExactly("other");
    assertThat(kernel.calls()).containsExactly("load other", "remove other", "load other");
  }

  @Test
  void ofSeveralModulesTheLastDecides() throws IOException {
    tree.config("alias both nosuch\nalias both other\nalias worse other\nalias worse nosuch\n");
    assertThat(run(plan("both", ""))).isTrue();
    assertThat(run(plan("worse", ""))).isFalse();
    assertThat(told.lines)
        .containsExactly(
            "step nosuch",
            "failed nosuch: nosuch",
            "step other",
            "step nosuch",
            "failed nosuch: nosuch");
  }

  @Test
  void whatIsUnknownAndWhatCannotBeANameIsTold() throws IOException {
    tree.config("softdep other pre: bad[\n");
    assertThat(run(plan(List.of("nosuch", "/no/such.ko", "other")))).isFalse();
    assertThat(told.lines)
        .containsExactly(
            "not found nosuch", "not found /no/such.ko", "bad name bad[", "step other");
  }

  @Test
  void operandsBeforeOneThatCannotBePlannedAreLoaded() throws IOException {
    rootfs.file("/lib/modules/1/modules.alias.bin", "damaged, and longer than its header");
    LoadPlan plan = plan(List.of("other", "top-1", "base"));
    assertThatThrownBy(() -> run(plan)).isInstanceOf(IndexException.class);
    assertThat(kernel.modules()).containsExactly("other");
  }

  @Test
  void aBlacklistKeepsOutWhatWasAskedForByAnAlias() throws IOException {
    tree.config("# one\nblacklist top\n");
    LoadPlan plan = plan("top-1", "");
    assertThat(plan.targets()).extracting(LoadTarget::isBlacklisted).containsExactly(true);
    assertThat(String.valueOf(plan.targets().get(0).blacklist())).contains("x.conf:2");
    assertThat(run(plan)).isTrue();
    assertThat(run(plan("top", "", Option.USE_BLACKLIST))).isTrue();
    assertThat(kernel.calls()).isEmpty();
    assertThat(plan("top", "").targets())
        .extracting(LoadTarget::isBlacklisted)
        .containsExactly(false);
  }

  @Test
  void thePlanIsAGraphWithAllReasons() throws IOException {
    tree.config("softdep middle pre: user post: other\n");
    PlanGraph graph = plan("top", "").graph();
    assertThat(graph.steps())
        .extracting(step -> step.module().text())
        .containsExactly("base", "other", "user", "middle", "other", "top");
    assertThat(graph.needs(0)).isEmpty();
    assertThat(graph.needs(2)).containsExactly(1);
    assertThat(graph.needs(3)).containsExactly(0, 1, 2);
    assertThat(graph.needs(4)).containsExactly(1, 3);
    assertThat(graph.needs(5)).containsExactly(0, 3);
    assertThat(graph.reasons(ModuleName.of("base")))
        .containsExactly(
            new Reason.DependencyOf(ModuleName.of("top")),
            new Reason.DependencyOf(ModuleName.of("middle")));
    assertThat(graph.reasons(ModuleName.of("other")))
        .hasSize(2)
        .contains(new Reason.DependencyOf(ModuleName.of("user")));
  }

  @Test
  void softDependenciesThatNeedEachOtherEnd() throws IOException {
    rootfs.file("/etc/modprobe.d/x.conf", "softdep top pre: other\nsoftdep other pre: top\n");
    assertThat(plan("top", "").steps())
        .extracting(step -> step.module().text())
        .contains("other", "top")
        .hasSizeLessThan(12);
  }
}
