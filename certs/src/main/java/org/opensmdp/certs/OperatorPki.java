package org.opensmdp.certs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import javax.net.ssl.X509TrustManager;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.opensmdp.crypto.Curve;
import org.opensmdp.crypto.EcPublicKey;
import org.opensmdp.crypto.SoftwareSigningKey;

/**
 * A private CA for ES2+, where operator and SM-DP+ know each other by TLS certificates of a PKI they
 * agree on (SGP.22 v2 §2.6.3): client certificates whose common name is the operator, and the
 * certificate of the listener. P-256; not part of the RSP PKI.
 */
public final class OperatorPki {
  private static final long CA_DAYS = 3650;
  private static final long LEAF_DAYS = 397;
  private static final String OURS = "opensmdp ES2+";

  private final IssuingCa ca;
  private final TlsIdentity server;
  private final InstantSource clock;
  private final SecureRandom random;

  private OperatorPki(IssuingCa ca, TlsIdentity server, InstantSource clock, SecureRandom random) {
    this.ca = ca;
    this.server = server;
    this.clock = clock;
    this.random = random;
  }

  /** Makes a new CA and the certificate of a listener reached by {@code hosts}: names or addresses. */
  public static OperatorPki issue(List<String> hosts, InstantSource clock, SecureRandom random) {
    var now = from(clock);
    var key = SoftwareSigningKey.generate(Curve.NIST_P256, random);
    var body = new IssuingCa.Body(
        CertificateDraft.name(OURS, "CA"),
        key.publicKey(),
        Validity.days(now, CA_DAYS),
        caExtensions(key.publicKey()),
        false);
    var ca = IssuingCa.selfSigned(body, key, random);
    var server = leaf(ca, hosts.get(0), KeyPurposeId.id_kp_serverAuth, hosts, clock, random);
    return new OperatorPki(ca, server, clock, random);
  }

  /** Makes a client certificate for the operator of this name. */
  public TlsIdentity client(String name) {
    return leaf(ca, name, KeyPurposeId.id_kp_clientAuth, List.of(), clock, random);
  }

  public TlsIdentity server() {
    return server;
  }

  public RspCertificate ca() {
    return ca.certificate();
  }

  /** Returns trust in exactly this CA, for either side. */
  public X509TrustManager trustManager() {
    return CiTrust.trustManager(List.of(ca()));
  }

  private static TlsIdentity leaf(
      IssuingCa ca,
      String name,
      KeyPurposeId purpose,
      List<String> hosts,
      InstantSource clock,
      SecureRandom random) {
    var key = TlsKey.generate(Curve.NIST_P256, random);
    var body = new IssuingCa.Body(
        CertificateDraft.name(OURS, name),
        key.publicKey(),
        Validity.days(from(clock), LEAF_DAYS),
        leafExtensions(key.publicKey(), ca, purpose, hosts),
        false);
    return key.with(ca.issue(body, random));
  }

  private static Instant from(InstantSource clock) {
    return clock.instant().truncatedTo(ChronoUnit.SECONDS).minus(1, ChronoUnit.HOURS);
  }

  private static org.bouncycastle.asn1.x509.Extensions caExtensions(EcPublicKey key) {
    try {
      var extensions = new ExtensionsGenerator();
      extensions.addExtension(Extension.subjectKeyIdentifier, false, keyId(key));
      extensions.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
      var usage = new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign);
      extensions.addExtension(Extension.keyUsage, true, usage);
      return extensions.generate();
    } catch (IOException e) {
      throw new UncheckedIOException("in-memory encoding cannot fail", e);
    }
  }

  private static org.bouncycastle.asn1.x509.Extensions leafExtensions(
      EcPublicKey key, IssuingCa ca, KeyPurposeId purpose, List<String> hosts) {
    try {
      var extensions = new ExtensionsGenerator();
      extensions.addExtension(Extension.subjectKeyIdentifier, false, keyId(key));
      var issuer = new AuthorityKeyIdentifier(ca.keyId().octets().toArray());
      extensions.addExtension(Extension.authorityKeyIdentifier, false, issuer);
      extensions.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
      extensions.addExtension(Extension.extendedKeyUsage, true, new ExtendedKeyUsage(purpose));
      if (!hosts.isEmpty()) {
        var names = hosts.stream().map(OperatorPki::hostName).toArray(GeneralName[]::new);
        extensions.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names));
      }
      return extensions.generate();
    } catch (IOException e) {
      throw new UncheckedIOException("in-memory encoding cannot fail", e);
    }
  }

  private static GeneralName hostName(String host) {
    boolean address = host.matches("[0-9.]+") || host.contains(":");
    return new GeneralName(address ? GeneralName.iPAddress : GeneralName.dNSName, host);
  }

  private static SubjectKeyIdentifier keyId(EcPublicKey key) {
    return new SubjectKeyIdentifier(DraftExtensions.keyId(key).octets().toArray());
  }

  /** Writes CA and server certificate with their keys as PEM, keys for the owner only. */
  public void write(Path directory) throws IOException {
    Files.createDirectories(directory);
    ca.write(directory, "es2plus-ca");
    server.write(serverFiles(directory).certificate(), serverFiles(directory).key());
  }

  /** Reads what {@link #write} wrote; throws CredentialException if something is missing. */
  public static OperatorPki load(Path directory, InstantSource clock, SecureRandom random) {
    var server = TlsIdentity.load(serverFiles(directory));
    return new OperatorPki(IssuingCa.load(directory, "es2plus-ca"), server, clock, random);
  }

  /** Returns where {@link #write} puts the certificate and key of the listener. */
  public static CertAndKey serverFiles(Path directory) {
    return new CertAndKey(
        directory.resolve("es2plus-server.pem"), directory.resolve("es2plus-server.key"));
  }

  /** Returns where {@link #write} puts the CA certificate. */
  public static Path caFile(Path directory) {
    return directory.resolve("es2plus-ca.pem");
  }
}
