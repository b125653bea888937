package org.opensmdp.rsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The numbers and names of SGP.22. */
class IdentifiersTest {

  @ParameterizedTest
  @CsvSource({"898822119900000001,9", "893410000000000001,9"})
  void putsTheLuhnDigitBehindAnIccid(String body, String digit) {
    assertThat(Iccid.withCheckDigit(body)).hasToString(body + digit);
  }

  @Test
  void refusesAnIccidWithAWrongLuhnDigit() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Iccid("8988221199000000018"));
  }

  @ParameterizedTest
  @CsvSource({
    "8988221199000000019,988822119900000010F9,8988221199000000019F",
    "89000123456789012341,98001032547698103214,89000123456789012341"
  })
  void codesAnIccidSwappedAndPlain(String digits, String swapped, String plain) {
    var iccid = new Iccid(digits);

    assertThat(iccid.swapped()).hasToString(swapped);
    assertThat(iccid.plain()).hasToString(plain);
    assertThat(Iccid.fromSwapped("iccid", Bytes.fromHex(swapped))).isEqualTo(iccid);
    assertThat(Iccid.fromPlain("iccid", Bytes.fromHex(plain))).isEqualTo(iccid);
    assertThat(Iccid.parse(iccid.padded())).isEqualTo(iccid);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "89", "1988221199000000019", "898822119900000001A"})
  void refusesWhatIsNoIccid(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> new Iccid(text));
  }

  @ParameterizedTest
  @CsvSource({
    "89049032123451234512345678901235,true",
    "89882119900000000000000000001654,true",
    "89049032000000000000000000000066,true",
    "89049032123451234512345678901335,false"
  })
  void checksTheDigitsOfAnEid(String digits, boolean hold) {
    var eid = new Eid(digits);

    assertThat(eid.checkDigitsHold()).isEqualTo(hold);
    assertThat(Eid.withCheckDigits(digits.substring(0, 30)).equals(eid)).isEqualTo(hold);
    assertThat(Eid.fromOctets("eid", eid.octets())).isEqualTo(eid);
  }

  @Test
  void refusesAnEidThatIsNotDigits() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Eid("8904903212345123"));
    assertThatExceptionOfType(InvalidMessage.class)
        .isThrownBy(() -> Eid.fromOctets("eid", Bytes.fromHex("8904903212345123451234567890123A")));
  }

  @ParameterizedTest
  @CsvSource({"001010123456789,080910101032547698", "00101012345678,0801101010325476F8"})
  void codesAnImsiAsTheFileHoldsIt(String digits, String file) {
    var imsi = new Imsi(digits);

    assertThat(imsi.ef()).hasToString(file);
    assertThat(Imsi.fromEf("imsi", Bytes.fromHex(file))).isEqualTo(imsi);
  }

  @Test
  void refusesAnImsiWithTheWrongParity() {
    assertThatExceptionOfType(InvalidMessage.class)
        .isThrownBy(() -> Imsi.fromEf("imsi", Bytes.fromHex("080110101032547698")));
  }

  @Test
  void comparesMatchingIdsExactly() {
    assertThat(new MatchingId("")).isEqualTo(MatchingId.NONE);
    assertThat(MatchingId.NONE.isNone()).isTrue();
    assertThatIllegalArgumentException().isThrownBy(() -> MatchingId.strict("ab"));
    assertThatIllegalArgumentException().isThrownBy(() -> MatchingId.strict("A B"));
    assertThatIllegalArgumentException().isThrownBy(() -> new MatchingId("A".repeat(256)));
  }

  @Test
  void readsTransactionIdsOfEitherCase() {
    assertThat(TransactionId.fromHex("ab01")).isEqualTo(TransactionId.fromHex("AB01"));
    assertThat(TransactionId.fromHex("ab01")).hasToString("AB01");
    assertThatIllegalArgumentException().isThrownBy(() -> TransactionId.fromHex(""));
    assertThatIllegalArgumentException().isThrownBy(() -> TransactionId.fromHex("00".repeat(17)));
  }

  @Test
  void codesOidsByTheirContent() {
    assertThat(new SmdpOid("2.999.10").content()).hasToString("88370A");
    assertThat(SmdpOid.from("oid", Tlv.parse("oid", Bytes.fromHex("060388370A"))))
        .isEqualTo(new SmdpOid("2.999.10"));
    assertThatIllegalArgumentException().isThrownBy(() -> new SmdpOid("2"));
    assertThatIllegalArgumentException().isThrownBy(() -> new SmdpOid("2.01"));
    assertThatIllegalArgumentException().isThrownBy(() -> new SmdpOid("0.40"));
    assertThatIllegalArgumentException().isThrownBy(() -> new SmdpOid("1.100.1"));
    assertThat(new SmdpOid("1.39.840").content()).hasToString("4F8648");
    assertThatIllegalArgumentException().isThrownBy(() -> new SmdpOid("2" + ".1".repeat(5000)));
  }

  @Test
  void showsNoSecret() {
    try (var secret = Secret.of(Bytes.fromHex("C0FFEE"))) {
      assertThat(secret).hasToString("[redacted]").isEqualTo(Secret.of(Bytes.fromHex("C0FFEE")));
    }
  }
}
