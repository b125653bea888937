package org.opensmdp.certs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.CRLNumber;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.asn1.x509.V2TBSCertListGenerator;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.opensmdp.rsp.Bytes;

/** A CRL that a CI of a test hierarchy signs, with the extensions of SGP.22 v2 §4.6. */
final class RevocationDraft {
  static final ASN1ObjectIdentifier TOTAL_PARTIAL_CRL_NUMBER =
      new ASN1ObjectIdentifier("2.23.146.1.2.0.2");
  static final ASN1ObjectIdentifier PARTIAL_CRL_NUMBER =
      new ASN1ObjectIdentifier("2.23.146.1.2.0.3");

  private static final AlgorithmIdentifier ECDSA =
      new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA256);

  private RevocationDraft() {}

  /** Signs a list that is good as long as {@code validity} says. */
  static Bytes sign(IssuingCa ca, Validity validity, List<RspCertificate> revoked) {
    return sign(ca, validity, revoked, extensions(ca));
  }

  static Bytes sign(
      IssuingCa ca,
      Validity validity,
      List<RspCertificate> revoked,
      org.bouncycastle.asn1.x509.Extensions extensions) {
    var list = new V2TBSCertListGenerator();
    list.setSignature(ECDSA);
    list.setIssuer(ca.certificate().subjectName());
    list.setThisUpdate(new Time(Date.from(validity.notBefore())));
    list.setNextUpdate(new Time(Date.from(validity.notAfter())));
    for (RspCertificate certificate : revoked) {
      list.addCRLEntry(
          new ASN1Integer(certificate.serialNumber()),
          new Time(Date.from(validity.notBefore())),
          CRLReason.keyCompromise);
    }
    list.setExtensions(extensions);
    var signed = list.generateTBSCertList();
    var parts = new ASN1EncodableVector(3);
    parts.add(signed);
    parts.add(ECDSA);
    parts.add(
        new DERBitString(EcdsaDer.fromRaw(ca.key().sign(Asn1Octets.of(signed))).toArray()));
    return Asn1Octets.of(new DERSequence(parts));
  }

  /** Signs part {@code part} of an issue that is cut into {@code parts}. */
  static Bytes signPart(
      IssuingCa ca,
      Validity validity,
      int number,
      int part,
      int parts,
      List<RspCertificate> revoked) {
    try {
      var extensions = common(ca, number);
      extensions.addExtension(TOTAL_PARTIAL_CRL_NUMBER, true, new ASN1Integer(parts));
      extensions.addExtension(PARTIAL_CRL_NUMBER, true, new ASN1Integer(part));
      return sign(ca, validity, revoked, extensions.generate());
    } catch (IOException e) {
      throw new UncheckedIOException("in-memory encoding cannot fail", e);
    }
  }

  /** Signs a list that says only what has changed since the issue {@code base}. */
  static Bytes signChanges(
      IssuingCa ca, Validity validity, int base, List<RspCertificate> revoked) {
    try {
      var extensions = common(ca, base + 1);
      extensions.addExtension(
          Extension.deltaCRLIndicator, true, new CRLNumber(BigInteger.valueOf(base)));
      return sign(ca, validity, revoked, extensions.generate());
    } catch (IOException e) {
      throw new UncheckedIOException("in-memory encoding cannot fail", e);
    }
  }

  private static org.bouncycastle.asn1.x509.Extensions extensions(IssuingCa ca) {
    try {
      return common(ca, 1).generate();
    } catch (IOException e) {
      throw new UncheckedIOException("in-memory encoding cannot fail", e);
    }
  }

  private static ExtensionsGenerator common(IssuingCa ca, int number) throws IOException {
    var extensions = new ExtensionsGenerator();
    var issuer = new AuthorityKeyIdentifier(ca.keyId().octets().toArray());
    extensions.addExtension(Extension.authorityKeyIdentifier, false, issuer);
    extensions.addExtension(Extension.cRLNumber, false, new CRLNumber(BigInteger.valueOf(number)));
    return extensions;
  }
}
