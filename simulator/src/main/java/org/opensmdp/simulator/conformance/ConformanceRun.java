package org.opensmdp.simulator.conformance;

import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
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

  /** Runs one case on one wire; never throws, but for what no program survives. */
  public Outcome run(PlannedRun planned) {
    var journal = new Journal();
    long started = System.nanoTime();
    var end = Applicability.obstacle(planned, target)
        .map(why -> new CaseEnded(Verdict.NOT_APPLICABLE, why))
        .orElseGet(() -> ended(planned, journal));
    var took = Duration.ofNanos(System.nanoTime() - started);
    var why = end.verdict() == Verdict.PASS ? "" : String.valueOf(end.getMessage());
    return new Outcome(planned, end.verdict(), why, journal, took);
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
   * @param told of each outcome as it comes, from any thread
   * @return the outcomes in the order of the runs
   */
  public List<Outcome> run(List<PlannedRun> planned, int threads, Consumer<Outcome> told) {
    Predicate<PlannedRun> alone = one -> one.subject().tags().contains(ALONE);
    var pool = Executors.newFixedThreadPool(threads);
    try {
      var together = submit(pool, planned.stream().filter(alone.negate()).toList(), told);
      wait(together);
      var after = submit(pool, List.of(), told);
      for (var one : planned.stream().filter(alone).toList()) {
        after.addAll(submit(pool, List.of(one), told));
        wait(after);
      }
      var outcomes = new ArrayList<>(wait(together));
      outcomes.addAll(wait(after));
      outcomes.sort(java.util.Comparator.comparingInt(it -> planned.indexOf(it.run())));
      return outcomes;
    } finally {
      pool.shutdownNow();
    }
  }

  private List<Future<Outcome>> submit(
      ExecutorService pool, List<PlannedRun> planned, Consumer<Outcome> told) {
    var futures = new ArrayList<Future<Outcome>>();
    for (var one : planned) {
      futures.add(pool.submit(() -> {
        var outcome = run(one);
        told.accept(outcome);
        return outcome;
      }));
    }
    return futures;
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
