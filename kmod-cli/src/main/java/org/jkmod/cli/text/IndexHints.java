package org.jkmod.cli.text;

import java.io.IOException;
import java.util.Set;
import java.util.function.Consumer;
import org.jkmod.SystemRoot;
import org.jkmod.diagnose.Absence;
import org.jkmod.diagnose.NotFound;
import org.jkmod.index.ModuleDirectory;
import org.jkmod.index.ModuleDirectory.Index;

/** Says why a kernel's folder did not have what was looked for. */
public final class IndexHints {
  /** Of more names only some are told. */
  private static final int NAMED = 5;

  private IndexHints() {}

  /** Why a name may not have been found. */
  public static void notFound(
      String name, SystemRoot root, ModuleDirectory modules, Consumer<String> sink) {
    try {
      for (Absence absence : NotFound.of(name, root, modules)) {
        sink.accept(text(absence));
      }
    } catch (IOException e) {
      sink.accept(ErrnoText.withFile(e) + ".");
    }
  }

  private static String text(Absence absence) {
    return switch (absence) {
      case Absence.NoFolder none ->
          "there is no directory "
              + none.path()
              + ": this kernel's package is not installed, or was removed after the kernel was"
              + " booted."
              + (none.others().isEmpty()
                  ? ""
                  : " There are modules for "
                      + NameList.of(none.others(), NAMED)
                      + ": install those of this kernel, or boot one that has modules.");
      case Absence.NoIndex none -> none.path() + " is missing: run depmod.";
      case Absence.SimilarNames similar ->
          similar.names().size() == 1
              ? "did you mean " + similar.names().get(0) + "?"
              : "modules with similar names: " + NameList.of(similar.names(), NAMED) + ".";
    };
  }

  /** That an index was missing or damaged and the slower way was taken. */
  public static void textWasRead(ModuleDirectory modules, Consumer<String> sink) {
    Set<Index> instead = modules.replaced();
    for (Index index : instead) {
      sink.accept(
          modules.path()
              + "/"
              + index.fileName()
              + (modules.missing().contains(index) ? " is missing" : " is damaged")
              + ", so the slower text form was read: run depmod.");
    }
  }
}
