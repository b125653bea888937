package org.opensmdp.simulator.conformance;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * The proof that cases can fail: each is run against a server that is wrong in each of the ways the case
 * says it finds, on JSON and P-256, and must end with FAIL.
 */
public final class FaultRun {
  private final Target target;
  private final FaultyAnswers faulty;
  private final SecureRandom random;

  /**
   * What a case said of a broken server.
   *
   * @param fault how it was broken
   */
  public record Finding(Case subject, Fault fault, Outcome outcome) {
    /** Returns whether the case has noticed. */
    public boolean caught() {
      return outcome.verdict() == Verdict.FAIL;
    }

    @Override
    public String toString() {
      return "%s, %s: %s".formatted(fault.function(), fault.name(), outcome);
    }
  }

  /** @param faulty what the answers of this server pass through */
  public FaultRun(Target target, FaultyAnswers faulty, SecureRandom random) {
    this.target = target;
    this.faulty = faulty;
    this.random = random;
  }

  private record Planned(Case subject, Fault fault) {}

  /**
   * Tries all faults of these cases, several at a time. What is missed is tried again alone, with the
   * fault in every answer of the server: a case may speak to it on sockets of its own.
   *
   * @param told of each finding as it comes, from any thread
   * @return the findings in the order of the cases
   */
  public List<Finding> run(List<Case> cases, int threads, Consumer<Finding> told) {
    var planned = cases.stream()
        .flatMap(one -> one.faults().stream().map(fault -> new Planned(one, fault)))
        .toList();
    var findings = new HashMap<Planned, Finding>();
    together(planned, threads, told).stream()
        .filter(Finding::caught)
        .forEach(it -> findings.put(new Planned(it.subject(), it.fault()), it));
    return planned.stream()
        .map(it -> Optional.ofNullable(findings.get(it)).orElseGet(() -> alone(it, told)))
        .toList();
  }

  private List<Finding> together(List<Planned> planned, int threads, Consumer<Finding> told) {
    var pool = Executors.newFixedThreadPool(threads);
    try {
      var futures = new ArrayList<Future<Finding>>();
      for (var one : planned) {
        if (!one.subject().tags().contains(ConformanceRun.ALONE)) {
          futures.add(pool.submit(() -> firstTry(one, told)));
        }
      }
      var findings = new ArrayList<Finding>();
      for (var future : futures) {
        findings.add(future.get());
      }
      return findings;
    } catch (ExecutionException e) {
      throw new IllegalStateException("a run ended without a verdict", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } finally {
      pool.shutdownNow();
    }
  }

  private Finding firstTry(Planned planned, Consumer<Finding> told) {
    var finding = found(planned);
    if (finding.caught()) {
      told.accept(finding);
    }
    return finding;
  }

  private Finding alone(Planned planned, Consumer<Finding> told) {
    faulty.everywhere(planned.fault());
    try {
      var finding = found(planned);
      told.accept(finding);
      return finding;
    } finally {
      faulty.rightAgain();
    }
  }

  private Finding found(Planned planned) {
    var broken = faulty.with(planned.fault(), target);
    var run = new PlannedRun(planned.subject(), Wire.PLAIN);
    return new Finding(
        planned.subject(), planned.fault(), new ConformanceRun(broken, random).run(run));
  }
}
