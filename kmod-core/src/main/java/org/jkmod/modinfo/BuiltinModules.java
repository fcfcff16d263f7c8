package org.jkmod.modinfo;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jkmod.modinfo.ModuleInfo.Field;

/**
 * The file modules.builtin.modinfo: {@code module.key=value} texts, each ended by a NUL, those of
 * one module together.
 *
 * @param modules the fields by module, in file order
 */
public record BuiltinModules(Map<String, ModuleInfo> modules) {
  /** Reads the file's text; a text without a dot before its {@code =} is passed over. */
  public static BuiltinModules parse(String text) {
    Map<String, List<Field>> fields = new LinkedHashMap<>();
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
        fields
            .computeIfAbsent(entry.substring(0, dot), name -> new ArrayList<>())
            .add(Field.parse(entry.substring(dot + 1)));
      }
      start = end + 1;
    }
    Map<String, ModuleInfo> modules = new LinkedHashMap<>();
    fields.forEach((name, list) -> modules.put(name, new ModuleInfo(list)));
    return new BuiltinModules(modules);
  }
}
