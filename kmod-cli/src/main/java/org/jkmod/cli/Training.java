package org.jkmod.cli;

import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import org.jkmod.SystemRoot;

/**
 * What a JVM is shown when its AOT cache is made (scripts/launcher): queries of every tool, which
 * change nothing, so that the classes they need are in the cache. Their output goes nowhere.
 */
final class Training {
  private Training() {}

  /**
   * @param arguments a folder with lib/modules/none, a kernel's of two modules named a and b
   */
  public static void main(String[] arguments) {
    SystemRoot root = SystemRoot.real();
    TextOutput nowhere = new TextOutput(OutputStream.nullOutputStream());
    String folder = SystemRoot.text(arguments[0]);
    for (List<String> command :
        List.of(
            List.of("lsmod"),
            List.of("modinfo", "-b", folder, "-k", "none", "a", "fs-a"),
            List.of("modinfo", "-b", folder, "-k", "none", "-F", "name", "c"),
            List.of("modprobe", "-d", folder, "-S", "none", "-n", "-v", "a"),
            List.of("modprobe", "-d", folder, "-S", "none", "-D", "fs-a", "x=1"),
            List.of("modprobe", "-d", folder, "-S", "none", "-R", "pci:v00001d2"),
            List.of("modprobe", "-d", folder, "-S", "none", "-r", "-n", "-v", "a"),
            List.of("modprobe", "-d", folder, "-S", "none", "-c"),
            List.of("modprobe", "-d", folder, "-S", "none", "-D", "nosuch"),
            List.of("rmmod", "none"),
            List.of("insmod", folder + "/none.ko"),
            List.of("depmod", "-n", "-b", folder, "0.0-none"),
            List.of("kmod", "static-nodes"),
            List.of("kmod", "--version"))) {
      CommandContext context =
          new CommandContext(command.get(0), root, Map.of(), nowhere, nowhere, new Wiring(root));
      Main.run(command.subList(1, command.size()), context);
    }
    // The cache is made at a regular exit.
    System.exit(0);
  }
}
