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

  private static final ModuleName BASE = ModuleName.of("base");
  private static final ModuleName MIDDLE = ModuleName.of("middle");
  private static final ModuleName OTHER = ModuleName.of("other");
  private static final ModuleName TOP = ModuleName.of("top");
  private static final ModuleName USER = ModuleName.of("user");
  private static final ModuleName NO_SUCH = ModuleName.of("nosuch");

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
    assertThat(graph().needs(TOP)).containsExactly(BASE, MIDDLE);
    assertThat(graph().edges(TOP)).containsExactly(new Edge(TOP, MIDDLE, Kind.HARD, null));
    assertThat(graph().edges(NO_SUCH)).isEmpty();
  }

  @Test
  void linesOfTheConfigurationAreEdges() throws IOException {
    List<Edge> edges = graph().edges(MIDDLE);
    assertThat(edges)
        .extracting(Edge::to, Edge::kind)
        .containsExactly(
            tuple(BASE, Kind.HARD), tuple(TOP, Kind.SOFT_PRE), tuple(USER, Kind.SOFT_POST));
    assertThat(String.valueOf(edges.get(1).rule())).contains("x.conf");
    assertThat(graph().edges(BASE))
        .extracting(Edge::to, Edge::kind)
        .containsExactly(tuple(OTHER, Kind.WEAK));
  }

  @Test
  void aClosureIsInTheOrderOfLoading() throws IOException {
    assertThat(graph().closure(List.of(TOP), HARD)).containsExactly(BASE, MIDDLE, TOP);
    assertThat(graph().closure(List.of(USER, TOP, USER), HARD))
        .containsExactly(OTHER, USER, BASE, MIDDLE, TOP);
    // The soft dependency of middle on top closes a circle; top cannot be loaded before middle.
    assertThat(graph().closure(List.of(MIDDLE), ALL))
        .containsExactly(BASE, MIDDLE, TOP, OTHER, USER);
  }

  @Test
  void theShortestWayTellsWhy() throws IOException {
    Map<ModuleName, Edge> ways = graph().ways(List.of(TOP), ALL);
    assertThat(ways.keySet()).containsExactly(MIDDLE, BASE, USER, OTHER);
    assertThat(ways.get(OTHER)).extracting(Edge::from, Edge::kind).containsExactly(BASE, Kind.WEAK);
    assertThat(graph().ways(List.of(TOP), HARD).keySet()).containsExactly(MIDDLE, BASE);
  }

  @Test
  void theOtherWayRound() throws IOException {
    DependencyGraph graph = graph();
    assertThat(graph.modules()).containsExactly(BASE, MIDDLE, OTHER, TOP, USER);
    assertThat(graph.users(BASE)).extracting(Edge::from).containsExactly(MIDDLE);
    assertThat(graph.users(OTHER))
        .extracting(Edge::from, Edge::kind)
        .containsExactly(tuple(BASE, Kind.WEAK), tuple(USER, Kind.HARD));
    assertThat(graph.users(NO_SUCH)).isEmpty();
  }
}
