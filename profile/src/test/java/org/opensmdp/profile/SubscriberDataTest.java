package org.opensmdp.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.rsp.Imsi;
import org.opensmdp.rsp.InvalidMessage;
import org.opensmdp.rsp.Secret;

class SubscriberDataTest {
  private static final String ICCID = "89000123456789012341";
  private static final String IMSI = "001010123456789";

  @Test
  void comesBackFromItsOneSecret() {
    var data = Subscribers.withCodes(ICCID, IMSI);

    assertThat(SubscriberData.decode(data.iccid(), data.imsi(), data.encode())).isEqualTo(data);
  }

  @Test
  void comesBackWithoutTheCodesItDoesNotHave() {
    var data = Subscribers.withoutCodes(ICCID, IMSI);

    assertThat(SubscriberData.decode(data.iccid(), data.imsi(), data.encode())).isEqualTo(data);
    assertThat(data.encode().size()).isEqualTo(47);
  }

  @Test
  void keepsTheImsiThatWasSealedWithTheKeys() {
    var data = Subscribers.withoutCodes(ICCID, IMSI);

    var read = SubscriberData.decode(data.iccid(), new Imsi("001019999999999"), data.encode());

    assertThat(read).isEqualTo(data);
  }

  @Test
  void takesTheImsiOfTheRowForSecretsThatWereSealedWithoutOne() {
    var data = Subscribers.withoutCodes(ICCID, IMSI);
    var before = Secret.of(data.encode().reveal().slice(0, 36));

    var other = new Imsi("001019999999999");
    assertThat(SubscriberData.decode(data.iccid(), other, before).imsi()).isEqualTo(other);
    assertThat(SubscriberData.decode(data.iccid(), data.imsi(), before)).isEqualTo(data);
  }

  @Test
  void comesBackWithOtaKeysAndNamedFields() {
    var key = new OtaKey(1, 3, Secret.of(Subscribers.KI));
    var other = new OtaKey(1, 2, Secret.of(Bytes.wrap(new byte[24])));
    var long1000 = Secret.of(new byte[1000]);
    var data = Subscribers.withCodes(ICCID, IMSI)
        .with(
            List.of(key, other),
            Map.of(
                "MSISDN", Secret.of(new byte[12]), "SUCI", long1000, "E", Secret.of(new byte[0])));

    var back = SubscriberData.decode(data.iccid(), data.imsi(), data.encode());

    assertThat(back).isEqualTo(data);
    assertThat(back.otaKey(1, 3)).contains(Secret.of(Subscribers.KI));
    assertThat(back.otaKey(2, 3)).isEmpty();
  }

  @Test
  void refusesOtaKeysAndFieldsOfTheWrongShape() {
    var data = Subscribers.withoutCodes(ICCID, IMSI);
    var key = new OtaKey(1, 3, Secret.of(Subscribers.KI));

    assertThatIllegalArgumentException().isThrownBy(() -> data.with(List.of(key, key), Map.of()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new OtaKey(0, 3, Secret.of(Subscribers.KI)));
    assertThatIllegalArgumentException().isThrownBy(() -> new OtaKey(1, 3, Secret.of(new byte[8])));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> data.with(List.of(), Map.of("a b", Secret.of(new byte[1]))));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> data.with(List.of(), Map.of("a", Secret.of(new byte[1025]))));
  }

  @Test
  void erasesEveryKey() {
    var data = Subscribers.withCodes(ICCID, IMSI)
        .with(
            List.of(new OtaKey(1, 3, Secret.of(Subscribers.KI))),
            Map.of("MSISDN", Secret.of(new byte[12])));

    data.erase();

    assertThatIllegalStateException().isThrownBy(() -> data.ki().toArray());
    assertThatIllegalStateException()
        .isThrownBy(() -> data.otaKeys().get(0).value().toArray());
    assertThatIllegalStateException()
        .isThrownBy(() -> data.fields().values().iterator().next().toArray());
  }

  @Test
  void showsNoSecret() {
    var text = Subscribers.withCodes(ICCID, IMSI).toString();

    assertThat(text).contains(ICCID, IMSI, "[redacted]");
    assertThat(text).doesNotContain("465B", "1357", "11223344");
  }

  @Test
  void refusesKeysAndCodesOfTheWrongShape() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> with(Secret.of(Bytes.fromHex("00")), Optional.empty()))
        .withMessageContaining("Ki");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> with(Secret.of(Subscribers.KI), Subscribers.code("123")))
        .withMessageContaining("PIN1")
        .withMessageNotContaining("123");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> with(Secret.of(Subscribers.KI), Subscribers.code("12a4")));
  }

  private static SubscriberData with(Secret ki, Optional<Secret> pin1) {
    return new SubscriberData(
        new Iccid(ICCID),
        new Imsi(IMSI),
        ki,
        Secret.of(Subscribers.OPC),
        pin1,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  @Test
  void refusesWhatItDidNotWrite() {
    assertThatExceptionOfType(InvalidMessage.class)
        .isThrownBy(() -> decode(Bytes.fromHex("8001AA8101BB")));
    assertThatExceptionOfType(InvalidMessage.class).isThrownBy(() -> decode(Bytes.EMPTY));
  }

  @Property
  void answersAnyOctetsWithDataOrInvalidMessage(@ForAll byte[] octets) {
    try {
      assertThat(decode(Bytes.wrap(octets.clone())).ki().size()).isIn(16, 32);
    } catch (InvalidMessage refused) {
      assertThat(refused).hasMessageContaining("SubscriberData");
    }
  }

  private static SubscriberData decode(Bytes octets) {
    return SubscriberData.decode(new Iccid(ICCID), new Imsi(IMSI), Secret.of(octets));
  }
}
