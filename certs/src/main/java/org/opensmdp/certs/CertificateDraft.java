package org.opensmdp.certs;

import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.opensmdp.crypto.EcPublicKey;
import org.opensmdp.rsp.SmdpOid;

/** What a certificate shall say, before someone signs it. */
record CertificateDraft(
    CertificateRole role,
    X500Name subject,
    EcPublicKey key,
    Validity validity,
    Content content,
    Variation variation) {

  /** What only some roles carry. */
  record Content(
      Optional<SmdpOid> oid, List<String> dnsNames, Optional<NameConstraint> nameConstraint) {
    static final Content NOTHING = new Content(Optional.empty(), List.of(), Optional.empty());

    static Content oid(String dotted) {
      return new Content(Optional.of(new SmdpOid(dotted)), List.of(), Optional.empty());
    }

    Content with(Variation variation) {
      return new Content(
          variation.oid().or(() -> oid),
          dnsNames,
          nameConstraint.map(name -> new NameConstraint(
              name.organisation(),
              variation.permittedEins().isEmpty()
                  ? variation.ein().or(name::serialNumberPrefix)
                  : Optional.empty())));
    }
  }

  static CertificateDraft of(
      CertificateRole role, X500Name subject, EcPublicKey key, Validity validity, Content content) {
    return new CertificateDraft(role, subject, key, validity, content, Variation.NONE);
  }

  /** Returns a draft that says what {@code model} says, for another key. */
  static CertificateDraft like(RspCertificate model, CertificateRole role, EcPublicKey key) {
    return of(
        role,
        model.subjectName(),
        key,
        new Validity(model.notBefore(), model.notAfter()),
        new Content(
            model.smdpOid(), model.dnsNames(), model.nameConstraints().stream().findFirst()));
  }

  CertificateDraft varied(Variation variation) {
    return new CertificateDraft(
        role,
        subject,
        key,
        variation.validity().orElse(validity),
        content.with(variation),
        variation);
  }

  static X500Name name(String organisation, String commonName) {
    return new X500NameBuilder(BCStyle.INSTANCE)
        .addRDN(BCStyle.O, organisation)
        .addRDN(BCStyle.CN, commonName)
        .build();
  }
}
