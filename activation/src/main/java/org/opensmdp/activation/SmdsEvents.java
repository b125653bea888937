package org.opensmdp.activation;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.opensmdp.activation.EventRecord.Presence;
import org.opensmdp.activation.EventRecords.Result;
import org.opensmdp.rsp.StatusCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes SM-DSs hold what they shall (SGP.22 v2 §5.4): registers and deletes the events that are due, and
 * tries again with longer and longer pauses for a day. Any node may do it at any time; who is killed
 * loses its turns to the others. Any thread.
 *
 * <p>An event that is there already is registered, one that is not there is deleted: a call that was
 * made before and not heard of is the same as one that worked.
 */
public final class SmdsEvents {
  /** A turn lasts longer than any call. */
  public static final Duration LEASE = Duration.ofMinutes(2);

  static final Duration GIVES_UP_AFTER = Duration.ofDays(1);
  static final Duration LONGEST_PAUSE = Duration.ofHours(1);

  /** How long an SM-DS that did not answer is left alone by this node. */
  static final Duration SILENCE = Duration.ofSeconds(30);

  /** How long after its end an event is looked for at the SM-DS. */
  private static final Duration REMEMBERED = Duration.ofDays(30);

  private static final Logger LOG = LoggerFactory.getLogger(SmdsEvents.class);

  private final EventRecords records;
  private final SmdsCalls calls;
  private final Duration patience;
  private final Drift drift;
  private final InstantSource clock;
  private final Map<String, Instant> silentUntil = new ConcurrentHashMap<>();

  /** Told of each difference between an SM-DS and us that a check has found and mended. Any thread. */
  @FunctionalInterface
  public interface Drift {
    /**
     * Says that one was found.
     *
     * @param function what mended it: ES12.RegisterEvent or ES12.DeleteEvent
     */
    void found(String function);
  }

  /**
   * Delivers what the records want.
   *
   * @param patience with one call; under {@link #LEASE}
   */
  public SmdsEvents(
      EventRecords records,
      Smds smds,
      Duration patience,
      FunctionObserver observer,
      Drift drift,
      InstantSource clock) {
    this.records = records;
    this.calls = new SmdsCalls(smds, observer);
    this.patience = patience;
    this.drift = drift;
    this.clock = clock;
  }

  /** Deals with up to {@code most} events that are due; returns with how many it has. */
  public int run(int most) {
    var due = records.take(clock.instant(), LEASE, most);
    due.forEach(this::dealWith);
    return due.size();
  }

  /**
   * Has what we think compared with what SM-DSs hold, for all that was last settled before; what differs
   * is mended. ES12 cannot list: what shall be there is registered again, what ended in the last 30 days
   * deleted again.
   *
   * @return how many events will be looked at
   */
  public int reconcile(Duration notSettledFor) {
    var now = clock.instant();
    return records.check(now.minus(notSettledFor), now.minus(REMEMBERED), now);
  }

  private void dealWith(EventRecord event) {
    var started = clock.instant();
    var silent = Optional.ofNullable(silentUntil.get(event.smdsAddress()));
    if (silent.filter(started::isBefore).isPresent()) {
      putOff(event, silent.get());
      return;
    }
    var answer =
        event.shallBePresent() ? calls.register(event, patience) : calls.delete(event, patience);
    var now = clock.instant();
    if (answer instanceof SmdsAnswer.Unreachable away) {
      silentUntil.put(event.smdsAddress(), now.plus(SILENCE));
      failed(event, StatusCode.SMDS_INACCESSIBLE, away.why(), started);
    } else if (answer instanceof SmdsAnswer.Failed refused) {
      silentUntil.remove(event.smdsAddress());
      failed(event, StatusCode.SMDS_EXECUTION_ERROR, refused.why(), started);
    } else {
      silentUntil.remove(event.smdsAddress());
      done(event, answer instanceof SmdsAnswer.Done, started);
    }
  }

  /** Not tried: a hundred events of an SM-DS that is down would hold up all the others. */
  private void putOff(EventRecord event, Instant until) {
    var waiting =
        new Result(event.known(), Optional.of(until), event.attempts(), event.lastError(), false);
    records.settle(event, waiting, Optional.empty(), clock.instant());
  }

  private void done(EventRecord event, boolean changed, Instant started) {
    var now = clock.instant();
    records.settle(event, Result.done(event.wanted()), told(event, changed, started), now);
    if (event.checking() && changed) {
      drift.found(SmdsCalls.functionOf(event));
    }
    if (event.attempts() > 0) {
      records.hasten(event.smdsAddress(), now);
    }
  }

  private Optional<ActivationEvent> told(EventRecord event, boolean changed, Instant started) {
    var told = begun(event, started).endingAt(clock.instant());
    if (!event.checking()) {
      return Optional.of(told.saying(event.smdsAddress()));
    }
    String found = event.shallBePresent()
        ? " had lost the event; it is registered again"
        : " still had the event; it is deleted";
    return changed ? Optional.of(told.saying(event.smdsAddress() + found)) : Optional.empty();
  }

  /** The first failure and the last are told in the timeline, and all of them in the log. */
  private void failed(EventRecord event, StatusCode status, String why, Instant started) {
    var now = clock.instant();
    int attempts = event.attempts() + 1;
    boolean dead = !now.isBefore(event.dueSince().plus(GIVES_UP_AFTER));
    var next = dead ? Optional.<Instant>empty() : Optional.of(now.plus(pause(attempts)));
    var told = begun(event, started).withStatus(status).endingAt(now);
    String text = event.smdsAddress() + ": " + why;
    if (dead) {
      LOG.atWarn()
          .addKeyValue("function", SmdsCalls.functionOf(event))
          .addKeyValue("iccid", event.iccid())
          .log("An SM-DS event is given up; see 'opensmdp smds dead', then 'smds replay'");
    }
    var known = event.checking() ? event.known() : Presence.UNKNOWN;
    records.settle(
        event,
        new Result(known, next, attempts, why, dead),
        attempts == 1 || dead
            ? Optional.of(told.saying(dead ? text + "; given up" : text + "; it is tried again"))
            : Optional.empty(),
        now);
  }

  private static ActivationEvent begun(EventRecord event, Instant started) {
    return ActivationEvent.of(SmdsCalls.functionOf(event), started)
        .of(event.iccid())
        .by(event.eid());
  }

  /** A second, two, four, and so on up to an hour. */
  static Duration pause(int attempts) {
    var pause = Duration.ofSeconds(1L << Math.min(attempts - 1, 12));
    return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
  }
}
