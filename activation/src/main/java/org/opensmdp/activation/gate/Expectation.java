package org.opensmdp.activation.gate;

/**
 * What the new version has to reach on one stratum.
 *
 * @param success share of the stable version, as well as it is known
 * @param p0 lower bound of it, what a good version has
 * @param p1 what a bad one has
 * @param together what a good version has where all strata are judged together: what is known of all of them
 *     is known better than what is known of each
 * @param s0 upper bound of the stable version's silence
 * @param s1 the silence of a bad one
 */
record Expectation(double success, double p0, double p1, double together, double s0, double s1) {
  private static final double HIGHEST = 0.99; // above, two failures of good cards would be a fault
  private static final double LOWEST = 0.40;
  private static final double HOPELESS = 0.50;
  private static final double LEAST_SILENCE = 0.02;
  private static final double MOST_SILENCE = 0.45;

  /** {@code all}: the success on all strata together. */
  static Expectation of(Share success, Share all, Share silence, GateTerms terms) {
    double p0 = inside(success.lowerBound());
    double together = all.of() == 0 ? p0 : success.share() - (all.share() - all.lowerBound());
    double s0 = Math.min(MOST_SILENCE, Math.max(LEAST_SILENCE, silence.upperBound()));
    return new Expectation(
        success.share(),
        p0,
        Math.max(0.01, p0 - terms.drop()),
        success.of() < Baselines.ENOUGH ? p0 : Math.max(p0, inside(together)),
        s0,
        s0 + terms.silenceRise());
  }

  private static double inside(double share) {
    return Math.min(HIGHEST, Math.max(LOWEST, share));
  }

  /** Whether something can be measured here: not where the stable version fails more often than not. */
  boolean isMeasurable() {
    return success >= HOPELESS;
  }

  /** Returns how many failures in a row are as rare here as {@code usual} are at 97 % success. */
  int failuresInRow(int usual) {
    double needed = usual * Math.log(0.03) / Math.log(Math.max(1e-9, 1 - success));
    return Math.max(usual, (int) Math.round(needed));
  }

  /** Returns how many first verdicts without a success have a chance under 0.001 here. */
  int firstVerdicts(int usual) {
    double needed = Math.log(0.001) / Math.log(Math.max(1e-9, 1 - success));
    return Math.max(usual, (int) Math.ceil(needed));
  }

  /** A share, and of how many it is known. */
  record Share(double share, double of) {
    /** Borrows what is missing to {@code wanted} from others that are alike, as far as those go. */
    Share filledUp(Share others, double wanted) {
      double borrowed = Math.max(0, Math.min(others.of, wanted - of));
      double total = of + borrowed;
      return total == 0 ? this : new Share((share * of + others.share * borrowed) / total, total);
    }

    double lowerBound() {
      return Statistics.lowerBound(share, of);
    }

    double upperBound() {
      return Statistics.upperBound(share, of);
    }
  }
}
