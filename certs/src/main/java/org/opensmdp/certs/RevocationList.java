package org.opensmdp.certs;

import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.ASN1BitString;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.IssuingDistributionPoint;
import org.bouncycastle.asn1.x509.TBSCertList;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.jspecify.annotations.Nullable;
import org.opensmdp.crypto.EcPublicKey;
import org.opensmdp.crypto.Signatures;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.InvalidMessage;
import org.opensmdp.rsp.SubjectKeyId;
import org.opensmdp.rsp.Tlv;

/**
 * A CRL of a CI (SGP.22 v2 §4.6, RFC 5280 §5): the serial numbers it has revoked. A CI may cut its
 * list into several; each stands for itself. Lists that speak for other issuers, or that only say what
 * has changed since another one, are refused: read alone they would mislead.
 */
public final class RevocationList {
  private static final int MAX_OCTETS = 4 << 20;
  private static final int MOST_PARTS = 1000;
  private static final Set<String> UNDERSTOOD = Set.of(
      Extension.authorityKeyIdentifier.getId(),
      Extension.cRLNumber.getId(),
      Extension.issuingDistributionPoint.getId(),
      Extension.reasonCode.getId(),
      Extension.invalidityDate.getId(),
      "2.23.146.1.2.0.1", // expirationDate of an entry (SGP.22 v2 §4.6)
      RevocationDraft.TOTAL_PARTIAL_CRL_NUMBER.getId(),
      RevocationDraft.PARTIAL_CRL_NUMBER.getId());

  private final Bytes der;
  private final Bytes signedOctets;
  private final Optional<Bytes> signature;
  private final Instant thisUpdate;
  private final Optional<Instant> nextUpdate;
  private final Map<BigInteger, Instant> revoked;
  private final @Nullable Extensions extensions;

  private RevocationList(Bytes der) {
    var members = Tlv.parse("CertificateList", 0x30, der).members("CertificateList");
    this.der = der;
    this.signedOctets = members.next(0x30, "tbsCertList").whole();
    var algorithm = members.next(0x30, "signatureAlgorithm").whole();
    var bits = members.next(0x03, "signature").whole();
    members.end();
    var fields =
        TBSCertList.getInstance(ShallowAsn1.parse("CertificateList.tbsCertList", signedOctets));
    this.signature = signature(fields, algorithm, bits);
    this.thisUpdate = fields.getThisUpdate().getDate().toInstant();
    this.nextUpdate =
        Optional.ofNullable(fields.getNextUpdate()).map(time -> time.getDate().toInstant());
    this.extensions = fields.getExtensions();
    requireUnderstood(extensions);
    requirePart();
    this.revoked = revoked(fields);
  }

  /**
   * Reads one DER list.
   *
   * @throws InvalidMessage if it is no X.509 CRL, or one that cannot be used alone
   */
  public static RevocationList parse(Bytes der) {
    if (der.size() > MAX_OCTETS) {
      throw new InvalidMessage("CertificateList: %d octets".formatted(der.size()));
    }
    try {
      return new RevocationList(der);
    } catch (InvalidMessage e) {
      throw e;
    } catch (RuntimeException e) { // Bouncy Castle throws a dozen kinds at odd octets
      throw new InvalidMessage("CertificateList: not an X.509 CRL", e);
    }
  }

  /** Whether the octets are a list that says only what has changed since another one (deltaCRL). */
  public static boolean changesOnly(Bytes der) {
    try {
      var members = Tlv.parse("CertificateList", 0x30, der).members("CertificateList");
      var signed = members.next(0x30, "tbsCertList").whole();
      var fields =
          TBSCertList.getInstance(ShallowAsn1.parse("CertificateList.tbsCertList", signed));
      return fields.getExtensions() != null
          && fields.getExtensions().getExtension(Extension.deltaCRLIndicator) != null;
    } catch (RuntimeException e) { // Bouncy Castle throws a dozen kinds at odd octets
      return false;
    }
  }

  /** Reads a list and asks whether {@code ci} has signed it; PEM or DER. */
  static RevocationList read(Path file, RspCertificate ci) {
    var list = of(file, RevocationListFile.octets(file));
    if (!list.signedBy(ci.publicKey())) {
      throw new CredentialException("%s: not signed by the CI %s; give the list of this CI"
          .formatted(file, ci.subjectKeyId().map(Object::toString).orElse(ci.subject())));
    }
    return list;
  }

  private static RevocationList of(Path file, Bytes der) {
    try {
      return parse(der);
    } catch (InvalidMessage e) {
      throw new CredentialException(
          "%s: %s; give a whole CRL of the CI in PEM or DER".formatted(file, e.getMessage()));
    }
  }

  private static Optional<Bytes> signature(TBSCertList fields, Bytes algorithm, Bytes bits) {
    var outside = AlgorithmIdentifier.getInstance(
        ShallowAsn1.parse("CertificateList.signatureAlgorithm", algorithm));
    var octets = ASN1BitString.getInstance(ShallowAsn1.parse("CertificateList.signature", bits));
    return outside.equals(fields.getSignature())
            && outside.getAlgorithm().equals(X9ObjectIdentifiers.ecdsa_with_SHA256)
            && octets.getPadBits() == 0
        ? EcdsaDer.toRaw(Bytes.of(octets.getOctets()))
        : Optional.empty();
  }

  /** Read here, so that a number that is none is found now. */
  private void requirePart() {
    int parts = parts();
    int part = part().orElse(0);
    number(Extension.cRLNumber);
    authorityKeyId();
    if (parts < 0 || parts > MOST_PARTS || part < 0 || part > parts) {
      throw new InvalidMessage("CertificateList: part %d of %d".formatted(part, parts));
    }
  }

  private static void requireUnderstood(@Nullable Extensions extensions) {
    if (extensions == null) {
      return;
    }
    for (ASN1ObjectIdentifier critical : extensions.getCriticalExtensionOIDs()) {
      if (!UNDERSTOOD.contains(critical.getId())) {
        throw new InvalidMessage("CertificateList: unknown critical extension " + critical);
      }
    }
    var point = extensions.getExtensionParsedValue(Extension.issuingDistributionPoint);
    if (point != null && IssuingDistributionPoint.getInstance(point).isIndirectCRL()) {
      throw new InvalidMessage("CertificateList: speaks for other issuers (indirectCRL)");
    }
  }

  private static Map<BigInteger, Instant> revoked(TBSCertList fields) {
    var revoked = new HashMap<BigInteger, Instant>();
    for (TBSCertList.CRLEntry entry : fields.getRevokedCertificates()) {
      requireUnderstood(entry.getExtensions());
      revoked.put(
          entry.getUserCertificate().getValue(),
          entry.getRevocationDate().getDate().toInstant());
    }
    return Collections.unmodifiableMap(revoked);
  }

  /** Returns the octets as received. */
  public Bytes der() {
    return der;
  }

  /** Returns the keyIdentifier of authorityKeyIdentifier. */
  public Optional<SubjectKeyId> authorityKeyId() {
    return extension(Extension.authorityKeyIdentifier)
        .map(AuthorityKeyIdentifier::getInstance)
        .flatMap(issuer -> Optional.ofNullable(issuer.getKeyIdentifierOctets()))
        .map(octets -> new SubjectKeyId(Bytes.of(octets)));
  }

  /** Returns which part of its issue this is, from 1; none if the issue is one list. */
  public Optional<Integer> part() {
    return number(RevocationDraft.PARTIAL_CRL_NUMBER).map(BigInteger::intValue);
  }

  /** Returns how many parts the issue has; 0 if it is one list. */
  public int parts() {
    return number(RevocationDraft.TOTAL_PARTIAL_CRL_NUMBER)
        .map(BigInteger::intValue)
        .orElse(0);
  }

  /**
   * Compares by the number of the issue, and lists of one number by their date unless they are parts:
   * negative if this one is older.
   */
  public int compareAge(RevocationList other) {
    var mine = number(Extension.cRLNumber).orElse(BigInteger.ZERO);
    int order = mine.compareTo(other.number(Extension.cRLNumber).orElse(BigInteger.ZERO));
    boolean parts = part().isPresent() && other.part().isPresent();
    return order != 0 || parts ? order : thisUpdate.compareTo(other.thisUpdate);
  }

  private Optional<BigInteger> number(ASN1ObjectIdentifier id) {
    return extension(id).map(value -> ASN1Integer.getInstance(value).getValue());
  }

  private Optional<ASN1Encodable> extension(ASN1ObjectIdentifier id) {
    return Optional.ofNullable(extensions).map(all -> all.getExtensionParsedValue(id));
  }

  /** Whether the octets received carry a signature of {@code issuer}. */
  public boolean signedBy(EcPublicKey issuer) {
    return signature.isPresent() && Signatures.verify(issuer, signedOctets, signature.get());
  }

  /** Returns since when a certificate of this CI is revoked. */
  public Optional<Instant> revocationOf(RspCertificate certificate) {
    return Optional.ofNullable(revoked.get(certificate.serialNumber()));
  }

  int size() {
    return revoked.size();
  }

  Optional<Instant> nextUpdate() {
    return nextUpdate;
  }

  /** Whether the list speaks for {@code now}: begun, and its successor not due. */
  boolean current(Instant now) {
    return !now.isBefore(thisUpdate)
        && nextUpdate.map(next -> !now.isAfter(next)).orElse(true);
  }

  /** Returns what there is to say about the list; {@code label} leads the line. */
  Finding finding(String label, Instant now) {
    if (now.isBefore(thisUpdate)) {
      return Finding.warning(
          "%s: not valid before %s".formatted(label, Expiry.day(thisUpdate)),
          "set the clock of this machine right, or fetch the list that is valid today");
    }
    if (!current(now)) {
      return Finding.warning(
          "%s: expired on %s; a later one may revoke more"
              .formatted(label, nextUpdate.map(Expiry::day).orElse("")),
          "fetch the new list of the CI into this file; it is read again without a restart");
    }
    return Finding.ok("%s: %d revoked, valid until %s"
        .formatted(label, size(), nextUpdate.map(Expiry::day).orElse("further notice")));
  }
}
