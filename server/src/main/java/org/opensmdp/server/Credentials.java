package org.opensmdp.server;

import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.opensmdp.activation.Smdp;
import org.opensmdp.certs.Credential;
import org.opensmdp.certs.CredentialFiles;
import org.opensmdp.certs.CredentialLoader;
import org.opensmdp.certs.CredentialSet;
import org.opensmdp.certs.Finding;
import org.opensmdp.certs.Revocations;
import org.opensmdp.certs.RspCertificate;
import org.opensmdp.http.TlsConfig;
import org.opensmdp.http.TlsIdentity;
import org.opensmdp.server.ServerConfig.CredentialSection;
import org.opensmdp.server.ServerConfig.Es9PlusSection;

/** The credential sets of the configuration, loaded and checked once, at the start. */
final class Credentials {
  private final Map<String, CredentialSet> sets;

  private Credentials(Map<String, CredentialSet> sets) {
    this.sets = sets;
  }

  /** @throws org.opensmdp.certs.CredentialException if a set cannot be used; it says why */
  static Credentials load(ServerConfig config, InstantSource clock, ServerMetrics metrics) {
    var loader = new CredentialLoader(clock);
    var sets = new LinkedHashMap<String, CredentialSet>();
    config
        .credentials()
        .forEach((name, section) ->
            sets.put(name, timed(loader.load(name, files(section)), metrics)));
    return new Credentials(sets);
  }

  static CredentialFiles files(CredentialSection section) {
    return new CredentialFiles(
        section.ci(),
        section.dpAuth().source(),
        section.dpPb().source(),
        section.tls().source(),
        section.crls(),
        section.acceptExpired().orElse(false));
  }

  /** Returns which certificates have ended, as far as that is accepted, or end soon. */
  List<Finding> expiring(InstantSource clock) {
    var loader = new CredentialLoader(clock);
    return sets.values().stream().flatMap(set -> loader.expiring(set).stream()).toList();
  }

  /** @throws org.opensmdp.certs.CredentialException if a file holds no list of its CI */
  Revocations revocations(ServerConfig config, InstantSource clock) {
    var sources = config.credentials().entrySet().stream()
        .filter(entry -> !entry.getValue().crls().isEmpty())
        .map(entry -> new Revocations.Source(
            named(entry.getKey()).ci(),
            entry.getValue().crls(),
            entry.getValue().refusesWhenStale()))
        .toList();
    return Revocations.load(sources, clock);
  }

  private static CredentialSet timed(CredentialSet set, ServerMetrics metrics) {
    var auth = set.dpAuth();
    var pb = set.dpPb();
    return new CredentialSet(
        set.name(),
        set.ci(),
        new Credential(auth.certificate(), metrics.timed("dpauth", auth.key())),
        new Credential(pb.certificate(), metrics.timed("dppb", pb.key())),
        set.tls());
  }

  /** Returns what the server is on one listener. */
  Smdp smdp(Es9PlusSection listener) {
    return new Smdp(
        DeviceNames.of(listener).all(),
        listener.credentials().stream().map(this::named).toList());
  }

  /** Returns the TLS identities of a listener, without those that serve two sets. */
  TlsConfig tls(Es9PlusSection listener) {
    var identities = listener.credentials().stream()
        .map(name -> named(name).tls())
        .distinct()
        .map(this::tls)
        .toList();
    return TlsConfig.of(DeviceNames.of(listener).prefixed(identities).toArray(TlsIdentity[]::new));
  }

  CredentialSet named(String name) {
    var set = sets.get(name);
    if (set == null) {
      throw new ConfigException("there is no credential set '%s' under credentials (there are: %s)"
          .formatted(name, String.join(", ", sets.keySet())));
    }
    return set;
  }

  List<CredentialSet> all() {
    return List.copyOf(sets.values());
  }

  /** Clients may name a CI to say which certificate they want: known are those of all sets. */
  TlsIdentity tls(org.opensmdp.certs.TlsIdentity identity) {
    var authorities = all().stream()
        .map(CredentialSet::ci)
        .filter(identity::endsUnder)
        .distinct()
        .map(RspCertificate::x509)
        .toList();
    return new TlsIdentity(
        identity.chain(), identity.privateKey(), identity.dnsNames(), authorities);
  }
}
