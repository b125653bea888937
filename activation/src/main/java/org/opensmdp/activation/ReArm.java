package org.opensmdp.activation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.opensmdp.rsp.StatusCode.ICCID_INVALID_TRANSITION;
import static org.opensmdp.rsp.StatusCode.ICCID_UNKNOWN;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.opensmdp.activation.Care.EndedOrder;
import org.opensmdp.activation.Profile.Downloaded;
import org.opensmdp.activation.Profile.Installed;
import org.opensmdp.activation.Profile.Rearmable;
import org.opensmdp.activation.Profile.Released;
import org.opensmdp.activation.Profiles.Moved;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Eid;
import org.opensmdp.rsp.Iccid;

/**
 * Makes an order downloadable again that has ended, or that stands between delivery and report: a
 * decision of people in the back office, for one order, with a reason. ICCID, IMSI, keys and the code
 * that the customer holds stay; what was bound before can no longer be had.
 *
 * <p>An order of a synthetic type may come back for any card, as often as it is wanted and whatever its
 * card has reported: its cards are ours, and are gone (decision 0052).
 */
public final class ReArm {
  /** How often one order of a subscriber may be armed again; then it is to be cancelled and placed anew. */
  public static final int MOST = 3;

  private static final String FUNCTION = "ReArm";
  private static final int LONGEST_REASON = 200;

  private final Care care;
  private final Releases releases;
  private final InstantSource clock;

  public ReArm(Care care, Releases releases, InstantSource clock) {
    this.care = care;
    this.releases = releases;
    this.clock = clock;
  }

  /**
   * The decision. A reason that is missing or too long is refused.
   *
   * @param reason 1 to 200 characters, for the timeline
   * @param anyCard whether another card may come than the one that came before
   * @param lifetime from now on; absent: that of the type
   */
  public record Request(Iccid iccid, String reason, boolean anyCard, Optional<Duration> lifetime) {
    public Request {
      if (reason.isBlank() || reason.length() > LONGEST_REASON) {
        throw new IllegalArgumentException("reason: %d characters (expected: 1 to %d)"
            .formatted(reason.strip().length(), LONGEST_REASON));
      }
    }
  }

  /**
   * Arms the order again.
   *
   * @throws org.opensmdp.rsp.RspException ICCID_UNKNOWN, or ICCID_INVALID_TRANSITION if the profile may be on a
   *     card, has no order that ended, or has been armed too often
   */
  public Released run(Request request) {
    var ended = care.find(request.iccid())
        .orElseThrow(Refuse.as(ICCID_UNKNOWN, "no profile has this ICCID"));
    var before = rearmable(ended, request);
    var after =
        before.rearmed(before.order().untried(card(before, request), expires(ended, request)));
    var event = ActivationEvent.of(FUNCTION, clock.instant())
        .moving(before, after)
        .saying(request.reason().strip());
    var digest = Digest.of(Bytes.wrap((FUNCTION + before.iccid().digits()).getBytes(UTF_8)));
    if (releases.move(ended.stored().operatorId(), ended.stored(), after, digest, event)
        != Moved.DONE) {
      throw OwnProfile.changing();
    }
    return after;
  }

  private static Rearmable rearmable(EndedOrder ended, Request request) {
    if (!(ended.stored().profile() instanceof Rearmable profile)) {
      throw OwnProfile.wrongState(ended.stored().profile(), "downloaded, in error, or deleted");
    }
    boolean own = ended.stored().type().synthetic();
    Refuse.unless(
        own || !(profile instanceof Installed) || ended.deleted(),
        ICCID_INVALID_TRANSITION,
        "the profile is on its card, which has not reported that it is deleted");
    Refuse.unless(
        own || !(profile instanceof Downloaded && request.anyCard()),
        ICCID_INVALID_TRANSITION,
        "the profile was delivered and may be on its card: only that card can have it again");
    Refuse.unless(
        profile.order().smdsAddress().isEmpty(),
        ICCID_INVALID_TRANSITION,
        "the order was announced at an SM-DS, which takes no event twice: cancel it and place another");
    Refuse.unless(
        own || ended.rearmed() < MOST,
        ICCID_INVALID_TRANSITION,
        "the order was armed again %d times: cancel it and place another".formatted(MOST));
    return profile;
  }

  private static Optional<Eid> card(Rearmable before, Request request) {
    return request.anyCard() && !before.order().matchingId().isNone()
        ? Optional.empty()
        : before.order().eid();
  }

  private Optional<Instant> expires(EndedOrder ended, Request request) {
    return request.lifetime().or(ended.stored().type()::orderLifetime).map(clock.instant()::plus);
  }
}
