package org.opensmdp.server;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.opensmdp.activation.SmdsAddresses;
import org.opensmdp.activation.SmdsEvents;

/**
 * The discovery servers that orders are announced at. Without the section an order with an SM-DS is
 * refused.
 *
 * @param credentials the set whose TLS certificate the SM-DS knows us by; on P-256
 * @param trust certificates of CAs that SM-DSs are trusted under, beside the CIs of all sets
 * @param allow the only SM-DSs that operators may name: host, host:port or {@code host:*}
 * @param choose what stands for an smdsAddress of {@code .}
 * @param alternative SM-DSs that pass events on to their root
 * @param releaseTimeout how long an operator who releases waits for the SM-DS
 * @param timeout of other calls
 * @param reconcileEvery how often each event is compared with its SM-DS
 */
public record SmdsSection(
    @JsonProperty(required = true) String credentials,
    Optional<List<Path>> trust,
    Optional<List<String>> allow,
    Optional<String> choose,
    Optional<List<String>> alternative,
    Optional<Span> releaseTimeout,
    Optional<Span> timeout,
    Optional<Span> reconcileEvery) {
  static final Duration RELEASE_TIMEOUT = Duration.ofSeconds(5);
  static final Duration TIMEOUT = Duration.ofSeconds(15);
  static final Duration RECONCILE_EVERY = Duration.ofDays(1);
  private static final Duration LONGEST = Duration.ofSeconds(30);
  private static final Duration OFTENEST = Duration.ofHours(1);

  public SmdsSection {
    trust = trust.map(List::copyOf);
    allow = allow.map(List::copyOf);
    alternative = alternative.map(List::copyOf);
    requireShort("release-timeout", releaseTimeout);
    requireShort("timeout", timeout);
    reconcileEvery.ifPresent(span ->
        require(span.duration().compareTo(OFTENEST) >= 0, "smds.reconcile-every: 1h at least"));
    allow.orElse(List.of()).forEach(SmdsSection::requireAllowable);
    choose.ifPresent(address -> requireAddress("choose", address));
    alternative.orElse(List.of()).forEach(address -> requireAddress("alternative", address));
  }

  private static void requireShort(String key, Optional<Span> span) {
    span.ifPresent(given -> require(
        given.duration().compareTo(LONGEST) <= 0,
        "smds.%s: 30s at most, as a turn lasts %s"
            .formatted(key, SmdsEvents.LEASE.toString().substring(2).toLowerCase(Locale.ROOT))));
  }

  private static void requireAllowable(String pattern) {
    requireAddress(
        "allow",
        pattern.endsWith(":*") ? pattern.substring(0, pattern.length() - ":*".length()) : pattern);
  }

  private static void requireAddress(String key, String address) {
    require(
        SmdsAddresses.isAddress(address),
        "smds.%s: '%s' is no host name, with a port where it is not 443".formatted(key, address));
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }

  SmdsAddresses addresses() {
    return new SmdsAddresses(
        Set.copyOf(allow.orElse(List.of())), choose, Set.copyOf(alternative.orElse(List.of())));
  }

  Duration effectiveReleaseTimeout() {
    return releaseTimeout.map(Span::duration).orElse(RELEASE_TIMEOUT);
  }

  Duration effectiveTimeout() {
    return timeout.map(Span::duration).orElse(TIMEOUT);
  }

  Duration effectiveReconcileEvery() {
    return reconcileEvery.map(Span::duration).orElse(RECONCILE_EVERY);
  }
}
