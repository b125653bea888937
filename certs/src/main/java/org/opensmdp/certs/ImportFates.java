package org.opensmdp.certs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.opensmdp.certs.ImportFound.FoundList;
import org.opensmdp.crypto.Curve;
import org.opensmdp.rsp.SmdpOid;

/** What became of each certificate and list that was found: chosen for what, or not and why. */
final class ImportFates {
  private final ImportFound found;
  private final Map<Object, Set<String>> chosen = new LinkedHashMap<>();
  private final Map<Object, String> others = new LinkedHashMap<>();

  ImportFates(ImportFound found) {
    this.found = found;
  }

  void choose(Object one, String use) {
    chosen.computeIfAbsent(one, key -> new LinkedHashSet<>()).add(use);
  }

  void put(Object one, String why) {
    others.put(one, why);
  }

  /** Says of every certificate that no set has taken yet why it cannot be, or what it is good for. */
  void explainTheRest(
      List<FoundCertificate> unique, List<FoundCertificate> cis, Optional<SmdpOid> oid) {
    for (FoundCertificate one : unique) {
      others.putIfAbsent(one, whyNot(one, unique, cis, oid));
    }
  }

  private static String whyNot(
      FoundCertificate one,
      List<FoundCertificate> unique,
      List<FoundCertificate> cis,
      Optional<SmdpOid> oid) {
    var certificate = one.certificate();
    var roles = certificate.roles();
    if (roles.isEmpty()) {
      boolean root = certificate.signedBy(certificate.publicKey());
      return certificate.ca() && !root
          ? "a subordinate CA (variants A to C of SGP.26): such chains are not served"
          : "no policy of SGP.22: not of the RSP PKI";
    }
    if (roles.contains(CertificateRole.CI)) {
      return cis.contains(one)
          ? "nothing of an SM-DP+ is issued by this CI"
          : "a CI not signed by itself";
    }
    if (roles.contains(CertificateRole.EUICC)) {
      return "of a card; the server needs none";
    }
    if (cis.stream().noneMatch(ci -> ci.issued(one))) {
      return notUnderACi(one, unique, cis);
    }
    return underACi(one, oid);
  }

  private static String notUnderACi(
      FoundCertificate one, List<FoundCertificate> unique, List<FoundCertificate> cis) {
    boolean subordinate = unique.stream()
        .anyMatch(
            issuer -> issuer.certificate().ca() && !cis.contains(issuer) && issuer.issued(one));
    if (subordinate) {
      return "issued by a subordinate CA (variants A to C of SGP.26): such chains are not served";
    }
    var issuer = one.certificate().authorityKeyId();
    boolean forged = cis.stream()
        .anyMatch(ci -> ci.certificate().subjectKeyId().isPresent()
            && ci.certificate().subjectKeyId().equals(issuer));
    return forged
        ? "its signature is not the CI's"
        : "its CI is not among the files (key id %s)"
            .formatted(issuer.map(Object::toString).orElse("not named"));
  }

  private static String underACi(FoundCertificate one, Optional<SmdpOid> oid) {
    var roles = one.certificate().roles();
    if (roles.contains(CertificateRole.EUM)) {
      return "of a manufacturer of cards; only simulated cards need it (--with-cards)";
    }
    if (roles.contains(CertificateRole.DS_AUTH) || roles.contains(CertificateRole.DS_TLS)) {
      return "of an SM-DS; this is an SM-DP+";
    }
    var own = one.certificate().smdpOid();
    if (own.isEmpty() || !own.equals(oid)) {
      return "of another SM-DP+; --oid %s would take it"
          .formatted(own.map(SmdpOid::dotted).orElse("(none)"));
    }
    return roles.contains(CertificateRole.DP_TLS) && !ImportRanking.onP256(one)
        ? "not needed: phones speak TLS on P-256"
        : "not needed: there is a better one";
  }

  /** Returns how SGP.26 calls the file of the key to a certificate. */
  static String keyName(FoundCertificate one) {
    var path = one.file().getFileName();
    var name = path == null ? "certificate" : path.toString();
    var stem = name.contains(".") ? name.substring(0, name.lastIndexOf('.')) : name;
    return stem.startsWith("CERT_") ? "SK_" + stem.substring(5) + ".pem" : stem + ".key";
  }

  List<ImportRow> rows() {
    var rows = new ArrayList<ImportRow>();
    for (FoundCertificate one : found.certificates()) {
      var certificate = one.certificate();
      rows.add(new ImportRow(
          one.file(),
          title(certificate),
          certificate.smdpOid().map(SmdpOid::dotted),
          Optional.of(certificate.notAfter()),
          found.keyOf(one).isPresent(),
          chosen.containsKey(one),
          fate(one)));
    }
    for (FoundList one : found.lists()) {
      rows.add(new ImportRow(
          one.file(),
          "CRL",
          Optional.empty(),
          one.list().nextUpdate(),
          false,
          chosen.containsKey(one),
          fate(one)));
    }
    rows.addAll(found.leftOut());
    return rows;
  }

  private String fate(Object one) {
    var uses = chosen.get(one);
    return uses == null
        ? others.getOrDefault(one, "signed by no CI that is used")
        : String.join(", ", uses);
  }

  private static String title(RspCertificate certificate) {
    var role = certificate.roles().stream()
        .map(CertificateRole::title)
        .findFirst()
        .orElse(certificate.ca() ? "CA" : "certificate");
    var curve = certificate.publicKey().curve() == Curve.NIST_P256 ? "NIST" : "brainpool";
    return role + ", " + curve;
  }
}
