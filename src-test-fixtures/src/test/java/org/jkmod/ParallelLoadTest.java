package org.jkmod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jkmod.fixtures.ElfBuilder;
import org.jkmod.fixtures.ModuleTree;
import org.jkmod.load.GatheringListener;
import org.jkmod.load.LoadListener;
import org.jkmod.port.KernelModules;
import org.jkmod.resolve.LoadPlan;
import org.jkmod.resolve.LoadRequest;
import org.jkmod.resolve.LoadRequest.Option;
import org.jkmod.resolve.LoadStep;
import org.jkmod.resolve.LoadTarget;
import org.jkmod.resolve.Operand;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Steps that do not need each other are done at the same time, by real threads. */
class ParallelLoadTest {
  @TempDir Path folder;
  private ModuleTree tree;
  private final Told told = new Told();
  private final ExecutorService threads = Executors.newFixedThreadPool(4);

  @BeforeEach
  void makeTree() throws IOException {
    tree = new ModuleTree(folder);
  }

  @AfterEach
  void endThreads() {
    threads.shutdownNow();
  }

  private LoadPlan plan(String... names) throws IOException {
    List<Operand> operands = new ArrayList<>();
    for (String name : names) {
      operands.add(Operand.of(name, ""));
    }
    return tree.kmod().planLoad(new LoadRequest(operands, EnumSet.noneOf(Option.class)));
  }

  private boolean run(KernelModules kernel, LoadListener listener, LoadPlan plan)
      throws IOException {
    return tree.kmod().runner(kernel, (command, environment) -> 0).run(plan, listener, threads);
  }

  /**
   * Both must be in the call before either may leave it: one after the other would not end well.
   */
  private final class Meeting implements KernelModules {
    private final CyclicBarrier barrier = new CyclicBarrier(2);

    @Override
    public void load(Path file, String parameters, int flags) throws IOException {
      try {
        barrier.await(60, TimeUnit.SECONDS);
      } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
        throw new IOException("the other did not come", e);
      }
      tree.kernel().load(file, parameters, flags);
    }

    @Override
    public void load(byte[] image, String parameters) throws IOException {
      tree.kernel().load(image, parameters);
    }

    @Override
    public void remove(String name, int flags) throws IOException {
      tree.kernel().remove(name, flags);
    }
  }

  @Test
  void twoIndependentModulesAreInTheKernelCallAtTheSameTime() throws IOException {
    assertThat(run(new Meeting(), told, plan("base", "other"))).isTrue();
    assertThat(tree.kernel().modules()).containsExactlyInAnyOrder("base", "other");
  }

  @Test
  void whatIsNeededComesFirst() throws IOException {
    tree.config("softdep middle pre: user post: other\n");
    assertThat(run(tree.kernel(), told, plan("top", "user"))).isTrue();
    List<String> loaded = tree.kernel().modules();
    assertThat(loaded).containsSubsequence("base", "middle", "top");
    assertThat(loaded).containsSubsequence("other", "user", "middle");
    assertThat(tree.kernel().calls()).doesNotHaveDuplicates();
  }

  @Test
  void aFailureEndsItsOwnTargetAlone() throws IOException {
    tree.module("middle", ElfBuilder.amd64().need("nowhere").export("middle_a"));
    assertThat(run(tree.kernel(), told, plan("top", "user"))).isFalse();
    assertThat(tree.kernel().modules()).contains("other", "user").doesNotContain("middle", "top");
    assertThat(told.lines).contains("failed top: middle").doesNotContain("step top");
  }

  @Test
  void theListenerIsNeverCalledTwiceAtATime() throws IOException {
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    LoadListener listener =
        new LoadListener() {
          @Override
          public void step(LoadStep step) {
            most.accumulateAndGet(inside.incrementAndGet(), Math::max);
            for (int i = 0; i < 10_000; i++) {
              Thread.onSpinWait();
            }
            inside.decrementAndGet();
          }
        };
    assertThat(run(tree.kernel(), listener, plan("top", "other", "user"))).isTrue();
    assertThat(most).hasValue(1);
  }

  @Test
  void aBrokenListenerEndsTheRun() throws IOException {
    LoadPlan plan = plan("top", "user");
    LoadListener listener =
        new LoadListener() {
          @Override
          public void step(LoadStep step) {
            throw new IllegalStateException("broken");
          }
        };
    assertThatThrownBy(() -> run(tree.kernel(), listener, plan))
        .isInstanceOf(IllegalStateException.class);
    assertThat(tree.kernel().calls()).isEmpty();
  }

  @Test
  void theCallingThreadMayDoAllOfIt() throws IOException {
    LoadPlan plan = plan("top", "user");
    assertThat(
            tree.kmod()
                .runner(tree.kernel(), (command, environment) -> 0)
                .run(plan, told, Runnable::run))
        .isTrue();
    assertThat(told.lines)
        .containsExactly("step base", "step middle", "step top", "step other", "step user");
  }

  /** Both are in the kernel at the same time, so neither has told all when the other begins. */
  @Test
  void whatIsToldOfATargetStaysTogether() throws IOException {
    tree.config("softdep base post: middle\nsoftdep other post: user\n");
    LoadPlan plan = plan("base", "other");
    assertThat(run(new Meeting(), new GatheringListener(plan, told), plan)).isTrue();
    assertThat(told.lines).hasSize(4);
    assertThat(told.lines).containsSubsequence("step base", "step middle");
    assertThat(Math.abs(told.lines.indexOf("step base") - told.lines.indexOf("step middle")))
        .isEqualTo(1);
    assertThat(Math.abs(told.lines.indexOf("step other") - told.lines.indexOf("step user")))
        .isEqualTo(1);
  }

  @Test
  void eachTargetIsOverOnce() throws IOException {
    tree.module("middle", ElfBuilder.amd64().need("nowhere").export("middle_a"));
    List<String> over = new ArrayList<>();
    LoadListener listener =
        new LoadListener() {
          @Override
          public void over(LoadTarget target, boolean good) {
            over.add(target.name() + " " + good);
          }
        };
    assertThat(run(tree.kernel(), listener, plan("top", "nosuch", "user", "other"))).isFalse();
    assertThat(over).containsExactlyInAnyOrder("top false", "user true", "other true");
    over.clear();
    assertThat(
            tree.kmod()
                .runner(tree.kernel(), (command, environment) -> 0)
                .run(plan("top", "nosuch", "user", "base"), listener))
        .isFalse();
    assertThat(over).containsExactly("top false", "user true", "base true");
  }
}
