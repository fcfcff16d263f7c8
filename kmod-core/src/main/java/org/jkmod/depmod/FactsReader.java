package org.jkmod.depmod;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jkmod.SystemRoot;

/** Reads many modules at once; each thread takes the next one that nobody has. */
final class FactsReader {
  private final SystemRoot root;
  private final List<FoundModule> found;
  private final int threads;
  private final ModuleFacts[] facts;
  private final AtomicInteger next = new AtomicInteger();

  FactsReader(SystemRoot root, List<FoundModule> found, int threads) {
    this.root = root;
    this.found = found;
    this.threads = Math.min(threads, Math.max(1, found.size() / 16));
    this.facts = new ModuleFacts[found.size()];
  }

  ModuleFacts[] readAll() {
    List<Thread> others = new ArrayList<>();
    for (int i = 1; i < threads; i++) {
      Thread thread = new Thread(this::readSome, "depmod-" + i);
      thread.start();
      others.add(thread);
    }
    readSome();
    for (Thread thread : others) {
      joinUninterrupted(thread);
    }
    return facts;
  }

  private void readSome() {
    for (int i = next.getAndIncrement(); i < facts.length; i = next.getAndIncrement()) {
      facts[i] = ModuleFacts.read(root.locate(found.get(i).path()));
    }
  }

  private static void joinUninterrupted(Thread thread) {
    boolean interrupted = false;
    while (true) {
      try {
        thread.join();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
