package org.opensmdp.certs;

import static org.opensmdp.certs.CertificateRole.CI;
import static org.opensmdp.certs.CertificateRole.EUICC;
import static org.opensmdp.certs.CertificateRole.EUM;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.opensmdp.rsp.Eid;
import org.opensmdp.rsp.SubjectKeyId;

/**
 * Compares one certificate with the profile of its role (SGP.22 v2 §4.5.2.1). What makes devices or
 * servers refuse it is an error; what only departs from the profile is a warning.
 */
final class CertificateProfile {
  private static final Duration LONGEST_TLS = Duration.ofDays(398);
  private static final String REISSUE = "have it issued again with the profile of SGP.22 §4.5.2.1";
  private static final String TELL_THE_CI = "tell the CI; most devices accept it";

  private final String name;
  private final RspCertificate certificate;
  private final CertificateRole role;
  private final Extensions extensions;
  private final List<Finding> findings = new ArrayList<>();

  private CertificateProfile(String name, RspCertificate certificate, CertificateRole role) {
    this.name = name;
    this.certificate = certificate;
    this.role = role;
    this.extensions = certificate.extensions();
  }

  /** Returns what departs from the profile, nothing if all is well; {@code name} leads each line. */
  static List<Finding> departures(String name, RspCertificate certificate, CertificateRole role) {
    var profile = new CertificateProfile(name, certificate, role);
    profile.policy();
    profile.keyIds();
    profile.usage();
    profile.names();
    if (role == EUM) {
      profile.eum();
    }
    if (role == EUICC) {
      profile.euicc();
    }
    if (role.speaksTls()) {
      profile.tls();
    }
    return profile.findings;
  }

  private void policy() {
    must(
        certificate.roles().contains(role),
        "its policy is not that of a certificate for " + role.title());
    if (!role.speaksTls()) {
      critical(Extension.certificatePolicies, "certificatePolicies");
    }
    must(
        certificate.unknownCriticalExtensions().isEmpty(),
        "unknown critical extension " + certificate.unknownCriticalExtensions());
  }

  private void keyIds() {
    must(certificate.subjectKeyId().isPresent(), "no subjectKeyIdentifier");
    var sha1 = new SubjectKeyId(Digests.sha1(certificate.publicKey().point()));
    should(
        certificate.subjectKeyId().map(sha1::equals).orElse(true),
        "subjectKeyIdentifier is not the SHA-1 of the key");
    must(role == CI || certificate.authorityKeyId().isPresent(), "no authorityKeyIdentifier");
  }

  private void usage() {
    if (role.issues()) {
      must(certificate.ca(), "not marked as a CA");
      must(certificate.mayIssueCertificates(), "key usage without keyCertSign");
      critical(Extension.basicConstraints, "basicConstraints");
    } else {
      must(!certificate.ca(), "marked as a CA");
      must(certificate.mayCreateDigitalSignatures(), "key usage without digitalSignature");
    }
    critical(Extension.keyUsage, "keyUsage");
    should(
        role == EUICC || extensions.present().contains(Extension.cRLDistributionPoints.getId()),
        "no cRLDistributionPoints");
  }

  private void names() {
    boolean server = !role.issues() && role != EUICC;
    if (server) {
      must(certificate.smdpOid().isPresent(), "no object identifier in subjectAltName");
    } else if (role.issues()) {
      should(certificate.smdpOid().isPresent(), "no object identifier in subjectAltName");
    }
  }

  private void eum() {
    must(EinLimits.of(certificate).present(), "no name constraint on the EIDs it may issue");
    if (extensions.present().contains(Extension.nameConstraints.getId())) {
      critical(Extension.nameConstraints, "nameConstraints");
    }
    should(extensions.pathLength().orElse(-1) == 0, "path length is not 0");
  }

  private void euicc() {
    must(certificate.eid().isPresent(), "no EID of 32 digits in the subject");
    must(certificate.organisation().isPresent(), "no organisation in the subject");
    should(
        certificate.eid().map(Eid::checkDigitsHold).orElse(true),
        "check digits of the EID are wrong");
  }

  private void tls() {
    must(!certificate.dnsNames().isEmpty(), "no DNS name in subjectAltName");
    must(certificate.mayServeTls(), "extended key usage without serverAuth");
    should(certificate.mayBeTlsClient(), "extended key usage without clientAuth");
    critical(Extension.extendedKeyUsage, "extendedKeyUsage");
    var validity = Duration.between(certificate.notBefore(), certificate.notAfter());
    should(validity.compareTo(LONGEST_TLS) <= 0, "valid for more than 398 days");
  }

  private void critical(ASN1ObjectIdentifier extension, String title) {
    should(extensions.critical().contains(extension.getId()), title + " is not critical");
  }

  private void must(boolean holds, String otherwise) {
    if (!holds) {
      findings.add(Finding.error(name + ": " + otherwise, REISSUE));
    }
  }

  private void should(boolean holds, String otherwise) {
    if (!holds) {
      findings.add(Finding.warning(name + ": " + otherwise, TELL_THE_CI));
    }
  }
}
