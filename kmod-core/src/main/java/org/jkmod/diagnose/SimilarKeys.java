package org.jkmod.diagnose;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jkmod.index.IndexVisitor;

/**
 * Finds the keys of indexes that differ least from a text: in how many letters are too many,
 * missing, others or have changed places. Of the keys that begin alike the beginning is compared
 * once, and none of them is looked at when it differs too much already.
 */
final class SimilarKeys implements IndexVisitor {
  private final byte[] text;
  private final List<String> nearest = new ArrayList<>();
  private int most;

  /** By the length of a key's beginning: how much it differs from each beginning of the text. */
  private final List<int[]> rows = new ArrayList<>();

  /**
   * @param text one char a byte
   * @param most how many differences a key may have
   */
  SimilarKeys(String text, int most) {
    this.text = text.getBytes(StandardCharsets.ISO_8859_1);
    this.most = most;
    int[] first = row(0);
    for (int j = 0; j < first.length; j++) {
      first[j] = j;
    }
  }

  private int[] row(int length) {
    while (rows.size() <= length) {
      rows.add(new int[text.length + 1]);
    }
    return rows.get(length);
  }

  @Override
  public boolean enter(byte[] key, int from, int length) {
    for (int i = from + 1; i <= length; i++) {
      if (fill(key, i) > most) {
        return false;
      }
    }
    return true;
  }

  /** Fills the row of a beginning from those before it; the least number in it. */
  private int fill(byte[] key, int length) {
    int[] row = row(length);
    int[] above = row(length - 1);
    row[0] = length;
    int least = length;
    for (int j = 1; j < row.length; j++) {
      boolean isSame = key[length - 1] == text[j - 1];
      row[j] = Math.min(Math.min(above[j], row[j - 1]) + 1, above[j - 1] + (isSame ? 0 : 1));
      if (length > 1 && j > 1 && key[length - 1] == text[j - 2] && key[length - 2] == text[j - 1]) {
        row[j] = Math.min(row[j], row(length - 2)[j - 2] + 1);
      }
      least = Math.min(least, row[j]);
    }
    return least;
  }

  @Override
  public void value(byte[] keyAndValue, int keyEnd, int end) {
    int differences = row(keyEnd)[text.length];
    if (differences < most) {
      nearest.clear();
      most = differences;
    }
    String key = new String(keyAndValue, 0, keyEnd, StandardCharsets.ISO_8859_1);
    if (differences == most && !nearest.contains(key)) {
      nearest.add(key);
    }
  }

  /** Those that differ least, sorted; none when all differ too much. */
  List<String> found() {
    nearest.sort(null);
    return nearest;
  }
}
