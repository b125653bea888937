package org.opensmdp.activation.incident;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.opensmdp.activation.Attribution;
import org.opensmdp.activation.Region;

/**
 * Something that hurts, from its first sign to its end. A step is a method, and refuses out of its order:
 *
 * <pre>
 * detected ─▶ acknowledged ─▶ mitigated ─▶ resolved        any that is not resolved ─▶ merged into another
 *     └────── by the machine ─────▲ │
 *     ▲────────── it fires again ───┘
 * </pre>
 *
 * @param incidentId 0 before it is stored
 * @param what what it is about
 * @param openedBy who noticed
 * @param actor the name of a token, or of the machine
 * @param source what it is one of, {@code rollout 7}; one source has one that is not resolved; may be empty
 * @param startedAt the first sign, not after {@code detectedAt}
 * @param mitigatedAt since when it does not hurt any more
 * @param mergedInto what it turned out to be; its figures count there
 */
public record Incident(
    long incidentId,
    What what,
    OpenedBy openedBy,
    String actor,
    String source,
    Instant startedAt,
    Instant detectedAt,
    Optional<Instant> acknowledgedAt,
    Optional<Instant> mitigatedAt,
    Optional<Instant> resolvedAt,
    Optional<Long> mergedInto) {

  /** How bad it is: one wakes somebody, the other waits for the morning. */
  public enum Severity {
    PAGE,
    TICKET
  }

  /** What caused it, as far as is known. */
  public enum Cause {
    ROLLOUT,
    SERVER,
    TEMPLATE,
    OPERATOR,
    DEVICE,
    NETWORK,
    INTEGRITY,
    SECURITY,
    CAPACITY,
    UNKNOWN
  }

  /** Who noticed it. */
  public enum OpenedBy {
    GATE,
    ALERT,
    HAND
  }

  /**
   * What an incident is about.
   *
   * @param title 1..200 signs
   * @param description the gate puts the difference of the versions here
   * @param drill an exercise, kept out of all figures
   */
  public record What(
      Severity severity,
      Cause cause,
      String title,
      String description,
      boolean drill,
      Optional<Long> rolloutId,
      Optional<Long> profileTypeId,
      Optional<Integer> version,
      Optional<Region> region) {
    private static final int LONGEST_TITLE = 200;

    public What {
      if (title.isBlank() || title.length() > LONGEST_TITLE) {
        throw new IllegalArgumentException("title: 1 to 200 signs");
      }
      if (version.isPresent() && profileTypeId.isEmpty()) {
        throw new IllegalArgumentException("a version is one of a type; name the type, too");
      }
    }

    What as(Severity newSeverity, Cause newCause) {
      return new What(
          newSeverity,
          newCause,
          title,
          description,
          drill,
          rolloutId,
          profileTypeId,
          version,
          region);
    }
  }

  public Incident {
    if (startedAt.isAfter(detectedAt)) {
      throw new IllegalArgumentException("an incident starts before it is detected");
    }
  }

  public boolean isOpen() {
    return resolvedAt.isEmpty();
  }

  /** Returns whose faults are signs of it; empty where no attempt can tell. */
  public Set<Attribution> faults() {
    return Watch.faults(what.cause());
  }

  /** Somebody is at it. */
  public Incident acknowledged(Instant now) {
    refuseEnded();
    if (acknowledgedAt.isPresent()) {
      throw refusal(
          "is acknowledged already, at %s; add a note instead".formatted(acknowledgedAt.get()));
    }
    return times(Optional.of(notBefore(now)), mitigatedAt, resolvedAt);
  }

  /** It does not hurt any more, says who is at it. */
  public Incident mitigated(Instant since) {
    refuseEnded();
    if (mitigatedAt.isPresent()) {
      throw refusal(
          "is mitigated already, since %s; resolve it, or add a note".formatted(mitigatedAt.get()));
    }
    if (acknowledgedAt.isEmpty()) {
      throw refusal("is not acknowledged yet; acknowledge it first, then mitigate it");
    }
    if (since.isBefore(detectedAt)) {
      throw refusal("was detected at %s; it cannot be mitigated before that".formatted(detectedAt));
    }
    return times(acknowledgedAt, Optional.of(since), resolvedAt);
  }

  /** It does not hurt any more, says what watches it; nobody need have seen it. */
  public Incident mitigatedByItself(Instant since) {
    refuseEnded();
    return times(acknowledgedAt, Optional.of(mitigatedAt.orElse(notBefore(since))), resolvedAt);
  }

  /** It hurts again. */
  public Incident hurtsAgain() {
    refuseEnded();
    return times(acknowledgedAt, Optional.empty(), resolvedAt);
  }

  /** Its cause is gone. */
  public Incident resolved(Instant now) {
    refuseEnded();
    if (mitigatedAt.isEmpty()) {
      throw refusal("is not mitigated yet; say since when it does not hurt, then resolve it");
    }
    return times(acknowledgedAt, mitigatedAt, Optional.of(notBefore(now)));
  }

  /** It is judged to be something else. */
  public Incident classified(Severity severity, Cause cause) {
    if (mergedInto.isPresent()) {
      throw refusal("is merged into incident %d; change that one".formatted(mergedInto.get()));
    }
    return with(what.as(severity, cause), startedAt, detectedAt);
  }

  /** It turned out to be {@code other}, and counts there from now on. */
  public Incident merged(Incident other) {
    refuseEnded();
    if (other.incidentId == incidentId) {
      throw refusal("cannot be merged into itself; name the other one");
    }
    if (!other.isOpen() || other.mergedInto.isPresent()) {
      throw refusal("cannot be merged into incident %d, which has ended; name one that is open"
          .formatted(other.incidentId));
    }
    return new Incident(
        incidentId,
        what,
        openedBy,
        actor,
        source,
        startedAt,
        detectedAt,
        acknowledgedAt,
        mitigatedAt,
        resolvedAt,
        Optional.of(other.incidentId));
  }

  /** Returns this one with the times of {@code other}, which is a part of it: the earlier ones hold. */
  public Incident absorbing(Incident other) {
    return with(what, earlier(startedAt, other.startedAt), earlier(detectedAt, other.detectedAt));
  }

  private void refuseEnded() {
    if (mergedInto.isPresent()) {
      throw refusal("is merged into incident %d; go on with that one".formatted(mergedInto.get()));
    }
    if (resolvedAt.isPresent()) {
      throw refusal("was resolved at %s; open a new one if it is back, or add a note"
          .formatted(resolvedAt.get()));
    }
  }

  private IncidentRefusal refusal(String text) {
    return new IncidentRefusal("incident %d %s".formatted(incidentId, text));
  }

  /** Clocks differ; nothing is done about it before it is known. */
  private Instant notBefore(Instant time) {
    return time.isBefore(detectedAt) ? detectedAt : time;
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  private Incident times(
      Optional<Instant> acknowledged, Optional<Instant> mitigated, Optional<Instant> resolved) {
    return new Incident(
        incidentId,
        what,
        openedBy,
        actor,
        source,
        startedAt,
        detectedAt,
        acknowledged,
        mitigated,
        resolved,
        mergedInto);
  }

  private Incident with(What changed, Instant started, Instant detected) {
    return new Incident(
        incidentId,
        changed,
        openedBy,
        actor,
        source,
        started,
        detected,
        acknowledgedAt,
        mitigatedAt,
        resolvedAt,
        mergedInto);
  }
}
