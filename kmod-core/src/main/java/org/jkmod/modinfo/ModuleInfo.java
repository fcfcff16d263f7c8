package org.jkmod.modinfo;

import java.util.ArrayList;
import java.util.List;
import org.jkmod.bytes.Bytes;
import org.jkmod.bytes.MalformedException;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a .modinfo section, in file order: {@code key=value} texts, each ended by a NUL,
 * with more NULs as padding between them.
 *
 * @param fields in the order of the file; a key may come more than once
 */
public record ModuleInfo(List<Field> fields) {
  /** One {@code key=value}; a text without {@code =} has an empty value. */
  public record Field(String key, String value) {
    /** Splits at the first {@code =}. */
    public static Field parse(String text) {
      int equals = text.indexOf('=');
      return equals < 0
          ? new Field(text, "")
          : new Field(text.substring(0, equals), text.substring(equals + 1));
    }
  }

  public ModuleInfo {
    fields = List.copyOf(fields);
  }

  /** Reads the section. */
  public static ModuleInfo parse(Bytes section) throws MalformedException {
    List<Field> fields = new ArrayList<>();
    int start = 0;
    while (start < section.size()) {
      int end = section.indexOf((byte) 0, start);
      if (end > start) {
        fields.add(Field.parse(section.paddedString(start, end - start, ".modinfo")));
      }
      start = end + 1;
    }
    return new ModuleInfo(fields);
  }

  /**
   * The values of one key of the section, in file order; nothing is made of the other fields. A
   * text without {@code =} is none of them.
   */
  public static List<String> values(Bytes section, String key) throws MalformedException {
    List<String> values = new ArrayList<>();
    String start = key + "=";
    int at = 0;
    while (at < section.size()) {
      int end = section.indexOf((byte) 0, at);
      if (section.startsWith(at, start)) {
        int value = at + start.length();
        values.add(section.paddedString(value, end - value, ".modinfo"));
      }
      at = end + 1;
    }
    return values;
  }

  /** The values of a key, in file order. */
  public List<String> all(String key) {
    List<String> values = new ArrayList<>();
    for (Field field : fields) {
      if (field.key().equals(key)) {
        values.add(field.value());
      }
    }
    return values;
  }

  /** The first value of a key, null when it is not there. */
  public @Nullable String first(String key) {
    for (Field field : fields) {
      if (field.key().equals(key)) {
        return field.value();
      }
    }
    return null;
  }
}
