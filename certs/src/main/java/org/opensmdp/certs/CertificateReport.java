package org.opensmdp.certs;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Certificates in words, for {@code certs show} and {@code certs check}. */
public final class CertificateReport {
  private CertificateReport() {}

  /** Returns several lines without a last line break. */
  public static String describe(RspCertificate certificate) {
    var lines = new ArrayList<String>();
    lines.add(line("subject", certificate.subject()));
    lines.add(line("issuer", certificate.issuer()));
    lines.add(line("role", roles(certificate)));
    lines.add(line("serial", certificate.serialNumber().toString(16)));
    lines.add(line("valid", certificate.notBefore() + " to " + certificate.notAfter()));
    lines.add(line("key", certificate.publicKey().curve().standardName()));
    add(lines, "key id", certificate.subjectKeyId());
    add(lines, "issuer key", certificate.authorityKeyId());
    add(lines, "OID", certificate.smdpOid());
    add(lines, "EID", certificate.eid());
    if (!certificate.dnsNames().isEmpty()) {
      lines.add(line("hosts", Names.printable(String.join(", ", certificate.dnsNames()))));
    }
    for (NameConstraint constraint : certificate.nameConstraints()) {
      lines.add(line("may issue", text(constraint)));
    }
    if (!certificate.permittedEins().isEmpty()) {
      lines.add(line("EINs", Names.printable(String.join(", ", certificate.permittedEins()))));
    }
    lines.add(line("SHA-256", certificate.fingerprint().toString()));
    return String.join("\n", lines);
  }

  /**
   * Compares a certificate with its profile (SGP.22 v2 §4.5.2.1); dates and signature are not looked
   * at. Without a role, with the profile of the role it names itself.
   */
  public static List<Finding> check(RspCertificate certificate, Optional<CertificateRole> role) {
    var roles = role.map(List::of).orElse(List.copyOf(certificate.roles()));
    if (roles.isEmpty()) {
      return List.of(Finding.error(
          certificate.subject() + ": no policy of SGP.22", "give a certificate of the RSP PKI"));
    }
    var findings = new ArrayList<Finding>();
    for (CertificateRole one : roles) {
      findings.addAll(CertificateProfile.departures(certificate.subject(), certificate, one));
    }
    if (findings.isEmpty()) {
      findings.add(Finding.ok(
          certificate.subject() + ": as a certificate for " + titles(roles) + " should be"));
    }
    return findings;
  }

  /** As {@link #check(RspCertificate, Optional)}, and whether it is valid at {@code now} and for how long. */
  public static List<Finding> check(
      RspCertificate certificate, Optional<CertificateRole> role, Instant now) {
    var findings = new ArrayList<>(check(certificate, role));
    Expiry.finding(certificate.subject(), certificate, now).ifPresent(findings::add);
    return findings;
  }

  private static String roles(RspCertificate certificate) {
    return certificate.roles().isEmpty() ? "none of SGP.22" : titles(certificate.roles());
  }

  private static String titles(Iterable<CertificateRole> roles) {
    var titles = new ArrayList<String>();
    roles.forEach(role -> titles.add(role.title()));
    return String.join(", ", titles);
  }

  private static String text(NameConstraint constraint) {
    var text = "organisation %s, EIDs starting with %s"
        .formatted(
            constraint.organisation().orElse("any"),
            constraint.serialNumberPrefix().orElse("any"));
    return Names.printable(text);
  }

  private static void add(List<String> lines, String name, Optional<?> value) {
    value.ifPresent(present -> lines.add(line(name, present.toString())));
  }

  private static String line(String name, String value) {
    return "%-11s%s".formatted(name, value);
  }
}
