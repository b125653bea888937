package org.opensmdp.certs;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.TBSCertificate;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.asn1.x509.V3TBSCertificateGenerator;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.opensmdp.certs.Variation.Fault;
import org.opensmdp.crypto.EcPublicKey;
import org.opensmdp.crypto.SigningKey;
import org.opensmdp.crypto.SoftwareSigningKey;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.SubjectKeyId;

/** A certificate with its key, both made here: it can issue others and be written to files. */
record IssuingCa(RspCertificate certificate, SoftwareSigningKey key) {
  private static final AlgorithmIdentifier ECDSA =
      new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA256);
  private static final int SERIAL_BITS = 120; // RFC 5280 allows 20 octets

  /**
   * What is signed, but for issuer and serial number.
   *
   * @param forged the signature shall not verify
   */
  record Body(
      X500Name subject,
      EcPublicKey key,
      Validity validity,
      org.bouncycastle.asn1.x509.Extensions extensions,
      boolean forged) {

    static Body of(CertificateDraft draft, SubjectKeyId issuer) {
      return new Body(
          draft.subject(),
          draft.key(),
          draft.validity(),
          DraftExtensions.of(draft, issuer),
          draft.variation().has(Fault.FORGED_SIGNATURE));
    }
  }

  /** Makes a root: signed by its own key. */
  static IssuingCa selfSigned(Body body, SoftwareSigningKey key, SecureRandom random) {
    return new IssuingCa(sign(body, body.subject(), key, random), key);
  }

  RspCertificate issue(Body body, SecureRandom random) {
    return sign(body, certificate.subjectName(), key, random);
  }

  RspCertificate issue(CertificateDraft draft, SecureRandom random) {
    return issue(Body.of(draft, keyId()), random);
  }

  SubjectKeyId keyId() {
    return certificate.subjectKeyId().orElseThrow();
  }

  private static RspCertificate sign(
      Body body, X500Name issuer, SigningKey key, SecureRandom random) {
    var signed = signed(body, issuer, random);
    var raw = key.sign(Asn1Octets.of(signed));
    var signature = EcdsaDer.fromRaw(body.forged() ? forged(raw) : raw);
    var parts = new ASN1EncodableVector(3);
    parts.add(signed);
    parts.add(ECDSA);
    parts.add(new DERBitString(signature.toArray()));
    return RspCertificate.parse(Asn1Octets.of(new DERSequence(parts)));
  }

  private static TBSCertificate signed(Body body, X500Name issuer, SecureRandom random) {
    var signed = new V3TBSCertificateGenerator();
    signed.setSerialNumber(
        new ASN1Integer(new BigInteger(SERIAL_BITS, random).setBit(SERIAL_BITS)));
    signed.setSignature(ECDSA);
    signed.setIssuer(issuer);
    signed.setStartDate(new Time(Date.from(body.validity().notBefore())));
    signed.setEndDate(new Time(Date.from(body.validity().notAfter())));
    signed.setSubject(body.subject());
    signed.setSubjectPublicKeyInfo(EcKeys.write(body.key()));
    signed.setExtensions(body.extensions());
    return signed.generateTBSCertificate();
  }

  private static Bytes forged(Bytes raw) {
    var octets = raw.toArray();
    octets[octets.length - 1] ^= 1;
    return Bytes.wrap(octets);
  }

  void write(Path directory, String name) throws IOException {
    CertificateFiles.write(directory.resolve(name + ".pem"), List.of(certificate));
    key.writePem(directory.resolve(name + ".key"));
  }

  static IssuingCa load(Path directory, String name) {
    var source = new CertAndKey(directory.resolve(name + ".pem"), directory.resolve(name + ".key"));
    var material = KeyMaterial.read(source);
    return new IssuingCa(material.certificate(), material.signingKey());
  }

  Credential credential() {
    return new Credential(certificate, key);
  }
}
