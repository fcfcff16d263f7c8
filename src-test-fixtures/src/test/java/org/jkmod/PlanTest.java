package org.jkmod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
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
import org.jkmod.load.ModuleLoader;
import org.jkmod.load.PlanRunner;
import org.jkmod.port.Decompressor;
import org.jkmod.port.Errno;
import org.jkmod.port.KernelException;
import org.jkmod.resolve.LoadPlan;
import org.jkmod.resolve.LoadPlanner;
import org.jkmod.resolve.LoadStep;
import org.jkmod.resolve.ModuleRef;
import org.jkmod.resolve.Reason;
import org.jkmod.resolve.RemovePlanner;
import org.jkmod.resolve.RemoveStep;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From files to a plan, and from a plan to a kernel that behaves. */
class PlanTest {
  @TempDir Path folder;
  private Rootfs rootfs;
  private FakeKernel kernel;

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
    return new LoadPlanner(config(), modules())
        .plan(
            ModuleRef.named(module),
            new LoadPlanner.Request(parameters, false, LoadPlanner.Blacklisting.ALIASES));
  }

  private PlanRunner runner() {
    ProcSys live = new ProcSys(rootfs.root());
    return new PlanRunner(
        new ModuleLoader(rootfs.root(), kernel, Decompressor.NONE, live),
        kernel,
        (command, environment) -> 0,
        live);
  }

  private static PlanRunner.Mode really() {
    return new PlanRunner.Mode(false, false, 0, step -> {}, failure -> {});
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
    LoadStep.Insert step = (LoadStep.Insert) plan("top", "").steps().getLast();
    assertThat(step.origins())
        .extracting(rule -> rule.origin().toString())
        .containsExactly("/etc/modprobe.d/x.conf:2");
  }

  @Test
  void loadsInOrderAndGivesParametersToTheTargetAlone() throws Exception {
    runner().load(plan("top", "p=1"), really());
    assertThat(kernel.calls()).containsExactly("load base", "load middle", "load top p=1");
  }

  @Test
  void doesNotLoadWhatIsThere() throws Exception {
    runner().load(plan("middle", ""), really());
    runner().load(plan("top", ""), really());
    assertThat(kernel.calls()).containsExactly("load base", "load middle", "load top");
  }

  @Test
  void anUnknownSymbolIsTheKernelsRefusal() throws IOException {
    rootfs.file(
        "/lib/modules/1/kernel/middle.ko",
        ElfBuilder.amd64().need("nowhere").info("name=middle").build());
    assertThatThrownBy(() -> runner().load(plan("middle", ""), really()))
        .isInstanceOfSatisfying(
            LoadFailure.class,
            failure -> assertThat(((KernelException) failure.reason()).is(Errno.ENOENT)).isTrue());
  }

  @Test
  void removesTheWholeChainThatIsUnusedThen() throws Exception {
    runner().load(plan("top", ""), really());
    RemovePlanner planner = new RemovePlanner(config(), modules(), new ProcSys(rootfs.root()));
    List<RemoveStep> steps =
        planner.plan("top", new RemovePlanner.Request(false, false, false)).steps();
    assertThat(steps).extracting(RemoveStep::module).containsExactly("top", "middle", "base");
    for (RemoveStep step : steps) {
      runner().remove(step, 0);
    }
    assertThat(kernel.modules()).isEmpty();
  }

  @Test
  void leavesWhatOthersUse() throws Exception {
    runner().load(plan("top", ""), really());
    RemovePlanner planner = new RemovePlanner(config(), modules(), new ProcSys(rootfs.root()));
    assertThat(planner.plan("base", new RemovePlanner.Request(false, false, false)).steps())
        .containsExactly(
            new RemoveStep.Refused("base", RemoveStep.Obstacle.IN_USE, new Reason.Requested()));
  }

  @Test
  void holdersGoFirstAndNothingGoesTwice() throws Exception {
    runner().load(plan("top", ""), really());
    RemovePlanner planner = new RemovePlanner(config(), modules(), new ProcSys(rootfs.root()));
    assertThat(planner.plan("base", new RemovePlanner.Request(false, true, false)).steps())
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
