package org.jkmod.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Eight bytes at a time give what one byte at a time does. */
class PolicyWordsTest {
  private static final String BLANKS = "\t\n\u000b\f\r ";
  private static final String SPECIAL = "*?[\\\u007f\0\1\b\u000e\u001f";

  /** Those, what lies beside them, and what differs from them in the high bit alone. */
  private static final String BYTES =
      BLANKS + SPECIAL + "ab_-!)+>@Z]^~,.\u0080\u0089\u008a\u00a0\u00aa\u00ad\u00df\u00dc\u00ff";

  private final Random random = new Random(1);

  private String made(int length, String from) {
    StringBuilder made = new StringBuilder();
    int kinds = 1 + random.nextInt(from.length());
    for (int i = 0; i < length; i++) {
      made.append(
          random.nextInt(8) == 0 ? from.charAt(random.nextInt(kinds)) : "a_-b".charAt(i % 4));
    }
    return made.toString();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  @Test
  void wordsAndNamesEndWhereTheyDo() {
    for (int round = 0; round < 3000; round++) {
      String text = made(random.nextInt(40), BYTES);
      for (int from = 0; from <= text.length(); from++) {
        assertThat(PolicyWords.wordEnd(bytes(text), from))
            .as(text)
            .isEqualTo(slowly(text, from, BLANKS));
        assertThat(PolicyWords.name(bytes(text), from) >>> 32)
            .as(text)
            .isEqualTo(slowly(text, from, BLANKS + SPECIAL));
      }
    }
  }

  private static int slowly(String text, int from, String ends) {
    int at = from;
    while (at < text.length() && ends.indexOf(text.charAt(at)) < 0) {
      at++;
    }
    return at;
  }

  @Test
  void namesThatAreAlikeHaveOneHash() {
    for (int round = 0; round < 3000; round++) {
      String name = made(random.nextInt(30), "_-abc\u0080\u00ad\u00df\u00ff");
      String alike =
          name.replace(random.nextBoolean() ? '-' : '_', random.nextBoolean() ? '-' : '_');
      String before = made(random.nextInt(9), "xy");
      byte[] text = bytes(before + alike + (random.nextBoolean() ? "" : " xyzxyzxyz"));
      int hash = (int) PolicyWords.name(text, before.length());
      assertThat(hash).as(name).isEqualTo(PolicyWords.hash(name));
      // A policy of many names would be slow, not wrong, if these were the same.
      if (!name.isEmpty()) {
        assertThat(hash).as(name).isNotEqualTo(PolicyWords.hash(name + "a"));
        assertThat(hash).as(name).isNotEqualTo(PolicyWords.hash("b" + name.substring(1) + "c"));
      }
    }
  }

  /** A policy is slow when its names meet in few places; wrong it is not. */
  @Test
  void namesThatDifferInTheirEndsAreSpread() {
    for (String stem : List.of("", "m", "mod", "test_", "module_", "long_module_")) {
      int[] slots = new int[256];
      for (int i = 0; i < 1000; i++) {
        slots[PolicyWords.hash(stem + i) >>> 24]++;
      }
      assertThat(Arrays.stream(slots).max().getAsInt()).as(stem).isLessThan(20);
    }
  }

  @Test
  void comparesAllBytesAndNoOthers() {
    for (int round = 0; round < 3000; round++) {
      int length = random.nextInt(20);
      String piece = made(length, BYTES);
      int wrong = random.nextInt(2 * length + 1);
      StringBuilder other = new StringBuilder(piece);
      if (wrong < length) {
        other.setCharAt(wrong, (char) (piece.charAt(wrong) ^ 1 << random.nextInt(8)));
      }
      String between = made(random.nextInt(9), BYTES);
      byte[] text = bytes(piece + between + other + made(random.nextInt(9), BYTES));
      assertThat(PolicyWords.same(text, 0, length + between.length(), length))
          .isEqualTo(wrong >= length);
    }
  }
}
