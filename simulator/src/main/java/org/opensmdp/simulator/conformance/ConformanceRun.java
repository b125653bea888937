package org.opensmdp.simulator.conformance;

import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import org.opensmdp.certs.CredentialException;
import org.opensmdp.rsp.InvalidMessage;
import org.opensmdp.simulator.CardRefusal;
import org.opensmdp.simulator.FunctionRefusal;
import org.opensmdp.simulator.MalformedAnswer;

/** Runs cases on a server and judges it. Any thread. */
public final class ConformanceRun {
  /** The tag of cases that nothing else may run beside. */
  public static final String ALONE = "alone";

  private final Target target;
  private final SecureRandom random;

  public ConformanceRun(Target target, SecureRandom random) {
    this.target = target;
    this.random = random;
  }

  public Target target() {
    return target;
  }

  /** Is told what happens, from any thread. */
  public interface Listener {
    /** Looks away. */
    Listener NONE = (outcome, begun) -> {};

    /** A run begins. */
    default void started(PlannedRun run) {}

    /** A run has ended; or has never {@code begun}, as it was not applicable. */
    void ended(Outcome outcome, boolean begun);
  }

  /** Runs one case on one wire; never throws, but for what no program survives. */
  public Outcome run(PlannedRun planned) {
    return run(planned, Listener.NONE);
  }

  private Outcome run(PlannedRun planned, Listener listener) {
    var journal = new Journal();
    var obstacle = Applicability.obstacle(planned, target);
    if (obstacle.isPresent()) {
      var outcome =
          new Outcome(planned, Verdict.NOT_APPLICABLE, obstacle.get(), journal, Duration.ZERO);
      listener.ended(outcome, false);
      return outcome;
    }
    listener.started(planned);
    long started = System.nanoTime();
    var end = ended(planned, journal);
    var took = Duration.ofNanos(System.nanoTime() - started);
    var why = end.verdict() == Verdict.PASS ? "" : String.valueOf(end.getMessage());
    var outcome = new Outcome(planned, end.verdict(), why, journal, took);
    listener.ended(outcome, true);
    return outcome;
  }

  private CaseEnded ended(PlannedRun planned, Journal journal) {
    try {
      planned.subject().body().accept(new Trial(target, planned.wire(), journal, random));
      return new CaseEnded(Verdict.PASS, "");
    } catch (CaseEnded e) {
      return e;
    } catch (FunctionRefusal e) {
      return new CaseEnded(Verdict.FAIL, "the server refuses: " + e.getMessage());
    } catch (MalformedAnswer | InvalidMessage | CredentialException e) {
      return new CaseEnded(Verdict.FAIL, "the answer is not one: " + e.getMessage());
    } catch (CardRefusal e) {
      return new CaseEnded(
          Verdict.FAIL, "the card refuses what the server says: " + e.getMessage());
    } catch (UncheckedIOException e) {
      return new CaseEnded(Verdict.INCONCLUSIVE, "no answer: " + e.getMessage());
    } catch (RuntimeException | AssertionError e) {
      return new CaseEnded(Verdict.INCONCLUSIVE, "a defect of the suite: " + e + at(e));
    }
  }

  /** Where in the cases it came from, for whoever mends the suite. */
  private static String at(Throwable defect) {
    for (var frame : defect.getStackTrace()) {
      if (frame.getClassName().startsWith("org.opensmdp.simulator.conformance")) {
        return " at " + frame;
      }
    }
    return "";
  }

  /**
   * Runs all, several at a time, and those tagged {@value #ALONE} one by one after them.
   *
   * @return the outcomes in the order of the runs
   */
  public List<Outcome> run(List<PlannedRun> planned, int threads, Listener listener) {
    Predicate<PlannedRun> alone = one -> one.subject().tags().contains(ALONE);
    var outcomes = new HashMap<PlannedRun, Outcome>();
    var pool = Executors.newFixedThreadPool(threads);
    try {
      var together = planned.stream()
          .filter(alone.negate())
          .map(one -> pool.submit(() -> run(one, listener)))
          .toList();
      wait(together).forEach(it -> outcomes.put(it.run(), it));
    } finally {
      pool.shutdownNow();
    }
    planned.stream().filter(alone).forEach(one -> outcomes.put(one, run(one, listener)));
    return planned.stream()
        .map(one -> Objects.requireNonNull(outcomes.get(one)))
        .toList();
  }

  private static List<Outcome> wait(List<Future<Outcome>> futures) {
    var outcomes = new ArrayList<Outcome>();
    try {
      for (var future : futures) {
        outcomes.add(future.get());
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("a run ended without a verdict", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
    return outcomes;
  }
}
