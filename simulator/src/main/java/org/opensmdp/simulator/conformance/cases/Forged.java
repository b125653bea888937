package org.opensmdp.simulator.conformance.cases;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.opensmdp.certs.CertificateRole;
import org.opensmdp.certs.EuiccIdentity;
import org.opensmdp.certs.TestHierarchy;
import org.opensmdp.certs.Validity;
import org.opensmdp.certs.Variation;
import org.opensmdp.crypto.Curve;
import org.opensmdp.crypto.SoftwareSigningKey;
import org.opensmdp.rsp.AuthenticateServerResponse;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Eid;
import org.opensmdp.rsp.SignatureTlv;
import org.opensmdp.rsp.SmdpOid;
import org.opensmdp.rsp.TransactionId;
import org.opensmdp.simulator.conformance.Phone;
import org.opensmdp.simulator.conformance.Trial;

/** What is wrong on purpose: names nobody has given, cards that are none. */
final class Forged {
  static final TransactionId TRANSACTION =
      TransactionId.fromHex("00112233445566778899AABBCCDDEEFF");
  static final SmdpOid OID = new SmdpOid("2.999.11");

  private static final Eid OF_ANOTHER_EUM = Eid.withCheckDigits("890330230011223344556677889901");

  private Forged() {}

  /** A validity that has ended. */
  static Validity past() {
    return Validity.days(Instant.now().minus(Duration.ofDays(30)), 10);
  }

  /** A validity that has not begun. */
  static Validity future() {
    return Validity.days(Instant.now().plus(Duration.ofDays(30)), 10);
  }

  /** A PKI that the server knows nothing of. */
  static TestHierarchy stranger(Trial trial, Curve curve) {
    return TestHierarchy.issue(
        TestHierarchy.Plan.of(curve, "localhost"), InstantSource.system(), trial.random());
  }

  /** The identity of the phone under an EUM that is odd. */
  static EuiccIdentity withEum(Trial trial, Phone phone, Variation variation) {
    return trial
        .target()
        .cards(trial.wire().curve())
        .with(CertificateRole.EUM, variation)
        .euicc(phone.identity().eid());
  }

  /** The identity of the phone with a certificate that is odd. */
  static EuiccIdentity withCertificate(Trial trial, Phone phone, Variation variation) {
    return trial.target().cards(trial.wire().curve()).euicc(phone.identity().eid(), variation);
  }

  /** The genuine answer of the card with the certificates and the signature of {@code other}. */
  static AuthenticateServerResponse as(EuiccIdentity other, AuthenticateServerResponse.Ok genuine) {
    return AuthenticateServerResponse.Ok.of(
        genuine.euiccSigned1(),
        sign(other, genuine.euiccSigned1().der()),
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

  /** A signature of a key that nobody has certified; the TLV 5F37. */
  static Bytes strangersSignature(Phone phone, Bytes signed) {
    var curve = phone.identity().certificate().publicKey().curve();
    return SignatureTlv.toDer(
        SoftwareSigningKey.generate(curve, new SecureRandom()).sign(signed));
  }

  /** The octets of a number in swapped digits, with two of its digits changed. */
  static Bytes turned(Bytes digits) {
    var changed = digits.toArray();
    int middle = changed.length / 2;
    changed[middle] = (byte) (changed[middle] ^ 0x11);
    return Bytes.wrap(changed);
  }

  /** A card of the other CI of the server, which was not chosen in this session. */
  static EuiccIdentity ofTheOtherCi(Trial trial, Phone phone) {
    return trial
        .target()
        .cards(trial.wire().otherCurve())
        .euicc(phone.identity().eid());
  }

  /** A card with the number of another EUM, certified by this one. */
  static EuiccIdentity ofAnotherEum(Trial trial) {
    return trial.target().cards(trial.wire().curve()).euicc(OF_ANOTHER_EUM);
  }
}
