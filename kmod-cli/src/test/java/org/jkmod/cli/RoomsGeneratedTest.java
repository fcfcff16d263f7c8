package org.jkmod.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** docs/rooms.md is as the code is. */
class RoomsGeneratedTest {
  private static final String HEAD =
      """
      # The rooms, and who calls whom

      Made from the classes by scripts/generate; the unit layer fails when it is not current. A room calls only rooms on the floors below
      its own. Root packages are on two floors: `SystemRoot` and ModuleName are below all others of org.jkmod, `Kmod` and what else is in it
      above; `cli` (CommandContext, Ports, TextOutput) is below the tools, `cli.Main` and what else is in org.jkmod.cli above.

      ```
      """;

  @Test
  void theDrawingIsCurrent() throws IOException {
    Map<String, Set<String>> calls = Rooms.calls();
    List<List<String>> floors = floors(calls);
    StringBuilder text = new StringBuilder(HEAD);
    for (int floor = floors.size() - 1; floor >= 0; floor--) {
      box(floors.get(floor), floor, text);
    }
    text.append("```\n\n| room | calls |\n|---|---|\n");
    for (int floor = floors.size() - 1; floor >= 0; floor--) {
      for (String room : floors.get(floor)) {
        text.append("| ").append(room).append(" | ");
        text.append(String.join(", ", calls.getOrDefault(room, Set.of()))).append(" |\n");
      }
    }
    Generated.file("docs/rooms.md", text.toString());
  }

  /** The ground floor first. */
  private static List<List<String>> floors(Map<String, Set<String>> calls) {
    List<List<String>> floors = new ArrayList<>();
    Set<String> placed = new HashSet<>();
    while (placed.size() < calls.size()) {
      List<String> floor = new ArrayList<>();
      calls.forEach(
          (room, called) -> {
            if (!placed.contains(room) && placed.containsAll(called)) {
              floor.add(room);
            }
          });
      assertThat(floor).as("rooms that call each other in a circle").isNotEmpty();
      placed.addAll(floor);
      floors.add(floor);
    }
    return floors;
  }

  private static void box(List<String> rooms, int floor, StringBuilder text) {
    StringBuilder edge = new StringBuilder("   ");
    StringBuilder line = new StringBuilder(String.format("%2d ", floor));
    for (String room : rooms) {
      edge.append(" +").append("-".repeat(room.length() + 2)).append('+');
      line.append(" | ").append(room).append(" |");
    }
    text.append(edge).append('\n').append(line).append('\n').append(edge).append('\n');
  }
}
