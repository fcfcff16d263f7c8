package org.jkmod.cli.text;

import org.jkmod.config.ModprobeConfig;
import org.jkmod.config.Rule;

/** The rules of a configuration as arrays, a kind each. */
public final class ConfigJson {
  private ConfigJson() {}

  /** Writes them into the document's object. */
  public static void write(ModprobeConfig config, Json json) {
    json.array("blacklist");
    for (Rule.Blacklist rule : config.blacklists()) {
      end(json.object().field("module", rule.name()), rule);
    }
    json.endArray().array("install");
    for (Rule.Install rule : config.installs()) {
      end(json.object().field("module", rule.pattern()).field("command", rule.command()), rule);
    }
    json.endArray().array("remove");
    for (Rule.Remove rule : config.removes()) {
      end(json.object().field("module", rule.pattern()).field("command", rule.command()), rule);
    }
    json.endArray().array("alias");
    for (Rule.Alias rule : config.aliases()) {
      end(json.object().field("alias", rule.pattern()).field("module", rule.module().text()), rule);
    }
    json.endArray().array("options");
    for (Rule.Options rule : config.options()) {
      end(json.object().field("module", rule.nameOrAlias()).field("value", rule.options()), rule);
    }
    json.endArray().array("softdep");
    for (Rule.Softdep rule : config.softdeps()) {
      json.object().field("module", rule.pattern()).texts("pre", rule.pre());
      end(json.texts("post", rule.post()), rule);
    }
    json.endArray().array("weakdep");
    for (Rule.Weakdep rule : config.weakdeps()) {
      end(json.object().field("module", rule.pattern()).texts("weak", rule.weak()), rule);
    }
    json.endArray();
  }

  private static void end(Json json, Rule rule) {
    json.field("from", rule.origin().toString()).endObject();
  }
}
