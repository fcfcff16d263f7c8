package org.jkmod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.function.Predicate;
import org.jkmod.fixtures.ModuleTree;
import org.jkmod.load.RemoveListener;
import org.jkmod.port.Clock;
import org.jkmod.port.Errno;
import org.jkmod.port.KernelException;
import org.jkmod.port.KernelModules;
import org.jkmod.resolve.LoadRequest;
import org.jkmod.resolve.RemoveRequest;
import org.jkmod.resolve.RemoveRequest.Option;
import org.jkmod.resolve.RemoveStep;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Removing, and waiting until that is possible: by a clock that only sleeping moves. */
class RemoverTest {
  @TempDir Path folder;
  private ModuleTree tree;
  private final List<String> told = new ArrayList<>();
  private final List<Long> slept = new ArrayList<>();

  private final RemoveListener listener =
      new RemoveListener() {
        @Override
        public void notFound(String operand) {
          told.add("not found " + operand);
        }

        @Override
        public void step(RemoveStep step) {
          told.add("step " + step.module());
        }

        @Override
        public void refused(RemoveStep.Refused step) {
          told.add("refused " + step.module() + " " + step.obstacle());
        }

        @Override
        public void stillInUse(RemoveStep step) {
          told.add("still in use " + step.module());
        }

        @Override
        public void failed(RemoveStep step, IOException reason) {
          told.add("failed " + step.module());
        }
      };

  private final Clock clock =
      new Clock() {
        private long now = Long.MAX_VALUE - 5;

        @Override
        public long nanoTime() {
          return now;
        }

        @Override
        public void sleep(long millis) {
          slept.add(millis);
          now += millis * 1_000_000;
        }
      };

  @BeforeEach
  void makeTree() throws IOException {
    tree = new ModuleTree(folder);
    for (String name : new String[] {"top", "other"}) {
      tree.kmod()
          .runner(tree.kernel(), (command, environment) -> 0)
          .run(tree.kmod().planLoad(LoadRequest.of(name)), new Told());
    }
  }

  /** The first attempts fail, as if a module was busy. */
  private KernelModules busy(int attempts) {
    int[] left = {attempts};
    return refusing(name -> left[0]-- > 0);
  }

  private KernelModules refusing(Predicate<String> refused) {
    return new KernelModules() {
      @Override
      public void load(Path file, String parameters, int flags) {
        throw new AssertionError();
      }

      @Override
      public void load(byte[] image, String parameters) {
        throw new AssertionError();
      }

      @Override
      public void remove(String name, int flags) throws IOException {
        if (refused.test(name)) {
          throw new KernelException("delete_module", Errno.EAGAIN);
        }
        tree.kernel().remove(name, flags);
      }
    };
  }

  private boolean remove(KernelModules kernel, long wait, EnumSet<Option> options, String... names)
      throws IOException {
    return tree.kmod()
        .remover(kernel, (command, environment) -> 0, clock)
        .run(new RemoveRequest(List.of(names), options, wait), listener);
  }

  /** What looks at nothing that is in the way must not get to the kernel. */
  @Test
  void whatOnlyTellsIsNotDone() {
    assertThatThrownBy(() -> remove(busy(0), 0, EnumSet.of(Option.IGNORE_LOADED), "other"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(tree.kernel().modules()).contains("other");
  }

  @Test
  void itWaitsTwiceAsLongEachTime() throws IOException {
    assertThat(remove(busy(4), 1000, EnumSet.noneOf(Option.class), "other")).isTrue();
    assertThat(slept).containsExactly(1L, 2L, 4L, 8L);
    assertThat(tree.kernel().modules()).doesNotContain("other");
  }

  @Test
  void itGivesUpWhenTheTimeIsOver() throws IOException {
    assertThat(remove(busy(1000), 600, EnumSet.noneOf(Option.class), "other")).isFalse();
    assertThat(slept).containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 64L, 128L, 256L, 256L);
    assertThat(told).containsExactly("step other", "still in use other");
  }

  @Test
  void withoutWaitingItTriesOnce() throws IOException {
    assertThat(remove(busy(1), 0, EnumSet.noneOf(Option.class), "other")).isFalse();
    assertThat(slept).isEmpty();
    assertThat(told).containsExactly("step other", "failed other");
  }

  @Test
  void whatStandsInTheWayEndsItUnlessAllCount() throws IOException {
    EnumSet<Option> none = EnumSet.noneOf(Option.class);
    assertThat(remove(busy(0), 0, none, "nosuch", "other")).isFalse();
    assertThat(told).containsExactly("not found nosuch");
    told.clear();
    assertThat(remove(busy(0), 0, none, "base", "other")).isFalse();
    assertThat(told).containsExactly("refused base IN_USE");
    told.clear();
    assertThat(remove(busy(0), 0, EnumSet.of(Option.ALL), "base", "nosuch", "other")).isFalse();
    assertThat(told).containsExactly("refused base IN_USE", "not found nosuch", "step other");
  }

  @Test
  void whatTheKernelRefusesEndsNothing() throws IOException {
    assertThat(remove(busy(1), 0, EnumSet.noneOf(Option.class), "other", "top")).isFalse();
    assertThat(told)
        .containsExactly("step other", "failed other", "step top", "step middle", "step base");
    assertThat(tree.kernel().modules()).containsExactly("other");
  }

  @Test
  void whatIsUnusedAndStaysIsNoFailure() throws IOException {
    assertThat(remove(refusing("middle"::equals), 0, EnumSet.noneOf(Option.class), "top")).isTrue();
    // What it uses itself is in use still, and not tried.
    assertThat(told).containsExactly("step top", "step middle", "failed middle");
    assertThat(tree.kernel().modules()).contains("base", "middle").doesNotContain("top");
  }

  @Test
  void aSoftDependencyThatStaysKeepsNothingElse() throws IOException {
    tree.config("softdep top post: other\n");
    assertThat(remove(refusing("other"::equals), 0, EnumSet.noneOf(Option.class), "top")).isTrue();
    assertThat(told)
        .containsExactly("step other", "failed other", "step top", "step middle", "step base");
    assertThat(tree.kernel().modules()).containsExactly("other");
  }

  @Test
  void aSoftDependencyThatUsesTheTargetAndStaysKeepsIt() throws IOException {
    tree.config("softdep middle post: top\n");
    EnumSet<Option> none = EnumSet.noneOf(Option.class);
    assertThat(remove(refusing("top"::equals), 0, none, "middle", "other")).isFalse();
    assertThat(told).containsExactly("step top", "failed top", "refused middle IN_USE");
  }

  @Test
  void tellingCountsOnTheStepsBeforeAfterAFailureToo() throws IOException {
    tree.config("softdep top post: other\nsoftdep other post: base\n");
    RemoveRequest request = new RemoveRequest(List.of("top"), EnumSet.of(Option.ALL), 0);
    assertThat(tree.kmod().tellRemove(request, listener)).isTrue();
    assertThat(told)
        .containsExactly(
            "refused base IN_USE", "step other", "step top", "step middle", "step base");
  }

  @Test
  void aCircleOfCommandsEnds() throws IOException {
    tree.config("softdep a pre: b\nsoftdep b pre: a\nremove a true\nremove b true\n");
    assertThat(tree.kmod().tellRemove(RemoveRequest.of("a"), listener)).isTrue();
    assertThat(told).containsExactly("step a", "step b");
  }

  @Test
  void aMillionWaysToCommandsEndTooSoonRatherThanNever() throws IOException {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 60; i++) {
      lines.append("softdep m%d pre: m%d m%d\nremove m%d true\n".formatted(i, i + 1, i + 1, i));
    }
    tree.config(lines.toString());
    assertThat(tree.kmod().tellRemove(RemoveRequest.of("m0"), listener)).isTrue();
    assertThat(told).startsWith("step m0", "step m1").hasSizeBetween(1_000, 10_000);
  }

  @Test
  void whatIsNotLoadedIsAFailureTheFirstTimeOnly() throws IOException {
    assertThat(remove(busy(0), 0, EnumSet.noneOf(Option.class), "user")).isTrue();
    assertThat(remove(busy(0), 0, EnumSet.of(Option.FIRST_TIME), "user")).isFalse();
    assertThat(remove(busy(0), 0, EnumSet.of(Option.ALONE), "user")).isFalse();
    assertThat(told).containsExactly("refused user NOT_LOADED", "refused user NOT_LOADED");
  }

  @Test
  void tellingRemovesNothing() throws IOException {
    assertThat(tree.kmod().tellRemove(RemoveRequest.of("top"), listener)).isTrue();
    assertThat(told).containsExactly("step top", "step middle", "step base");
    assertThat(tree.kernel().modules()).hasSize(4);
  }
}
