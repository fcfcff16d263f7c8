package java.lang;

import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Comparator;

final class StableOrder implements Comparator<Executable> {
  static Method[] of(Method[] methods) {
    Arrays.sort(methods, new StableOrder());
    return methods;
  }

  static Constructor<?>[] of(Constructor<?>[] constructors) {
    Arrays.sort(constructors, new StableOrder());
    return constructors;
  }

  @Override
  public int compare(Executable a, Executable b) {
    int byName = a.getName().compareTo(b.getName());
    return byName != 0 ? byName : descriptor(a).compareTo(descriptor(b));
  }

  private static String descriptor(Executable executable) {
    StringBuilder text = new StringBuilder();
    for (Class<?> type : executable.getParameterTypes()) {
      text.append(type.getName()).append(',');
    }
    return executable instanceof Method method
        ? text.append(method.getReturnType().getName()).toString()
        : text.toString();
  }
}
