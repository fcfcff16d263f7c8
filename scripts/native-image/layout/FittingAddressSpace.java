package com.oracle.svm.core.genscavenge;

import com.oracle.svm.core.IsolateArgumentAccess;
import com.oracle.svm.core.IsolateArgumentParser;
import com.oracle.svm.core.IsolateArguments;
import com.oracle.svm.core.SubstrateGCOptions;
import com.oracle.svm.core.Uninterruptible;
import com.oracle.svm.core.c.function.CEntryPointErrors;
import com.oracle.svm.core.os.VirtualMemoryProvider;
import jdk.graal.compiler.word.Word;
import org.graalvm.nativeimage.c.type.WordPointer;
import org.graalvm.word.Pointer;
import org.graalvm.word.UnsignedWord;

/**
 * Address space for the process's heap: as much as -R:ReservedAddressSpaceSize says. A limit of the
 * address space (ulimit -v) may leave less: then what is above the least that is of use is shared
 * between the heap and all else, such as mapped files and threads.
 */
public final class FittingAddressSpace extends AddressRangeCommittedMemoryProvider {
  /** The executable's heap and some MB for what is made while it runs. */
  private static final long LEAST = 24L << 20;

  @Override
  @Uninterruptible(reason = "Still being initialized.")
  public int initialize(WordPointer heapBase, IsolateArguments arguments) {
    int error = super.initialize(heapBase, arguments);
    int option = IsolateArgumentParser.getOptionIndex(SubstrateGCOptions.ReservedAddressSpaceSize);
    for (long size = IsolateArgumentAccess.readLong(arguments, option);
        error == CEntryPointErrors.RESERVE_ADDRESS_SPACE_FAILED && size >= LEAST;
        size -= size / 8) {
      if (isLeft(size + (size - LEAST))) {
        IsolateArgumentAccess.writeLong(arguments, option, size);
        error = super.initialize(heapBase, arguments);
      }
    }
    return error;
  }

  @Uninterruptible(reason = "Still being initialized.")
  private static boolean isLeft(long size) {
    UnsignedWord length = Word.unsigned(size);
    Pointer place =
        VirtualMemoryProvider.get()
            .reserve(length, VirtualMemoryProvider.get().getGranularity(), false);
    return place.isNonNull() && VirtualMemoryProvider.get().free(place, length) == 0;
  }

  /** As much as may be in use; a collection copies it. */
  @Override
  public UnsignedWord getCollectedHeapAddressSpaceSize() {
    return super.getCollectedHeapAddressSpaceSize().unsignedDivide(2);
  }
}
