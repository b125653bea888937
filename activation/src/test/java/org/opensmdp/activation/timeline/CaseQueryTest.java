package org.opensmdp.activation.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.opensmdp.rsp.Eid;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.rsp.Imsi;
import org.opensmdp.rsp.MatchingId;
import org.opensmdp.rsp.TransactionId;

class CaseQueryTest {
  private static final String ICCID = "8988220000000000010";
  private static final String EID = "89049032001122334455667788990109";
  private static final String SESSION = "00112233445566778899AABBCCDDEEFF";

  @Test
  void readsOneNumberAsWhatItIs() {
    assertThat(CaseQuery.of(" " + ICCID + "F ").iccids()).containsExactly(new Iccid(ICCID));
    assertThat(CaseQuery.of(EID).eids()).containsExactly(new Eid(EID));
    assertThat(CaseQuery.of("001010123456789").imsis())
        .containsExactly(new Imsi("001010123456789"));
    assertThat(CaseQuery.of(SESSION.toLowerCase(java.util.Locale.ROOT)).transactionIds())
        .containsExactly(TransactionId.fromHex(SESSION));
    assertThat(CaseQuery.of("ABCD-1").matchingIds()).containsExactly(new MatchingId("ABCD-1"));
    assertThat(CaseQuery.of("order-4711").correlationIds()).containsExactly("order-4711");
  }

  @Test
  void readsNumbersInGroups() {
    assertThat(CaseQuery.of("8904 9032 0011 2233 4455 6677 8899 0109").eids())
        .containsExactly(new Eid(EID));
    assertThat(CaseQuery.of("8988 2200 0000 0000 010").iccids()).containsExactly(new Iccid(ICCID));
  }

  @Test
  void readsAnActivationCodeWherever() {
    var token = new MatchingId("A1B2-C3");

    assertThat(CaseQuery.of("LPA:1$smdp.example.com$A1B2-C3").matchingIds()).contains(token);
    assertThat(CaseQuery.of("lpa:1$smdp.example.com$A1B2-C3$$1").matchingIds()).contains(token);
    assertThat(CaseQuery.of("I scanned 1$smdp.example.com$A1B2-C3 twice!").matchingIds())
        .contains(token);
    assertThat(CaseQuery.of("1$smdp.example.com$").matchingIds()).isEmpty();
  }

  @Test
  void findsWhatAPhoneShows() {
    var shown = "Download failed (8.1.1-3.8) for EID %s, session %s. Please try again."
        .formatted(EID, SESSION);

    var query = CaseQuery.of(shown);

    assertThat(query.eids()).containsExactly(new Eid(EID));
    assertThat(query.transactionIds()).contains(TransactionId.fromHex(SESSION));
    assertThat(query.correlationIds()).isEmpty();
    assertThat(query.iccids()).isEmpty();
  }

  @Test
  void namesNothingForWordsAlone() {
    assertThat(CaseQuery.of("my phone does not work").isEmpty()).isTrue();
    assertThat(CaseQuery.of("").isEmpty()).isTrue();
    assertThat(CaseQuery.of(" \n\t").isEmpty()).isTrue();
  }

  @Test
  void readsNoMoreThanItSays() {
    var many = (ICCID + " ").repeat(10_000) + "LPA:1$host$TOKEN-9";

    var query = CaseQuery.of(many);

    assertThat(query.iccids()).containsExactly(new Iccid(ICCID));
    assertThat(query.matchingIds()).doesNotContain(new MatchingId("TOKEN-9"));
  }

  @Test
  void takesAnyTextWithinBounds() {
    var random = new Random(37);
    for (int i = 0; i < 2_000; i++) {
      var text = new StringBuilder();
      for (int length = random.nextInt(200); length > 0; length--) {
        text.appendCodePoint("0189$FLPA:- .aé\u0000\uD83D\n".codePointAt(random.nextInt(18)));
      }
      var query = CaseQuery.of(text.toString());

      assertThat(query.iccids().size()).isLessThanOrEqualTo(10);
      assertThat(query.matchingIds().size()).isLessThanOrEqualTo(10);
    }
  }
}
