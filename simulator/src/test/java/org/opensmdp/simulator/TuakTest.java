package org.opensmdp.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Secret;

/** TUAK against test set 1 of 3GPP TS 35.232. */
class TuakTest {
  private static final Secret KEY = Secret.of(Bytes.fromHex("AB".repeat(16)));
  private static final Bytes TOP = Bytes.fromHex("55".repeat(32));
  private static final Bytes TOPC =
      Bytes.fromHex("bd04d9530e87513c5d837ac2ad954623a8e2330c115305a73eb45d1f40cccbff");
  private static final Bytes RAND = Bytes.fromHex("42".repeat(16));
  private static final Bytes SQN = Bytes.fromHex("111111111111");
  private static final Bytes AMF = Bytes.fromHex("FFFF");

  @Test
  void computesWhatTheStandardPrints() {
    var tuak = new Tuak(KEY, Secret.of(TOPC), 4);

    assertThat(Tuak.topc(KEY, TOP)).isEqualTo(TOPC);
    assertThat(tuak.f1(RAND, SQN, AMF)).isEqualTo(Bytes.fromHex("f9a54e6aeaa8618d"));
    assertThat(tuak.f1Star(RAND, SQN, AMF)).isEqualTo(Bytes.fromHex("e94b4dc6c7297df3"));
    assertThat(tuak.f2(RAND)).isEqualTo(Bytes.fromHex("657acd64"));
    assertThat(tuak.f3(RAND)).isEqualTo(Bytes.fromHex("d71a1e5c6caffe986a26f783e5c78be1"));
    assertThat(tuak.f4(RAND)).isEqualTo(Bytes.fromHex("be849fa2564f869aecee6f62d4337e72"));
    assertThat(tuak.f5(RAND)).isEqualTo(Bytes.fromHex("719f1e9b9054"));
    assertThat(tuak.f5Star(RAND)).isEqualTo(Bytes.fromHex("e7af6b3d0e38"));
  }

  @Test
  void answersAsLongAsItIsAsked() {
    assertThat(new Tuak(KEY, Secret.of(TOPC), 8).f2(RAND).size()).isEqualTo(8);
    assertThat(new Tuak(KEY, Secret.of(TOPC), 16).f2(RAND).size()).isEqualTo(16);
  }

  @Test
  void refusesKeysOfAnotherSize() {
    var topc = Secret.of(TOPC);
    var half = Secret.of(Octets.zero(16));
    var odd = Secret.of(Octets.zero(24));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Tuak(KEY, half, 8))
        .withMessage("TUAK: TOPc of 16 octets (expected: 32)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Tuak(odd, topc, 8))
        .withMessage("TUAK: K of 24 octets (expected: 16 or 32)");
  }
}
