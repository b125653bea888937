package org.opensmdp.certs;

import static org.opensmdp.certs.ChainCheck.Problem.CI_EXPIRED;
import static org.opensmdp.certs.ChainCheck.Problem.CI_UNKNOWN;
import static org.opensmdp.certs.ChainCheck.Problem.EUICC_EXPIRED;
import static org.opensmdp.certs.ChainCheck.Problem.EUICC_INVALID;
import static org.opensmdp.certs.ChainCheck.Problem.EUM_EXPIRED;
import static org.opensmdp.certs.ChainCheck.Problem.EUM_INVALID;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.opensmdp.certs.ChainCheck.Problem;
import org.opensmdp.certs.ChainCheck.Refused;
import org.opensmdp.certs.ChainCheck.Trusted;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.InvalidMessage;

/**
 * Checks the chain CI → EUM → eUICC on the octets received (SGP.22 v2 §4.5.2.2), the EUM first and
 * whole, validity before profile, so that the refusal names the first cause: an expired EUM
 * certificate that is odd as well is expired.
 *
 * <p>A server meets few EUMs and many eUICCs, so EUM certificates that passed are remembered with the
 * CI certificate they passed under; only validity and revocation are looked at again. Any thread.
 */
public final class EuiccChains {
  private static final int REMEMBERED = 4096;

  private final InstantSource clock;
  private final Revocations revocations;
  private final Cache<Link, RspCertificate> verified =
      Caffeine.newBuilder().maximumSize(REMEMBERED).recordStats().build();

  /** Fingerprints: of the EUM certificate, and of the CI certificate whose key signed it. */
  private record Link(Bytes eum, Bytes ci) {}

  /** A refusal on its way out of the checks. */
  private static final class Refusal extends Exception {
    private static final long serialVersionUID = 1L;
    private final transient Refused refused;

    Refusal(Problem problem, String why) {
      super(why, null, false, false); // an answer, not a fault: no stack
      this.refused = new Refused(problem, why);
    }
  }

  public EuiccChains(InstantSource clock) {
    this(clock, Revocations.NONE);
  }

  public EuiccChains(InstantSource clock, Revocations revocations) {
    this.clock = clock;
    this.revocations = revocations;
  }

  /** Checks the chain against the CI that was chosen for the session. */
  public ChainCheck check(Bytes eumCertificate, Bytes euiccCertificate, RspCertificate chosenCi) {
    return check(eumCertificate, euiccCertificate, List.of(chosenCi));
  }

  /** Checks the chain against whichever of {@code cis} the EUM certificate names as its issuer. */
  public ChainCheck check(Bytes eumCertificate, Bytes euiccCertificate, List<RspCertificate> cis) {
    return check(eumCertificate, euiccCertificate, cis, clock.instant());
  }

  /** The same for what was received {@code at} a time that has passed. */
  public ChainCheck check(
      Bytes eumCertificate, Bytes euiccCertificate, List<RspCertificate> cis, Instant at) {
    try {
      var eum = trustedEum(eumCertificate, cis, at);
      return trustedEuicc(euiccCertificate, eum, at);
    } catch (Refusal e) {
      return e.refused;
    }
  }

  /** Returns how many checks found the EUM certificate verified already. */
  public long rememberedEums() {
    return verified.stats().hitCount();
  }

  private RspCertificate trustedEum(Bytes octets, List<RspCertificate> cis, Instant now)
      throws Refusal {
    var fingerprint = Digests.sha256(octets);
    for (RspCertificate ci : cis) {
      var known =
          Optional.ofNullable(verified.getIfPresent(new Link(fingerprint, ci.fingerprint())));
      if (known.isPresent() && ci.validAt(now)) {
        requireInTime(known.get(), now, EUM_EXPIRED, "EUM");
        requireNotRevoked(known.get(), ci, now);
        return known.get();
      }
    }
    return verifiedEum(octets, fingerprint, cis, now);
  }

  private RspCertificate verifiedEum(
      Bytes octets, Bytes fingerprint, List<RspCertificate> cis, Instant now) throws Refusal {
    var eum = parsed(octets, EUM_INVALID, "EUM");
    var ci = issuer(eum, cis, now);
    require(
        eum.signedBy(ci.publicKey()), EUM_INVALID, "EUM certificate: signature is not the CI's");
    requireInTime(eum, now, EUM_EXPIRED, "EUM");
    requireInTime(ci, now, CI_EXPIRED, "CI");
    requireEumProfile(eum);
    require(
        sameCurve(eum, ci), EUM_INVALID, "EUM certificate: key is on another curve than the CI's");
    verified.put(new Link(fingerprint, ci.fingerprint()), eum);
    requireNotRevoked(eum, ci, now);
    return eum;
  }

  /** Asked each time: a remembered EUM certificate may have been revoked since. */
  private void requireNotRevoked(RspCertificate eum, RspCertificate ci, Instant now)
      throws Refusal {
    var objection = revocations.objection(eum, ci, now);
    if (objection.isPresent()) {
      throw new Refusal(EUM_INVALID, "EUM certificate: " + objection.get());
    }
  }

  /** A CI may have several certificates for one key: one that is valid comes before the others. */
  private static RspCertificate issuer(RspCertificate eum, List<RspCertificate> cis, Instant now)
      throws Refusal {
    var keyId = eum.authorityKeyId();
    require(keyId.isPresent(), EUM_INVALID, "EUM certificate: no authorityKeyIdentifier");
    var named = cis.stream().filter(ci -> ci.subjectKeyId().equals(keyId)).toList();
    require(
        !named.isEmpty(), CI_UNKNOWN, "EUM certificate: issued by another CI than the one chosen");
    return named.stream().filter(ci -> ci.validAt(now)).findFirst().orElse(named.get(0));
  }

  private static void requireEumProfile(RspCertificate eum) throws Refusal {
    require(
        eum.roles().contains(CertificateRole.EUM),
        EUM_INVALID,
        "EUM certificate: policy is not that of an EUM");
    require(eum.ca(), EUM_INVALID, "EUM certificate: not marked as a CA");
    require(
        eum.extensions().pathLength().orElse(0) == 0,
        EUM_INVALID,
        "EUM certificate: path length is not 0");
    require(
        eum.mayIssueCertificates(), EUM_INVALID, "EUM certificate: key usage without keyCertSign");
    require(
        EinLimits.of(eum).present(),
        EUM_INVALID,
        "EUM certificate: no name constraint on the EIDs it may issue");
    requireUnderstood(eum, EUM_INVALID, "EUM");
  }

  private static Trusted trustedEuicc(Bytes octets, RspCertificate eum, Instant now)
      throws Refusal {
    var euicc = parsed(octets, EUICC_INVALID, "eUICC");
    require(
        euicc.authorityKeyId().isPresent() && euicc.authorityKeyId().equals(eum.subjectKeyId()),
        EUICC_INVALID,
        "eUICC certificate: not issued by the EUM certificate sent with it");
    require(
        euicc.signedBy(eum.publicKey()),
        EUICC_INVALID,
        "eUICC certificate: signature is not the EUM's");
    requireInTime(euicc, now, EUICC_EXPIRED, "eUICC");
    requireEuiccProfile(euicc, eum);
    return new Trusted(euicc.eid().orElseThrow(), eum, euicc);
  }

  private static void requireEuiccProfile(RspCertificate euicc, RspCertificate eum) throws Refusal {
    require(
        euicc.roles().contains(CertificateRole.EUICC),
        EUICC_INVALID,
        "eUICC certificate: policy is not that of an eUICC");
    require(!euicc.ca(), EUICC_INVALID, "eUICC certificate: marked as a CA");
    require(
        euicc.mayCreateDigitalSignatures(),
        EUICC_INVALID,
        "eUICC certificate: key usage without digitalSignature");
    var eid = euicc.eid();
    require(
        eid.isPresent(), EUICC_INVALID, "eUICC certificate: no EID of 32 digits in the subject");
    require(
        EinLimits.of(eum).allow(euicc.organisation(), eid.orElseThrow()),
        EUICC_INVALID,
        "eUICC certificate: EID or organisation is outside what its EUM may issue");
    requireUnderstood(euicc, EUICC_INVALID, "eUICC");
    require(
        sameCurve(euicc, eum),
        EUICC_INVALID,
        "eUICC certificate: key is on another curve than the EUM's");
  }

  private static RspCertificate parsed(Bytes octets, Problem problem, String whose) throws Refusal {
    try {
      return RspCertificate.parse(octets);
    } catch (InvalidMessage e) {
      throw new Refusal(problem, whose + " certificate: cannot be read");
    }
  }

  private static void requireInTime(
      RspCertificate certificate, Instant now, Problem problem, String whose) throws Refusal {
    require(!now.isBefore(certificate.notBefore()), problem, whose + " certificate: not valid yet");
    require(!now.isAfter(certificate.notAfter()), problem, whose + " certificate: expired");
  }

  private static void requireUnderstood(RspCertificate certificate, Problem problem, String whose)
      throws Refusal {
    require(
        certificate.unknownCriticalExtensions().isEmpty(),
        problem,
        whose + " certificate: a critical extension is not known here");
  }

  private static boolean sameCurve(RspCertificate one, RspCertificate other) {
    return one.publicKey().curve() == other.publicKey().curve();
  }

  private static void require(boolean holds, Problem problem, String why) throws Refusal {
    if (!holds) {
      throw new Refusal(problem, why);
    }
  }
}
