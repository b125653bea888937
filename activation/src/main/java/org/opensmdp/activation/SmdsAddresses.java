package org.opensmdp.activation;

import static org.opensmdp.rsp.StatusCode.SMDS_INACCESSIBLE;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.opensmdp.rsp.HostName;

/**
 * Which SM-DSs this SM-DP+ speaks to. An operator names one in ConfirmOrder, and must not be able to
 * have the server call any address of the inside.
 *
 * @param allowed addresses as host, host:port or {@code host:*}, lower case; empty: every host name, on
 *     port 443
 * @param chosen what stands for {@code .}, by which the operator leaves the choice to us
 * @param alternative those that pass events on to their root (forwardingIndicator)
 */
public record SmdsAddresses(Set<String> allowed, Optional<String> chosen, Set<String> alternative) {
  private static final String CHOOSE = ".";
  private static final int HIGHEST_PORT = 65535;

  public SmdsAddresses {
    allowed = lower(allowed);
    alternative = lower(alternative);
    chosen = chosen.map(SmdsAddresses::lower);
  }

  /** Whether it is a host name, with a port where it is not 443. */
  public static boolean isAddress(String address) {
    int colon = address.indexOf(':');
    return HostName.holds(address)
        && !address.substring(colon < 0 ? address.length() : colon).endsWith(".")
        && (colon < 0 || isPort(address.substring(colon + 1)));
  }

  private static boolean isPort(String digits) {
    int port = Integer.parseInt(digits);
    return port > 0 && port <= HIGHEST_PORT;
  }

  /**
   * Returns the address that an order is registered at, lower case.
   *
   * @throws org.opensmdp.rsp.RspException SMDS_INACCESSIBLE if it is none, or not one for us
   */
  String resolve(String named) {
    String address = named.equals(CHOOSE)
        ? chosen.orElseThrow(Refuse.as(SMDS_INACCESSIBLE, "this SM-DP+ chooses no SM-DS, name one"))
        : lower(named);
    Refuse.unless(isAddress(address), SMDS_INACCESSIBLE, "smdsAddress is no host name");
    Refuse.unless(
        named.equals(CHOOSE) || admits(address),
        SMDS_INACCESSIBLE,
        "smdsAddress is not an SM-DS of this SM-DP+");
    return address;
  }

  private boolean admits(String address) {
    int colon = address.indexOf(':');
    if (allowed.isEmpty()) {
      return colon < 0 && !address.matches("[0-9.]+") && !address.equals("localhost");
    }
    return allowed.contains(address)
        || (colon > 0 && allowed.contains(address.substring(0, colon) + ":*"));
  }

  /** Whether the SM-DS has to register the event at its root too. */
  public boolean forwards(String address) {
    return alternative.contains(lower(address));
  }

  private static Set<String> lower(Set<String> addresses) {
    return addresses.stream().map(SmdsAddresses::lower).collect(Collectors.toUnmodifiableSet());
  }

  private static String lower(String address) {
    return address.toLowerCase(Locale.ROOT);
  }
}
