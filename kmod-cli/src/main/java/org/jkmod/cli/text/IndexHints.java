package org.jkmod.cli.text;

import java.nio.file.Files;
import java.util.Set;
import java.util.function.Consumer;
import org.jkmod.SystemRoot;
import org.jkmod.index.ModuleDirectory;
import org.jkmod.index.ModuleDirectory.Index;

/** Says when a kernel's folder lacks what a lookup needs. */
public final class IndexHints {
  private IndexHints() {}

  /** Why a name may not have been found. */
  public static void notFound(SystemRoot root, ModuleDirectory modules, Consumer<String> sink) {
    if (!Files.isDirectory(root.locate(modules.path()))) {
      sink.accept(
          "hint: there is no folder "
              + modules.path()
              + ": the package of this kernel is not installed, or was removed after the kernel was booted.");
      return;
    }
    boolean text = Files.exists(root.locate(modules.path() + "/modules.dep"));
    if (modules.missing().contains(Index.DEPENDENCIES) && !text) {
      sink.accept("hint: " + path(modules, Index.DEPENDENCIES) + " is missing: run depmod.");
    }
  }

  /** That an index was missing and the slower way was taken. */
  public static void textWasRead(ModuleDirectory modules, Consumer<String> sink) {
    Set<Index> instead = modules.replaced();
    for (Index index : instead) {
      sink.accept(
          "hint: "
              + path(modules, index)
              + " is missing and its text form was read, which is slow: run depmod.");
    }
  }

  private static String path(ModuleDirectory modules, Index index) {
    return modules.path() + "/" + index.fileName();
  }
}
