package org.opensmdp.certs;

import static org.opensmdp.certs.CertificateRole.CI;
import static org.opensmdp.certs.CertificateRole.DP_AUTH;
import static org.opensmdp.certs.CertificateRole.DP_PB;
import static org.opensmdp.certs.CertificateRole.DP_TLS;
import static org.opensmdp.certs.CertificateRole.EUICC;
import static org.opensmdp.certs.CertificateRole.EUM;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.opensmdp.certs.CertificateDraft.Content;
import org.opensmdp.crypto.Curve;
import org.opensmdp.crypto.EcPublicKey;
import org.opensmdp.crypto.SoftwareSigningKey;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Eid;
import org.opensmdp.rsp.SmdpOid;

/**
 * A whole PKI for tests and demonstrations, issued at run time with the profiles of SGP.22 v2
 * §4.5.2.1: CI, EUM, DPauth, DPpb, TLS, and eUICCs as asked for. No real device trusts it.
 *
 * <p>TLS is on P-256 unless asked for otherwise, because few phones speak brainpool: under a brainpool
 * CI the TLS certificate then comes from a second, P-256 CI ({@link #tlsCi()}); on one curve both are
 * one.
 */
public final class TestHierarchy {
  private static final Instant FOREVER = Instant.parse("9999-12-31T23:59:59Z"); // RFC 5280 §4.1.2.5
  private static final String OURS = "opensmdp test";
  private static final long YEAR = 365;
  private static final Duration SKEW = Duration.ofHours(1);

  private final IssuingCa ci;
  private final IssuingCa tlsCi;
  private final IssuingCa eum;
  private final IssuingCa dpAuth;
  private final IssuingCa dpPb;
  private final TlsIdentity tls;
  private final SecureRandom random;

  /**
   * What to issue.
   *
   * @param oid in DPauth, DPpb and TLS
   * @param dnsNames host names in the TLS certificate
   * @param ein the digits every EID under the EUM starts with
   * @param tlsCurve of the TLS certificate
   */
  public record Plan(Curve curve, SmdpOid oid, List<String> dnsNames, String ein, Curve tlsCurve) {
    public Plan {
      dnsNames = List.copyOf(dnsNames);
    }

    /** Returns the plan with the numbers of SGP.26: OID 2.999.10, EIN 89049032. */
    public static Plan of(Curve curve, String... dnsNames) {
      return new Plan(
          curve, new SmdpOid("2.999.10"), List.of(dnsNames), "89049032", Curve.NIST_P256);
    }

    public Plan withTlsOn(Curve value) {
      return new Plan(curve, oid, dnsNames, ein, value);
    }
  }

  private TestHierarchy(
      IssuingCa ci, IssuingCa tlsCi, IssuingCa eum, Server server, SecureRandom random) {
    this.ci = ci;
    this.tlsCi = tlsCi;
    this.eum = eum;
    this.dpAuth = server.dpAuth;
    this.dpPb = server.dpPb;
    this.tls = server.tls;
    this.random = random;
  }

  private record Server(IssuingCa dpAuth, IssuingCa dpPb, TlsIdentity tls) {}

  public static TestHierarchy issue(Plan plan, InstantSource clock, SecureRandom random) {
    var from = clock.instant().truncatedTo(ChronoUnit.SECONDS).minus(SKEW);
    var ci = root(plan.curve, "Test CI", from, random);
    var tlsCi = plan.curve == plan.tlsCurve ? ci : root(plan.tlsCurve, "Test TLS CI", from, random);
    var limit = new NameConstraint(Optional.of(OURS + " EUM"), Optional.of(plan.ein));
    var eumContent =
        new Content(Optional.of(new SmdpOid("2.999.5")), List.of(), Optional.of(limit));
    var threeYears = Validity.days(from, 3 * YEAR);
    var eumKey = SoftwareSigningKey.generate(plan.curve, random);
    var eum = CertificateDraft.of(
        EUM,
        CertificateDraft.name(OURS + " EUM", "Test EUM"),
        eumKey.publicKey(),
        threeYears,
        eumContent);
    var server = new Server(
        signing(DP_AUTH, plan, ci, threeYears, random),
        signing(DP_PB, plan, ci, threeYears, random),
        tls(plan, tlsCi, Validity.days(from, 397), random));
    return new TestHierarchy(
        ci, tlsCi, new IssuingCa(ci.issue(eum, random), eumKey), server, random);
  }

  private static IssuingCa root(Curve curve, String name, Instant from, SecureRandom random) {
    var key = SoftwareSigningKey.generate(curve, random);
    var draft = CertificateDraft.of(
        CI,
        CertificateDraft.name(OURS, name),
        key.publicKey(),
        Validity.days(from, 35 * YEAR),
        Content.oid("2.999.1"));
    return IssuingCa.selfSigned(
        IssuingCa.Body.of(draft, DraftExtensions.keyId(key.publicKey())), key, random);
  }

  private static IssuingCa signing(
      CertificateRole role, Plan plan, IssuingCa ci, Validity validity, SecureRandom random) {
    var key = SoftwareSigningKey.generate(plan.curve, random);
    var draft = CertificateDraft.of(
        role,
        CertificateDraft.name(OURS, "Test SM-DP+"),
        key.publicKey(),
        validity,
        Content.oid(plan.oid.dotted()));
    return new IssuingCa(ci.issue(draft, random), key);
  }

  private static TlsIdentity tls(
      Plan plan, IssuingCa tlsCi, Validity validity, SecureRandom random) {
    var key = TlsKey.generate(plan.tlsCurve, random);
    var draft = CertificateDraft.of(
        DP_TLS,
        CertificateDraft.name(OURS, plan.dnsNames.get(0)),
        key.publicKey(),
        validity,
        new Content(Optional.of(plan.oid), plan.dnsNames, Optional.empty()));
    return key.with(tlsCi.issue(draft, random));
  }

  public RspCertificate ci() {
    return ci.certificate();
  }

  /** Returns the CI of the TLS certificate: the same as {@link #ci()} if it is on the same curve. */
  public RspCertificate tlsCi() {
    return tlsCi.certificate();
  }

  public RspCertificate eum() {
    return eum.certificate();
  }

  /** Signs a list of revoked certificates as the CI, DER; it is good as long as {@code validity} says. */
  public Bytes revocationList(Validity validity, RspCertificate... revoked) {
    return RevocationDraft.sign(ci, validity, List.of(revoked));
  }

  /** Signs one part, from 1, of an issue of this number that is cut into {@code parts} lists, DER. */
  public Bytes revocationListPart(
      Validity validity, int number, int part, int parts, RspCertificate... revoked) {
    return RevocationDraft.signPart(ci, validity, number, part, parts, List.of(revoked));
  }

  /** Signs a list of what has changed since the issue of the number {@code base}, DER. */
  public Bytes revocationChanges(Validity validity, int base, RspCertificate... revoked) {
    return RevocationDraft.signChanges(ci, validity, base, List.of(revoked));
  }

  /** Returns the CI certificate issued again: with the same key, another subject and other dates. */
  public RspCertificate ciIssuedAgain(Validity validity) {
    var key = ci.key();
    var draft = CertificateDraft.of(
        CI,
        CertificateDraft.name(OURS, "Test CI issued again"),
        key.publicKey(),
        validity,
        Content.oid("2.999.1"));
    var body = IssuingCa.Body.of(draft, DraftExtensions.keyId(key.publicKey()));
    return IssuingCa.selfSigned(body, key, random).certificate();
  }

  /** Returns what an SM-DP+ of this hierarchy works with. */
  public CredentialSet credentials(String name) {
    return new CredentialSet(name, ci(), dpAuth.credential(), dpPb.credential(), tls);
  }

  /** Issues what an SM-DS on these hosts works with, with the OID of SGP.26: 2.999.15. */
  public DiscoveryCredentials discovery(String... hosts) {
    var oid = new SmdpOid("2.999.15");
    var from = ci().notBefore();
    var key = SoftwareSigningKey.generate(ci().publicKey().curve(), random);
    var auth = CertificateDraft.of(
        CertificateRole.DS_AUTH,
        CertificateDraft.name(OURS, "Test SM-DS"),
        key.publicKey(),
        Validity.days(from, 3 * YEAR),
        Content.oid(oid.dotted()));
    var tlsKey = TlsKey.generate(tlsCi().publicKey().curve(), random);
    var draft = CertificateDraft.of(
        CertificateRole.DS_TLS,
        CertificateDraft.name(OURS, hosts[0]),
        tlsKey.publicKey(),
        Validity.days(from, 397),
        new Content(Optional.of(oid), List.of(hosts), Optional.empty()));
    return new DiscoveryCredentials(
        ci(),
        tlsCi(),
        new IssuingCa(ci.issue(auth, random), key).credential(),
        tlsKey.with(tlsCi.issue(draft, random)));
  }

  /** Makes an eUICC; its certificate never ends. */
  public EuiccIdentity euicc(Eid eid) {
    return euicc(eid, Variation.NONE);
  }

  /** Makes an eUICC whose certificate differs from the profile. */
  public EuiccIdentity euicc(Eid eid, Variation variation) {
    var key = SoftwareSigningKey.generate(curve(variation), random);
    var organisation = variation.organisation().or(() -> eum().organisation()).orElse(OURS);
    var subject = new X500NameBuilder(BCStyle.INSTANCE).addRDN(BCStyle.O, organisation);
    if (!variation.has(Variation.Fault.NO_EID)) {
      subject.addRDN(BCStyle.SERIALNUMBER, eid.digits());
    }
    var draft = CertificateDraft.of(
        EUICC,
        subject.addRDN(BCStyle.CN, "Test eUICC").build(),
        key.publicKey(),
        new Validity(eum().notBefore(), FOREVER),
        Content.NOTHING);
    var certificate = eum.issue(draft.varied(variation), random);
    return new EuiccIdentity(eid, certificate, eum(), key);
  }

  /**
   * Returns the hierarchy with one certificate issued anew, for a new key: EUM, DP_AUTH, DP_PB or
   * DP_TLS. With {@link Variation#NONE} it is a rotation; otherwise the certificate is odd.
   */
  public TestHierarchy with(CertificateRole role, Variation variation) {
    var server = new Server(
        role == DP_AUTH ? again(dpAuth, role, variation) : dpAuth,
        role == DP_PB ? again(dpPb, role, variation) : dpPb,
        role == DP_TLS ? again(tls, variation) : tls);
    var newEum = role == EUM ? again(eum, role, variation) : eum;
    return new TestHierarchy(ci, tlsCi, newEum, server, random);
  }

  private IssuingCa again(IssuingCa old, CertificateRole role, Variation variation) {
    var key = SoftwareSigningKey.generate(curve(variation), random);
    return new IssuingCa(again(ci, old.certificate(), role, key.publicKey(), variation), key);
  }

  private TlsIdentity again(TlsIdentity old, Variation variation) {
    var key = TlsKey.generate(old.certificate().publicKey().curve(), random);
    return key.with(again(tlsCi, old.certificate(), DP_TLS, key.publicKey(), variation));
  }

  private RspCertificate again(
      IssuingCa issuer,
      RspCertificate old,
      CertificateRole role,
      EcPublicKey key,
      Variation variation) {
    return issuer.issue(CertificateDraft.like(old, role, key).varied(variation), random);
  }

  private Curve curve(Variation variation) {
    var own = ci().publicKey().curve();
    boolean other = variation.has(Variation.Fault.OTHER_CURVE);
    return other == (own == Curve.NIST_P256) ? Curve.BRAINPOOL_P256R1 : Curve.NIST_P256;
  }

  /** Returns where {@link #write} puts what an SM-DP+ needs. */
  public static CredentialFiles files(Path directory) {
    return new CredentialFiles(
        directory.resolve("ci.pem"),
        pair(directory, "dp-auth"),
        pair(directory, "dp-pb"),
        pair(directory, "tls"));
  }

  private static CertAndKey pair(Path directory, String name) {
    return new CertAndKey(directory.resolve(name + ".pem"), directory.resolve(name + ".key"));
  }

  /**
   * Writes certificates and keys as PEM, keys for the owner only. All keys are among them, those of CI
   * and EUM too, so that another process can make eUICCs of the same EUM.
   */
  public void write(Path directory) throws IOException {
    Files.createDirectories(directory);
    ci.write(directory, "ci");
    tlsCi.write(directory, "tls-ci");
    eum.write(directory, "eum");
    dpAuth.write(directory, "dp-auth");
    dpPb.write(directory, "dp-pb");
    tls.write(directory.resolve("tls.pem"), directory.resolve("tls.key"));
  }

  /** Reads what {@link #write} wrote; throws CredentialException if something is missing. */
  public static TestHierarchy load(Path directory, SecureRandom random) {
    var server = new Server(
        IssuingCa.load(directory, "dp-auth"),
        IssuingCa.load(directory, "dp-pb"),
        TlsIdentity.load(pair(directory, "tls")));
    return new TestHierarchy(
        IssuingCa.load(directory, "ci"),
        IssuingCa.load(directory, "tls-ci"),
        IssuingCa.load(directory, "eum"),
        server,
        random);
  }

  /** As {@link #load(Path, SecureRandom)}, with the platform's randomness for keys of new eUICCs. */
  public static TestHierarchy load(Path directory) {
    return load(directory, new SecureRandom());
  }
}
