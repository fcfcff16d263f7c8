package org.jkmod.workers;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Does a number of things that do not depend on each other; each thread takes the next one that
 * nobody has.
 */
public final class Workers {
  /** One of the things. */
  public interface Task<E extends Exception> {
    void run(int index) throws E;
  }

  private Workers() {}

  /**
   * Does them all on that many threads, the caller's among them. The first that fails keeps those
   * from being started that nobody has yet.
   *
   * @throws E what the first failure was
   */
  public static <E extends Exception> void run(int count, int threads, Task<E> task) throws E {
    run(count, threads, () -> task, begun -> {});
  }

  /**
   * The same with a task of its own for each thread, which may keep memory from one thing to the
   * next.
   *
   * @param progress told on the caller's thread, again and again, how many have been begun
   */
  @SuppressWarnings("unchecked") // Tasks throw E or what need not be declared.
  public static <E extends Exception> void run(
      int count, int threads, Supplier<Task<E>> tasks, IntConsumer progress) throws E {
    Thread caller = Thread.currentThread();
    AtomicInteger next = new AtomicInteger();
    AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    Runnable work =
        () -> {
          Task<E> task = tasks.get();
          for (int i = next.getAndIncrement();
              i < count && failure.get() == null;
              i = next.getAndIncrement()) {
            try {
              task.run(i);
              if (Thread.currentThread() == caller) {
                progress.accept(Math.min(next.get(), count));
              }
            } catch (Throwable e) {
              failure.compareAndSet(null, e);
            }
          }
        };
    List<Thread> others = new ArrayList<>();
    for (int i = 1; i < Math.min(threads, count); i++) {
      Thread thread = new Thread(work, "worker-" + i);
      if (!start(thread)) {
        break;
      }
      others.add(thread);
    }
    work.run();
    for (Thread thread : others) {
      join(thread);
    }
    Throwable first = failure.get();
    if (first instanceof RuntimeException e) {
      throw e;
    }
    if (first instanceof Error e) {
      throw e;
    }
    if (first != null) {
      throw (E) first;
    }
  }

  /** Starts a thread; false when the system gives no more of them (ulimit -u). */
  public static boolean start(Thread thread) {
    try {
      thread.start();
      return true;
    } catch (OutOfMemoryError e) {
      // So it is told that there is no thread to be had: the caller's own has to do.
      return false;
    }
  }

  /** Waits for a thread's end, whoever interrupts. */
  public static void join(Thread thread) {
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
