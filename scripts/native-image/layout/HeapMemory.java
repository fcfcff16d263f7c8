package com.oracle.svm.core.genscavenge;

import com.oracle.svm.core.os.CommittedMemoryProvider;
import com.oracle.svm.core.os.ImageHeapProvider;
import org.graalvm.nativeimage.ImageSingletons;
import org.graalvm.nativeimage.hosted.Feature;

/** Where a process has its heap: see the two classes. */
public final class HeapMemory implements Feature {
  @Override
  public String getDescription() {
    return "Moves the executable's heap, and takes the address space that there is";
  }

  @Override
  public void afterRegistration(AfterRegistrationAccess access) {
    ImageSingletons.add(ImageHeapProvider.class, new MovedHeap());
    ImageSingletons.add(CommittedMemoryProvider.class, new FittingAddressSpace());
  }
}
