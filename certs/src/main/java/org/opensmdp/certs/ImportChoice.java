package org.opensmdp.certs;

import static org.opensmdp.certs.CertificateRole.CI;
import static org.opensmdp.certs.CertificateRole.DP_AUTH;
import static org.opensmdp.certs.CertificateRole.DP_PB;
import static org.opensmdp.certs.CertificateRole.DP_TLS;
import static org.opensmdp.certs.CertificateRole.EUM;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.opensmdp.certs.ImportFound.FoundList;
import org.opensmdp.certs.ImportedSet.Cards;
import org.opensmdp.certs.ImportedSet.Part;
import org.opensmdp.crypto.Curve;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.SmdpOid;
import org.opensmdp.rsp.SubjectKeyId;

/** Puts credential sets together out of what was found, one for each CI, and says what is missing. */
final class ImportChoice {
  private final ImportFound found;
  private final ImportRanking ranking;
  private final ImportFates fates;
  private final List<FoundCertificate> unique = new ArrayList<>();
  private final List<FoundCertificate> cis;
  private final List<FoundCertificate> serving;
  private final Optional<SmdpOid> oid;
  private final List<ImportedSet> sets = new ArrayList<>();
  private final List<Finding> findings = new ArrayList<>();

  ImportChoice(ImportFound found, Optional<SmdpOid> wanted, Instant now) {
    this.found = found;
    this.ranking = new ImportRanking(found, now);
    this.fates = new ImportFates(found);
    dropDuplicates();
    this.cis = cis();
    this.oid = wanted.or(() -> ranking.oid(cis, unique));
    this.serving = cis.stream().filter(this::serves).toList();
    fates.explainTheRest(unique, cis, oid);
    if (cis.isEmpty()) {
      findings.add(Finding.error(
          "no CI certificate is there",
          "put it beside the others: CERT_CI_ECDSA_NIST.der, CERT_CI_ECDSA_BRP.der"));
    }
    for (FoundCertificate ci : serving) {
      oid.ifPresent(smdp -> set(ci, smdp));
    }
    if (oid.isEmpty() && !cis.isEmpty()) {
      findings.add(Finding.error(
          "no CERT.DPauth under a CI that is there",
          "put the certificates of the SM-DP+ beside the CI's: CERT_S_SM_DPauth_ECDSA_NIST.der"));
    }
  }

  List<ImportedSet> sets() {
    return sets;
  }

  List<Finding> findings() {
    return findings;
  }

  List<ImportRow> rows() {
    return fates.rows();
  }

  private void dropDuplicates() {
    var first = new LinkedHashMap<Bytes, FoundCertificate>();
    for (FoundCertificate one : found.certificates()) {
      var before = first.putIfAbsent(one.certificate().der(), one);
      if (before != null) {
        fates.put(one, "the same certificate as " + before.file());
      }
    }
    unique.addAll(first.values());
  }

  /** One for each key: a CI that was issued again with its key is the same CI. */
  private List<FoundCertificate> cis() {
    var byKey = new LinkedHashMap<SubjectKeyId, List<FoundCertificate>>();
    for (FoundCertificate one : unique) {
      if (one.certificate().roles().contains(CI)
          && one.certificate().signedBy(one.certificate().publicKey())) {
        one.certificate()
            .subjectKeyId()
            .ifPresent(id -> byKey.computeIfAbsent(id, key -> new ArrayList<>()).add(one));
      }
    }
    return byKey.values().stream().map(this::ci).toList();
  }

  private FoundCertificate ci(List<FoundCertificate> sameKey) {
    var taken = ranking.best(sameKey.stream(), one -> true).orElseThrow();
    sameKey.stream()
        .filter(one -> !one.equals(taken))
        .forEach(one -> fates.put(one, "the CI of %s, issued again".formatted(taken.file())));
    return taken;
  }

  private void set(FoundCertificate ci, SmdpOid smdp) {
    var name = nameOf(ci);
    var direct = unique.stream().filter(ci::issued).toList();
    var auth = ranking.best(
        direct.stream().filter(one -> ImportRanking.serves(one, DP_AUTH, smdp)), one -> true);
    boolean v2 = auth.map(FoundCertificate::ofV2).orElse(true);
    var pb = ranking.best(
        direct.stream().filter(one -> ImportRanking.serves(one, DP_PB, smdp)),
        one -> one.ofV2() == v2);
    var tls = ranking.bestTls(
        unique.stream()
            .filter(one -> ImportRanking.serves(one, DP_TLS, smdp))
            .filter(one -> cis.stream().anyMatch(issuer -> issuer.issued(one))),
        ci);
    tls.stream()
        .flatMap(one -> cis.stream().filter(issuer -> issuer.issued(one)))
        .filter(issuer -> !serving.contains(issuer))
        .forEach(issuer -> fates.put(issuer, "the CI of the TLS certificate; phones have it"));
    var own = new ArrayList<Part>();
    part("dp-auth", "CERT.DPauth", ci, auth).ifPresent(own::add);
    part("dp-pb", "CERT.DPpb", ci, pb).ifPresent(own::add);
    part("tls", "CERT.DP.TLS", ci, tls).ifPresent(own::add);
    if (own.size() == 3) {
      fates.choose(ci, name + ": ci");
      sets.add(new ImportedSet(
          name, ci.certificate(), own, lists(ci, name), cards(ci, tls.orElseThrow())));
    } else {
      fates.put(ci, "no whole set under this CI");
    }
  }

  /** Whether an SM-DP+ has anything from this CI; from others it may have TLS, or nothing. */
  private boolean serves(FoundCertificate ci) {
    return unique.stream()
        .filter(ci::issued)
        .anyMatch(one -> servesAs(one, DP_AUTH) || servesAs(one, DP_PB));
  }

  private static boolean servesAs(FoundCertificate one, CertificateRole role) {
    return one.certificate().roles().contains(role);
  }

  /** The part if certificate and key are there; else a finding that says which file is to come. */
  private Optional<Part> part(
      String part, String title, FoundCertificate ci, Optional<FoundCertificate> chosen) {
    var set = nameOf(ci);
    if (chosen.isEmpty()) {
      findings.add(Finding.error(
          "%s %s: no certificate of %s under the CI %s"
              .formatted(title, set, oid.map(SmdpOid::dotted).orElse(""), ci.file()),
          "put it beside the others, or take another SM-DP+ with --oid"));
      return Optional.empty();
    }
    var certificate = chosen.get();
    var key = found.keyOf(certificate);
    if (key.isEmpty()) {
      fates.put(certificate, "no private key fits");
      findings.add(Finding.error(
          "%s %s (%s): no private key fits".formatted(title, set, certificate.file()),
          "put %s beside it, PKCS#8 or SEC1 in PEM".formatted(ImportFates.keyName(certificate))));
      return Optional.empty();
    }
    fates.choose(certificate, set + ": " + part);
    return Optional.of(new Part(certificate.certificate(), key.get()));
  }

  private List<RevocationList> lists(FoundCertificate ci, String set) {
    var lists = new ArrayList<RevocationList>();
    for (FoundList one : found.lists()) {
      if (one.list().signedBy(ci.certificate().publicKey())) {
        fates.choose(one, set + ": crl");
        lists.add(one.list());
      }
    }
    return lists;
  }

  private Optional<Cards> cards(FoundCertificate ci, FoundCertificate tls) {
    var tlsCi = cis.stream().filter(one -> one.issued(tls)).findFirst();
    var eum = ranking.best(
        unique.stream().filter(one -> servesAs(one, EUM)).filter(ci::issued), one -> true);
    return whole(Optional.of(ci))
        .flatMap(issuer -> whole(tlsCi)
            .flatMap(tlsIssuer ->
                whole(eum).map(manufacturer -> new Cards(issuer, tlsIssuer, manufacturer))));
  }

  private Optional<Part> whole(Optional<FoundCertificate> one) {
    return one.flatMap(
        present -> found.keyOf(present).map(key -> new Part(present.certificate(), key)));
  }

  private String nameOf(FoundCertificate ci) {
    var curve = ci.certificate().publicKey().curve();
    var name = curve == Curve.NIST_P256 ? "nist" : "brainpool";
    boolean first = serving.stream()
        .filter(one -> one.certificate().publicKey().curve() == curve)
        .findFirst()
        .filter(ci::equals)
        .isPresent();
    var id = ci.certificate().subjectKeyId().orElseThrow().toString().toLowerCase(Locale.ROOT);
    return first ? name : name + "-" + id.substring(0, Math.min(8, id.length()));
  }
}
