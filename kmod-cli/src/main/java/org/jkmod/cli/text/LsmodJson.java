package org.jkmod.cli.text;

import java.util.List;
import org.jkmod.cli.TextOutput;
import org.jkmod.live.Taint;
import org.jspecify.annotations.Nullable;

/** The loaded modules as a JSON document. */
public final class LsmodJson implements LsmodOutput {
  private final Json json;
  private final List<LsmodColumn> columns;

  /**
   * @param columns what each module's object has besides what it always has
   */
  public LsmodJson(TextOutput out, List<LsmodColumn> columns) {
    this.json = new Json(out).array("modules");
    this.columns = List.copyOf(columns);
  }

  @Override
  public void module(LsmodRow row) {
    json.object().field("name", row.name()).field("size", row.size());
    json.field("references", row.references()).texts("usedBy", row.holders());
    for (LsmodColumn column : columns) {
      switch (column) {
        case NAME, SIZE, REFERENCES, USEDBY -> {}
        case TAINT -> taints(row.text(column));
        default -> json.field(column.label(), row.text(column));
      }
    }
    json.endObject();
  }

  private void taints(@Nullable String letters) {
    json.array("taint");
    for (Taint taint : Taint.parse(letters == null ? "" : letters)) {
      json.object().field("letter", String.valueOf(taint.letter()));
      json.field("meaning", taint.meaning()).endObject();
    }
    json.endArray();
  }

  @Override
  public void close() {
    json.close();
  }
}
