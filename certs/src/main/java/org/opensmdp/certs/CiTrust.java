package org.opensmdp.certs;

import java.security.GeneralSecurityException;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.util.HashSet;
import java.util.List;
import javax.net.ssl.CertPathTrustManagerParameters;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.jsse.provider.BouncyCastleJsseProvider;
import org.opensmdp.crypto.Curve;

/**
 * Trust of an LPA in the TLS certificates of SM-DP+ and SM-DS: plain PKIX up to a CI certificate
 * (SGP.22 v2 §4.5.2.2), which is what phones do. Host names are compared by the TLS stack, if it is
 * told so ("HTTPS" endpoint identification).
 */
public final class CiTrust {
  private CiTrust() {}

  /**
   * Returns a trust manager for an SSLContext of the platform. It reads P-256 only: brainpool CIs are
   * left out.
   *
   * @throws IllegalArgumentException if no CI is left
   */
  public static X509TrustManager trustManager(List<RspCertificate> cis) {
    var readable =
        cis.stream().filter(ci -> ci.publicKey().curve() == Curve.NIST_P256).toList();
    if (readable.isEmpty()) {
      throw new IllegalArgumentException("no CI certificate on P-256 to trust");
    }
    try {
      return trustManager(readable, TrustManagerFactory.getInstance("PKIX"));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("CI certificate refused by this Java platform", e);
    }
  }

  /** Returns a trust manager for an SSLContext of Bouncy Castle, which reads both curves. */
  public static X509TrustManager onEitherCurve(List<RspCertificate> cis) {
    try {
      var provider = new BouncyCastleJsseProvider(new BouncyCastleProvider());
      return trustManager(cis, TrustManagerFactory.getInstance("PKIX", provider));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("CI certificate refused by Bouncy Castle", e);
    }
  }

  private static X509TrustManager trustManager(
      List<RspCertificate> cis, TrustManagerFactory factory) throws GeneralSecurityException {
    var anchors = new HashSet<TrustAnchor>();
    cis.forEach(ci -> anchors.add(new TrustAnchor(ci.x509(), null)));
    var parameters = new PKIXBuilderParameters(anchors, new X509CertSelector());
    parameters.setRevocationEnabled(false); // CIs publish lists over HTTP; phones ask none in TLS
    factory.init(new CertPathTrustManagerParameters(parameters));
    return (X509TrustManager) factory.getTrustManagers()[0];
  }
}
