package org.opensmdp.http;

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.jsse.provider.BouncyCastleJsseProvider;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A certificate authority that lives as long as a test. */
final class TestPki {
  private static final AtomicLong SERIALS = new AtomicLong(1);
  private static final char[] PASSWORD = "none".toCharArray();

  private static final String P256 = "secp256r1";
  private static final String BRAINPOOL = "brainpoolP256r1";

  private final String name;
  private final String curve;
  private final KeyPair keys;
  private final X509Certificate root;

  TestPki(String name) {
    this(name, P256);
  }

  private TestPki(String name, String curve) {
    this.name = name;
    this.curve = curve;
    this.keys = keyPair(curve);
    this.root = certify(name, keys.getPublic(), List.of(), true, Duration.ofDays(1));
  }

  static TestPki onBrainpool(String name) {
    return new TestPki(name, BRAINPOOL);
  }

  X509Certificate root() {
    return root;
  }

  /** An end entity with these names; the first is its common name, too. */
  TlsIdentity issue(String... names) {
    return issue(Duration.ofDays(1), names);
  }

  TlsIdentity issueExpired(String subject) {
    return issue(Duration.ofHours(-1), subject);
  }

  private TlsIdentity issue(Duration life, String... names) {
    var own = keyPair(curve);
    var certificate = certify(names[0], own.getPublic(), List.of(names), false, life);
    return new TlsIdentity(List.of(certificate), own.getPrivate(), List.of(names), List.of(root));
  }

  private X509Certificate certify(
      String subject, PublicKey key, List<String> hosts, boolean ca, Duration life) {
    try {
      var now = Instant.now();
      var builder = new JcaX509v3CertificateBuilder(
          new X500Name("CN=" + name),
          BigInteger.valueOf(SERIALS.getAndIncrement()),
          Date.from(now.minus(Duration.ofDays(2))),
          Date.from(now.plus(life)),
          new X500Name("CN=" + subject),
          key);
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(ca));
      if (!hosts.isEmpty()) {
        var names = hosts.stream()
            .map(host -> new GeneralName(GeneralName.dNSName, host))
            .toArray(GeneralName[]::new);
        builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names));
      }
      var signer = new JcaContentSignerBuilder("SHA256withECDSA")
          .setProvider(BrainpoolTls.CRYPTO)
          .build(keys.getPrivate());
      var issued = builder.build(signer);
      return curve.equals(P256)
          ? new JcaX509CertificateConverter().getCertificate(issued)
          : new JcaX509CertificateConverter()
              .setProvider(BrainpoolTls.CRYPTO)
              .getCertificate(issued);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static KeyPair keyPair(String curve) {
    try {
      var generator = curve.equals(P256)
          ? KeyPairGenerator.getInstance("EC")
          : KeyPairGenerator.getInstance("EC", BrainpoolTls.CRYPTO);
      generator.initialize(new ECGenParameterSpec(curve));
      return generator.generateKeyPair();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** How a client that trusts this authority sets up TLS. */
  SSLContext client() {
    return client(Optional.empty());
  }

  SSLContext client(TlsIdentity own) {
    return client(Optional.of(own));
  }

  private SSLContext client(Optional<TlsIdentity> own) {
    try {
      var trusted = store();
      trusted.setCertificateEntry("root", root);
      if (curve.equals(BRAINPOOL)) {
        return brainpoolClient(own, trusted);
      }
      var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(trusted);
      var context = SSLContext.getInstance("TLS");
      context.init(keyManagers(own), trust.getTrustManagers(), null);
      return context;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static SSLContext brainpoolClient(Optional<TlsIdentity> own, KeyStore trusted)
      throws Exception {
    var provider = new BouncyCastleJsseProvider(BrainpoolTls.CRYPTO);
    var trust = TrustManagerFactory.getInstance("PKIX", provider);
    trust.init(trusted);
    var context = SSLContext.getInstance("TLS", provider);
    context.init(keyManagers(own), trust.getTrustManagers(), null);
    return context; // Wire names the groups
  }

  private static KeyManager[] keyManagers(Optional<TlsIdentity> own) throws Exception {
    var store = store();
    if (own.isPresent()) {
      var chain = own.get().chain().toArray(X509Certificate[]::new);
      store.setKeyEntry("own", own.get().key(), PASSWORD, chain);
    }
    var keys = KeyManagerFactory.getInstance("SunX509"); // sends what it has, fitting or not
    keys.init(store, PASSWORD);
    return Arrays.stream(keys.getKeyManagers()).map(Stubborn::of).toArray(KeyManager[]::new);
  }

  private static KeyStore store() throws Exception {
    var store = KeyStore.getInstance("PKCS12", BrainpoolTls.CRYPTO);
    store.load(null, null);
    return store;
  }
}
