package org.opensmdp.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.opensmdp.simulator.Cards.ICCID;
import static org.opensmdp.simulator.Cards.NIST;
import static org.opensmdp.simulator.Cards.OTHER_ICCID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Icon;
import org.opensmdp.rsp.ProfileClass;

/** ES10c.GetProfilesInfo (SGP.22 v2 §5.7.15), its octets written by hand. */
class GetProfilesInfoTest {
  private static final String FIRST = "5A0A" + "988800000000000010F6";
  private static final String AID = "4F10A0000005591010FFFFFFFF8900001000";
  private static final String SECOND_AID = "4F10A0000005591010FFFFFFFF8900001100";
  private static final String SPN = "91084F70657261746F72"; // Operator
  private static final String NAME = "9204506C616E"; // Plan

  private final VirtualEuicc card = Cards.card(NIST);
  private final TestSmdp smdp = Cards.smdp(NIST);

  private String answer(String request) {
    return card.es10().storeData(Bytes.fromHex(request)).toString();
  }

  private void installBoth() {
    Cards.install(card, smdp, Cards.untold(ICCID).build());
    Cards.install(
        card, smdp, Cards.untold(OTHER_ICCID).profileClass(ProfileClass.TEST).build());
  }

  private static String second() {
    return "5A0A" + OTHER_ICCID.swapped();
  }

  @Test
  void hasNoProfiles() {
    assertThat(answer("BF2D00")).isEqualTo("BF2D02A000");
  }

  @Test
  void tellsTheDefaultSetInItsOrder() {
    Cards.install(card, smdp, Cards.untold(ICCID).build());

    var info = FIRST + AID + "9F700100" + SPN + NAME + "950102";
    assertThat(ICCID.swapped()).hasToString(FIRST.substring(4));
    assertThat(answer("BF2D00")).isEqualTo("BF2D39A037E335" + info);
  }

  @Test
  void tellsIconNicknameAndState() {
    var icon = new Icon(Icon.PNG, Bytes.fromHex("89504E47"));
    Cards.install(card, smdp, Cards.untold(ICCID).icon(icon).build());
    card.enable(ICCID);
    answer("BF29115A0A" + ICCID.swapped() + "9003" + "C3A931");

    assertThat(answer("BF2D085C069F7090939495"))
        .isEqualTo(
            "BF2D19A017E315" + "9F700101" + "9003C3A931" + "930101" + "940489504E47" + "950102");
  }

  /** The list says which, the answer in the order of ProfileInfo; tags of nothing are passed over. */
  @ParameterizedTest
  @ValueSource(strings = {"BF2D055C035A9F70", "BF2D055C039F705A", "BF2D0A5C08BF769F705AB5BF01"})
  void tellsTheTagsAskedFor(String request) {
    Cards.install(card, smdp, Cards.untold(ICCID).build());

    assertThat(answer(request)).isEqualTo("BF2D14A012E310" + FIRST + "9F700100");
  }

  @Test
  void tellsOwnerRulesAddressesAndWhatTheServerHasLeft() {
    Cards.install(card, smdp, Cards.metadata(ICCID).profilePolicyRules(2).build());

    var oid = smdp.credentials.oid().content();
    var proprietary = "B8%02X80%02X%s".formatted(oid.size() + 2, oid.size(), oid.toString());
    var address = "8110" + "736D64702E6578616D706C652E636F6D";
    assertThat(answer("BF2D065C04B6B7B899"))
        .endsWith(
            "B618" + "3016" + "800204F0" + address + "B705800300F110" + proprietary + "99020520");
  }

  @Test
  void findsByNumberApplicationAndClass() {
    installBoth();

    assertThat(answer("BF2D11A00C" + FIRST + "5C014F")).isEqualTo("BF2D16A014E312" + AID);
    assertThat(answer("BF2D17A012" + SECOND_AID + "5C015A")).isEqualTo("BF2D10A00EE30C" + second());
    assertThat(answer("BF2D08A0039501005C015A")).isEqualTo("BF2D10A00EE30C" + second());
    assertThat(answer("BF2D08A0039501015C015A")).isEqualTo("BF2D02A000");
  }

  @Test
  void findsNothingUnderAnotherNumber() {
    assertThat(answer("BF2D0EA00C" + FIRST)).isEqualTo("BF2D02A000");
  }

  /** No criteria, two, none known, a number too short, a list that ends in a tag, more behind. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "BF2D02A000",
        "BF2D08A006950102950101",
        "BF2D06A00490024142",
        "BF2D05A0035A0198",
        "BF2D035C019F",
        "BF2D065C015A810100",
        "BF2D055A03112233"
      })
  void answersCriteriaThatAreNone(String request) {
    assertThat(answer(request)).isEqualTo("BF2D03810101");
  }

  @Test
  void givesAFreedApplicationAgain() {
    installBoth();
    card.delete(ICCID);
    Cards.install(card, smdp, Cards.untold(Cards.THIRD_ICCID).build());

    assertThat(answer("BF2D035C014F")).isEqualTo("BF2D2AA028" + "E312" + SECOND_AID + "E312" + AID);
  }
}
