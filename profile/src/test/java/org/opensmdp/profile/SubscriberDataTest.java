package org.opensmdp.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

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
