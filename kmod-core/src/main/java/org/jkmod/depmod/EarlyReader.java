package org.jkmod.depmod;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jkmod.SystemRoot;
import org.jkmod.compression.ContentReader;
import org.jkmod.port.Decompressor;

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

  EarlyReader(SystemRoot root, Decompressor decompressor) {
    thread = new Thread(() -> read(root, new ContentReader(decompressor)), "depmod-early");
    thread.start();
  }

  /** There is a file named like a module; whether it counts is not known yet. */
  void sighted(String path) {
    sighted.add(path);
  }

  private void read(SystemRoot root, ContentReader reader) {
    try {
      for (String path = sighted.take(); !stopped; path = sighted.take()) {
        try {
          facts.put(path, ModuleFacts.read(root.locate(path), reader));
        } catch (IOException | RuntimeException e) {
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
