package org.jkmod.cli.command;

import java.io.IOException;
import java.util.List;
import org.jkmod.Kmod;
import org.jkmod.SystemRoot;
import org.jkmod.cli.CommandContext;
import org.jkmod.cli.log.ToolLog;
import org.jspecify.annotations.Nullable;

/**
 * The kernel that the options -d and -S name.
 *
 * @param root the system that has it; no link leads out of one that was named
 * @param isRunning whether neither option was given
 */
record ChosenKernel(SystemRoot root, String release, boolean isRunning) {
  /**
   * Finds it.
   *
   * @param folder the system's root; null for the machine itself
   * @param release null for the running kernel or, with a folder, the only one there
   * @throws KmodTool.Complaint when the options leave it open
   */
  static ChosenKernel of(@Nullable String folder, @Nullable String release, CommandContext context)
      throws IOException, KmodTool.Complaint {
    SystemRoot root =
        folder == null ? context.root() : SystemRoot.confined(context.root().locate(folder));
    String chosen = release;
    if (chosen == null) {
      chosen = folder == null ? context.ports().system().release() : onlyRelease(root);
    }
    if (chosen == null) {
      throw new KmodTool.Complaint(
          "more than one kernel, or none, in " + folder + "/lib/modules: name one with -S.");
    }
    return new ChosenKernel(root, chosen, folder == null && release == null);
  }

  /** The release of the only kernel below a root; null when there is none, or more than one. */
  private static @Nullable String onlyRelease(SystemRoot root) throws IOException {
    String modules = "/lib/modules";
    List<String> found = root.isFolder(modules) ? root.list(modules) : List.of();
    return found.size() == 1 ? found.get(0) : null;
  }

  /** Its modules with the configuration of its files alone, of which problems are told. */
  Kmod openTree(CommandContext context) throws IOException {
    Kmod kmod = Kmod.ofTree(root, release, context.ports().decompressor());
    KmodTool.tellProblems(kmod, context);
    return kmod;
  }

  /** Its modules as modprobe would see them, and the policy; problems of both are told. */
  Kmod open(CommandContext context, ToolLog log) throws IOException {
    if (!isRunning) {
      Kmod kmod = openTree(context);
      KmodTool.tellProblems(kmod.policy(), log);
      return kmod;
    }
    Kmod kmod = KmodTool.openRunning(context);
    KmodTool.tellProblems(kmod, context);
    KmodTool.tellProblems(kmod.policy(), log);
    return kmod;
  }
}
