package com.oracle.svm.core.genscavenge;

import com.oracle.svm.core.hub.DynamicHub;
import com.oracle.svm.hosted.image.NativeImageHeap.ObjectInfo;
import java.lang.ref.Reference;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import jdk.internal.misc.Unsafe;
import jdk.vm.ci.meta.ResolvedJavaMethod;

/**
 * Keys by which an object of one build is known in the next: made of its class, its size and what
 * it holds, and of nothing that differs from build to build, such as identity hashes. Objects that
 * are alike have the same key.
 */
final class ObjectKeys {
  private static final Unsafe MEMORY = Unsafe.getUnsafe();
  private static final int DEPTH = 3;

  /** Elements of an array that count. */
  private static final int ELEMENTS = 16;

  /**
   * Fields with what was counted or hashed while the builder ran, the stack of an exception that
   * was made there (backtrace, depth), and the folder that it ran in (defaultDirectory, userDir).
   */
  private static final Set<String> UNSTABLE =
      Set.of("hash", "modCount", "backtrace", "depth", "defaultDirectory", "userDir");

  /**
   * What belongs to one class, and holds places in tables that every method of the program moves.
   */
  private static final Set<String> PARTS_OF_CLASSES =
      Set.of(
          "com.oracle.svm.core.hub.DynamicHubCompanion",
          "com.oracle.svm.core.hub.DynamicHub$ReflectionMetadata",
          "com.oracle.svm.core.hub.DynamicHub$DynamicHubMetadata");

  private static final Map<Class<?>, List<Field>> FIELDS = new HashMap<>();

  private ObjectKeys() {}

  static int of(ObjectInfo object) {
    int hash =
        PARTS_OF_CLASSES.contains(object.getObjectClass().getName())
            ? owner(object)
            : hash(object.getObject(), DEPTH);
    // A class has as many bytes as it has methods in its table, which one method more in the
    // program changes.
    Class<?> type = object.getObjectClass();
    return type == Class.class ? hash : (name(type) * 31 + (int) object.getSize()) * 31 + hash;
  }

  /** By the class that an object belongs to: that by which it came into the executable. */
  private static int owner(ObjectInfo object) {
    try {
      Field reason = ObjectInfo.class.getDeclaredField("reason");
      reason.setAccessible(true);
      Object at = object;
      while (at instanceof ObjectInfo info) {
        if (info.getObjectClass() == Class.class) {
          return hash(info.getObject(), 0);
        }
        at = reason.get(info);
      }
      return 0;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The array that a text keeps its characters in. */
  static Object characters(String text) {
    return MEMORY.getReference(text, MEMORY.objectFieldOffset(String.class, "value"));
  }

  private static int hash(Object object, int depth) {
    switch (object) {
      case null -> {
        return 0;
      }
      case DynamicHub hub -> {
        return hub.getName().hashCode();
      }
      case Class<?> type -> {
        return type.getName().hashCode();
      }
      // It knows where its classes lay.
      case ClassLoader loader -> {
        return name(loader.getClass());
      }
      case String text -> {
        return text.hashCode();
      }
      case ResolvedJavaMethod method -> {
        return method.format("%H.%n(%P)").hashCode();
      }
      case byte[] array -> {
        return Arrays.hashCode(array);
      }
      case char[] array -> {
        return Arrays.hashCode(array);
      }
      case int[] array -> {
        return Arrays.hashCode(array);
      }
      case long[] array -> {
        return Arrays.hashCode(array);
      }
      default -> {}
    }
    Class<?> type = object.getClass();
    int hash = name(type);
    // What is kept until memory is short depends on when that was.
    if (depth == 0 || object instanceof Reference) {
      return hash;
    }
    if (object instanceof Object[] array) {
      hash = hash * 31 + array.length;
      for (int i = 0; i < Math.min(array.length, ELEMENTS); i++) {
        hash = hash * 31 + hash(array[i], depth - 1);
      }
      return hash;
    }
    for (Field field : fields(type)) {
      hash = hash * 31 + hash(object, field, depth - 1);
    }
    return hash;
  }

  private static int name(Class<?> type) {
    String name = type.getName();
    // The name of a hidden class ends with an address.
    return (type.isHidden() ? name.substring(0, name.indexOf('/')) : name).hashCode();
  }

  private static int hash(Object object, Field field, int depth) {
    long at = MEMORY.objectFieldOffset(field);
    Class<?> type = field.getType();
    if (!type.isPrimitive()) {
      return hash(MEMORY.getReference(object, at), depth);
    }
    if (type == int.class || type == float.class) {
      return MEMORY.getInt(object, at);
    }
    if (type == long.class || type == double.class) {
      return Long.hashCode(MEMORY.getLong(object, at));
    }
    return type == short.class || type == char.class
        ? MEMORY.getShort(object, at)
        : MEMORY.getByte(object, at);
  }

  private static List<Field> fields(Class<?> type) {
    return FIELDS.computeIfAbsent(
        type,
        _ -> {
          List<Field> fields = new ArrayList<>();
          for (Class<?> declaring = type;
              declaring != null;
              declaring = declaring.getSuperclass()) {
            for (Field field : declaring.getDeclaredFields()) {
              if (!Modifier.isStatic(field.getModifiers()) && !UNSTABLE.contains(field.getName())) {
                fields.add(field);
              }
            }
          }
          fields.sort(Comparator.comparing(Field::getName));
          return fields;
        });
  }
}
