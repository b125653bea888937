package org.opensmdp.simulator.conformance;

import java.util.Optional;

/**
 * What is to be ordered for a case.
 *
 * @param forTheCard whether the order names the EID of the card that will come
 * @param byDefault whether it has the empty matchingId, and is found by EID
 * @param released false leaves it Confirmed
 */
public record Wish(
    ProfileKind kind,
    Optional<String> confirmationCode,
    boolean forTheCard,
    boolean byDefault,
    boolean released) {
  public static final Wish PLAIN = of(ProfileKind.PLAIN);
  public static final String CODE = "4711";

  public static Wish of(ProfileKind kind) {
    return new Wish(kind, Optional.empty(), false, false, true);
  }

  public Wish withCode() {
    return new Wish(kind, Optional.of(CODE), forTheCard, byDefault, released);
  }

  public Wish linked() {
    return new Wish(kind, confirmationCode, true, byDefault, released);
  }

  /** Without matchingId: found by the EID of the card. */
  public Wish found() {
    return new Wish(kind, confirmationCode, true, true, released);
  }

  public Wish unreleased() {
    return new Wish(kind, confirmationCode, forTheCard, byDefault, false);
  }

  /** Leaves the code out. */
  @Override
  public String toString() {
    return "%s%s%s%s%s"
        .formatted(
            kind,
            confirmationCode.isPresent() ? ", with a Confirmation Code" : "",
            forTheCard ? ", for the EID of the card" : "",
            byDefault ? ", without matchingId" : "",
            released ? "" : ", not released");
  }
}
