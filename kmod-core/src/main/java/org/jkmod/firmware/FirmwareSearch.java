package org.jkmod.firmware;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jkmod.SystemRoot;
import org.jkmod.bytes.Glob;
import org.jspecify.annotations.Nullable;

/**
 * Finds firmware as the kernel's firmware loader does: an uncompressed file in any of its folders
 * comes before a .zst one, and that before an .xz one. See the kernel's
 * driver-api/firmware/fw_search_path. What a folder holds is looked at when something in it is
 * first asked for, and once. Not for several threads at once.
 */
public final class FirmwareSearch {
  private static final String[] SUFFIXES = {"", ".zst", ".xz"};

  private final SystemRoot root;
  private final List<String> folders = new ArrayList<>();

  /** For each folder within those of firmware, such as {@code amdgpu/}, where it is. */
  private final Map<String, List<Listing>> listings = new HashMap<>();

  /**
   * What a folder holds, so that not each name is asked for with each suffix.
   *
   * @param folder absolute, with a slash at its end
   * @param entries null when they cannot be listed
   */
  private record Listing(String folder, @Nullable Set<String> entries) {
    boolean mayHave(String file) {
      return entries == null || entries.contains(file);
    }
  }

  /**
   * @param release of the kernel that asks for the firmware
   * @param first what the parameter {@code path} of firmware_class says, null when it is not set
   */
  public FirmwareSearch(SystemRoot root, String release, @Nullable String first) {
    this.root = root;
    if (first != null && first.startsWith("/")) {
      addFolder(first);
    }
    addFolder("/lib/firmware/updates/" + release);
    addFolder("/lib/firmware/updates");
    addFolder("/lib/firmware/" + release);
    addFolder("/lib/firmware");
  }

  /** One that is not there is not asked for each name. */
  private void addFolder(String folder) {
    if (root.isFolder(folder)) {
      folders.add(folder);
    }
  }

  /**
   * The files for a name as a module's {@code firmware} field has it: the one that the kernel would
   * take or, for a pattern, one for each name that matches, sorted by that name.
   *
   * @return absolute paths, links not followed; empty when there is none, or when the name is one
   *     that leads out of the folders
   */
  public List<String> find(String name) throws IOException {
    if (!isInside(name)) {
      return List.of();
    }
    if (!Glob.isPattern(name)) {
      String file = findExactly(name);
      return file == null ? List.of() : List.of(file);
    }
    List<String> found = new ArrayList<>();
    for (String matching : matching(name)) {
      String file = findExactly(matching);
      if (file != null) {
        found.add(file);
      }
    }
    return found;
  }

  private static boolean isInside(String name) {
    if (name.isEmpty() || name.startsWith("/") || name.indexOf('\0') >= 0) {
      return false;
    }
    return !("/" + name + "/").contains("/../");
  }

  private @Nullable String findExactly(String name) {
    int last = name.lastIndexOf('/') + 1;
    List<Listing> places = listings.computeIfAbsent(name.substring(0, last), this::places);
    for (String suffix : SUFFIXES) {
      String file = name.substring(last) + suffix;
      for (Listing place : places) {
        if (place.mayHave(file) && root.isFile(place.folder() + file)) {
          return place.folder() + file;
        }
      }
    }
    return null;
  }

  /** Where a folder within those of firmware is. */
  private List<Listing> places(String inside) {
    List<Listing> places = new ArrayList<>();
    for (String folder : folders) {
      String path = folder + "/" + inside;
      if (root.isFolder(path)) {
        Set<String> entries;
        try {
          entries = new HashSet<>(root.list(path));
        } catch (IOException e) {
          entries = null;
        }
        places.add(new Listing(path, entries));
      }
    }
    return places;
  }

  /** The names that match, without the suffix of a compression. */
  private Iterable<String> matching(String pattern) throws IOException {
    TreeSet<String> names = new TreeSet<>();
    for (String folder : folders) {
      collect(folder, "", pattern, names);
    }
    return names;
  }

  private void collect(String folder, String done, String pattern, Set<String> names)
      throws IOException {
    int slash = pattern.indexOf('/');
    String component = slash < 0 ? pattern : pattern.substring(0, slash);
    if (slash >= 0 && !Glob.isPattern(component)) {
      collect(folder, done + component + "/", pattern.substring(slash + 1), names);
      return;
    }
    for (String entry : entries(folder + "/" + done)) {
      if (slash < 0) {
        addMatching(done, entry, component, names);
      } else if (Glob.matches(component, entry)) {
        collect(folder, done + entry + "/", pattern.substring(slash + 1), names);
      }
    }
  }

  private static void addMatching(String done, String entry, String component, Set<String> names) {
    for (String suffix : SUFFIXES) {
      if (entry.endsWith(suffix)) {
        String name = entry.substring(0, entry.length() - suffix.length());
        if (Glob.matches(component, name)) {
          names.add(done + name);
        }
      }
    }
  }

  private List<String> entries(String folder) throws IOException {
    return root.isFolder(folder) ? root.list(folder) : List.of();
  }
}
