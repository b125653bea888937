package org.opensmdp.certs;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.opensmdp.certs.TestHierarchy.Plan;
import org.opensmdp.crypto.Curve;

/** Trust in TLS certificates on either curve; with TLS around it: {@code ListenersIT} of the cli. */
class CiTrustTest {
  private static final InstantSource CLOCK = InstantSource.system();
  private static final SecureRandom RANDOM = new SecureRandom();

  private static TestHierarchy hierarchy(Curve curve) {
    return TestHierarchy.issue(Plan.of(curve, "localhost").withTlsOn(curve), CLOCK, RANDOM);
  }

  @ParameterizedTest
  @EnumSource(Curve.class)
  void trustsTheCertificatesOfItsCisOnEitherCurve(Curve curve) {
    var hierarchy = hierarchy(curve);
    var trust = CiTrust.onEitherCurve(List.of(
        hierarchy(Curve.NIST_P256).ci(), hierarchy(Curve.BRAINPOOL_P256R1).ci(), hierarchy.ci()));

    assertThatCode(() -> show(trust, hierarchy.credentials("a").tls())).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @EnumSource(Curve.class)
  void refusesAnotherCi(Curve curve) {
    var trust = CiTrust.onEitherCurve(List.of(hierarchy(curve).ci()));

    refuses(trust, hierarchy(curve).credentials("a").tls());
  }

  @Test
  void refusesAnExpiredCertificate() {
    var hierarchy = hierarchy(Curve.BRAINPOOL_P256R1);
    var now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    var ended = Variation.with().validity(new Validity(now.minusSeconds(900), now.minusSeconds(9)));
    var expired = hierarchy.with(CertificateRole.DP_TLS, ended).credentials("a").tls();

    refuses(CiTrust.onEitherCurve(List.of(hierarchy.ci())), expired);
  }

  private static void refuses(X509TrustManager trust, TlsIdentity server) {
    assertThatExceptionOfType(CertificateException.class).isThrownBy(() -> show(trust, server));
  }

  private static void show(X509TrustManager trust, TlsIdentity server) throws CertificateException {
    trust.checkServerTrusted(server.chain().toArray(X509Certificate[]::new), "ECDHE_ECDSA");
  }
}
