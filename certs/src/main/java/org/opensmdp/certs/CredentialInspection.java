package org.opensmdp.certs;

import static org.opensmdp.certs.CertificateRole.CI;
import static org.opensmdp.certs.CertificateRole.DP_AUTH;
import static org.opensmdp.certs.CertificateRole.DP_PB;
import static org.opensmdp.certs.CertificateRole.DP_TLS;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** One look at the files of one set: what was found, and the set if it can be used. */
final class CredentialInspection {
  private final String name;
  private final Instant now;
  private final boolean acceptsExpired;
  private final List<Finding> findings = new ArrayList<>();

  CredentialInspection(String name, Instant now, boolean acceptsExpired) {
    this.name = name;
    this.now = now;
    this.acceptsExpired = acceptsExpired;
  }

  List<Finding> findings() {
    return List.copyOf(findings);
  }

  Optional<CredentialSet> run(CredentialFiles files) {
    var ci = read(() -> CertificateFiles.readFirst(files.ci()));
    var dpAuth = read(() -> KeyMaterial.read(files.dpAuth()));
    var dpPb = read(() -> KeyMaterial.read(files.dpPb()));
    var tls = read(() -> KeyMaterial.read(files.tls()));
    ci.ifPresent(certificate -> certificate(label("ci", files.ci()), certificate, CI));
    dpAuth.ifPresent(material -> signing("dp-auth", material, DP_AUTH, ci));
    dpPb.ifPresent(material -> signing("dp-pb", material, DP_PB, ci));
    tls.ifPresent(material -> tls(material, ci));
    if (dpAuth.isPresent()) {
      dpPb.ifPresent(material -> sameOid(label("dp-pb", material.file()), material, dpAuth.get()));
      tls.ifPresent(material -> sameOid(label("tls", material.file()), material, dpAuth.get()));
    }
    ci.ifPresent(root -> {
      var own = Stream.of(dpAuth, dpPb, tls).flatMap(Optional::stream).toList();
      files.crls().forEach(file -> revocations(file, root, own));
    });
    if (Finding.firstError(findings).isPresent()) {
      return Optional.empty();
    }
    // what the platform thinks of the TLS chain is a finding too
    return read(() -> TlsIdentity.of(tls.orElseThrow()))
        .map(identity -> new CredentialSet(
            name,
            ci.orElseThrow(),
            credential(dpAuth.orElseThrow()),
            credential(dpPb.orElseThrow()),
            identity));
  }

  private static Credential credential(KeyMaterial material) {
    return new Credential(material.certificate(), material.signingKey());
  }

  private String label(String part, Path file) {
    return "%s %s (%s)".formatted(name, part, file);
  }

  /** A file that cannot be read is a finding like others, so that one run tells of all files. */
  private <T> Optional<T> read(Supplier<T> reading) {
    try {
      return Optional.of(reading.get());
    } catch (CredentialException e) {
      var parts = e.getMessage() == null ? "" : e.getMessage();
      int split = parts.lastIndexOf("; ");
      findings.add(
          split < 0
              ? Finding.error(parts, "")
              : Finding.error(parts.substring(0, split), parts.substring(split + 2)));
      return Optional.empty();
    }
  }

  /** Profile and dates; an OK line if nothing is the matter. */
  private void certificate(String label, RspCertificate certificate, CertificateRole role) {
    var found = new ArrayList<>(CertificateProfile.departures(label, certificate, role));
    var expiry = acceptsExpired
        ? Expiry.accepted(label, certificate, now)
        : Expiry.finding(label, certificate, now);
    expiry.ifPresent(found::add);
    if (found.isEmpty()) {
      found.add(Finding.ok("%s: %s, valid until %s"
          .formatted(label, role.title(), Expiry.day(certificate.notAfter()))));
    }
    findings.addAll(found);
  }

  private void signing(
      String part, KeyMaterial material, CertificateRole role, Optional<RspCertificate> ci) {
    read(material::certificate).ifPresent(certificate -> {
      var label = label(part, material.file());
      key(label, material, certificate);
      certificate(label, certificate, role);
      ci.ifPresent(root -> issuedBy(label, certificate, root));
    });
  }

  private void issuedBy(String label, RspCertificate certificate, RspCertificate ci) {
    require(
        certificate.authorityKeyId().equals(ci.subjectKeyId()),
        label + ": issued by another CI than the set's",
        "give the CI certificate with the key id "
            + certificate.authorityKeyId().map(Object::toString).orElse("of its issuer"));
    require(
        certificate.signedBy(ci.publicKey()),
        label + ": its signature is not the CI's",
        "give the certificate as the CI issued it");
    require(
        certificate.publicKey().curve() == ci.publicKey().curve(),
        label + ": its key is on another curve than the CI's",
        "keep one set for each curve");
  }

  private void key(String label, KeyMaterial material, RspCertificate certificate) {
    read(material::signingKey)
        .ifPresent(key -> require(
            key.publicKey().equals(certificate.publicKey()),
            "%s: the key in %s belongs to another certificate".formatted(label, material.keyFile()),
            "give the key the certificate was issued for"));
  }

  private void sameOid(String label, KeyMaterial material, KeyMaterial dpAuth) {
    var oid = readQuietly(material).flatMap(RspCertificate::smdpOid);
    var expected = readQuietly(dpAuth).flatMap(RspCertificate::smdpOid);
    if (oid.isPresent() && expected.isPresent() && !oid.equals(expected)) {
      findings.add(Finding.error(
          "%s: SM-DP+ OID %s, but %s in dp-auth".formatted(label, oid.get(), expected.get()),
          "give certificates of one SM-DP+"));
    }
  }

  /** That it cannot be parsed has been said already. */
  private static Optional<RspCertificate> readQuietly(KeyMaterial material) {
    try {
      return Optional.of(material.certificate());
    } catch (CredentialException e) {
      return Optional.empty();
    }
  }

  /** TLS may be under another CI: a set for brainpool eUICCs may have P-256 for the phone. */
  private void tls(KeyMaterial material, Optional<RspCertificate> ci) {
    read(material::certificate).ifPresent(certificate -> {
      var label = label("tls", material.file());
      key(label, material, certificate);
      certificate(label, certificate, DP_TLS);
      if (ci.flatMap(RspCertificate::subjectKeyId).equals(certificate.authorityKeyId())) {
        ci.ifPresent(root -> require(
            certificate.signedBy(root.publicKey()),
            label + ": its signature is not the CI's",
            "give the certificate as the CI issued it"));
      } else {
        findings.add(Finding.warning(
            label + ": issued under another CI than the set's",
            "see that phones trust the CI with the key id "
                + certificate.authorityKeyId().map(Object::toString).orElse("of its issuer")));
      }
    });
  }

  /** What a list of the CI says of itself, and of the own certificates. */
  private void revocations(Path file, RspCertificate ci, List<KeyMaterial> own) {
    read(() -> RevocationList.read(file, ci)).ifPresent(list -> {
      findings.add(list.finding(label("crl", file), now));
      for (KeyMaterial material : own) {
        readQuietly(material)
            .filter(certificate -> certificate.authorityKeyId().equals(ci.subjectKeyId()))
            .flatMap(list::revocationOf)
            .ifPresent(since -> findings.add(Finding.error(
                "%s %s: revoked by its CI on %s"
                    .formatted(name, material.file(), Expiry.day(since)),
                "have another one issued; eUICCs that know the list refuse this one")));
      }
    });
  }

  private void require(boolean holds, String otherwise, String remedy) {
    if (!holds) {
      findings.add(Finding.error(otherwise, remedy));
    }
  }
}
