package org.opensmdp.cli;

import java.util.concurrent.CountDownLatch;

/** Waits until somebody stops the program, and closes what must be closed before it goes. */
final class Signals {
  private Signals() {}

  /** Returns never: the program ends when {@code running} has been closed after SIGINT or SIGTERM. */
  static void waitThenClose(AutoCloseable running) throws InterruptedException {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> close(running), "stop"));
    new CountDownLatch(1).await();
  }

  private static void close(AutoCloseable running) {
    try {
      running.close();
    } catch (Exception e) {
      System.err.println("opensmdp: did not stop cleanly: " + e.getMessage());
    }
  }
}
