package org.jkmod.modinfo;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jkmod.modinfo.ModuleInfo.Field;

/**
 * The file modules.builtin.modinfo: {@code module.key=value} texts, each ended by a NUL. Newer
 * kernels have the aliases of devices in a second part of the file, so that a module's fields come
 * in several runs.
 *
 * @param modules all fields by module, in file order
 * @param firstRuns only those that stand together where the module comes first: what kmod's modinfo
 *     shows
 */
public record BuiltinModules(Map<String, ModuleInfo> modules, Map<String, ModuleInfo> firstRuns) {
  /** Reads the file's text; a text without a dot before its {@code =} is passed over. */
  public static BuiltinModules parse(String text) {
    Map<String, List<Field>> all = new LinkedHashMap<>();
    Map<String, List<Field>> firstRuns = new LinkedHashMap<>();
    String previous = "";
    int start = 0;
    while (start < text.length()) {
      int end = text.indexOf('\0', start);
      if (end < 0) {
        end = text.length();
      }
      String entry = text.substring(start, end);
      int dot = entry.indexOf('.');
      int equals = entry.indexOf('=');
      if (dot > 0 && equals > dot) {
        String module = entry.substring(0, dot);
        Field field = Field.parse(entry.substring(dot + 1));
        if (module.equals(previous)
            ? isFirstRun(all, firstRuns, module)
            : !all.containsKey(module)) {
          firstRuns.computeIfAbsent(module, name -> new ArrayList<>()).add(field);
        }
        all.computeIfAbsent(module, name -> new ArrayList<>()).add(field);
        previous = module;
      }
      start = end + 1;
    }
    return new BuiltinModules(infos(all), infos(firstRuns));
  }

  /** Whether all that came of the module so far came in one run. */
  private static boolean isFirstRun(
      Map<String, List<Field>> all, Map<String, List<Field>> firstRuns, String module) {
    List<Field> run = firstRuns.get(module);
    List<Field> known = all.get(module);
    return run != null && known != null && run.size() == known.size();
  }

  private static Map<String, ModuleInfo> infos(Map<String, List<Field>> fields) {
    Map<String, ModuleInfo> infos = new LinkedHashMap<>();
    fields.forEach((name, list) -> infos.put(name, new ModuleInfo(list)));
    return infos;
  }
}
