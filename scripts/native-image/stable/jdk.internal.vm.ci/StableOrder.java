package jdk.vm.ci.hotspot;

import java.util.Arrays;
import java.util.Comparator;
import jdk.vm.ci.meta.ResolvedJavaMethod;

final class StableOrder implements Comparator<ResolvedJavaMethod> {
  static ResolvedJavaMethod[] of(ResolvedJavaMethod[] methods) {
    Arrays.sort(methods, new StableOrder());
    return methods;
  }

  @Override
  public int compare(ResolvedJavaMethod a, ResolvedJavaMethod b) {
    int byName = a.getName().compareTo(b.getName());
    return byName != 0
        ? byName
        : a.getSignature().toMethodDescriptor().compareTo(b.getSignature().toMethodDescriptor());
  }
}
