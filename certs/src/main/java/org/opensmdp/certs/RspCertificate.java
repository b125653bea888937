package org.opensmdp.certs;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.ASN1BitString;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.TBSCertificate;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.opensmdp.crypto.EcPublicKey;
import org.opensmdp.crypto.Signatures;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Eid;
import org.opensmdp.rsp.InvalidMessage;
import org.opensmdp.rsp.SmdpOid;
import org.opensmdp.rsp.SubjectKeyId;
import org.opensmdp.rsp.Tlv;

/**
 * A certificate of the RSP PKI (SGP.22 v2 §4.5): read once, kept as received. That it could be read
 * says nothing about who signed it; {@link EuiccChains} and {@link CredentialLoader} ask that.
 * Immutable, equal by its octets.
 */
public final class RspCertificate {
  private static final Pattern EID = Pattern.compile("[0-9]{32}");
  private static final int MAX_OCTETS = 16 * 1024;
  private static final Set<String> UNDERSTOOD = Set.of(
      Extension.authorityKeyIdentifier.getId(),
      Extension.basicConstraints.getId(),
      Extension.certificatePolicies.getId(),
      Extension.cRLDistributionPoints.getId(),
      Extension.extendedKeyUsage.getId(),
      Extension.keyUsage.getId(),
      Extension.nameConstraints.getId(),
      Extension.subjectAlternativeName.getId(),
      Extension.subjectKeyIdentifier.getId(),
      ExtensionsReader.PERMITTED_EINS.getId());

  private final Bytes der;
  private final Bytes signedOctets;
  private final Optional<Bytes> signature;
  private final TBSCertificate fields;
  private final EcPublicKey publicKey;
  private final Extensions extensions;
  private final String subject;
  private final String issuer;
  private final Instant notBefore;
  private final Instant notAfter;

  private RspCertificate(Bytes der) {
    var members = Tlv.parse("Certificate", 0x30, der).members("Certificate");
    var signed = members.next(0x30, "tbsCertificate").whole();
    var algorithm = members.next(0x30, "signatureAlgorithm").whole();
    var signatureBits = members.next(0x03, "signature").whole();
    members.end();
    this.der = der;
    this.signedOctets = signed;
    this.fields =
        TBSCertificate.getInstance(ShallowAsn1.parse("Certificate.tbsCertificate", signed));
    this.signature = signature(fields, algorithm, signatureBits);
    this.publicKey = EcKeys.read(fields.getSubjectPublicKeyInfo());
    this.extensions = new ExtensionsReader(fields.getExtensions()).read();
    this.subject =
        Names.printable(fields.getSubject()); // here, because odd names throw when looked at
    this.issuer = Names.printable(fields.getIssuer());
    this.notBefore = fields.getStartDate().getDate().toInstant();
    this.notAfter = fields.getEndDate().getDate().toInstant();
  }

  /**
   * Reads one DER certificate.
   *
   * @throws InvalidMessage if it is not an X.509 certificate with an EC key on a curve of SGP.22
   */
  public static RspCertificate parse(Bytes der) {
    if (der.size() > MAX_OCTETS) {
      throw new InvalidMessage("Certificate: %d octets".formatted(der.size()));
    }
    try {
      return new RspCertificate(der);
    } catch (InvalidMessage e) {
      throw e;
    } catch (RuntimeException e) { // Bouncy Castle throws a dozen kinds at odd octets
      throw new InvalidMessage("Certificate: not an X.509 certificate", e);
    }
  }

  /** The same algorithm must stand inside and outside; anything but ecdsa-with-SHA256 never verifies. */
  private static Optional<Bytes> signature(TBSCertificate fields, Bytes algorithm, Bytes bits) {
    var outside = AlgorithmIdentifier.getInstance(
        ShallowAsn1.parse("Certificate.signatureAlgorithm", algorithm));
    var octets = ASN1BitString.getInstance(ShallowAsn1.parse("Certificate.signature", bits));
    return outside.equals(fields.getSignature())
            && outside.getAlgorithm().equals(X9ObjectIdentifiers.ecdsa_with_SHA256)
            && octets.getPadBits() == 0
        ? EcdsaDer.toRaw(Bytes.of(octets.getOctets()))
        : Optional.empty();
  }

  /** Returns the octets as received. */
  public Bytes der() {
    return der;
  }

  /**
   * Returns the certificate as TLS libraries take it.
   *
   * @throws IllegalArgumentException if they do not
   */
  public X509Certificate x509() {
    try {
      return TlsIdentity.x509(publicKey.curve(), der);
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("no X.509 certificate: " + subject, e);
    }
  }

  public EcPublicKey publicKey() {
    return publicKey;
  }

  public Optional<SubjectKeyId> subjectKeyId() {
    return extensions.subjectKeyId();
  }

  /** Returns the keyIdentifier of authorityKeyIdentifier. */
  public Optional<SubjectKeyId> authorityKeyId() {
    return extensions.authorityKeyId();
  }

  /** Returns the roles certificatePolicies names, in the identifiers of v2 or v3. */
  public Set<CertificateRole> roles() {
    return CertificateRole.ofPolicies(extensions.policies());
  }

  /** Returns the registeredID of subjectAltName: an SM-DP+'s own, and what CI and EUM put there. */
  public Optional<SmdpOid> smdpOid() {
    return extensions.smdpOid();
  }

  public List<String> dnsNames() {
    return extensions.dnsNames();
  }

  /** Returns the serialNumber of the subject if it is 32 digits; check digits not verified here. */
  public Optional<Eid> eid() {
    return Names.attribute(fields.getSubject(), BCStyle.SERIALNUMBER)
        .filter(digits -> EID.matcher(digits).matches())
        .map(Eid::new);
  }

  public Optional<String> organisation() {
    return Names.attribute(fields.getSubject(), BCStyle.O);
  }

  /** Whether basicConstraints says that it issues certificates. */
  public boolean ca() {
    return extensions.ca();
  }

  public boolean mayIssueCertificates() {
    return mayUse(KeyUsage.keyCertSign);
  }

  public boolean maySignRevocationLists() {
    return mayUse(KeyUsage.cRLSign);
  }

  public boolean mayCreateDigitalSignatures() {
    return mayUse(KeyUsage.digitalSignature);
  }

  public boolean mayServeTls() {
    return extensions.extendedKeyUsage().contains(KeyPurposeId.id_kp_serverAuth.getId());
  }

  public boolean mayBeTlsClient() {
    return extensions.extendedKeyUsage().contains(KeyPurposeId.id_kp_clientAuth.getId());
  }

  public Instant notBefore() {
    return notBefore;
  }

  public Instant notAfter() {
    return notAfter;
  }

  /** Whether {@code instant} lies in the validity, both ends included. */
  public boolean validAt(Instant instant) {
    return !instant.isBefore(notBefore) && !instant.isAfter(notAfter);
  }

  /** Returns the subject for people; never compare it. */
  public String subject() {
    return subject;
  }

  /** Returns the issuer's name for people; never compare it. */
  public String issuer() {
    return issuer;
  }

  /** Returns the serial number as it stands there: of any size, negative in some old certificates. */
  public BigInteger serialNumber() {
    return fields.getSerialNumber().getValue();
  }

  /** Whether the octets received carry a signature of {@code issuer}. Says nothing of names or dates. */
  public boolean signedBy(EcPublicKey issuer) {
    return signature.isPresent() && Signatures.verify(issuer, signedOctets, signature.get());
  }

  /** Returns the permitted directory names of nameConstraints. */
  public List<NameConstraint> nameConstraints() {
    return extensions.constraints().permitted();
  }

  /** Returns the EINs an EUM certificate of v3 lists for itself. */
  public List<String> permittedEins() {
    return extensions.constraints().permittedEins();
  }

  /** Returns the critical extensions that nothing here understands, by object identifier. */
  public Set<String> unknownCriticalExtensions() {
    var unknown = new HashSet<>(extensions.critical());
    unknown.removeAll(UNDERSTOOD);
    return unknown;
  }

  /** Returns the SHA-256 of the octets. */
  public Bytes fingerprint() {
    return Digests.sha256(der);
  }

  Extensions extensions() {
    return extensions;
  }

  X500Name subjectName() {
    return fields.getSubject();
  }

  private boolean mayUse(int usage) {
    return (extensions.keyUsage().orElse(0) & usage) != 0;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RspCertificate that && der.equals(that.der);
  }

  @Override
  public int hashCode() {
    return der.hashCode();
  }

  @Override
  public String toString() {
    return "RspCertificate[%s, serial %s]".formatted(subject(), serialNumber().toString(16));
  }
}
