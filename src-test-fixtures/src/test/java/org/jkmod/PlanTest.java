package org.jkmod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import org.jkmod.config.ConfigReader;
import org.jkmod.config.DepmodConfig;
import org.jkmod.config.ModprobeConfig;
import org.jkmod.depmod.Depmod;
import org.jkmod.depmod.DepmodProblem;
import org.jkmod.fixtures.ElfBuilder;
import org.jkmod.fixtures.FakeKernel;
import org.jkmod.fixtures.Rootfs;
import org.jkmod.index.ModuleDirectory;
import org.jkmod.live.ProcSys;
import org.jkmod.load.LoadFailure;
import org.jkmod.load.LoadListener;
import org.jkmod.load.ModuleLoader;
import org.jkmod.load.PlanRunner;
import org.jkmod.load.RemoveListener;
import org.jkmod.load.Remover;
import org.jkmod.port.Clock;
import org.jkmod.port.Decompressor;
import org.jkmod.port.Errno;
import org.jkmod.port.KernelException;
import org.jkmod.resolve.LoadPlan;
import org.jkmod.resolve.LoadPlanner;
import org.jkmod.resolve.LoadRequest;
import org.jkmod.resolve.LoadRequest.Option;
import org.jkmod.resolve.LoadStep;
import org.jkmod.resolve.ModulePolicy;
import org.jkmod.resolve.Operand;
import org.jkmod.resolve.Reason;
import org.jkmod.resolve.RemovePlanner;
import org.jkmod.resolve.RemoveRequest;
import org.jkmod.resolve.RemoveStep;
import org.jkmod.resolve.Verdict;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From files to a plan, and from a plan to a kernel that behaves. */
class PlanTest {
  @TempDir Path folder;
  private Rootfs rootfs;
  private FakeKernel kernel;
  private final Told told = new Told();

  /** What a run said. */
  private static final class Told implements LoadListener {
    final List<LoadFailure> failures = new ArrayList<>();

    @Override
    public void failed(LoadFailure failure) {
      failures.add(failure);
    }
  }

  @BeforeEach
  void makeTree() throws IOException {
    rootfs = new Rootfs(folder);
    module("base", ElfBuilder.amd64().export("base_a"));
    module("middle", ElfBuilder.amd64().need("base_a").export("middle_a"));
    module("top", ElfBuilder.amd64().need("middle_a").need("base_a").info("alias=top-*"));
    module("other", ElfBuilder.amd64());
    kernel = new FakeKernel(rootfs);
    List<DepmodProblem> problems = new ArrayList<>();
    Depmod.Listener listener =
        new Depmod.Listener() {
          @Override
          public void accept(DepmodProblem problem) {
            problems.add(problem);
          }

          @Override
          public void needs(String modulePath, String symbol, String providerPath) {}
        };
    Objects.requireNonNull(
            new Depmod(rootfs.root(), Decompressor.NONE, listener)
                .run(
                    new Depmod.Request(
                        "/lib/modules/1",
                        "1",
                        List.of(),
                        DepmodConfig.DEFAULT,
                        2,
                        "/lib/modules/1",
                        Depmod.Reuse.NOTHING,
                        false)))
        .write(1, 1);
    assertThat(problems).allMatch(problem -> problem instanceof DepmodProblem.MissingInput);
  }

  private void module(String name, ElfBuilder elf) {
    rootfs.file("/lib/modules/1/kernel/" + name + ".ko", elf.info("name=" + name).build());
  }

  private ModuleDirectory modules() {
    return new ModuleDirectory(rootfs.root(), "/lib/modules/1");
  }

  private ModprobeConfig config() throws IOException {
    return new ConfigReader(rootfs.root()).readModprobe(List.of(), "/lib/modules/1");
  }

  private LoadPlan plan(String module, String parameters) throws IOException {
    return planner(ModulePolicy.NONE)
        .plan(
            new LoadRequest(List.of(Operand.of(module, parameters)), EnumSet.noneOf(Option.class)));
  }

  private LoadPlanner planner(ModulePolicy policy) throws IOException {
    return new LoadPlanner(rootfs.root(), config(), modules(), new ProcSys(rootfs.root()), policy);
  }

  private PlanRunner runner() {
    ProcSys live = new ProcSys(rootfs.root());
    return new PlanRunner(
        new ModuleLoader(rootfs.root(), kernel, Decompressor.NONE, live),
        (command, environment) -> 0,
        live);
  }

  private RemovePlanner removePlanner() throws IOException {
    return new RemovePlanner(rootfs.root(), config(), modules(), new ProcSys(rootfs.root()));
  }

  @Test
  void everyStepHasItsReason() throws IOException {
    assertThat(plan("top", "p=1").steps())
        .extracting(LoadStep::module, LoadStep::reason)
        .containsExactly(
            tuple("base", new Reason.DependencyOf("top")),
            tuple("middle", new Reason.DependencyOf("top")),
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
    runner().run(plan("top", "p=1"), told);
    assertThat(kernel.calls()).containsExactly("load base", "load middle", "load top p=1");
  }

  @Test
  void doesNotLoadWhatIsThere() throws Exception {
    runner().run(plan("middle", ""), told);
    runner().run(plan("top", ""), told);
    assertThat(kernel.calls()).containsExactly("load base", "load middle", "load top");
  }

  @Test
  void anUnknownSymbolIsTheKernelsRefusal() throws IOException {
    rootfs.file(
        "/lib/modules/1/kernel/middle.ko",
        ElfBuilder.amd64().need("nowhere").info("name=middle").build());
    assertThat(runner().run(plan("middle", ""), told)).isFalse();
    assertThat(told.failures)
        .singleElement()
        .satisfies(
            failure -> assertThat(((KernelException) failure.reason()).is(Errno.ENOENT)).isTrue());
  }

  @Test
  void removesTheWholeChainThatIsUnusedThen() throws Exception {
    runner().run(plan("top", ""), told);
    assertThat(removePlanner().plan("top", RemoveRequest.of("top")).steps())
        .extracting(RemoveStep::module)
        .containsExactly("top", "middle", "base");
    new Remover(removePlanner(), kernel, (command, environment) -> 0, Clock.SYSTEM)
        .run(RemoveRequest.of("top"), new RemoveListener() {});
    assertThat(kernel.modules()).isEmpty();
  }

  @Test
  void leavesWhatOthersUse() throws Exception {
    runner().run(plan("top", ""), told);
    assertThat(removePlanner().plan("base", RemoveRequest.of("base")).steps())
        .containsExactly(
            new RemoveStep.Refused(
                "base", RemoveStep.Obstacle.IN_USE, List.of(), new Reason.Requested()));
  }

  @Test
  void holdersGoFirstAndNothingGoesTwice() throws Exception {
    runner().run(plan("top", ""), told);
    RemoveRequest request =
        new RemoveRequest(List.of("base"), EnumSet.of(RemoveRequest.Option.REMOVE_HOLDERS), 0);
    assertThat(removePlanner().plan("base", request).steps())
        .extracting(RemoveStep::module)
        .containsExactly("top", "middle", "base");
  }

  @Test
  void softDependenciesThatNeedEachOtherEnd() throws IOException {
    rootfs.file("/etc/modprobe.d/x.conf", "softdep top pre: other\nsoftdep other pre: top\n");
    assertThat(plan("top", "").steps())
        .extracting(LoadStep::module)
        .contains("other", "top")
        .hasSizeLessThan(12);
  }
}
