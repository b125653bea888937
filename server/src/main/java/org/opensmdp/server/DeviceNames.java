package org.opensmdp.server;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.opensmdp.http.TlsIdentity;
import org.opensmdp.server.ServerConfig.Es9PlusSection;

/**
 * The names of a listener for devices: those of the configuration, and each behind the prefix that an
 * LPA of SGP.22 v3 may put before it. Decision 0011.
 */
record DeviceNames(List<String> hosts) {
  private static final String PREFIX = "rsp3-";

  static DeviceNames of(Es9PlusSection listener) {
    return new DeviceNames(listener.hosts());
  }

  /** Returns the names with and without the prefix, those without first. */
  List<String> all() {
    return Stream.concat(hosts.stream(), hosts.stream().map(PREFIX::concat))
        .distinct()
        .toList();
  }

  /** Lets who answers to a host answer behind the prefix too, unless a certificate has that name. */
  List<TlsIdentity> prefixed(List<TlsIdentity> identities) {
    var unnamed = hosts.stream()
        .filter(
            host -> identities.stream().noneMatch(identity -> identity.answersTo(PREFIX + host)))
        .toList();
    return identities.stream().map(identity -> prefixed(identity, unnamed)).toList();
  }

  private static TlsIdentity prefixed(TlsIdentity identity, List<String> unnamed) {
    var more = unnamed.stream().filter(identity::answersTo).map(host -> PREFIX + lowerCase(host));
    return new TlsIdentity(
        identity.chain(),
        identity.key(),
        Stream.concat(identity.hostNames().stream(), more).toList(),
        identity.authorities());
  }

  private static String lowerCase(String host) {
    return host.toLowerCase(Locale.ROOT);
  }
}
