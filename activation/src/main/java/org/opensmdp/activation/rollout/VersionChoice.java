package org.opensmdp.activation.rollout;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import java.util.OptionalInt;
import org.opensmdp.rsp.Eid;

/**
 * Which version an order gets, decided when its card has proved itself. The same card gets the same version in
 * one rollout, whoever asks and when: it is a hash of the two.
 *
 * @param versionId 0 of a ready-made package
 * @param rollout that gave it; empty where it is the one that everybody gets, or the order had it before any
 * @param exposure how many attempts with it may be undecided, this one not counted; empty: any number
 * @param repins whether the order had another one before: what was bound with that is of no more use
 */
public record VersionChoice(
    long versionId, Optional<Rollout> rollout, OptionalInt exposure, boolean repins) {

  /** What an order was given before. */
  public enum Pin {
    /** Nothing yet. */
    NONE,
    /** The version that it is offered. */
    HELD,
    /** One that has been withdrawn since. */
    WITHDRAWN
  }

  /** Returns the choice of a version that no rollout has a part in. */
  public static VersionChoice plain(long versionId) {
    return new VersionChoice(versionId, Optional.empty(), OptionalInt.empty(), false);
  }

  /**
   * Chooses.
   *
   * @param versionId the version that the order has, or else the stable one; 0 of a ready-made package
   * @param rollout the one under way, if devices get versions from it
   */
  public static VersionChoice of(
      long versionId, Pin pin, Optional<Rollout> rollout, Candidate candidate) {
    if (versionId == 0 || rollout.isEmpty()) {
      return plain(versionId).repinning(pin == Pin.WITHDRAWN);
    }
    var running = rollout.get();
    return pin == Pin.HELD
        ? held(versionId, running, candidate)
        : fresh(versionId, running, candidate).repinning(pin == Pin.WITHDRAWN);
  }

  /** An order keeps what it has, unless that was taken from its kind of card. */
  private static VersionChoice held(long versionId, Rollout rollout, Candidate candidate) {
    if (versionId != rollout.toVersionId()) {
      return plain(versionId);
    }
    return rollout.quarantined().contains(candidate.stratum())
        ? plain(rollout.fromVersionId()).repinning(true)
        : new VersionChoice(versionId, Optional.of(rollout), OptionalInt.empty(), false);
  }

  private static VersionChoice fresh(long stable, Rollout rollout, Candidate candidate) {
    if (rollout.quarantined().contains(candidate.stratum())) {
      return plain(rollout.fromVersionId());
    }
    return gives(rollout, candidate)
        ? new VersionChoice(
            rollout.toVersionId(),
            Optional.of(rollout),
            rollout.plan().exposure().at(rollout.verdicts()),
            false)
        : plain(stable);
  }

  private static boolean gives(Rollout rollout, Candidate candidate) {
    return rollout.givesToNew()
        && rollout.plan().isFor(candidate)
        && (rollout.isNamed(candidate.eid())
            || place(rollout.rolloutId(), candidate.eid())
                < rollout.plan().shareAt(rollout.stage()));
  }

  /** Returns where a card stands in a rollout, 0 to 9999; those below the stage's share are in. */
  static int place(long rolloutId, Eid eid) {
    var digits = eid.digits().getBytes(US_ASCII);
    var input =
        ByteBuffer.allocate(Long.BYTES + digits.length).putLong(rolloutId).put(digits);
    long hash = ByteBuffer.wrap(sha256().digest(input.array())).getLong();
    return (int) Long.remainderUnsigned(hash, RolloutStage.ALL);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has it
    }
  }

  private VersionChoice repinning(boolean other) {
    return new VersionChoice(versionId, rollout, exposure, other);
  }
}
