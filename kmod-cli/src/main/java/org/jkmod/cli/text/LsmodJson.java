package org.jkmod.cli.text;

import java.util.List;
import org.jkmod.cli.TextOutput;

/** The loaded modules as a JSON document. */
public final class LsmodJson implements LsmodOutput {
  private final Json json;

  public LsmodJson(TextOutput out) {
    json = new Json(out).array("modules");
  }

  @Override
  public void module(String name, long size, int count, List<String> holders) {
    json.object().field("name", name).field("size", size).field("references", count);
    json.texts("usedBy", holders).endObject();
  }

  @Override
  public void close() {
    json.close();
  }
}
