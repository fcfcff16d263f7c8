package org.jkmod.cli.text;

import java.util.List;
import java.util.function.Consumer;
import org.jkmod.config.ModprobeConfig;
import org.jkmod.config.Rule;

/**
 * The configuration as modprobe -c prints it: one kind after another, each in the order in which it
 * was read.
 */
public final class ConfigDump {
  private ConfigDump() {}

  /** Hands over the lines, their ends included. */
  public static void print(ModprobeConfig config, Consumer<String> out) {
    for (Rule.Blacklist rule : config.blacklists()) {
      out.accept("blacklist " + rule.name() + "\n");
    }
    for (Rule.Install rule : config.installs()) {
      out.accept("install " + rule.pattern() + " " + rule.command() + "\n");
    }
    for (Rule.Remove rule : config.removes()) {
      out.accept("remove " + rule.pattern() + " " + rule.command() + "\n");
    }
    for (Rule.Alias rule : config.aliases()) {
      out.accept("alias " + rule.pattern() + " " + rule.module() + "\n");
    }
    for (Rule.Options rule : config.options()) {
      out.accept("options " + rule.nameOrAlias() + " " + rule.options() + "\n");
    }
    for (Rule.Softdep rule : config.softdeps()) {
      // kmod puts no blank between the two lists.
      out.accept(
          "softdep "
              + rule.pattern()
              + " "
              + list("pre:", rule.pre())
              + list("post:", rule.post())
              + "\n");
    }
    for (Rule.Weakdep rule : config.weakdeps()) {
      out.accept("weakdep " + rule.pattern() + " " + String.join(" ", rule.weak()) + "\n");
    }
  }

  private static String list(String label, List<String> modules) {
    return modules.isEmpty() ? "" : label + " " + String.join(" ", modules);
  }
}
