package org.opensmdp.activation.gate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What one stratum has made of the new version. */
final class StratumWatch {
  private static final int MOST_SECONDS = 300;

  private final Stratum stratum;
  private final Expectation expectation;
  private final SequentialTest success;
  private final SequentialTest together;
  private final SequentialTest silence;
  private final List<Double> seconds = new ArrayList<>();
  private Counts total = new Counts();
  private Counts window = new Counts();
  private int row;
  private int nextLook = 20;
  private boolean slow;
  private boolean quarantined;
  private Optional<String> fault = Optional.empty();

  /** Verdicts counted over all the rollout, or since a stage began. */
  static final class Counts {
    int successes;
    int failures;
    int unknown;
    int silent;
    int excluded;
    int repeated;

    int verdicts() {
      return successes + failures;
    }

    private void add(Verdict verdict) {
      successes += verdict == Verdict.SUCCESS ? 1 : 0;
      failures += verdict.isFailure() ? 1 : 0;
      unknown += verdict == Verdict.UNKNOWN ? 1 : 0;
      silent += verdict == Verdict.SILENT ? 1 : 0;
      excluded += verdict == Verdict.EXCLUDED ? 1 : 0;
    }
  }

  StratumWatch(Stratum stratum, Expectation expectation, GateTerms terms, double border) {
    this.stratum = stratum;
    this.expectation = expectation;
    this.success = new SequentialTest(1 - expectation.p0(), 1 - expectation.p1(), terms, border);
    this.together = new SequentialTest(
        1 - expectation.together(), 1 - expectation.together() + terms.drop(), terms, border);
    this.silence = new SequentialTest(expectation.s0(), expectation.s1(), terms, border);
  }

  void add(Verdict verdict, Sample sample) {
    total.add(verdict);
    window.add(verdict);
    if (verdict == Verdict.SUCCESS && seconds.size() < MOST_SECONDS) {
      sample.seconds().ifPresent(seconds::add);
    }
    test(verdict);
    inRow(verdict);
  }

  private void test(Verdict verdict) {
    if (verdict.isFailure()) {
      success.bad();
      together.bad();
    } else if (verdict == Verdict.SUCCESS) {
      success.good();
      together.good();
    }
    if (verdict == Verdict.SILENT) {
      silence.bad();
    } else if (verdict.counts()) {
      silence.good();
    }
  }

  private void inRow(Verdict verdict) {
    if (verdict == Verdict.TEMPLATE) {
      row++;
    } else if (verdict == Verdict.SUCCESS) {
      row = 0;
    }
  }

  void repeated() {
    total.repeated++;
  }

  /** Whether it is time to compare the seconds: after 20 and then half as many again, not at each. */
  boolean isTimeToLook() {
    if (seconds.size() < nextLook) {
      return false;
    }
    nextLook += nextLook / 2;
    return true;
  }

  void slow(boolean slower) {
    slow = slower;
  }

  /** Whether its slowest installations were slower than the stable version's at the last look. */
  boolean isSlow() {
    return slow;
  }

  void beginWindow() {
    window = new Counts();
  }

  /** Forgets what spoke against it; a person has looked. */
  void restart() {
    beginWindow();
    row = 0;
    success.restart();
    together.restart();
    silence.restart();
  }

  void fail(String why) {
    fault = Optional.of(why);
  }

  void quarantine() {
    quarantined = true;
  }

  Stratum stratum() {
    return stratum;
  }

  String firmware() {
    return stratum.firmware();
  }

  Expectation expectation() {
    return expectation;
  }

  SequentialTest success() {
    return success;
  }

  /** Returns what it adds to the test of all strata together. */
  double together() {
    return together.lambda();
  }

  SequentialTest silence() {
    return silence;
  }

  List<Double> seconds() {
    return seconds;
  }

  Counts total() {
    return total;
  }

  Counts window() {
    return window;
  }

  int row() {
    return row;
  }

  Optional<String> fault() {
    return fault;
  }

  /** Whether a quarantine was found and has not been carried out. */
  boolean isDue() {
    return fault.isPresent() && !quarantined;
  }

  /** Whether it still gets the version. */
  boolean isLive() {
    return fault.isEmpty() && !quarantined;
  }

  StratumState state() {
    return new StratumState(
        stratum,
        total.verdicts(),
        total.successes,
        total.unknown,
        total.silent,
        total.excluded,
        total.repeated,
        success.lambda(),
        expectation.p0(),
        expectation.p1(),
        success.accepted(),
        fault);
  }
}
