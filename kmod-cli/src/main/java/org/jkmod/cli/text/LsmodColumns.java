package org.jkmod.cli.text;

import java.util.List;
import java.util.StringJoiner;
import org.jkmod.cli.TextOutput;
import org.jkmod.live.Taint;
import org.jspecify.annotations.Nullable;

/** The loaded modules as a table of the columns that were asked for. */
public final class LsmodColumns implements LsmodOutput {
  private final TextOutput out;
  private final List<LsmodColumn> columns;
  private final TextTable table;

  public LsmodColumns(TextOutput out, List<LsmodColumn> columns) {
    this.out = out;
    this.columns = List.copyOf(columns);
    boolean[] isNumber = new boolean[columns.size()];
    String[] headings = new String[columns.size()];
    for (int i = 0; i < headings.length; i++) {
      isNumber[i] = columns.get(i).isNumber();
      headings[i] = columns.get(i).heading();
    }
    this.table = new TextTable(isNumber, headings);
  }

  @Override
  public void module(LsmodRow row) {
    @Nullable String[] cells = new String[columns.size()];
    for (int i = 0; i < cells.length; i++) {
      LsmodColumn column = columns.get(i);
      String text = row.text(column);
      cells[i] = text != null && column == LsmodColumn.TAINT ? taints(text) : text;
    }
    table.row(cells);
  }

  private static String taints(String letters) {
    StringJoiner text = new StringJoiner(", ");
    for (Taint taint : Taint.parse(letters)) {
      String letter = String.valueOf(taint.letter());
      text.add(taint.meaning().isEmpty() ? letter : letter + " (" + taint.meaning() + ")");
    }
    return text.toString();
  }

  @Override
  public void close() {
    table.print(out);
  }
}
