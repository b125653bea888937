package org.opensmdp.activation;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.opensmdp.certs.CredentialSet;
import org.opensmdp.rsp.SubjectKeyId;

/**
 * What the server is on one device interface: its names and its credentials.
 *
 * @param addresses host names, without port
 * @param credentialSets in the server's own order of preference
 */
public record Smdp(List<String> addresses, List<CredentialSet> credentialSets) {
  private static final Pattern PORT = Pattern.compile(":[0-9]{1,5}$");

  public Smdp {
    addresses = List.copyOf(addresses);
    credentialSets = List.copyOf(credentialSets);
    if (addresses.isEmpty() || credentialSets.isEmpty()) {
      throw new IllegalArgumentException("an SM-DP+ needs an address and a credential set");
    }
  }

  /** Whether {@code address} is one of its names: without case, a port and a trailing dot put aside. */
  boolean isCalled(String address) {
    String host = PORT.matcher(address.strip()).replaceFirst("");
    String plain = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    return addresses.stream().anyMatch(plain::equalsIgnoreCase);
  }

  /** Returns the set under the CI {@code ci}. */
  Optional<CredentialSet> under(SubjectKeyId ci) {
    return credentialSets.stream()
        .filter(set -> set.ci().subjectKeyId().equals(Optional.of(ci)))
        .findFirst();
  }

  /** Returns the set whose CERT.DPpb has this fingerprint, as a session names it. */
  Optional<CredentialSet> named(String fingerprint) {
    return credentialSets.stream()
        .filter(set -> nameOf(set).equals(fingerprint))
        .findFirst();
  }

  static String nameOf(CredentialSet set) {
    return set.dpPb().certificate().fingerprint().toString();
  }
}
