package org.opensmdp.simulator.conformance;

/** Ends a case before its last step, with a verdict and why. */
public final class CaseEnded extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Verdict verdict;

  public CaseEnded(Verdict verdict, String why) {
    super(why, null, false, false);
    this.verdict = verdict;
  }

  public Verdict verdict() {
    return verdict;
  }
}
