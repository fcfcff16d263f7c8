package org.jkmod.diagnose;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jkmod.ModuleName;
import org.jkmod.SystemRoot;
import org.jkmod.index.ModuleDirectory;
import org.jkmod.index.ModuleDirectory.Index;

/** Tells why a lookup found no module. */
public final class NotFound {
  /** Of longer names, two slips; of shorter ones, where two make any other name, one. */
  private static final int LONG_NAME = 6;

  /** No module's name is longer (MODULE_NAME_LEN); text of another kind may be. */
  private static final int LONGEST_NAME = 64;

  private NotFound() {}

  /**
   * What is the matter; empty when nothing shows it.
   *
   * @param name what was looked for
   */
  public static List<Absence> of(String name, SystemRoot root, ModuleDirectory modules)
      throws IOException {
    if (!Files.isDirectory(root.locate(modules.path()))) {
      return List.of(new Absence.NoFolder(modules.path(), others(root, modules.path())));
    }
    boolean hasText = Files.exists(root.locate(modules.path() + "/modules.dep"));
    if (modules.missing().contains(Index.DEPENDENCIES) && !hasText) {
      return List.of(new Absence.NoIndex(modules.path() + "/" + Index.DEPENDENCIES.fileName()));
    }
    List<String> similar = similar(ModuleName.normalize(name), modules);
    return similar.isEmpty() ? List.of() : List.of(new Absence.SimilarNames(similar));
  }

  private static List<String> others(SystemRoot root, String path) {
    List<String> releases = new ArrayList<>();
    Path folder = root.locate(path.substring(0, path.lastIndexOf('/') + 1));
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, Files::isDirectory)) {
      for (Path entry : entries) {
        releases.add(SystemRoot.text(entry.getFileName()));
      }
    } catch (IOException | DirectoryIteratorException e) {
      return List.of();
    }
    releases.sort(null);
    return releases;
  }

  private static List<String> similar(String name, ModuleDirectory modules) throws IOException {
    List<String> nearest = new ArrayList<>();
    if (name.length() > LONGEST_NAME) {
      return nearest;
    }
    int[] least = {name.length() < LONG_NAME ? 1 : 2};
    for (Index index : new Index[] {Index.DEPENDENCIES, Index.BUILTINS}) {
      modules.forEach(
          index,
          entry -> {
            int slips = slips(name, entry.key(), least[0]);
            if (slips < least[0]) {
              nearest.clear();
              least[0] = slips;
            }
            if (slips == least[0] && !nearest.contains(entry.key())) {
              nearest.add(entry.key());
            }
          });
    }
    nearest.sort(null);
    return nearest;
  }

  /**
   * How many letters are too many, missing, others or change places; one more than {@code most}
   * when it is more than that.
   */
  private static int slips(String one, String other, int most) {
    int tooMany = most + 1;
    if (Math.abs(one.length() - other.length()) > most) {
      return tooMany;
    }
    // The three rows of the table of distances that a letter's own needs.
    int[] last = new int[other.length() + 1];
    int[] above = new int[other.length() + 1];
    int[] row = new int[other.length() + 1];
    for (int j = 0; j < above.length; j++) {
      above[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      row[0] = i;
      int least = i;
      for (int j = 1; j <= other.length(); j++) {
        boolean isSame = one.charAt(i - 1) == other.charAt(j - 1);
        row[j] = Math.min(Math.min(above[j], row[j - 1]) + 1, above[j - 1] + (isSame ? 0 : 1));
        if (i > 1
            && j > 1
            && one.charAt(i - 1) == other.charAt(j - 2)
            && one.charAt(i - 2) == other.charAt(j - 1)) {
          row[j] = Math.min(row[j], last[j - 2] + 1);
        }
        least = Math.min(least, row[j]);
      }
      if (least > most) {
        return tooMany;
      }
      int[] free = last;
      last = above;
      above = row;
      row = free;
    }
    return Math.min(above[other.length()], tooMany);
  }
}
