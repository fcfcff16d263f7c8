package com.oracle.svm.core.genscavenge;

import com.oracle.svm.core.IsolateArgumentAccess;
import com.oracle.svm.core.IsolateArgumentParser;
import com.oracle.svm.core.IsolateArguments;
import com.oracle.svm.core.SubstrateGCOptions;
import com.oracle.svm.core.Uninterruptible;
import com.oracle.svm.core.c.function.CEntryPointErrors;
import org.graalvm.nativeimage.c.type.WordPointer;
import org.graalvm.word.UnsignedWord;

/**
 * Address space for the process's heap: as much as -R:ReservedAddressSpaceSize says, or what a limit of the address space (ulimit -v)
 * leaves.
 */
public final class FittingAddressSpace extends AddressRangeCommittedMemoryProvider {
  /** The executable's heap and some MB for what is made while it runs: less is of no use. */
  private static final long SMALLEST = 24L << 20;

  @Override
  @Uninterruptible(reason = "Still being initialized.")
  public int initialize(WordPointer heapBase, IsolateArguments arguments) {
    int option = IsolateArgumentParser.getOptionIndex(SubstrateGCOptions.ReservedAddressSpaceSize);
    int error = CEntryPointErrors.RESERVE_ADDRESS_SPACE_FAILED;
    for (long size = IsolateArgumentAccess.readLong(arguments, option);
        error == CEntryPointErrors.RESERVE_ADDRESS_SPACE_FAILED && size >= SMALLEST;
        size = size / 4 * 3) {
      IsolateArgumentAccess.writeLong(arguments, option, size);
      error = super.initialize(heapBase, arguments);
    }
    return error;
  }

  /** As much as may be in use; a collection copies it. */
  @Override
  @Uninterruptible(reason = "Called from uninterruptible code.", mayBeInlined = true)
  public UnsignedWord getCollectedHeapAddressSpaceSize() {
    return collectedHeapSize.unsignedDivide(2);
  }
}
