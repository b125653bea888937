package org.opensmdp.activation.gate;

/**
 * Wald's sequential test of the share of bad ones: expected, or as high as that of a bad version. Lambda
 * does not fall under the accept border, so a fault that shows itself late needs two or three failures more
 * than one at the beginning, however long all went well.
 */
final class SequentialTest {
  private final double good;
  private final double bad;
  private final double acceptBorder;
  private final double failBorder;
  private double lambda;
  private boolean accepted;

  /** {@code expected} and {@code feared} are shares of bad ones, between 0 and 1. */
  SequentialTest(double expected, double feared, GateTerms terms, double failBorder) {
    this.good = Math.log((1 - feared) / (1 - expected));
    this.bad = Math.log(feared / expected);
    this.acceptBorder = terms.acceptBorder();
    this.failBorder = failBorder;
  }

  void good() {
    move(good);
  }

  void bad() {
    move(bad);
  }

  /** What was accepted stays so until more speaks against it than for it. */
  private void move(double step) {
    lambda = Math.max(acceptBorder, lambda + step);
    accepted = lambda <= acceptBorder || (accepted && lambda <= 0);
  }

  double lambda() {
    return lambda;
  }

  boolean accepted() {
    return accepted;
  }

  boolean failed() {
    return lambda >= failBorder;
  }

  /** Forgets what spoke against it. */
  void restart() {
    lambda = Math.min(0, lambda);
  }
}
