package org.opensmdp.server;

import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.opensmdp.certs.CredentialException;
import org.opensmdp.certs.Finding;
import org.opensmdp.certs.Finding.Severity;
import org.opensmdp.certs.TlsIdentity;
import org.opensmdp.server.ServerConfig.Es2PlusSection;

/** A look at the certificates of the operators' listener, for the doctor. */
final class OperatorInspection {
  private static final Duration SOON = Duration.ofDays(30);

  private final Clock clock;
  private final List<Finding> findings = new ArrayList<>();

  OperatorInspection(Clock clock) {
    this.clock = clock;
  }

  List<Finding> run(Es2PlusSection section) {
    try {
      // a credential set has been looked at as such
      if (section.tls().credentials().isEmpty()) {
        var identity = TlsIdentity.load(OperatorListener.files(section.tls()));
        validity("es2plus.tls", identity.chain().get(0));
      }
      OperatorListener.authorities(section)
          .forEach(authority -> validity("es2plus.client-ca", authority));
    } catch (CredentialException | ConfigException e) {
      findings.add(new Finding(
          Severity.ERROR,
          "es2plus: " + e.getMessage(),
          "correct the files under es2plus; no operator can connect until then"));
    }
    return findings;
  }

  private void validity(String key, X509Certificate certificate) {
    var now = clock.instant();
    var end = certificate.getNotAfter().toInstant();
    var what = "%s: %s".formatted(key, certificate.getSubjectX500Principal());
    if (now.isAfter(end)) {
      findings.add(new Finding(
          Severity.ERROR, what + " expired on " + end, "renew it; no operator can connect"));
    } else if (now.plus(SOON).isAfter(end)) {
      findings.add(new Finding(
          Severity.WARNING, what + " expires on " + end, "have it renewed before then"));
    } else {
      findings.add(new Finding(Severity.OK, what + ", valid until " + end, ""));
    }
  }
}
