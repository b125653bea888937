package org.opensmdp.activation;

import static org.opensmdp.activation.Handoff.Result.MATCH;
import static org.opensmdp.activation.Handoff.Result.MISMATCH;
import static org.opensmdp.activation.Handoff.Result.SUSPECT;
import static org.opensmdp.activation.Handoff.Result.UNKNOWN;
import static org.opensmdp.activation.Handoff.Result.WARNING;

import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.opensmdp.activation.Handoff.Result;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.rsp.RspException;
import org.opensmdp.rsp.StatusCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the result of every comparison at a handoff goes: one count, and for what contradicts itself
 * one line at ERROR and one event in the order's timeline. All rules that compare tell it.
 *
 * <p>A caller's mistake (H2, H3, a second phone at H7) is a MISMATCH that is counted and answered. What
 * is stored here contradicting itself, or a proven card contradicting it, is beside that a
 * contradiction, and somebody is called. Any thread.
 */
public final class HandoffChecks {
  /** What events of this component name as their function. */
  public static final String FUNCTION = "Handoff";

  private static final Logger LOG = LoggerFactory.getLogger(HandoffChecks.class);

  /** MCC and MNC have six digits at most, an IMSI and whatever names a subscriber or a card has more. */
  private static final Pattern IDENTITY = Pattern.compile("\\b[0-9]{3,}([0-9]{4})F?\\b");

  /** What a caller is told that names another profile, type, card or token than ours. */
  private static final Set<StatusCode> DIFFERS = Set.of(
      StatusCode.ICCID_UNKNOWN,
      StatusCode.ICCID_NOT_ALLOWED,
      StatusCode.ICCID_IN_USE,
      StatusCode.PROFILE_TYPE_UNKNOWN,
      StatusCode.PROFILE_TYPE_NOT_ALLOWED,
      StatusCode.PROFILE_TYPE_REFUSED,
      StatusCode.EID_INVALID_ASSOCIATION,
      StatusCode.MATCHING_ID_IN_USE,
      StatusCode.EID_REFUSED,
      StatusCode.EUICC_CERTIFICATE_INVALID);

  private static final Set<String> DIFFERING = names(DIFFERS);

  private final Timeline timeline;
  private final HandoffObserver observer;
  private final InstantSource clock;

  public HandoffChecks(Timeline timeline, HandoffObserver observer, InstantSource clock) {
    this.timeline = timeline;
    this.observer = observer;
    this.clock = clock;
  }

  private static Set<String> names(Set<StatusCode> statuses) {
    return statuses.stream().map(StatusCode::name).collect(Collectors.toUnmodifiableSet());
  }

  Timeline timeline() {
    return timeline;
  }

  /** Returns an observer of functions that counts what ES2+ orders were compared with (H2, H3). */
  public FunctionObserver answers(FunctionObserver next) {
    return (function, status, duration) -> {
      next.finished(function, status, duration);
      handoffOf(function).ifPresent(handoff -> answered(handoff, status));
    };
  }

  private static Optional<Handoff> handoffOf(String function) {
    return switch (function) {
      case "ES2+.DownloadOrder" -> Optional.of(Handoff.DOWNLOAD_ORDER);
      case "ES2+.ConfirmOrder" -> Optional.of(Handoff.CONFIRM_ORDER);
      default -> Optional.empty();
    };
  }

  private void answered(Handoff handoff, String status) {
    if (status.equals(ActivationEvent.OK)) {
      count(handoff, MATCH);
    } else if (DIFFERING.contains(status)) {
      count(handoff, MISMATCH);
    }
  }

  /** Counts a refusal of a caller, if it is for naming what is not ours. Nobody is called. */
  void refused(Handoff handoff, RspException refusal) {
    if (DIFFERS.contains(refusal.status())) {
      count(handoff, MISMATCH);
    }
  }

  void matched(Handoff handoff) {
    count(handoff, MATCH);
  }

  /** Counts that somebody asked for what it had been given before. */
  void repeated(HandoffPolicy handoff) {
    observer.repeated(handoff);
  }

  /** Counts that there was nothing to compare with. */
  void unknown(Handoff handoff) {
    count(handoff, UNKNOWN);
  }

  /** Counts a difference that nothing fails for, and has it in the log. */
  void warned(Handoff handoff, Iccid iccid, String what) {
    count(handoff, WARNING);
    LOG.atWarn()
        .addKeyValue("handoff", handoff.label())
        .addKeyValue("iccid", masked(iccid.digits()))
        .log("A handoff check has a remark: {}", masked(what));
  }

  /**
   * Tells of a contradiction and returns the refusal to be thrown for it.
   *
   * @param about the event of the call: whom it concerns
   * @param what differs: numbers, never keys
   * @param message what the client reads
   */
  RspException contradiction(
      Handoff handoff, ActivationEvent about, String what, StatusCode status, String message) {
    tell(handoff, MISMATCH, about, what);
    return new RspException(status, message, what);
  }

  /** Tells of a report that contradicts what is known. */
  void suspect(Handoff handoff, ActivationEvent about, String what) {
    tell(handoff, SUSPECT, about, what);
  }

  /**
   * Counts the lines of a batch of stock (H1).
   *
   * @param matching lines whose numbers are well formed, the operator's, and new or unchanged
   * @param differing lines that were rejected for their numbers
   */
  public void imported(long matching, long differing) {
    observer.checked(Handoff.IMPORT, MATCH, matching);
    observer.checked(Handoff.IMPORT, MISMATCH, differing);
  }

  /** Counts callbacks (H11): card, ICCID and type in them are the order's row, by how they are made. */
  public void called(long callbacks) {
    observer.checked(Handoff.CALLBACK, MATCH, callbacks);
  }

  /** Counts profiles that a scan has found to fit (H14). */
  public void scanned(long matching) {
    observer.checked(Handoff.SCAN, MATCH, matching);
  }

  /** Tells what a scan has found of a profile that does not fit (H14). */
  public void scanned(Iccid iccid, String what) {
    var about = ActivationEvent.of(FUNCTION, clock.instant()).of(iccid);
    tell(Handoff.SCAN, MISMATCH, about, what);
  }

  /** Counted and logged before it is kept: a database that is gone silences nobody. */
  private void tell(Handoff handoff, Result result, ActivationEvent about, String what) {
    count(handoff, result);
    observer.contradicted(handoff);
    LOG.atError()
        .addKeyValue("handoff", handoff.label())
        .addKeyValue("iccid", about.iccid().map(it -> masked(it.digits())).orElse(""))
        .addKeyValue("eid", about.eid().map(it -> masked(it.digits())).orElse(""))
        .log("A handoff check has found a contradiction: {}", masked(what));
    timeline.append(about.checkedAt(clock.instant(), result, handoff.label() + ": " + what));
  }

  /** Leaves the last four digits of every ICCID, IMSI and EID; the event keeps them whole. */
  private static String masked(String text) {
    return IDENTITY.matcher(text).replaceAll("...$1");
  }

  private void count(Handoff handoff, Result result) {
    observer.checked(handoff, result, 1);
  }
}
