package org.opensmdp.server;

import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Gauge;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import org.opensmdp.certs.CredentialSet;

/** When each certificate ends that the server holds: its own, those of the CIs, those of operators' CAs. */
final class CertificateFigures {
  private final Gauge notAfter;

  CertificateFigures(CollectorRegistry registry) {
    this.notAfter = Gauge.build(
            "smdp_certificate_not_after_seconds",
            "The end of a certificate, in seconds since 1970-01-01 UTC.")
        .labelNames("role", "set")
        .register(registry);
  }

  void show(CredentialSet set) {
    set("ci", set.name(), set.ci().notAfter());
    set("dpauth", set.name(), set.dpAuth().certificate().notAfter());
    set("dppb", set.name(), set.dpPb().certificate().notAfter());
    set("tls", set.name(), earliest(set.tls().chain()));
  }

  /**
   * Shows the certificates of one role of the operators' listener.
   *
   * @param role es2plus-tls, es2plus-client-ca
   */
  void show(String role, List<X509Certificate> certificates) {
    for (int i = 0; i < certificates.size(); i++) {
      set(role, Integer.toString(i + 1), earliest(certificates.subList(i, i + 1)));
    }
  }

  private void set(String role, String set, Instant end) {
    notAfter.labels(role, set).set((double) end.getEpochSecond());
  }

  /** A chain ends with the first of its certificates that does. */
  private static Instant earliest(List<X509Certificate> chain) {
    return chain.stream()
        .map(certificate -> certificate.getNotAfter().toInstant())
        .min(Instant::compareTo)
        .orElseThrow();
  }
}
