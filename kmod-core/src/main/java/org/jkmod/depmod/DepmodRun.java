package org.jkmod.depmod;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jkmod.SystemRoot;
import org.jkmod.compression.ContentReader;
import org.jkmod.port.Decompressor;

/**
 * What the parts of one run share.
 *
 * @param inputs the files besides the modules that were read
 * @param spareReaders those whose threads have ended
 * @param started when the run began, in nanoseconds since 1970
 */
record DepmodRun(
    SystemRoot root,
    Decompressor decompressor,
    Depmod.Request request,
    Depmod.Listener listener,
    DepmodProblems problems,
    Inputs inputs,
    Queue<ContentReader> spareReaders,
    long started) {
  static DepmodRun start(
      SystemRoot root,
      Decompressor decompressor,
      Depmod.Request request,
      Depmod.Listener listener) {
    return new DepmodRun(
        root,
        decompressor,
        request,
        listener,
        new DepmodProblems(listener),
        new Inputs(root),
        new ConcurrentLinkedQueue<>(),
        System.currentTimeMillis() * 1_000_000);
  }

  /** A reader for a thread, with what memory an earlier one has taken. */
  ContentReader reader() {
    ContentReader spare = spareReaders.poll();
    return spare != null ? spare : new ContentReader(decompressor, ModuleFacts.SIZE_LIMIT);
  }

  /** Whether what is read is kept for the next run. */
  boolean keeps() {
    return request.reuse() != Depmod.Reuse.NOTHING && request.modules().isEmpty();
  }
}
