package org.opensmdp.es2plus;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.opensmdp.activation.OperatorCallback;

/**
 * The way to the servers of operators: TLS with the own certificate, trust in the CA that the operator
 * has named, or in the platform's. That the certificate names the host is checked by the platform.
 */
public final class CallbackTls {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final int MOST_CLIENTS = 1000;

  private final Function<Optional<String>, KeyManager[]> identities;
  private final Map<Way, HttpClient> clients = new ConcurrentHashMap<>();

  /** Operators that trust and are trusted alike are reached by one client. */
  private record Way(Optional<String> identity, Optional<String> trustedCa) {}

  /**
   * Makes it.
   *
   * @param identities finds the own certificate by the name of its credential set; throws
   *     IllegalArgumentException if there is none
   */
  public CallbackTls(Function<Optional<String>, KeyManager[]> identities) {
    this.identities = identities;
  }

  /** Returns whether the PEM holds certificates. */
  public static boolean isReadable(String pem) {
    try {
      trust(Optional.of(pem));
      return true;
    } catch (GeneralSecurityException | IOException e) {
      return false;
    }
  }

  /** @throws IllegalArgumentException if its identity or its CA cannot be used */
  HttpClient client(OperatorCallback to) {
    if (clients.size() > MOST_CLIENTS) {
      clients.clear(); // CAs that are not in use any more
    }
    return clients.computeIfAbsent(new Way(to.identity(), to.trustedCa()), this::client);
  }

  private HttpClient client(Way way) {
    try {
      var tls = SSLContext.getInstance("TLS");
      tls.init(identities.apply(way.identity()), trust(way.trustedCa()), new SecureRandom());
      return HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .sslContext(tls)
          .connectTimeout(CONNECT)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalArgumentException("the CA to trust: " + e.getMessage(), e);
    }
  }

  private static TrustManager[] trust(Optional<String> pem)
      throws GeneralSecurityException, IOException {
    var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    if (pem.isEmpty()) {
      factory.init((KeyStore) null);
      return factory.getTrustManagers();
    }
    var store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    var octets = new ByteArrayInputStream(pem.get().getBytes(US_ASCII));
    for (var certificate : CertificateFactory.getInstance("X.509").generateCertificates(octets)) {
      store.setCertificateEntry("ca" + store.size(), certificate);
    }
    if (store.size() == 0) {
      throw new GeneralSecurityException("no certificate in it");
    }
    factory.init(store);
    return factory.getTrustManagers();
  }
}
