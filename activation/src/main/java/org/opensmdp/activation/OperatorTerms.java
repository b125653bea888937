package org.opensmdp.activation;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.rsp.Imsi;

/**
 * What a tenant may own and how fast it may call.
 *
 * @param iccidPrefixes digits its ICCIDs begin with, 2 to 19 and 89 first; none: any ICCID
 * @param networks MCC and MNC of its IMSIs, 5 or 6 digits; none: any network
 * @param callsPerMinute over ES2+, 1 or more; absent: as many as it likes
 * @param quarantine how long an ICCID that may be on a card is not offered to another
 */
public record OperatorTerms(
    Set<String> iccidPrefixes,
    Set<String> networks,
    Optional<Integer> callsPerMinute,
    Duration quarantine) {
  /** Any number, as many calls as it likes, and half a year of quarantine. */
  public static final OperatorTerms NONE =
      new OperatorTerms(Set.of(), Set.of(), Optional.empty(), Duration.ofDays(180));

  private static final Pattern PREFIX = Pattern.compile("89[0-9]{0,17}");
  private static final Pattern NETWORK = Pattern.compile("[0-9]{5,6}");

  public OperatorTerms {
    iccidPrefixes = Set.copyOf(iccidPrefixes);
    networks = Set.copyOf(networks);
    iccidPrefixes.forEach(
        prefix -> check("iccidPrefixes", PREFIX, prefix, "89 and up to 17 digits"));
    networks.forEach(network -> check("networks", NETWORK, network, "MCC and MNC, 5 or 6 digits"));
    if (callsPerMinute.filter(calls -> calls < 1).isPresent()) {
      throw new IllegalArgumentException(
          "callsPerMinute: %d (expected: 1 or more)".formatted(callsPerMinute.get()));
    }
    if (quarantine.isNegative()) {
      throw new IllegalArgumentException(
          "quarantine: %s (expected: 0 or more)".formatted(quarantine));
    }
  }

  private static void check(String name, Pattern form, String value, String expected) {
    if (!form.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "%s: '%s' (expected: %s)".formatted(name, value, expected));
    }
  }

  /** Whether the ICCID begins as the tenant's do. */
  public boolean owns(Iccid iccid) {
    return iccidPrefixes.isEmpty() || iccidPrefixes.stream().anyMatch(iccid.digits()::startsWith);
  }

  /** Whether the IMSI is of a network of the tenant. */
  public boolean owns(Imsi imsi) {
    return networks.isEmpty() || networks.stream().anyMatch(imsi.digits()::startsWith);
  }
}
