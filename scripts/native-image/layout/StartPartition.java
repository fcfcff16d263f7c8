package com.oracle.svm.core.genscavenge;

import com.oracle.svm.core.image.ImageHeapLayouter.ImageHeapLayouterControl;
import com.oracle.svm.core.image.ImageHeapObject;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * A part of the executable's heap with the objects of a start side by side at its beginning, in the
 * order of their ranks; what is left follows as the builder would lay it: by size, so that each
 * page has a bit of everything.
 */
public final class StartPartition extends ChunkedImageHeapPartition {
  /** The rank of an object that no start needs. */
  public static final int COLD = Integer.MAX_VALUE;

  /** Of an array this large a start reads a few places: it would only push the others apart. */
  private static final int TOO_LARGE = 4096;

  private final ToIntFunction<ImageHeapObject> rank;

  private StartPartition(ChunkedImageHeapPartition replaced, ToIntFunction<ImageHeapObject> rank) {
    super(replaced.getName(), replaced.isWritable(), replaced.usesUnalignedObjects());
    this.rank = rank;
  }

  /** Puts partitions of this kind in the place of the layouter's, before it has any object. */
  public static void install(
      ChunkedImageHeapLayouter layouter, ToIntFunction<ImageHeapObject> rank) {
    ChunkedImageHeapPartition[] partitions = layouter.getPartitions();
    for (int i = 0; i < partitions.length; i++) {
      if (!objects(partitions[i]).isEmpty()) {
        throw new IllegalStateException("the heap is being laid out already");
      }
      partitions[i] = new StartPartition(partitions[i], rank);
    }
  }

  @Override
  void layout(ChunkedImageHeapAllocator allocator, ImageHeapLayouterControl control) {
    record Ranked(int rank, ImageHeapObject object) {}
    List<ImageHeapObject> objects = objects(this);
    List<Ranked> start = new ArrayList<>();
    if (!usesUnalignedObjects()) {
      List<ImageHeapObject> rest = new ArrayList<>();
      for (ImageHeapObject object : objects) {
        int place = object.getSize() > TOO_LARGE ? COLD : rank.applyAsInt(object);
        if (place == COLD) {
          rest.add(object);
        } else {
          start.add(new Ranked(place, object));
        }
      }
      objects.clear();
      objects.addAll(rest);
      start.sort(Comparator.comparingInt(Ranked::rank));
    }
    if (start.isEmpty()) {
      super.layout(allocator, control);
      return;
    }
    allocator.maybeStartAlignedChunk();
    long begin = allocator.getPosition();
    for (Ranked ranked : start) {
      ImageHeapObject object = ranked.object();
      if (object.getSize() > allocator.getRemainingBytesInAlignedChunk()) {
        allocator.startNewAlignedChunk();
      }
      object.setOffsetInPartition(
          allocator.allocateObjectInAlignedChunk(object, isWritable()) - begin);
      lastObject = object.getWrapped();
    }
    firstObject = start.getFirst().object().getWrapped();
    super.layout(allocator, control);
    // The rest has been given places from where it begins.
    long shift = startOffset - begin;
    for (ImageHeapObject object : objects) {
      object.setOffsetInPartition(object.getOffset() - startOffset + shift);
    }
    startOffset = begin;
  }

  @SuppressWarnings("unchecked") // The field's type.
  private static List<ImageHeapObject> objects(ChunkedImageHeapPartition partition) {
    try {
      Field field = ChunkedImageHeapPartition.class.getDeclaredField("objects");
      field.setAccessible(true);
      return (List<ImageHeapObject>) field.get(partition);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
