package org.opensmdp.server;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.opensmdp.certs.Finding;
import org.opensmdp.certs.Finding.Severity;
import org.opensmdp.http.TlsIdentity;
import org.opensmdp.server.ServerConfig.Es9PlusSection;
import org.opensmdp.server.ServerConfig.PairSection;

/** Which TLS certificate whom is shown at a listener for devices, for each of its host names. */
final class ListenerReport {
  private final Es9PlusSection listener;
  private final Map<String, TlsIdentity> identities = new HashMap<>();

  ListenerReport(ServerConfig config, Es9PlusSection listener) {
    this.listener = listener;
    config.credentials().forEach((name, section) -> {
      if (listener.credentials().contains(name)) {
        load(section.tls()).ifPresent(identity -> identities.put(name, identity));
      }
    });
  }

  private static Optional<TlsIdentity> load(PairSection files) {
    try {
      var tls = org.opensmdp.certs.TlsIdentity.load(files.source());
      return Optional.of(new TlsIdentity(tls.chain(), tls.privateKey(), tls.dnsNames()));
    } catch (RuntimeException e) {
      return Optional.empty(); // what is wrong with the files is another finding
    }
  }

  List<Finding> findings() {
    return listener.hosts().stream().flatMap(host -> findings(host).stream()).toList();
  }

  private List<Finding> findings(String host) {
    String where = host + " at " + listener.listen();
    var nist = setsOf(host, Predicate.not(TlsIdentity::isBrainpool));
    var brainpool = setsOf(host, TlsIdentity::isBrainpool);
    if (nist.isEmpty() && brainpool.isEmpty()) {
      return List.of(new Finding(
          Severity.ERROR,
          "no TLS certificate names " + where,
          "issue one with this name, or correct es9plus.hosts; they name " + named()));
    }
    if (nist.isEmpty()) {
      return List.of(new Finding(
          Severity.WARNING,
          where + ": the TLS certificate is on brainpoolP256r1; most phones cannot connect",
          "add a set whose TLS certificate is on P-256, or see that all that come offer this curve"
              + " in TLS 1.2"));
    }
    var findings = new ArrayList<Finding>();
    findings.add(
        ok(where + ": clients that can do P-256 are shown the TLS certificate of " + first(nist)));
    if (!brainpool.isEmpty()) {
      findings.add(
          ok(where + ": clients that can do brainpoolP256r1 and not P-256 are shown that of "
              + first(brainpool)));
    }
    if (nist.size() + brainpool.size() > 1) {
      findings.add(
          ok(where + ": clients that name a CI and can do its curve are shown its certificate"));
    }
    return findings;
  }

  private String named() {
    var names = identities.values().stream()
        .flatMap(identity -> identity.hostNames().stream())
        .distinct()
        .toList();
    return names.isEmpty() ? "none" : String.join(", ", names);
  }

  /** Sets in the order of the listener, which is that of the choice. */
  private List<String> setsOf(String host, Predicate<TlsIdentity> kind) {
    return listener.credentials().stream()
        .filter(name -> Optional.ofNullable(identities.get(name))
            .filter(identity -> identity.answersTo(host))
            .filter(kind)
            .isPresent())
        .toList();
  }

  private static String first(List<String> sets) {
    return "the set " + sets.get(0);
  }

  private static Finding ok(String what) {
    return new Finding(Severity.OK, what, "");
  }
}
