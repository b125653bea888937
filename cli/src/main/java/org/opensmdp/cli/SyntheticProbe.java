package org.opensmdp.cli;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * Activates for one region, again and again, never twice at a time: a round that was given up and has
 * not come back yet is the failure of the next one. One caller at a time.
 */
final class SyntheticProbe {
  private final SyntheticRegion region;
  private final Supplier<SyntheticRound> rounds;
  private final Duration limit;
  private Optional<Thread> before = Optional.empty();

  /** @param limit how long a round may take */
  SyntheticProbe(SyntheticRegion region, Supplier<SyntheticRound> rounds, Duration limit) {
    this.region = region;
    this.rounds = rounds;
    this.limit = limit;
  }

  /** Runs one round. Whatever happens in it is a result. */
  SyntheticResult run() throws InterruptedException {
    if (before.filter(Thread::isAlive).isPresent()) {
      return new SyntheticResult(
          region, SyntheticOutcome.TIMEOUT, "the round before is not over yet", Duration.ZERO);
    }
    long start = System.nanoTime();
    var round = rounds.get();
    var end = new AtomicReference<>(given(round, "given up", start));
    var thread = new Thread(() -> end.set(ended(round, start)), "synthetic-" + region.name());
    thread.setDaemon(true);
    before = Optional.of(thread);
    thread.start();
    try {
      thread.join(limit.toMillis());
    } finally {
      thread.interrupt();
    }
    return thread.isAlive()
        ? given(round, "given up after %d s".formatted(limit.toSeconds()), start)
        : Objects.requireNonNull(end.get());
  }

  private SyntheticResult given(SyntheticRound round, String how, long start) {
    return result(SyntheticOutcome.TIMEOUT, how + "; the last step was " + round.step(), start);
  }

  private SyntheticResult ended(SyntheticRound round, long start) {
    try {
      round.run(region.type());
      return result(SyntheticOutcome.SUCCESS, "", start);
    } catch (SyntheticFailure e) {
      return result(e.step(), String.valueOf(e.getMessage()), start);
    } catch (InterruptedException e) {
      return given(round, "given up", start);
    } catch (RuntimeException e) { // what is no failure of a step is one of the card, which is ours
      return result(SyntheticOutcome.CARD, String.valueOf(e), start);
    }
  }

  private SyntheticResult result(SyntheticOutcome outcome, String said, long start) {
    return new SyntheticResult(region, outcome, said, Duration.ofNanos(System.nanoTime() - start));
  }
}
