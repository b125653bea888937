package org.opensmdp.activation.gate;

import java.util.Optional;
import java.util.regex.Pattern;
import org.opensmdp.activation.AttemptEnd.Result;
import org.opensmdp.activation.Attribution;

/** What a sample says of a version. */
enum Verdict {
  SUCCESS,
  /** The content's fault. */
  TEMPLATE,
  /** The server's fault. */
  SERVER,
  /** A failure that no source explains. */
  UNKNOWN,
  /** Delivered, and never confirmed. */
  SILENT,
  /** The fault of a person, the operator, the network or the device: no verdict, but shown. */
  EXCLUDED;

  private static final Pattern ELEMENT = Pattern.compile(" (PE \\d+ status \\d+)$");

  /** {@code grownOut}: whether a card that is full says that the version has outgrown it. */
  static Verdict of(Sample sample, boolean grownOut) {
    if (sample.result() == Result.SUCCESS) {
      return SUCCESS;
    }
    if (sample.result() == Result.UNCONFIRMED) {
      return SILENT;
    }
    if (grownOut && isFull(sample.cause())) {
      return TEMPLATE;
    }
    return switch (sample.attribution().orElse(Attribution.UNKNOWN)) {
      case TEMPLATE -> TEMPLATE;
      case SERVER -> SERVER;
      case UNKNOWN -> UNKNOWN;
      case OPERATOR, DEVICE, USER, NETWORK -> EXCLUDED;
    };
  }

  boolean isFailure() {
    return this == TEMPLATE || this == SERVER || this == UNKNOWN;
  }

  /** Whether the version is judged by it. */
  boolean counts() {
    return this == SUCCESS || isFailure();
  }

  /** Returns what a card counts once of: failures of all kinds are one. */
  char kind() {
    return isFailure() ? 'F' : name().charAt(1);
  }

  /** installFailedDueToInsufficientMemoryForProfile(10). */
  static boolean isFull(String cause) {
    return is(cause, "PIR 10");
  }

  /** scp03tSecurityError(8), invalidSignature(2). */
  static boolean isSecurity(String cause) {
    return is(cause, "PIR 8") || is(cause, "PIR 2");
  }

  /** installFailedDueToDataMismatch(13), metadataMismatch(4), and what our own checks call so. */
  static boolean isIntegrity(String cause) {
    return is(cause, "PIR 13") || is(cause, "cancel 4") || is(cause, "integrity");
  }

  private static boolean is(String cause, String what) {
    return cause.equals(what) || cause.startsWith(what + " ");
  }

  /** Returns the element that the card refused and why, {@code PE 3 status 6}. */
  static Optional<String> element(String cause) {
    var matcher = ELEMENT.matcher(cause);
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }
}
