package org.opensmdp.simulator;

import java.net.http.HttpClient;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.X509TrustManager;

/**
 * HTTP clients of the platform that trust one PKI only. That the certificate names the host is checked
 * by the platform's client on its own ("HTTPS" endpoint identification).
 */
final class TlsClients {
  private static final Duration CONNECT = Duration.ofSeconds(10);

  private TlsClients() {}

  static HttpClient of(X509TrustManager trust, KeyManager... keys) {
    return of(HttpClient.Version.HTTP_2, trust, keys);
  }

  static HttpClient http1(X509TrustManager trust) {
    return of(HttpClient.Version.HTTP_1_1, trust);
  }

  /** @param newest of the versions that are offered */
  private static HttpClient of(
      HttpClient.Version newest, X509TrustManager trust, KeyManager... keys) {
    try {
      var tls = SSLContext.getInstance("TLS");
      tls.init(keys, new X509TrustManager[] {trust}, new SecureRandom());
      return HttpClient.newBuilder()
          .version(newest)
          .sslContext(tls)
          .connectTimeout(CONNECT)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has TLS", e);
    }
  }
}
