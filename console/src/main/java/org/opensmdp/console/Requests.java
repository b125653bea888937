package org.opensmdp.console;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.opensmdp.activation.ConfirmOrder;
import org.opensmdp.activation.OrderLimits;
import org.opensmdp.activation.PlaceOrder;
import org.opensmdp.activation.ProfileState;
import org.opensmdp.rsp.Eid;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.rsp.MatchingId;

/** Reads what an order says out of JSON. */
final class Requests {
  private static final int LONGEST_CODE = 255;
  private static final long MOST_DAYS = 3660;

  static final Set<String> LIMITS =
      Set.of("expiresAt", "lifetime", "maxDownloadAttempts", "maxConfirmationAttempts");
  static final Set<String> ORDER = Set.of(
      "iccid",
      "type",
      "eid",
      "matchingId",
      "confirmationCode",
      "release",
      "expiresAt",
      "lifetime",
      "maxDownloadAttempts",
      "maxConfirmationAttempts");

  private Requests() {}

  /** @param type what is ordered where the members say neither type nor ICCID */
  static PlaceOrder.Request order(Members members, Optional<String> type, Instant now) {
    var iccid = members.text("iccid", Iccid::parse);
    return new PlaceOrder.Request(
        iccid,
        members.text("type").or(() -> iccid.isPresent() ? Optional.empty() : type),
        members.text("eid", Requests::eid),
        matchingId(members),
        members.text("confirmationCode", Requests::code).map(ConfirmOrder.Request::hashOf),
        members.flag("release").orElse(true),
        limits(members, now));
  }

  static Optional<MatchingId> matchingId(Members members) {
    return members.text("matchingId", MatchingId::strict);
  }

  /** A person has typed it: the check digits are there to be checked. */
  static Eid eid(String text) {
    var eid = new Eid(text.replace(" ", ""));
    if (!eid.checkDigitsHold()) {
      throw new IllegalArgumentException("the check digits are wrong; was it typed right?");
    }
    return eid;
  }

  /** The message quotes nothing: it is a secret. */
  static String code(String text) {
    if (text.isBlank() || text.length() > LONGEST_CODE) {
      throw new IllegalArgumentException("1 to 255 signs expected");
    }
    return text;
  }

  static OrderLimits limits(Members members, Instant now) {
    var end = members
        .text("expiresAt", Requests::instant)
        .or(() -> members.text("lifetime", Requests::duration).map(now::plus));
    if (end.filter(time -> !time.isAfter(now)).isPresent()) {
      throw AdminRefusal.invalid("expiresAt lies in the past");
    }
    try {
      return new OrderLimits(
          end, members.number("maxDownloadAttempts"), members.number("maxConfirmationAttempts"));
    } catch (IllegalArgumentException e) {
      throw AdminRefusal.unreadable(String.valueOf(e.getMessage()));
    }
  }

  static Instant instant(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "a time of ISO 8601 in UTC expected, as 2026-03-31T12:00:00Z", e);
    }
  }

  /** Up to ten years, more than nothing. */
  static Duration duration(String text) {
    try {
      var span = Duration.parse(text);
      if (span.isNegative() || span.isZero() || span.toDays() > MOST_DAYS) {
        throw new IllegalArgumentException("more than nothing and up to ten years expected");
      }
      return span;
    } catch (DateTimeException | ArithmeticException e) {
      throw new IllegalArgumentException("a duration of ISO 8601 expected, as P90D", e);
    }
  }

  static ProfileState state(String text) {
    try {
      return ProfileState.valueOf(text.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("a state of a profile expected, as released", e);
    }
  }
}
