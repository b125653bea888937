package org.opensmdp.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Secret;

/** Elliptic curve key agreement (SGP.22 v2 §2.6.5), NIST and brainpool. */
class EphemeralKeyTest {
  private static final SecureRandom RANDOM = new SecureRandom();

  @Test
  void agreesAsTheRecordedSession() throws InvalidPoint {
    var key = EphemeralKey.of(Curve.NIST_P256, RecordedSession.SMDP_SCALAR);

    assertThat(key.publicKey()).isEqualTo(RecordedSession.SMDP_OTPK);
    assertThat(key.agree(RecordedSession.EUICC_OTPK).reveal()).isEqualTo(RecordedSession.Z);
  }

  /** RFC 7027 A.1. */
  @Test
  void agreesAsTheBrainpoolRfc() throws InvalidPoint {
    var a = brainpool("81DB1EE100150FF2EA338D708271BE38300CB54241D79950F77B063039804F1D");
    var b = brainpool("55E40BC41E37E3E2AD25C3C6654511FFA8474A91A0032087593852D3E7D76BD3");
    var z = Bytes.fromHex("89afc39d41d3b327814b80940b042590f96556ec91e6ae7939bce31f3a18bf2b");

    assertThat(a.publicKey().point())
        .isEqualTo(
            Bytes.fromHex("0444106e913f92bc02a1705d9953a8414db95e1aaa49e81d9e85f929a8e3100be5"
                + "8ab4846f11caccb73ce49cbdd120f5a900a69fd32c272223f789ef10eb089bdc"));
    assertThat(b.publicKey().point())
        .isEqualTo(
            Bytes.fromHex("048d2d688c6cf93e1160ad04cc4429117dc2c41825e1e9fca0addd34e6f1b39f7b"
                + "990c57520812be512641e47034832106bc7d3e8dd0e4c7f1136d7006547cec6a"));
    assertThat(a.agree(b.publicKey()).reveal()).isEqualTo(z);
    assertThat(b.agree(a.publicKey()).reveal()).isEqualTo(z);
  }

  @ParameterizedTest
  @EnumSource
  void isTheSameAfterItsScalarWasKept(Curve curve) {
    var key = EphemeralKey.generate(curve, RANDOM);

    var again = EphemeralKey.of(curve, key.scalar());

    assertThat(again.publicKey()).isEqualTo(key.publicKey());
  }

  @Test
  void givesNoScalarOnceClosed() {
    var key = EphemeralKey.generate(Curve.NIST_P256, RANDOM);
    key.close();

    assertThatIllegalStateException().isThrownBy(key::scalar);
  }

  @ParameterizedTest
  @EnumSource
  void agreesOnTheSameFromBothSides(Curve curve) throws InvalidPoint {
    for (int i = 0; i < 300; i++) { // one in 256 begins with a zero octet
      var mine = EphemeralKey.generate(curve, RANDOM);
      var yours = EphemeralKey.generate(curve, RANDOM);
      var z = mine.agree(yours.publicKey());
      assertThat(z.size()).isEqualTo(32);
      assertThat(z).isEqualTo(yours.agree(mine.publicKey()));
    }
  }

  @ParameterizedTest
  @EnumSource
  void refusesAPointBesideTheCurve(Curve curve) {
    var key = EphemeralKey.generate(curve, RANDOM);

    for (Bytes point : MalformedPoints.from(EphemeralKey.generate(curve, RANDOM).publicKey())) {
      assertThatExceptionOfType(InvalidPoint.class)
          .isThrownBy(() -> key.agree(new EcPublicKey(curve, point)));
    }
  }

  @Test
  void refusesAPointOfTheOtherCurve() {
    var key = EphemeralKey.generate(Curve.NIST_P256, RANDOM);
    var other = EphemeralKey.generate(Curve.BRAINPOOL_P256R1, RANDOM);
    var disguised = new EcPublicKey(Curve.NIST_P256, other.publicKey().point());

    assertThatExceptionOfType(InvalidPoint.class).isThrownBy(() -> key.agree(other.publicKey()));
    assertThatExceptionOfType(InvalidPoint.class).isThrownBy(() -> key.agree(disguised));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "01",
        "0000000000000000000000000000000000000000000000000000000000000000",
        "FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551",
        "000000000000000000000000000000000000000000000000000000000000000001"
      })
  void refusesAScalarOutOfRange(String hex) {
    var scalar = Secret.of(Bytes.fromHex(hex));

    assertThatIllegalArgumentException().isThrownBy(() -> EphemeralKey.of(Curve.NIST_P256, scalar));
  }

  @ParameterizedTest
  @EnumSource
  void agreesOnNothingAfterItIsClosed(Curve curve) {
    var key = EphemeralKey.generate(curve, RANDOM);
    var peer = EphemeralKey.generate(curve, RANDOM).publicKey();

    key.close();

    assertThatIllegalStateException().isThrownBy(() -> key.agree(peer));
    assertThat(key.publicKey().curve()).isEqualTo(curve);
  }

  private static EphemeralKey brainpool(String scalar) {
    return EphemeralKey.of(Curve.BRAINPOOL_P256R1, Secret.of(Bytes.fromHex(scalar)));
  }
}
