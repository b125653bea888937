package org.opensmdp.certs;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemWriter;
import org.opensmdp.crypto.Curve;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Secret;
import org.opensmdp.rsp.SubjectKeyId;

/**
 * A TLS certificate chain, the own certificate first, and its private key: CERT.DP.TLS (SGP.22 v2
 * §4.5.2), or one side of ES2+. This is the one private key that leaves its package, because TLS
 * libraries take nothing else; it is never printed.
 */
public record TlsIdentity(List<X509Certificate> chain, PrivateKey privateKey) {
  public TlsIdentity {
    if (chain.isEmpty()) {
      throw new IllegalArgumentException("TLS identity without certificate");
    }
    chain = List.copyOf(chain);
  }

  /** Reads certificate chain and key; throws CredentialException saying what is wrong and what to do. */
  public static TlsIdentity load(CredentialSource source) {
    var material = KeyMaterial.read(source);
    if (!material.signingKey().publicKey().equals(material.certificate().publicKey())) {
      throw new CredentialException("%s: the key does not belong to the certificate %s; give the"
              .formatted(material.keyFile(), material.file())
          + " key the certificate was issued for");
    }
    return of(material);
  }

  static TlsIdentity of(KeyMaterial material) {
    try {
      var curve = material.certificate().publicKey().curve();
      return of(curve, material.certificates(), material.pkcs8());
    } catch (GeneralSecurityException e) {
      throw new CredentialException(
          material.file() + ": chain or key refused by this Java platform; give X.509 certificates"
              + " and a key on P-256 or brainpoolP256r1");
    }
  }

  static TlsIdentity of(Curve curve, List<Bytes> certificates, Secret pkcs8)
      throws GeneralSecurityException {
    var chain = new ArrayList<X509Certificate>();
    for (Bytes certificate : certificates) {
      chain.add(x509(curve, certificate));
    }
    var spec = new PKCS8EncodedKeySpec(pkcs8.toArray());
    var keys = curve == Curve.NIST_P256
        ? KeyFactory.getInstance("EC")
        : KeyFactory.getInstance("EC", brainpool());
    return new TlsIdentity(chain, keys.generatePrivate(spec));
  }

  /** The platform reads no brainpool certificates; Bouncy Castle does, without being registered. */
  static X509Certificate x509(Curve curve, Bytes der) throws GeneralSecurityException {
    var factory = curve == Curve.NIST_P256
        ? CertificateFactory.getInstance("X.509")
        : CertificateFactory.getInstance("X.509", brainpool());
    var octets = new ByteArrayInputStream(der.toArray());
    if (factory.generateCertificate(octets) instanceof X509Certificate certificate) {
      return certificate;
    }
    throw new CertificateException("not an X.509 certificate"); // Bouncy Castle's answer is null
  }

  private static Provider brainpool() {
    return new BouncyCastleProvider();
  }

  /** Returns the own certificate in this module's reading. */
  public RspCertificate certificate() {
    return RspCertificate.parse(encoded(chain.get(0)));
  }

  /** Returns the host names the certificate is good for. */
  public List<String> dnsNames() {
    return certificate().dnsNames();
  }

  /** Whether the CI has issued the last certificate of the chain, by the key identifier in it. */
  public boolean endsUnder(RspCertificate ci) {
    byte[] extension =
        chain.get(chain.size() - 1).getExtensionValue(Extension.authorityKeyIdentifier.getId());
    return extension != null
        && ci.subjectKeyId()
            .map(SubjectKeyId::octets)
            .equals(keyId(ASN1OctetString.getInstance(extension).getOctets()));
  }

  private static Optional<Bytes> keyId(byte[] authorityKeyIdentifier) {
    var octets =
        AuthorityKeyIdentifier.getInstance(authorityKeyIdentifier).getKeyIdentifierOctets();
    return Optional.ofNullable(octets).map(Bytes::wrap);
  }

  /** Returns key managers for an SSLContext of the platform, which knows P-256 only: for operators. */
  public KeyManager[] keyManagers() {
    try {
      var store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry("tls", privateKey, new char[0], chain.toArray(X509Certificate[]::new));
      var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      factory.init(store, new char[0]);
      return factory.getKeyManagers();
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("the platform refuses an in-memory key store", e);
    }
  }

  /** Writes chain and key as PEM, the key readable by the owner only. */
  public void write(Path certificateFile, Path keyFile) throws IOException {
    Files.writeString(
        certificateFile,
        CertificateFiles.pem(chain.stream().map(TlsIdentity::encoded).toList()));
    var text = new StringWriter();
    try (var writer = new PemWriter(text)) {
      writer.writeObject(new PemObject("PRIVATE KEY", privateKey.getEncoded()));
    }
    OwnerOnly.write(keyFile, text.toString());
  }

  private static Bytes encoded(X509Certificate certificate) {
    try {
      return Bytes.wrap(certificate.getEncoded());
    } catch (CertificateEncodingException e) {
      throw new UncheckedIOException(new IOException("certificate without octets", e));
    }
  }

  @Override
  public String toString() {
    return "TlsIdentity[" + chain.get(0).getSubjectX500Principal() + ", key redacted]";
  }
}
