package org.jkmod.depmod;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jkmod.SystemRoot;
import org.jkmod.compression.ContentReader;
import org.jkmod.workers.Workers;
import org.jspecify.annotations.Nullable;

/**
 * Reads modules in a thread of its own while the tree is still being walked. What it did not get
 * to, or could not read, is read later like any other.
 */
final class EarlyReader {
  /** No path. */
  private static final String END = "";

  private final BlockingQueue<String> sighted = new LinkedBlockingQueue<>();
  private final Map<String, ModuleFacts> facts = new HashMap<>();
  private final Thread thread;
  private volatile boolean stopped;

  private final boolean stamped;
  private final ContentReader reader;

  private EarlyReader(SystemRoot root, ContentReader reader, boolean stamped) {
    this.stamped = stamped;
    this.reader = reader;
    thread = new Thread(() -> read(root), "depmod-early");
  }

  /**
   * Starts one; null when no thread can be had.
   *
   * @param reader nobody else's until it is stopped
   * @param stamped whether the modules' stamps are wanted
   */
  static @Nullable EarlyReader start(SystemRoot root, ContentReader reader, boolean stamped) {
    EarlyReader early = new EarlyReader(root, reader, stamped);
    return Workers.start(early.thread) ? early : null;
  }

  /** There is a file named like a module; whether it counts is not known yet. */
  void sighted(String path) {
    sighted.add(path);
  }

  private void read(SystemRoot root) {
    try {
      for (String path = sighted.take(); !stopped; path = sighted.take()) {
        try {
          ModuleFacts read = ModuleFacts.read(root, path, reader, stamped);
          if (read != null) {
            facts.put(path, read);
          }
        } catch (IOException | RuntimeException | OutOfMemoryError e) {
          // If the file counts it is read again, and what is wrong is told then.
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends the thread; what it has read, by path. */
  Map<String, ModuleFacts> stop() {
    stopped = true;
    sighted.add(END);
    Workers.join(thread);
    return facts;
  }
}
