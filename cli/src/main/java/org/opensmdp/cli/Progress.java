package org.opensmdp.cli;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Supplier;

/** Prints one line a step, with the time it took. */
final class Progress {
  private final PrintStream out;
  private final long started = System.nanoTime();

  Progress(PrintStream out) {
    this.out = out;
  }

  /** Runs a step and prints its line. */
  <T> T step(String what, Supplier<T> work) {
    long begun = System.nanoTime();
    T result = work.get();
    done(what, Duration.ofNanos(System.nanoTime() - begun));
    return result;
  }

  void done(String what, Duration took) {
    out.printf(Locale.ROOT, "  %-58s %8.1f ms%n", what, took.toNanos() / 1e6);
  }

  void heading(String text) {
    out.printf("%n%s%n", text);
  }

  void line(String text) {
    out.println("  " + text);
  }

  double seconds() {
    return (System.nanoTime() - started) / 1e9;
  }
}
