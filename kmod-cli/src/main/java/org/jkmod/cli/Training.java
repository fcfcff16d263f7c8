package org.jkmod.cli;

import java.io.OutputStream;
import java.util.List;
import org.jkmod.SystemRoot;

/**
 * What a JVM is shown when its AOT cache is made (scripts/launcher): queries of every tool, which
 * change nothing, so that the classes they need are in the cache. Their output goes nowhere.
 */
final class Training {
  private Training() {}

  /**
   * @param arguments a folder with lib/modules/0.0, a kernel's of the modules a, b and d and the
   *     built-in c
   */
  public static void main(String[] arguments) {
    TextOutput nowhere = new TextOutput(OutputStream.nullOutputStream());
    String folder = SystemRoot.text(arguments[0]);
    for (List<String> command :
        List.of(
            List.of("lsmod"),
            List.of("modinfo", "-b", folder, "-k", "0.0", "a", "fs-a", "d"),
            List.of("modinfo", "-b", folder, "-k", "0.0", "-F", "name", "c"),
            List.of("modprobe", "-d", folder, "-S", "0.0", "-n", "-v", "a"),
            List.of("modprobe", "-d", folder, "-S", "0.0", "-D", "fs-a", "x=1"),
            List.of("modprobe", "-d", folder, "-S", "0.0", "-R", "pci:v00001d2"),
            List.of("modprobe", "-d", folder, "-S", "0.0", "-r", "-n", "-v", "a"),
            List.of("modprobe", "-d", folder, "-S", "0.0", "-c"),
            List.of("modprobe", "-d", folder, "-S", "0.0", "-D", "nosuch"),
            List.of("rmmod", "none"),
            List.of("insmod", folder + "/lib/modules/0.0/kernel/nosuch.ko"),
            // The kernel takes no module without a byte in it, whoever asks.
            List.of("insmod", folder + "/empty.ko"),
            List.of("depmod", "-n", "--no-cache", "-b", folder, "0.0"),
            List.of("kmod", "static-nodes"),
            List.of("kmod", "--version"))) {
      Main.run(command.subList(1, command.size()), Main.context(command.get(0), nowhere, nowhere));
    }
    // The cache is made at a regular exit.
    System.exit(0);
  }
}
