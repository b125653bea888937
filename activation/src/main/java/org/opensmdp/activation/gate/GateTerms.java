package org.opensmdp.activation.gate;

/**
 * The numbers a gate decides by. They are part of a rollout's plan, so that what was decided can be decided
 * again. Shares are 0..1; the chances of error are those of one sequential test.
 *
 * @param h0 success that a good version has where nothing is known of the stable one, 0.97
 * @param drop how far under the stable version a bad one is, 0.07: H1 is H0 less this
 * @param alpha chance that a good version is taken for a bad one, 0.01
 * @param beta chance that a bad one is taken for a good one, 0.05
 * @param minimum what a stage must have shown before it is left
 * @param unknownShare of verdicts that no source explains, above which a person has to look, 0.10
 * @param excludedPoints how far the share of attempts that do not count may be from the stable version's, 0.10
 * @param slower how much longer than the stable version's an installation may take, 1.25
 * @param silenceRise how much more silence than the stable version's is a fault, 0.10
 * @param tripWires what needs no statistics
 */
public record GateTerms(
    double h0,
    double drop,
    double alpha,
    double beta,
    Minimum minimum,
    double unknownShare,
    double excludedPoints,
    double slower,
    double silenceRise,
    TripWires tripWires) {
  private static final GateTerms STANDARD = new GateTerms(
      0.97, 0.07, 0.01, 0.05, Minimum.STANDARD, 0.10, 0.10, 1.25, 0.10, TripWires.STANDARD);

  public GateTerms {
    inside("h0", h0, 0.5, 0.999);
    inside("drop", drop, 0.01, 0.4);
    inside("alpha", alpha, 0.0001, 0.2);
    inside("beta", beta, 0.0001, 0.2);
    inside("unknownShare", unknownShare, 0, 1);
    inside("excludedPoints", excludedPoints, 0.01, 1);
    inside("slower", slower, 1, 10);
    inside("silenceRise", silenceRise, 0.01, 0.5);
  }

  /** Returns the terms that hold where a plan names no others. */
  public static GateTerms standard() {
    return STANDARD;
  }

  /** Returns the same terms with another minimum. */
  public GateTerms with(Minimum other) {
    return new GateTerms(
        h0, drop, alpha, beta, other, unknownShare, excludedPoints, slower, silenceRise, tripWires);
  }

  /** Returns the border at which a version has failed, 4.55 at the standard chances. */
  public double rollbackBorder() {
    return Math.log((1 - beta) / alpha);
  }

  /**
   * Returns the border at which it has failed on one of so many strata. Where there are several, each is two
   * tests, of success and of silence, and the chance of error is shared among them: 6.63 for four.
   */
  public double border(int strata) {
    return rollbackBorder() + (strata > 1 ? Math.log(2.0 * strata) : 0);
  }

  /** Returns the border at which it has proved itself, -2.99 at the standard chances. */
  public double acceptBorder() {
    return Math.log(beta / (1 - alpha));
  }

  /**
   * What a stage must have shown before it is left.
   *
   * @param total verdicts in the stage
   * @param perStratum verdicts in the stage of each of the three largest strata
   * @param proof whether the sequential tests must have accepted. Without: for stages of a few named cards,
   *     which can prove nothing; there it is enough that nothing speaks against the version
   */
  public record Minimum(int total, int perStratum, boolean proof) {
    /** Returns what the stages by percent ask for: 60 verdicts, 30 in each of the three largest strata. */
    public static final Minimum STANDARD = new Minimum(60, 30, true);

    public Minimum {
      if (total < 1 || perStratum < 0 || perStratum > total) {
        throw new IllegalArgumentException(
            "minimum of %d verdicts, %d a stratum (expected: 1 or more, and no more a stratum)"
                .formatted(total, perStratum));
      }
    }

    /** Returns what a stage of named cards asks for: that many verdicts, and nothing against the version. */
    public static Minimum named(int total) {
      return new Minimum(total, 0, false);
    }
  }

  /**
   * What needs no statistics.
   *
   * @param failuresInRow template failures one after the other, 4; more where the stable version fails often
   * @param firstVerdicts so many at the beginning without one success, 5; more likewise
   * @param equalElements cards that refuse the same element for the same reason, 3
   * @param growth of the version against the stable one, above which a full card is the version's fault, 1.10
   * @param shareLeft if less of the traffic than this would be left, a quarantine is a rollback, 0.05
   */
  public record TripWires(
      int failuresInRow, int firstVerdicts, int equalElements, double growth, double shareLeft) {
    /** Returns the numbers that hold where a plan names no others. */
    public static final TripWires STANDARD = new TripWires(4, 5, 3, 1.10, 0.05);

    public TripWires {
      inside("failuresInRow", failuresInRow, 2, 100);
      inside("firstVerdicts", firstVerdicts, 2, 100);
      inside("equalElements", equalElements, 2, 100);
      inside("growth", growth, 1, 10);
      inside("shareLeft", shareLeft, 0, 0.5);
    }
  }

  private static void inside(String name, double value, double from, double to) {
    if (!(value >= from && value <= to)) {
      throw new IllegalArgumentException(
          "%s: %s (expected: %s to %s)".formatted(name, value, from, to));
    }
  }
}
