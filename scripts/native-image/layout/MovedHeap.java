package com.oracle.svm.core.genscavenge;

import static com.oracle.svm.core.Isolates.IMAGE_HEAP_BEGIN;
import static com.oracle.svm.core.Isolates.IMAGE_HEAP_WRITABLE_BEGIN;
import static com.oracle.svm.core.Isolates.IMAGE_HEAP_WRITABLE_END;

import com.oracle.svm.core.Uninterruptible;
import com.oracle.svm.core.c.function.CEntryPointErrors;
import com.oracle.svm.core.os.AbstractImageHeapProvider;
import com.oracle.svm.core.os.VirtualMemoryProvider;
import com.oracle.svm.core.os.VirtualMemoryProvider.Access;
import com.oracle.svm.core.posix.linux.LinuxLibCHelper;
import com.oracle.svm.core.util.UnsignedUtils;
import org.graalvm.nativeimage.c.type.WordPointer;
import org.graalvm.word.Pointer;
import org.graalvm.word.PointerBase;
import org.graalvm.word.UnsignedWord;

/**
 * The executable's heap, moved from where the kernel has mapped it at exec to the process's heap.
 * No file is opened for it: by then another build may have the executable's name, and /proc need
 * not be mounted. A process has one heap, so that none need be left behind for a second one.
 */
public final class MovedHeap extends AbstractImageHeapProvider {
  @Override
  @Uninterruptible(reason = "Called during isolate initialization.")
  public int initialize(Pointer space, UnsignedWord size, WordPointer baseOut, WordPointer endOut) {
    if (space.isNull() || size.belowThan(getTotalRequiredAddressSpaceSize())) {
      return CEntryPointErrors.INSUFFICIENT_ADDRESS_SPACE;
    }
    // The section is filled up to a page's end.
    UnsignedWord page = VirtualMemoryProvider.get().getGranularity();
    UnsignedWord length = UnsignedUtils.roundUp(getImageHeapSizeInFile(), page);
    Pointer heap = getImageHeapBegin(space);
    int flags = LinuxLibCHelper.MREMAP_FIXED() | LinuxLibCHelper.MREMAP_MAYMOVE();
    if (LinuxLibCHelper.NoTransitions.mremapP(IMAGE_HEAP_BEGIN.get(), length, length, flags, heap)
        .notEqual(heap)) {
      return CEntryPointErrors.MAP_HEAP_FAILED;
    }
    // All of it can be written so far; constants must not be.
    UnsignedWord constants =
        UnsignedUtils.roundDown(
            IMAGE_HEAP_WRITABLE_BEGIN.get().subtract(IMAGE_HEAP_BEGIN.get()), page);
    UnsignedWord more =
        UnsignedUtils.roundUp(IMAGE_HEAP_WRITABLE_END.get().subtract(IMAGE_HEAP_BEGIN.get()), page);
    if (constants.aboveThan(0)
        && VirtualMemoryProvider.get().protect(heap, constants, Access.READ) != 0) {
      return CEntryPointErrors.PROTECT_HEAP_FAILED;
    }
    if (more.belowThan(length)
        && VirtualMemoryProvider.get().protect(heap.add(more), length.subtract(more), Access.READ)
            != 0) {
      return CEntryPointErrors.PROTECT_HEAP_FAILED;
    }
    baseOut.write(space);
    if (endOut.isNonNull()) {
      endOut.write(heap.add(length));
    }
    return CEntryPointErrors.NO_ERROR;
  }

  /** It goes with the address space that it lies in. */
  @Override
  @Uninterruptible(reason = "Called during isolate tear-down.")
  public int freeImageHeap(PointerBase base) {
    return CEntryPointErrors.NO_ERROR;
  }
}
