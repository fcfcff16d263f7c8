package java.lang;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Comparator;

final class StableOrder implements Comparator<Method> {
  static Method[] of(Method[] methods) {
    Arrays.sort(methods, new StableOrder());
    return methods;
  }

  @Override
  public int compare(Method a, Method b) {
    int byName = a.getName().compareTo(b.getName());
    return byName != 0 ? byName : descriptor(a).compareTo(descriptor(b));
  }

  private static String descriptor(Method method) {
    StringBuilder text = new StringBuilder();
    for (Class<?> type : method.getParameterTypes()) {
      text.append(type.getName()).append(',');
    }
    return text.append(method.getReturnType().getName()).toString();
  }
}
