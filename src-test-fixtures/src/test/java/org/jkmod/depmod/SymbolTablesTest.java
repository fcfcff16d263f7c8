package org.jkmod.depmod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jkmod.bytes.Bytes;
import org.jkmod.bytes.MalformedException;
import org.junit.jupiter.api.Test;

/** Who gives each symbol and who needs which, beside a table of the JDK's. */
class SymbolTablesTest {
  /** The first three have one hash, and so have all names made of as many of them. */
  private static final List<String> PIECES = List.of("Aa", "BB", "C#", "_", "x", "é");

  private final Random random = new Random(1);

  private String name() {
    StringBuilder name = new StringBuilder();
    for (int i = random.nextInt(10); i >= 0; i--) {
      name.append(PIECES.get(random.nextInt(PIECES.size())));
    }
    return name.toString();
  }

  private static NeededSymbols needed(List<String> names) throws MalformedException {
    NeededSymbols needed = new NeededSymbols();
    int size = 0;
    for (String name : names) {
      byte[] bytes = ("before" + name + "\0after").getBytes(StandardCharsets.ISO_8859_1);
      size += needed.add(Bytes.of(bytes), 6, name.startsWith("_"));
    }
    needed.trim();
    assertThat(needed.packed()).hasSize(size);
    return needed;
  }

  @Test
  void theLastThatGivesOneIsFound() throws MalformedException {
    ModuleFacts none = ModuleFacts.unreadable("nothing to read");
    Exporters exporters = new Exporters();
    Map<String, ModuleNode> expected = new HashMap<>();
    List<String> asked = new ArrayList<>();
    for (int i = 0; i < 30_000; i++) {
      String name = name();
      asked.add(random.nextInt(4) == 0 ? name() : name);
      ModuleNode module = new ModuleNode(FoundModule.of("/m/a" + i + ".ko", "/m", null), none, i);
      exporters.add(name, module);
      expected.put(name, module);
      if (i % 5000 == 0) {
        assertThat(exporters.names()).containsExactlyInAnyOrderElementsOf(expected.keySet());
      }
    }
    assertThat(expected.size()).isGreaterThan(10_000);
    assertThat(exporters.names()).containsExactlyInAnyOrderElementsOf(expected.keySet());
    NeededSymbols needed = needed(asked);
    for (NeededSymbols symbols : List.of(needed, NeededSymbols.of(needed.packed()))) {
      NeededSymbols.Cursor cursor = symbols.new Cursor();
      for (String name : asked) {
        assertThat(cursor.next()).isTrue();
        assertThat(cursor.hash()).isEqualTo(name.hashCode());
        assertThat(cursor.is(name)).isTrue();
        assertThat(cursor.is(name + "x")).isFalse();
        assertThat(cursor.is(name.substring(1) + "?")).isFalse();
        assertThat(exporters.get(cursor)).isSameAs(expected.get(name));
        assertThat(exporters.get(name)).isSameAs(expected.get(name));
      }
      assertThat(cursor.next()).isFalse();
    }
  }

  @Test
  void whatIsKeptIsNotTrusted() throws MalformedException {
    byte[] packed = needed(List.of("a", "_weak", "long_name")).packed();
    assertThat(packed)
        .isEqualTo("\1a\0\2_weak\0\1long_name\0".getBytes(StandardCharsets.ISO_8859_1));
    assertThat(NeededSymbols.of(packed).packed()).isEqualTo(packed);
    assertThat(NeededSymbols.of(new byte[0]).packed()).isEmpty();
    for (String bad : List.of("\1a", "a\0", "\3a\0", "\1a\0\0", "\1a\0b\0", "\0", "\1a\0\2b")) {
      byte[] bytes = bad.getBytes(StandardCharsets.ISO_8859_1);
      assertThatThrownBy(() -> NeededSymbols.of(bytes)).isInstanceOf(MalformedException.class);
    }
    Bytes open = Bytes.of("without".getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> new NeededSymbols().add(open, 0, false))
        .isInstanceOf(MalformedException.class)
        .hasMessageContaining("text without an end");
  }
}
