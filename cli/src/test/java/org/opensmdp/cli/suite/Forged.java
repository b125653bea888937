package org.opensmdp.cli.suite;

import java.time.Instant;
import java.time.InstantSource;
import org.opensmdp.certs.CertificateRole;
import org.opensmdp.certs.EuiccIdentity;
import org.opensmdp.certs.TestHierarchy;
import org.opensmdp.certs.Validity;
import org.opensmdp.certs.Variation;
import org.opensmdp.crypto.Curve;
import org.opensmdp.rsp.AuthenticateServerResponse;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Eid;
import org.opensmdp.rsp.SignatureTlv;
import org.opensmdp.rsp.SmdpOid;
import org.opensmdp.rsp.TransactionId;

/** What is wrong on purpose: names nobody has given, cards that are none. */
final class Forged {
  static final TransactionId TRANSACTION =
      TransactionId.fromHex("00112233445566778899AABBCCDDEEFF");
  static final SmdpOid OID = new SmdpOid("2.999.11");
  static final Validity PAST = Validity.days(Instant.now().minusSeconds(86_400L * 30), 10);
  static final Validity FUTURE = Validity.days(Instant.now().plusSeconds(86_400L * 30), 10);

  private static final Eid OF_ANOTHER_EUM = Eid.withCheckDigits("890330230011223344556677889901");
  private static final TestHierarchy[] STRANGERS = {
    stranger(Curve.NIST_P256), stranger(Curve.BRAINPOOL_P256R1)
  };

  private Forged() {}

  private static TestHierarchy stranger(Curve curve) {
    return TestHierarchy.issue(
        TestHierarchy.Plan.of(curve, "localhost"), InstantSource.system(), Scene.RANDOM);
  }

  /** A PKI that the server knows nothing of. */
  static TestHierarchy stranger(Wire wire) {
    return STRANGERS[wire.curve().ordinal()];
  }

  static EuiccIdentity stranger(Visit visit) {
    return stranger(visit.wire()).euicc(eid(visit));
  }

  /** A card of the other CI of this server, which was not chosen in this session. */
  static EuiccIdentity ofTheOtherCi(Visit visit) {
    return visit.scene().of(visit.wire().otherCurve()).euicc(eid(visit));
  }

  static EuiccIdentity withEum(Visit visit, Variation variation) {
    return own(visit).with(CertificateRole.EUM, variation).euicc(eid(visit));
  }

  static EuiccIdentity withCertificate(Visit visit, Variation variation) {
    return own(visit).euicc(eid(visit), variation);
  }

  static EuiccIdentity ofAnotherEum(Visit visit) {
    return own(visit).euicc(OF_ANOTHER_EUM);
  }

  private static TestHierarchy own(Visit visit) {
    return visit.scene().of(visit.wire().curve());
  }

  private static Eid eid(Visit visit) {
    return visit.device().identity().eid();
  }

  /** The genuine answer of the card with the certificates and the signature of {@code other}. */
  static AuthenticateServerResponse as(EuiccIdentity other, AuthenticateServerResponse.Ok genuine) {
    return as(other, genuine, genuine.euiccSigned1().der());
  }

  /** The same, signed over other octets. */
  static AuthenticateServerResponse as(
      EuiccIdentity other, AuthenticateServerResponse.Ok genuine, Bytes signed) {
    return AuthenticateServerResponse.Ok.of(
        genuine.euiccSigned1(),
        sign(other, signed),
        other.certificate().der(),
        other.eum().der());
  }

  /** Signs what the card of this identity would not say; the TLV 5F37. */
  static Bytes sign(EuiccIdentity identity, Bytes... parts) {
    return SignatureTlv.toDer(identity.key().sign(Bytes.concat(parts)));
  }

  /** The octets with the last one changed. */
  static Bytes flipped(Bytes octets) {
    var changed = octets.toArray();
    changed[changed.length - 1] ^= 1;
    return Bytes.wrap(changed);
  }
}
