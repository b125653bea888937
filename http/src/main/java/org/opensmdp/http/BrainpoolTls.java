package org.opensmdp.http;

import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.JdkSslContext;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SupportedCipherSuiteFilter;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.jsse.provider.BouncyCastleJsseProvider;

/**
 * TLS 1.2 with a certificate on brainpoolP256r1, by Bouncy Castle: neither BoringSSL nor the JDK can.
 * TLS 1.3 has code points of its own for the curve (RFC 8734), which no LPA is known to offer.
 */
final class BrainpoolTls {
  /** It prints every failed handshake with its stack; here they are counted, as everywhere. */
  private static final Logger CHATTER = Logger.getLogger("org.bouncycastle.jsse");

  static {
    CHATTER.setLevel(Level.OFF);
  }

  /** In pure Java, with nothing registered for the rest of the process. */
  static final Provider CRYPTO = new BouncyCastleProvider();

  private static final Provider TLS = new BouncyCastleJsseProvider(CRYPTO);
  private static final String[] PROTOCOLS = {"TLSv1.2"};

  /** None besides: a client that lacks it could agree on a key and then not read the certificate. */
  private static final List<String> GROUPS = List.of("brainpoolP256r1");

  private BrainpoolTls() {}

  /** @throws IllegalArgumentException if the identity cannot be used */
  static SslContext context(
      TlsConfig config, TlsIdentity identity, List<String> suites, ApplicationProtocolConfig alpn) {
    boolean mutual = config.clientAuth() == TlsConfig.ClientAuth.REQUIRE;
    try {
      var tls = SSLContext.getInstance("TLSv1.2", TLS);
      tls.init(keys(identity), trust(config.clientAuthorities()), new SecureRandom());
      return new JdkSslContext(
          new GroupedSslContext(tls, GROUPS),
          false,
          suites,
          SupportedCipherSuiteFilter.INSTANCE,
          alpn,
          mutual ? ClientAuth.REQUIRE : ClientAuth.NONE,
          PROTOCOLS.clone(),
          false);
    } catch (GeneralSecurityException | IOException unusable) {
      throw new IllegalArgumentException("no TLS with " + identity, unusable);
    }
  }

  private static KeyManager[] keys(TlsIdentity identity)
      throws GeneralSecurityException, IOException {
    var store = store();
    var chain = identity.chain().toArray(X509Certificate[]::new);
    store.setKeyEntry("tls", identity.key(), new char[0], chain);
    var factory = KeyManagerFactory.getInstance("PKIX", TLS); // no other takes keys on this curve
    factory.init(store, new char[0]);
    return factory.getKeyManagers();
  }

  private static TrustManager[] trust(List<X509Certificate> authorities)
      throws GeneralSecurityException, IOException {
    if (authorities.isEmpty()) {
      return new TrustManager[0]; // nobody is asked
    }
    var store = store();
    for (int i = 0; i < authorities.size(); i++) {
      store.setCertificateEntry("ca" + i, authorities.get(i));
    }
    var factory = TrustManagerFactory.getInstance("PKIX", TLS);
    factory.init(store);
    return factory.getTrustManagers();
  }

  private static KeyStore store() throws GeneralSecurityException, IOException {
    var store = KeyStore.getInstance("PKCS12", CRYPTO);
    store.load(null, null);
    return store;
  }
}
