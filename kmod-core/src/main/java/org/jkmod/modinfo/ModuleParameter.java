package org.jkmod.modinfo;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jkmod.modinfo.ModuleInfo.Field;
import org.jspecify.annotations.Nullable;

/**
 * A parameter that a module takes: the fields {@code parm=name:description} and {@code
 * parmtype=name:type} of one name.
 *
 * @param type such as uint or charp; null when not given
 * @param description may have several lines; null when not given
 */
public record ModuleParameter(String name, @Nullable String type, @Nullable String description) {
  private static final String DESCRIPTION = "parm";
  private static final String TYPE = "parmtype";

  /** Whether the field says something of a parameter. */
  public static boolean isAbout(Field field) {
    return field.key().equals(DESCRIPTION) || field.key().equals(TYPE);
  }

  /**
   * The parameters in the order in which the fields first name them; of several fields of one kind
   * the last counts.
   *
   * @param invalid takes the fields of either kind that have no colon
   */
  public static List<ModuleParameter> of(List<Field> fields, Consumer<Field> invalid) {
    Map<String, ModuleParameter> parameters = new LinkedHashMap<>();
    for (Field field : fields) {
      if (!isAbout(field)) {
        continue;
      }
      int colon = field.value().indexOf(':');
      if (colon < 0) {
        invalid.accept(field);
        continue;
      }
      String name = field.value().substring(0, colon);
      String text = field.value().substring(colon + 1);
      ModuleParameter known = parameters.get(name);
      boolean isType = field.key().equals(TYPE);
      parameters.put(
          name,
          new ModuleParameter(
              name,
              isType ? text : known == null ? null : known.type,
              isType ? known == null ? null : known.description : text));
    }
    return new ArrayList<>(parameters.values());
  }
}
