package org.opensmdp.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.opensmdp.rsp.Bytes;

/** ECDSA of SGP.22 v2 §2.6.7. The whole class runs on every library, see the module's pom. */
class SignaturesTest {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Bytes MESSAGE = Bytes.wrap("message".getBytes(StandardCharsets.UTF_8));
  private static final Bytes ZERO = Bytes.of(new byte[32]);

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "serverSignature1, DP_AUTH",
    "euiccSignature1, EUICC",
    "smdpSignature2, DP_PB",
    "euiccSignature2, EUICC",
    "smdpSign, DP_PB",
    "euiccSignPIR, EUICC"
  })
  void verifiesTheSignaturesOfARecordedSession(String name, RecordedSession.Signer signer) {
    var signed = RecordedSession.signed(name);

    assertThat(Signatures.verify(signer.key(), signed.message(), signed.signature()))
        .isTrue();
    assertThat(Signatures.verify(signer.key(), MESSAGE, signed.signature())).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void verifiesWhatItHasSigned(Curve curve) {
    var key = SoftwareSigningKey.generate(curve, RANDOM);

    for (int i = 0; i < 300; i++) { // every eighth has a short r or s
      var message = Bytes.of((byte) i);
      assertThat(Signatures.verify(key.publicKey(), message, key.sign(message))).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource
  void acceptsAHighS(Curve curve) {
    var key = SoftwareSigningKey.generate(curve, RANDOM);
    var raw = RawSignature.of(curve, key.sign(MESSAGE)).orElseThrow();
    var other = new RawSignature(raw.r(), BouncyCastleEngine.order(curve).subtract(raw.s()));

    assertThat(Signatures.verify(key.publicKey(), MESSAGE, other.octets())).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void refusesEveryFlippedBit(Curve curve) {
    var key = SoftwareSigningKey.generate(curve, RANDOM);
    var signature = key.sign(MESSAGE);

    for (int bit = 0; bit < 512; bit += 7) {
      var octets = signature.toArray();
      octets[bit / 8] ^= (byte) (1 << (bit % 8));
      assertThat(Signatures.verify(key.publicKey(), MESSAGE, Bytes.wrap(octets)))
          .isFalse();
    }
  }

  @ParameterizedTest
  @EnumSource
  void refusesNumbersOutOfRange(Curve curve) {
    var key = SoftwareSigningKey.generate(curve, RANDOM);
    var signature = key.sign(MESSAGE);
    var r = signature.slice(0, 32);
    var s = signature.slice(32, 64);
    var order = octets(BouncyCastleEngine.order(curve));
    var all = Bytes.fromHex("FF".repeat(32));

    for (Bytes wrong : new Bytes[] {ZERO, order, all}) {
      assertThat(Signatures.verify(key.publicKey(), MESSAGE, Bytes.concat(wrong, s)))
          .isFalse();
      assertThat(Signatures.verify(key.publicKey(), MESSAGE, Bytes.concat(r, wrong)))
          .isFalse();
      assertThat(Signatures.verify(key.publicKey(), MESSAGE, Bytes.concat(wrong, wrong)))
          .isFalse();
    }
  }

  /** Numbers that are in range and mean nothing must not verify or throw either. */
  @ParameterizedTest
  @EnumSource
  void refusesNumbersAtTheEdges(Curve curve) {
    var key = SoftwareSigningKey.generate(curve, RANDOM).publicKey();
    var one = octets(BigInteger.ONE);
    var last = octets(BouncyCastleEngine.order(curve).subtract(BigInteger.ONE));

    assertThat(Signatures.verify(key, MESSAGE, Bytes.concat(one, one))).isFalse();
    assertThat(Signatures.verify(key, MESSAGE, Bytes.concat(last, last))).isFalse();
    assertThat(Signatures.verify(key, MESSAGE, Bytes.concat(one, last))).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void refusesAnotherSize(Curve curve) {
    var key = SoftwareSigningKey.generate(curve, RANDOM);
    var signature = key.sign(MESSAGE);

    assertThat(Signatures.verify(key.publicKey(), MESSAGE, Bytes.EMPTY)).isFalse();
    assertThat(Signatures.verify(key.publicKey(), MESSAGE, signature.slice(0, 63)))
        .isFalse();
    assertThat(Signatures.verify(
            key.publicKey(), MESSAGE, Bytes.concat(signature, Bytes.of((byte) 0))))
        .isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void refusesAKeyBesideTheCurve(Curve curve) {
    var key = SoftwareSigningKey.generate(curve, RANDOM);
    var signature = key.sign(MESSAGE);

    for (Bytes point : MalformedPoints.from(key.publicKey())) {
      var malformed = new EcPublicKey(curve, point);
      assertThat(Signatures.verify(malformed, MESSAGE, signature)).isFalse();
    }
  }

  @Test
  void refusesAKeyOfTheOtherCurve() {
    var key = SoftwareSigningKey.generate(Curve.NIST_P256, RANDOM);
    var other = new EcPublicKey(Curve.BRAINPOOL_P256R1, key.publicKey().point());

    assertThat(Signatures.verify(other, MESSAGE, key.sign(MESSAGE))).isFalse();
  }

  private static Bytes octets(BigInteger number) {
    var octets = new byte[32];
    Scalars.put(number, octets, 0);
    return Bytes.wrap(octets);
  }
}
