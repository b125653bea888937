package org.opensmdp.certs;

import java.time.Duration;
import java.time.Instant;

/** From when to when a certificate is to be good, in whole seconds. */
public record Validity(Instant notBefore, Instant notAfter) {

  public static Validity days(Instant from, long days) {
    return new Validity(from, from.plus(Duration.ofDays(days)));
  }
}
