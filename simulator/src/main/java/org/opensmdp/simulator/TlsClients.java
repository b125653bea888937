package org.opensmdp.simulator;

import java.net.http.HttpClient;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.X509TrustManager;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.jsse.provider.BouncyCastleJsseProvider;
import org.opensmdp.certs.CiTrust;
import org.opensmdp.certs.RspCertificate;
import org.opensmdp.crypto.Curve;

/**
 * HTTP clients of the platform that trust one PKI only. That the certificate names the host is checked
 * by the platform's client on its own ("HTTPS" endpoint identification). A client that trusts CIs on
 * brainpoolP256r1 alone offers that curve alone, in TLS 1.2 by Bouncy Castle: the platform's TLS
 * cannot.
 */
final class TlsClients {
  private static final Duration CONNECT = Duration.ofSeconds(10);

  /** Bouncy Castle's TLS prints what it finds in the platform's properties, and every failure. */
  private static final Logger CHATTER = Logger.getLogger("org.bouncycastle.jsse");

  static {
    CHATTER.setLevel(Level.OFF);
  }

  private TlsClients() {}

  static HttpClient of(X509TrustManager trust, KeyManager... keys) {
    return client(HttpClient.Version.HTTP_2, platform(trust, keys));
  }

  /**
   * Makes a client of devices, which trusts these CIs.
   *
   * @param newest of the versions that are offered
   */
  static HttpClient of(HttpClient.Version newest, List<RspCertificate> cis) {
    boolean brainpool =
        cis.stream().allMatch(ci -> ci.publicKey().curve() == Curve.BRAINPOOL_P256R1);
    return client(newest, brainpool ? brainpool(cis) : platform(CiTrust.trustManager(cis)));
  }

  private static SSLContext platform(X509TrustManager trust, KeyManager... keys) {
    try {
      var tls = SSLContext.getInstance("TLS");
      tls.init(keys, new X509TrustManager[] {trust}, new SecureRandom());
      return tls;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has TLS", e);
    }
  }

  private static SSLContext brainpool(List<RspCertificate> cis) {
    try {
      var provider = new BouncyCastleJsseProvider(new BouncyCastleProvider());
      var tls = SSLContext.getInstance("TLSv1.2", provider);
      var trust = new X509TrustManager[] {CiTrust.onEitherCurve(cis)};
      tls.init(new KeyManager[0], trust, new SecureRandom());
      return new GroupedSslContext(tls, List.of(Curve.BRAINPOOL_P256R1.standardName()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Bouncy Castle has TLS", e);
    }
  }

  private static HttpClient client(HttpClient.Version newest, SSLContext tls) {
    return HttpClient.newBuilder()
        .version(newest)
        .sslContext(tls)
        .connectTimeout(CONNECT)
        .followRedirects(HttpClient.Redirect.NEVER)
        .build();
  }
}
