package org.opensmdp.activation.rollout;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.opensmdp.rsp.Eid;
import org.opensmdp.rsp.RspException;
import org.opensmdp.rsp.StatusCode;

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

  /** As {@link #of(long, Pin, Optional, List, Candidate)}, of a type without exceptions. */
  public static VersionChoice of(
      long versionId, Pin pin, Optional<Rollout> rollout, Candidate candidate) {
    return of(versionId, pin, rollout, List.of(), candidate);
  }

  /**
   * Chooses.
   *
   * @param versionId the version that the order has, or else the stable one; 0 of a ready-made package
   * @param rollout the one under way, if devices get versions from it
   * @param exceptions of the type, that hold
   * @throws RspException PROFILE_TYPE_STOPPED_ON_WARNING if there is no version that is not known to fail on
   *     this kind of card
   */
  public static VersionChoice of(
      long versionId,
      Pin pin,
      Optional<Rollout> rollout,
      List<Excepted> exceptions,
      Candidate candidate) {
    if (versionId == 0) {
      return plain(versionId).repinning(pin == Pin.WITHDRAWN);
    }
    var excepted = exceptions.stream()
        .filter(it -> it.stratum().equals(candidate.stratum()))
        .findFirst();
    var may = rollout.filter(it -> mayGive(it, excepted, candidate));
    if (pin == Pin.HELD && !isTaken(versionId, rollout, may, excepted)) {
      var of = may.filter(it -> it.toVersionId() == versionId);
      return new VersionChoice(versionId, of, OptionalInt.empty(), false);
    }
    return may.filter(it -> gives(it, candidate))
        .map(VersionChoice::inRollout)
        .orElseGet(() -> plain(instead(versionId, rollout, excepted, candidate)))
        .repinning(pin != Pin.NONE);
  }

  private static boolean mayGive(
      Rollout rollout, Optional<Excepted> excepted, Candidate candidate) {
    return !rollout.quarantined().contains(candidate.stratum())
        && excepted.filter(it -> !it.admits(rollout)).isEmpty();
  }

  /** An order keeps what it has, unless that was taken from its kind of card. */
  private static boolean isTaken(
      long versionId,
      Optional<Rollout> rollout,
      Optional<Rollout> may,
      Optional<Excepted> excepted) {
    boolean ofRollout = rollout.filter(it -> it.toVersionId() == versionId).isPresent();
    return (ofRollout && may.isEmpty())
        || excepted.filter(it -> it.failed().contains(versionId)).isPresent();
  }

  private static VersionChoice inRollout(Rollout rollout) {
    var exposure = rollout.plan().exposure().at(rollout.verdicts());
    return new VersionChoice(rollout.toVersionId(), Optional.of(rollout), exposure, false);
  }

  /** What a card gets that gets nothing from a rollout. */
  private static long instead(
      long stable, Optional<Rollout> rollout, Optional<Excepted> excepted, Candidate candidate) {
    if (excepted.isPresent()) {
      return excepted
          .get()
          .versionId()
          .orElseThrow(() -> new RspException(
              StatusCode.PROFILE_TYPE_STOPPED_ON_WARNING,
              "every version of the profile is known to fail on eUICCs " + candidate.stratum()));
    }
    return rollout
        .filter(it -> it.quarantined().contains(candidate.stratum()))
        .map(Rollout::fromVersionId)
        .orElse(stable);
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
