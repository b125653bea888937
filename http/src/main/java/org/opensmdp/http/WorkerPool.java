package org.opensmdp.http;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A fixed number of threads and a bounded queue before them. What finds the queue full is refused
 * at once: an early no costs the client less than a late one, and those accepted stay fast.
 */
public final class WorkerPool implements AutoCloseable {
  private static final int LAST_WORD_SECONDS = 5;

  private final ThreadPoolExecutor threads;

  /**
   * Starts no thread before the first request.
   *
   * @param name what the threads are called
   */
  public WorkerPool(String name, int size, int queueCapacity) {
    var count = new AtomicInteger();
    threads = new ThreadPoolExecutor(
        size,
        size,
        0,
        TimeUnit.SECONDS,
        new ArrayBlockingQueue<>(queueCapacity),
        task -> daemon(name + "-" + count.incrementAndGet(), task));
  }

  private static Thread daemon(String name, Runnable task) {
    var thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Runs the task as soon as a thread is free.
   *
   * @throws java.util.concurrent.RejectedExecutionException if the queue is full
   */
  void execute(Runnable task) {
    threads.execute(task);
  }

  /** How many requests wait for a thread right now. */
  public int queueDepth() {
    return threads.getQueue().size();
  }

  /** Drops what waits, gives what runs a few seconds to end by itself, then interrupts it. */
  @Override
  public void close() {
    threads.shutdown();
    threads.getQueue().clear();
    try {
      if (!threads.awaitTermination(LAST_WORD_SECONDS, TimeUnit.SECONDS)) {
        threads.shutdownNow();
      }
    } catch (InterruptedException hurry) {
      threads.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
