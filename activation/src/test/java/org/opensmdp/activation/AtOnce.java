package org.opensmdp.activation;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/** Runs the same thing on several threads that start together. */
final class AtOnce {
  private AtOnce() {}

  static <R> List<R> run(int threads, IntFunction<R> action) {
    var pool = Executors.newFixedThreadPool(threads);
    var start = new CyclicBarrier(threads);
    try {
      var running = new ArrayList<Future<R>>();
      for (int i = 0; i < threads; i++) {
        int number = i;
        running.add(pool.submit(() -> {
          start.await(30, TimeUnit.SECONDS);
          return action.apply(number);
        }));
      }
      var results = new ArrayList<R>();
      for (Future<R> future : running) {
        results.add(future.get());
      }
      return results;
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    } finally {
      pool.shutdownNow();
    }
  }
}
