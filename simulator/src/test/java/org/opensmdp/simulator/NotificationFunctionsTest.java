package org.opensmdp.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.opensmdp.simulator.Cards.ICCID;
import static org.opensmdp.simulator.Cards.NIST;
import static org.opensmdp.simulator.Cards.OTHER_ICCID;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Tlv;

/** ES10b, notifications listed, handed out and removed (SGP.22 v2 §5.7.9 to §5.7.11), on octets. */
class NotificationFunctionsTest {
  private static final String ADDRESS = "0C10" + "736D64702E6578616D706C652E636F6D";

  private VirtualEuicc card = Cards.card(NIST);
  private final TestSmdp smdp = Cards.smdp(NIST);

  private Bytes answer(String request) {
    return card.es10().storeData(Bytes.fromHex(request));
  }

  /** Install 1, enable 2, disable 3, delete 4. */
  private void liveOnce() {
    Cards.install(card, smdp, Cards.metadata(ICCID).build());
    card.enable(ICCID);
    card.disable(ICCID);
    card.delete(ICCID);
  }

  private static String metadata(String seqNumber, String operation) {
    return "BF2F%02X".formatted((seqNumber + operation + ADDRESS).length() / 2 + 12) + seqNumber
        + operation + ADDRESS + "5A0A" + ICCID.swapped();
  }

  @Test
  void listsAllInTheirOrder() {
    liveOnce();

    assertThat(answer("BF2800").toString()).startsWith("BF2881A3A081A0BF2F25");
    assertThat(answer("BF2800").toString())
        .endsWith(metadata("800101", "81020780")
            + metadata("800102", "81020640")
            + metadata("800103", "81020520")
            + metadata("800104", "81020410"));
  }

  @Test
  void hasNone() {
    assertThat(answer("BF2800")).hasToString("BF2802A000");
    assertThat(answer("BF2B00")).hasToString("BF2B02A000");
  }

  @ParameterizedTest
  @CsvSource({
    "81020780, 81020780, 800101",
    "81020080, 81020780, 800101", // as some peers write the same bits
    "81020640, 81020640, 800102",
    "81020520, 81020520, 800103",
    "81020410, 81020410, 800104"
  })
  void listsThoseOfAnOperation(String filter, String operation, String seqNumber) {
    liveOnce();

    assertThat(answer("BF2804" + filter))
        .hasToString("BF282AA028" + metadata(seqNumber, operation));
  }

  @Test
  void listsThoseOfSeveralOperations() {
    liveOnce();

    assertThat(answer("BF2804810204F0")).isEqualTo(answer("BF2800"));
    assertThat(answer("BF28048102" + "0560"))
        .hasToString(
            "BF2852A050" + metadata("800102", "81020640") + metadata("800103", "81020520"));
    assertThat(answer("BF2803810100")).hasToString("BF2802A000");
  }

  @Test
  void handsOutByNumberAndByOperation() {
    liveOnce();
    var byNumber = answer("BF2B05A003800103");

    assertThat(list(byNumber)).containsExactly(card.notifications().get(2).der());
    assertThat(answer("BF2B06A00481020520")).isEqualTo(byNumber);
    assertThat(list(answer("BF2B00")))
        .containsExactlyElementsOf(
            card.notifications().stream().map(one -> one.der()).toList());
    assertThat(answer("BF2B05A003800109")).hasToString("BF2B02A000");
  }

  private static List<Bytes> list(Bytes response) {
    var members =
        Tlv.parse("list", 0xA0, Tlv.parse("response", 0xBF2B, response).value()).members("list");
    var all = new ArrayList<Bytes>();
    while (members.hasNext()) {
      all.add(members.next().whole());
    }
    return all;
  }

  /** Signed octets are handed out as they were signed, also by a card that has been off. */
  @Test
  void handsOutWhatItHasSigned() {
    liveOnce();
    var before = answer("BF2B00");

    card = VirtualEuicc.of(card.snapshot(), new SecureRandom(), Cards.CLOCK);

    assertThat(answer("BF2B00")).isEqualTo(before);
  }

  @Test
  void removesOnce() {
    liveOnce();

    assertThat(answer("BF3003800102")).hasToString("BF3003800100");
    assertThat(answer("BF3003800102")).hasToString("BF3003800101");
    assertThat(card.notifications()).hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "BF2803800101", // another member
        "BF28028100", // no BIT STRING
        "BF2B03800101", // the choice without its tag
        "BF2B02A000",
        "BF2B08A006800101800102",
        "BF2B05A003820101",
        "BF3000",
        "BF30028000",
        "BF300B80090102030405060708FF"
      })
  void refusesWhatIsNoRequest(String request) {
    assertThatExceptionOfType(CardRefusal.class)
        .isThrownBy(() -> answer(request))
        .returns(CardRefusal.INCORRECT_DATA, CardRefusal::statusWord);
  }

  @Test
  void takesTheChoiceWithoutItsTagIfItIsLenient() {
    card = Cards.population(NIST).euicc(1, builder -> builder.lenient(true));
    liveOnce();

    assertThat(answer("BF2B03800103")).isEqualTo(answer("BF2B05A003800103"));
  }

  /** A card whose counter stands at a number. */
  private void countFrom(long last) {
    var json = card.snapshot().json();
    var changed = json.replaceFirst("\"lastSeqNumber\" : \\d+", "\"lastSeqNumber\" : " + last);
    card = VirtualEuicc.of(CardState.parse(changed), new SecureRandom(), Cards.CLOCK);
  }

  @ParameterizedTest
  @CsvSource({"126, 80017F", "127, 80020080", "32766, 80027FFF", "32767, 8003008000"})
  void writesNumbersWithTheirSign(long last, String seqNumber) {
    countFrom(last);
    Cards.install(card, smdp, Cards.metadata(ICCID).build());

    assertThat(answer("BF2800").toString()).endsWith(metadata(seqNumber, "81020780"));
    assertThat(answer("BF30%02X%s".formatted(seqNumber.length() / 2, seqNumber)))
        .hasToString("BF3003800100");
  }

  @Test
  void dropsTheLowestNumberWhenItIsFull() {
    card = Cards.population(NIST).euicc(1, builder -> builder.notificationRoom(3));

    liveOnce();

    assertThat(card.notifications())
        .extracting(one -> one.notificationMetadata().seqNumber())
        .containsExactly(2L, 3L, 4L);
  }

  @Test
  void neverGoesBackInItsNumbers() {
    liveOnce();
    answer("BF3003800104");
    answer("BF340482020780");

    Cards.install(card, smdp, Cards.metadata(OTHER_ICCID).build());

    assertThat(card.notifications())
        .last()
        .returns(5L, one -> one.notificationMetadata().seqNumber());
  }
}
