package org.jkmod;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.jkmod.bytes.Bytes;
import org.jkmod.bytes.Glob;
import org.jkmod.bytes.MalformedException;
import org.jkmod.index.IndexBuilder;
import org.jkmod.index.IndexFile;
import org.jkmod.index.IndexValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IndexTest {
  private static byte[] bytes(IndexBuilder builder) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    builder.write(out);
    return out.toByteArray();
  }

  private static IndexFile open(byte[] bytes) throws MalformedException {
    return IndexFile.parse(Bytes.of(ByteBuffer.wrap(bytes), ByteOrder.BIG_ENDIAN));
  }

  /** Texts are copied eight bytes at a time, into memory that grows. */
  @Test
  void keysAndValuesOfEveryLength() throws IOException {
    IndexBuilder builder = new IndexBuilder();
    List<String> expected = new ArrayList<>();
    for (int length = 1; length < 600; length++) {
      for (String letters : List.of("x", "yz")) {
        String key = letters.repeat(length).substring(0, length) + "k";
        String value = (length % 7 == 0 ? "w" : "value").repeat(1 + length % 41);
        builder.add(key, value, length);
        expected.add(key + "=" + value + " " + length);
      }
    }
    List<String> found = new ArrayList<>();
    open(bytes(builder))
        .list(
            (key, keyEnd, text, from, to, priority) ->
                found.add(
                    new String(key, 0, keyEnd, ISO_8859_1)
                        + "="
                        + new String(text, from, to - from, ISO_8859_1)
                        + " "
                        + priority));
    assertThat(found).containsExactlyInAnyOrderElementsOf(expected);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void givesBackWhatWasAdded(long seed) throws IOException {
    Random random = new Random(seed);
    IndexBuilder builder = new IndexBuilder();
    TreeMap<String, List<IndexValue>> model = new TreeMap<>();
    for (int i = 0; i < 2000; i++) {
      StringBuilder key = new StringBuilder();
      for (int length = random.nextInt(12); length >= 0; length--) {
        key.append((char) ('a' + random.nextInt(3)));
      }
      builder.add(key.toString(), "v" + i, i);
      model.computeIfAbsent(key.toString(), k -> new ArrayList<>()).add(new IndexValue(i, "v" + i));
    }
    IndexFile file = open(bytes(builder));
    for (String key : model.keySet()) {
      assertThat(file.get(key)).isEqualTo(model.get(key));
      assertThat(file.get(key + "z")).isEmpty();
    }
    List<String> keys = new ArrayList<>();
    file.forEach(entry -> keys.add(entry.key()));
    List<String> expected = new ArrayList<>();
    model.forEach((key, values) -> values.forEach(value -> expected.add(key)));
    assertThat(keys).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13, 14})
  void matchesPatternsAsTryingEachOfThemWould(long seed) throws IOException {
    Random random = new Random(seed);
    IndexBuilder builder = new IndexBuilder();
    List<String> patterns = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      StringBuilder pattern = new StringBuilder();
      for (int length = 1 + random.nextInt(6); length > 0; length--) {
        // Before the first special character a backslash is one like others.
        int pieces = Glob.isPattern(pattern.toString()) ? 8 : 7;
        pattern.append(
            new String[] {"a", "b", "c", "*", "?", "[ab]", "[!c]", "\\b"}[random.nextInt(pieces)]);
      }
      if (seed == 14) {
        // Longer than the places that one number holds.
        pattern.insert(random.nextInt(2), "*").insert(1, "ab".repeat(31 + random.nextInt(3)));
      }
      patterns.add(pattern.toString());
      builder.add(pattern.toString(), "v" + i, i);
    }
    IndexFile file = open(bytes(builder));
    for (int i = 0; i < 300; i++) {
      StringBuilder text = new StringBuilder();
      for (int length = random.nextInt(7); length > 0; length--) {
        text.append((char) ('a' + random.nextInt(3)));
      }
      if (seed == 14) {
        text.insert(random.nextInt(text.length() + 1), "ab".repeat(31 + random.nextInt(3)));
      }
      List<IndexValue> expected = new ArrayList<>();
      for (int p = 0; p < patterns.size(); p++) {
        if (Glob.matches(patterns.get(p), text.toString())) {
          expected.add(new IndexValue(p, "v" + p));
        }
      }
      assertThat(file.match(text.toString())).as(text.toString()).isEqualTo(expected);
    }
  }

  /** A node for each character: no trie that can be written is deeper. */
  @Test
  void theDeepestTrieIsRead() throws Exception {
    IndexBuilder builder = new IndexBuilder();
    for (int length = 0; length < IndexBuilder.MAX_KEY; length++) {
      builder.add("*" + "a".repeat(length), "m", length);
    }
    builder.add("fs_vfat", "vfat", 0);
    IndexFile file = open(bytes(builder));
    int[] keys = {0};
    List<IndexValue> found = new ArrayList<>();
    // A main thread has this much stack.
    Thread reader =
        new Thread(
            null,
            () -> {
              try {
                found.addAll(file.match("fs_vfat"));
                file.forEach(entry -> keys[0]++);
              } catch (MalformedException e) {
                throw new AssertionError(e);
              }
            },
            "reader",
            8 << 20);
    reader.start();
    reader.join();
    assertThat(found).contains(new IndexValue(0, "vfat"));
    assertThat(keys[0]).isEqualTo(IndexBuilder.MAX_KEY + 1);
    assertThatThrownBy(() -> builder.add("a".repeat(IndexBuilder.MAX_KEY + 1), "m", 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void endsOnNodesThatFormALoop() {
    // The root's child for 'a' is a node whose own children for 'a' and 'b' are the root.
    ByteBuffer loop = ByteBuffer.allocate(64);
    loop.putInt(0xb007f457).putInt(0x00020001).putInt(0x20000000 | 12);
    loop.put((byte) 'a').put((byte) 'b').putInt(0x20000000 | 22).putInt(0x20000000 | 22);
    loop.put((byte) 'a').put((byte) 'b').putInt(0x20000000 | 12).putInt(0x20000000 | 12);
    assertThatThrownBy(() -> open(loop.array()).forEach(entry -> {}))
        .isInstanceOf(MalformedException.class)
        .hasMessageContaining("loop");
  }

  /** A file of a megabyte would have millions of millions of them. */
  @Test
  void endsOnValuesThatManyNodesShare() {
    ByteBuffer shared = ByteBuffer.allocate(12 + 2 + 26 * 4 + 4 + 100 * 6);
    shared.putInt(0xb007f457).putInt(0x00020001).putInt(0x20000000 | 12);
    shared.put((byte) 'a').put((byte) 'z');
    for (int c = 'a'; c <= 'z'; c++) {
      shared.putInt(0x40000000 | (12 + 2 + 26 * 4));
    }
    shared.putInt(100);
    for (int i = 0; i < 100; i++) {
      shared.putInt(0).put((byte) 'm').put((byte) 0);
    }
    int[] entries = {0};
    assertThatThrownBy(() -> open(shared.array()).forEach(entry -> entries[0]++))
        .isInstanceOf(MalformedException.class)
        .hasMessageContaining("do not fit");
    assertThat(entries[0]).isEqualTo(100);
  }

  @Test
  void refusesAnotherVersion() {
    ByteBuffer header =
        ByteBuffer.allocate(12).putInt(0xb007f457).putInt(0x00030000).putInt(0x20000000);
    assertThatThrownBy(() -> open(header.array())).hasMessageContaining("version");
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          a*c,    abbc,  true
          a*c,    ab,    false
          '[a-c]x', bx,  true
          '[!a-c]x', bx, false
          '[^a-c]x', dx, true
          '[]a]', ],     true
          '[a',   '[a',  true
          'a\\*', 'a*',  true
          'a\\*', ab,    false
          '[[:digit:]]', 7, true
          '[[:digit:]]', x, false
          *,      '',    true
          ?,      '',    false
          """)
  void matchesAsFnmatchDoes(String pattern, String text, boolean expected) {
    assertThat(Glob.matches(pattern, text)).isEqualTo(expected);
  }

  @Test
  void matchesManyStarsInReasonableTime() {
    assertThat(Glob.matches("*a".repeat(30) + "b", "a".repeat(5000))).isFalse();
  }
}
