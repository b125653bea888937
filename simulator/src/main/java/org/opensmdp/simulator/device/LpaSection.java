package org.opensmdp.simulator.device;

import java.util.Optional;

/**
 * What the LPA of a kind of device does of its own accord.
 *
 * @param http the newest version of HTTP it offers, 1.1 or 2
 * @param cancelsAfterRefusal whether it cancels a session that the server has already refused
 * @param retries how often it comes again after a failure
 * @param emptyMatchingId whether it leaves the matchingId of the code out, so that it is found by EID
 * @param enables whether it switches the profile on
 * @param deletes whether it deletes the profile some time later
 */
public record LpaSection(
    Optional<String> http,
    Optional<Binding> binding,
    Optional<String> userAgent,
    Optional<String> adminProtocol,
    Optional<Reports> reports,
    boolean cancelsAfterRefusal,
    Optional<Integer> retries,
    boolean emptyMatchingId,
    Optional<Boolean> enables,
    boolean deletes) {
  static final LpaSection DEFAULTS = new LpaSection(
      Optional.empty(),
      Optional.empty(),
      Optional.empty(),
      Optional.empty(),
      Optional.empty(),
      false,
      Optional.empty(),
      false,
      Optional.empty(),
      false);
  private static final int MOST_RETRIES = 1000;

  public LpaSection {
    EuiccSection.require(
        http.map(version -> version.equals("1.1") || version.equals("2")).orElse(true),
        "http: '%s' (expected: \"1.1\" or \"2\")".formatted(http.orElse("")));
    int times = retries.orElse(0);
    EuiccSection.require(
        times >= 0 && times <= MOST_RETRIES, "retries: %d (expected: 0 to 1000)".formatted(times));
    EuiccSection.require(
        userAgent.map(LpaSection::isHeader).orElse(true), "user-agent: printable ASCII only");
    EuiccSection.require(
        adminProtocol.map(LpaSection::isHeader).orElse(true),
        "admin-protocol: printable ASCII only, as gsma/rsp/v2.2.0");
  }

  private static boolean isHeader(String text) {
    return text.matches("[ -~]{1,200}");
  }

  /** How requests are written (SGP.22 v2 §6.5, §6.6). */
  public enum Binding {
    JSON,
    ASN1
  }

  /** When notifications are delivered. */
  public enum Reports {
    AT_ONCE,
    NEVER,
    TWICE,
    /** Kept until {@link VirtualDevice#later()}. */
    LATE,
    /** The newest first. */
    OUT_OF_ORDER
  }
}
