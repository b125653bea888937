package org.opensmdp.certs;

import static org.opensmdp.certs.Variation.Fault.FOREIGN_AUTHORITY_KEY_ID;
import static org.opensmdp.certs.Variation.Fault.NOT_CRITICAL;
import static org.opensmdp.certs.Variation.Fault.NO_AUTHORITY_KEY_ID;
import static org.opensmdp.certs.Variation.Fault.NO_NAME_CONSTRAINT;
import static org.opensmdp.certs.Variation.Fault.POLICY_OF_V3;
import static org.opensmdp.certs.Variation.Fault.UNKNOWN_CRITICAL_EXTENSION;
import static org.opensmdp.certs.Variation.Fault.WRONG_CA_FLAG;
import static org.opensmdp.certs.Variation.Fault.WRONG_KEY_USAGE;
import static org.opensmdp.certs.Variation.Fault.WRONG_PATH_LENGTH;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DERPrintableString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.CertificatePolicies;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.asn1.x509.PolicyInformation;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.opensmdp.crypto.EcPublicKey;
import org.opensmdp.rsp.SubjectKeyId;

/** The extensions of a certificate by its role: the table of SGP.22 v2 §4.5.2.1. */
final class DraftExtensions {
  private static final String REVOCATIONS = "http://ci.test.example.com/CRL.crl";
  private static final String UNKNOWN = "2.999.999";

  private final CertificateDraft draft;
  private final CertificateRole role;
  private final Variation variation;
  private final ExtensionsGenerator extensions = new ExtensionsGenerator();

  private DraftExtensions(CertificateDraft draft) {
    this.draft = draft;
    this.role = draft.role();
    this.variation = draft.variation();
  }

  static org.bouncycastle.asn1.x509.Extensions of(CertificateDraft draft, SubjectKeyId issuer) {
    var builder = new DraftExtensions(draft);
    builder.keyIds(issuer);
    builder.usage();
    builder.policy();
    builder.names();
    builder.constraints();
    if (builder.variation.has(UNKNOWN_CRITICAL_EXTENSION)) {
      builder.add(new ASN1ObjectIdentifier(UNKNOWN), true, DERNull.INSTANCE);
    }
    return builder.extensions.generate();
  }

  static SubjectKeyId keyId(EcPublicKey key) {
    return new SubjectKeyId(Digests.sha1(key.point()));
  }

  private void keyIds(SubjectKeyId issuer) {
    var own = keyId(draft.key()).octets().toArray();
    add(Extension.subjectKeyIdentifier, false, new SubjectKeyIdentifier(own));
    if (role != CertificateRole.CI && !variation.has(NO_AUTHORITY_KEY_ID)) {
      var named =
          variation.has(FOREIGN_AUTHORITY_KEY_ID) ? own : issuer.octets().toArray();
      add(Extension.authorityKeyIdentifier, false, new AuthorityKeyIdentifier(named));
    }
  }

  private void usage() {
    int usage = role == CertificateRole.CI
        ? KeyUsage.keyCertSign | KeyUsage.cRLSign
        : role.issues() ? KeyUsage.keyCertSign : KeyUsage.digitalSignature;
    var named = variation.has(WRONG_KEY_USAGE) ? KeyUsage.keyAgreement : usage;
    add(Extension.keyUsage, true, new KeyUsage(named));
    if (role.speaksTls()) {
      var purposes =
          new KeyPurposeId[] {KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth};
      add(Extension.extendedKeyUsage, true, new ExtendedKeyUsage(purposes));
    }
    if (role.issues() != variation.has(WRONG_CA_FLAG)) {
      add(Extension.basicConstraints, true, ca());
    }
  }

  private BasicConstraints ca() {
    return role == CertificateRole.EUM
        ? new BasicConstraints(variation.has(WRONG_PATH_LENGTH) ? 1 : 0)
        : new BasicConstraints(true);
  }

  private void policy() {
    var named = variation.role().orElse(role);
    var policy = variation.has(POLICY_OF_V3) ? named.policyV3() : named.policyV2();
    var information = new PolicyInformation(new ASN1ObjectIdentifier(policy));
    add(Extension.certificatePolicies, !role.speaksTls(), new CertificatePolicies(information));
  }

  private void names() {
    var names = new ArrayList<GeneralName>();
    for (String host : draft.content().dnsNames()) {
      names.add(new GeneralName(GeneralName.dNSName, host));
    }
    draft
        .content()
        .oid()
        .ifPresent(oid -> names.add(new GeneralName(GeneralName.registeredID, oid.dotted())));
    if (!names.isEmpty()) {
      var all = new GeneralNames(names.toArray(GeneralName[]::new));
      add(Extension.subjectAlternativeName, false, all);
    }
    if (role != CertificateRole.EUICC) {
      add(Extension.cRLDistributionPoints, false, revocationLists());
    }
  }

  private static CRLDistPoint revocationLists() {
    var address = new GeneralName(GeneralName.uniformResourceIdentifier, REVOCATIONS);
    var point = new DistributionPointName(new GeneralNames(address));
    return new CRLDistPoint(new DistributionPoint[] {new DistributionPoint(point, null, null)});
  }

  private void constraints() {
    var constraint = draft.content().nameConstraint();
    if (constraint.isPresent() && !variation.has(NO_NAME_CONSTRAINT)) {
      var subtree = new GeneralSubtree(directoryName(constraint.get()));
      var permitted = new NameConstraints(new GeneralSubtree[] {subtree}, null);
      add(Extension.nameConstraints, true, permitted);
    }
    if (!variation.permittedEins().isEmpty()) {
      var eins = variation.permittedEins().stream()
          .map(DERPrintableString::new)
          .toArray(ASN1Encodable[]::new);
      add(ExtensionsReader.PERMITTED_EINS, false, new DERSequence(eins));
    }
  }

  private static GeneralName directoryName(NameConstraint constraint) {
    var name = new X500NameBuilder(BCStyle.INSTANCE);
    add(name, BCStyle.O, constraint.organisation());
    add(name, BCStyle.SERIALNUMBER, constraint.serialNumberPrefix());
    return new GeneralName(name.build());
  }

  private static void add(
      X500NameBuilder name, ASN1ObjectIdentifier attribute, Optional<String> value) {
    value.ifPresent(text -> name.addRDN(attribute, text));
  }

  private void add(ASN1ObjectIdentifier oid, boolean critical, ASN1Encodable value) {
    try {
      extensions.addExtension(oid, critical && !variation.has(NOT_CRITICAL), value);
    } catch (IOException e) {
      throw new UncheckedIOException("in-memory encoding cannot fail", e);
    }
  }
}
