package org.opensmdp.certs;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.opensmdp.crypto.Curve;
import org.opensmdp.rsp.SmdpOid;

/** Which of several certificates for one purpose an import takes; the first difference decides. */
final class ImportRanking {
  private final ImportFound found;
  private final Instant now;

  ImportRanking(ImportFound found, Instant now) {
    this.found = found;
    this.now = now;
  }

  /** With a key, valid now, as {@code wanted}, of v2 (which every eUICC knows), ending last. */
  Optional<FoundCertificate> best(
      Stream<FoundCertificate> candidates, Predicate<FoundCertificate> wanted) {
    return candidates.max(
        Comparator.comparing((FoundCertificate one) -> found.keyOf(one).isPresent())
            .thenComparing(one -> one.certificate().validAt(now))
            .thenComparing(wanted::test)
            .thenComparing(FoundCertificate::ofV2)
            .thenComparing(one -> one.certificate().notAfter())
            .thenComparing(FoundCertificate::file, Comparator.reverseOrder()));
  }

  /** That of the own CI; else one on P-256, which every phone can use. */
  Optional<FoundCertificate> bestTls(Stream<FoundCertificate> candidates, FoundCertificate ci) {
    var all = candidates.toList();
    var usable = all.stream().filter(this::usable).toList();
    var own = usable.stream().filter(ci::issued).filter(one -> one.certificate().validAt(now));
    return best(own, ci::issued)
        .or(() -> best(usable.stream().filter(ImportRanking::onP256), ci::issued))
        .or(() -> best(all.stream(), ci::issued));
  }

  private boolean usable(FoundCertificate one) {
    return found.keyOf(one).isPresent();
  }

  static boolean onP256(FoundCertificate one) {
    return one.certificate().publicKey().curve() == Curve.NIST_P256;
  }

  /** The SM-DP+ that most CIs have a whole set for; of equals the one with the lowest OID: DP1. */
  Optional<SmdpOid> oid(List<FoundCertificate> cis, List<FoundCertificate> all) {
    return all.stream()
        .filter(one -> one.certificate().roles().contains(CertificateRole.DP_AUTH))
        .filter(one -> cis.stream().anyMatch(ci -> ci.issued(one)))
        .flatMap(one -> one.certificate().smdpOid().stream())
        .distinct()
        .max(Comparator.comparingLong((SmdpOid oid) -> wholeSets(oid, cis, all))
            .thenComparing(ImportRanking::arcs, Comparator.reverseOrder()));
  }

  private long wholeSets(SmdpOid oid, List<FoundCertificate> cis, List<FoundCertificate> all) {
    return cis.stream()
        .filter(ci -> Stream.of(CertificateRole.DP_AUTH, CertificateRole.DP_PB)
            .allMatch(role -> all.stream()
                .filter(one -> serves(one, role, oid))
                .anyMatch(one -> usable(one) && ci.issued(one))))
        .count();
  }

  static boolean serves(FoundCertificate one, CertificateRole role, SmdpOid oid) {
    return one.certificate().roles().contains(role)
        && one.certificate().smdpOid().equals(Optional.of(oid));
  }

  /** Arcs in a form whose order as text is their order as numbers. */
  private static String arcs(SmdpOid oid) {
    return Stream.of(oid.dotted().split("\\.", -1))
        .map(arc -> "0".repeat(Math.max(0, 40 - arc.length())) + arc)
        .reduce("", String::concat);
  }
}
