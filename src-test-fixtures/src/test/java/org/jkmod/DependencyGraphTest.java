package org.jkmod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jkmod.fixtures.ModuleTree;
import org.jkmod.resolve.DependencyGraph;
import org.jkmod.resolve.DependencyGraph.Edge;
import org.jkmod.resolve.DependencyGraph.Kind;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What modules depend on, for many questions at once. */
class DependencyGraphTest {
  private static final Set<Kind> ALL = EnumSet.allOf(Kind.class);
  private static final Set<Kind> HARD = EnumSet.of(Kind.HARD);

  @TempDir Path folder;
  private ModuleTree tree;

  @BeforeEach
  void makeTree() throws IOException {
    tree = new ModuleTree(folder);
    tree.config("softdep middle pre: top-1 post: user\nweakdep base other nosuch\n");
  }

  private DependencyGraph graph() throws IOException {
    return tree.kmod().dependencies();
  }

  @Test
  void onlyWhatIsNotReachedThroughOthersIsAnEdge() throws IOException {
    assertThat(graph().needs("top")).containsExactly("base", "middle");
    assertThat(graph().edges("top")).containsExactly(new Edge("top", "middle", Kind.HARD, null));
    assertThat(graph().edges("nosuch")).isEmpty();
  }

  @Test
  void linesOfTheConfigurationAreEdges() throws IOException {
    List<Edge> edges = graph().edges("middle");
    assertThat(edges)
        .extracting(Edge::to, Edge::kind)
        .containsExactly(
            tuple("base", Kind.HARD), tuple("top", Kind.SOFT_PRE), tuple("user", Kind.SOFT_POST));
    assertThat(String.valueOf(edges.get(1).rule())).contains("x.conf");
    assertThat(graph().edges("base"))
        .extracting(Edge::to, Edge::kind)
        .containsExactly(tuple("other", Kind.WEAK));
  }

  @Test
  void aClosureIsInTheOrderOfLoading() throws IOException {
    assertThat(graph().closure(List.of("top"), HARD)).containsExactly("base", "middle", "top");
    assertThat(graph().closure(List.of("user", "top", "user"), HARD))
        .containsExactly("other", "user", "base", "middle", "top");
    // The soft dependency of middle on top closes a circle; top cannot be loaded before middle.
    assertThat(graph().closure(List.of("middle"), ALL))
        .containsExactly("base", "middle", "top", "other", "user");
  }

  @Test
  void theShortestWayTellsWhy() throws IOException {
    Map<String, Edge> ways = graph().ways(List.of("top"), ALL);
    assertThat(ways.keySet()).containsExactly("middle", "base", "user", "other");
    assertThat(ways.get("other"))
        .extracting(Edge::from, Edge::kind)
        .containsExactly("base", Kind.WEAK);
    assertThat(graph().ways(List.of("top"), HARD).keySet()).containsExactly("middle", "base");
  }

  @Test
  void theOtherWayRound() throws IOException {
    DependencyGraph graph = graph();
    assertThat(graph.modules()).containsExactly("base", "middle", "other", "top", "user");
    assertThat(graph.users("base")).extracting(Edge::from).containsExactly("middle");
    assertThat(graph.users("other"))
        .extracting(Edge::from, Edge::kind)
        .containsExactly(tuple("base", Kind.WEAK), tuple("user", Kind.HARD));
    assertThat(graph.users("nosuch")).isEmpty();
  }
}
