package org.opensmdp.certs;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** Tells in good time that a certificate ends: at 90, 30, 7 and 1 days, each a step louder. */
final class Expiry {
  private static final List<Integer> WARNING_DAYS = List.of(1, 7, 30, 90);

  private Expiry() {}

  /** Returns what is to be said about the validity; nothing while the end is far. */
  static Optional<Finding> finding(String what, RspCertificate certificate, Instant now) {
    if (now.isBefore(certificate.notBefore())) {
      return Optional.of(Finding.error(
          "%s: not valid before %s".formatted(what, day(certificate.notBefore())),
          "wait, or set the clock of this machine right"));
    }
    if (now.isAfter(certificate.notAfter())) {
      return Optional.of(Finding.error(
          "%s: expired on %s".formatted(what, day(certificate.notAfter())),
          "have it renewed; devices refuse it"));
    }
    return ending(what, certificate, now);
  }

  /** As {@link #finding}, but of an end in the past only a warning: somebody has said that he accepts it. */
  static Optional<Finding> accepted(String what, RspCertificate certificate, Instant now) {
    return now.isAfter(certificate.notAfter())
        ? Optional.of(Finding.warning(
            "%s: expired on %s, accepted (accept-expired)"
                .formatted(what, day(certificate.notAfter())),
            "for tests only: a device that knows the time refuses it; have it renewed"))
        : finding(what, certificate, now);
  }

  private static Optional<Finding> ending(String what, RspCertificate certificate, Instant now) {
    var left = Duration.between(now, certificate.notAfter());
    return WARNING_DAYS.stream()
        .filter(days -> left.compareTo(Duration.ofDays(days)) <= 0)
        .findFirst()
        .map(days -> Finding.warning(
            "%s: expires on %s, in less than %d %s"
                .formatted(what, day(certificate.notAfter()), days, days == 1 ? "day" : "days"),
            days == 1 ? "renew it now" : "have it renewed before then"));
  }

  static String day(Instant instant) {
    return instant.atZone(ZoneOffset.UTC).toLocalDate().toString();
  }
}
