package org.jkmod.depmod;

import org.jkmod.SystemRoot;
import org.jkmod.port.Decompressor;

/**
 * What the parts of one run share.
 *
 * @param inputs the files besides the modules that were read
 * @param started when the run began, in nanoseconds since 1970
 */
record DepmodRun(
    SystemRoot root,
    Decompressor decompressor,
    Depmod.Request request,
    Depmod.Listener listener,
    DepmodProblems problems,
    Inputs inputs,
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
        System.currentTimeMillis() * 1_000_000);
  }

  /** Whether what is read is kept for the next run. */
  boolean keeps() {
    return request.reuse() != Depmod.Reuse.NOTHING && request.modules().isEmpty();
  }
}
