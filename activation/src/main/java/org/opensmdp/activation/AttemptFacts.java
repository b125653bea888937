package org.opensmdp.activation;

import java.util.Optional;
import org.opensmdp.rsp.Eid;
import org.opensmdp.rsp.EuiccInfo2;
import org.opensmdp.rsp.Imsi;

/**
 * What an attempt is compared with others by: who made the card, what runs on it, where the profile is at
 * home. No identity of one card or person is among it.
 *
 * @param mcc of the profile's IMSI, 3 digits; absent where a package names none
 * @param eum the first 8 digits of the EID, its issuer's
 * @param firmware euiccFirmwareVer, {@code 66.81.2}
 * @param svn the version of SGP.22 that the card speaks, {@code 2.2.0}
 * @param packageVersion profileVersion: of the profile packages that it understands, {@code 2.1.0}
 * @param rolloutId the rollout that chose its version; absent if it got the stable one as everybody does
 * @param card what it showed of itself; written with the attempt, and not read back by what goes on with it
 */
public record AttemptFacts(
    Optional<String> mcc,
    String eum,
    String firmware,
    String svn,
    String packageVersion,
    Optional<Long> rolloutId,
    Optional<CardEvidence> card) {
  private static final int EUM_DIGITS = 8;

  public AttemptFacts(
      Optional<String> mcc,
      String eum,
      String firmware,
      String svn,
      String packageVersion,
      Optional<Long> rolloutId) {
    this(mcc, eum, firmware, svn, packageVersion, rolloutId, Optional.empty());
  }

  /** Returns what a card that has proved itself says of itself. */
  public static AttemptFacts of(Eid eid, EuiccInfo2 euicc, Optional<Imsi> imsi) {
    return new AttemptFacts(
        imsi.map(Imsi::mcc),
        eid.digits().substring(0, EUM_DIGITS),
        euicc.euiccFirmwareVer().toString(),
        euicc.svn().toString(),
        euicc.profileVersion().toString(),
        Optional.empty());
  }

  /** Returns the same facts of an attempt whose version a rollout has chosen. */
  public AttemptFacts in(long rollout) {
    return new AttemptFacts(mcc, eum, firmware, svn, packageVersion, Optional.of(rollout), card);
  }

  /** Returns the same facts with what the card showed of itself. */
  public AttemptFacts shown(CardEvidence evidence) {
    return new AttemptFacts(
        mcc, eum, firmware, svn, packageVersion, rolloutId, Optional.of(evidence));
  }
}
