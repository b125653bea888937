package org.opensmdp.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.opensmdp.simulator.Cards.ICCID;
import static org.opensmdp.simulator.Cards.NIST;
import static org.opensmdp.simulator.Cards.OTHER_ICCID;
import static org.opensmdp.simulator.Cards.THIRD_ICCID;

import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.rsp.ProfileClass;
import org.opensmdp.rsp.StoreMetadataRequest;

/** ES10c, enable to memory reset (SGP.22 v2 §5.7.16 to §5.7.21), octets written by hand. */
class ProfileFunctionsTest {
  private static final String AID = "4F10A0000005591010FFFFFFFF8900001000";

  private VirtualEuicc card = Cards.card(NIST);
  private final TestSmdp smdp = Cards.smdp(NIST);

  private void install(StoreMetadataRequest.Builder metadata) {
    Cards.install(card, smdp, metadata.build());
  }

  private void installTest(Iccid iccid) {
    install(Cards.metadata(iccid).profileClass(ProfileClass.TEST));
  }

  private Bytes answer(String request) {
    return card.es10().storeData(Bytes.fromHex(request));
  }

  private void assertResult(String request, int result) {
    assertThat(answer(request))
        .hasToString(request.substring(0, 4) + "038001%02X".formatted(result));
  }

  private static String iccid(Iccid iccid) {
    return "5A0A" + iccid.swapped();
  }

  private static String enable(Iccid iccid) {
    return "BF3111A00C" + iccid(iccid) + "810100";
  }

  private static String enableAndRefresh(Iccid iccid) {
    return "BF3111A00C" + iccid(iccid) + "8101FF";
  }

  private static String disable(Iccid iccid) {
    return "BF3211A00C" + iccid(iccid) + "810100";
  }

  private static String delete(Iccid iccid) {
    return "BF330C" + iccid(iccid);
  }

  private boolean enabled(Iccid iccid) {
    return card.profiles().stream().anyMatch(one -> one.iccid().equals(iccid) && one.enabled());
  }

  private long lastSeqNumber() {
    var pending = card.notifications();
    return pending.get(pending.size() - 1).notificationMetadata().seqNumber();
  }

  // EnableProfile

  @Test
  void enablesByNumberAndByApplication() {
    install(Cards.metadata(ICCID));

    assertResult(enable(ICCID), 0);
    assertThat(enabled(ICCID)).isTrue();
    assertResult(disable(ICCID), 0);
    assertResult("BF3117A012" + AID + "810100", 0);
    assertThat(enabled(ICCID)).isTrue();
  }

  @Test
  void refusesToEnableWhatIsNotThereOrEnabled() {
    install(Cards.metadata(ICCID));

    assertResult(enable(OTHER_ICCID), 1);
    assertResult("BF3117A012" + "4F10A0000005591010FFFFFFFF8900001100" + "810100", 1);
    assertResult(enable(ICCID), 0);
    assertResult(enable(ICCID), 2);
  }

  @Test
  void refusesToLeaveAProfileThatMayNotBeDisabled() {
    install(Cards.metadata(ICCID).profilePolicyRules(1));
    install(Cards.metadata(OTHER_ICCID));
    assertResult(enable(ICCID), 0);

    assertResult(enable(OTHER_ICCID), 3);
    assertResult(disable(ICCID), 3);
    assertThat(enabled(ICCID)).isTrue();
  }

  @Test
  void goesBackFromATestProfileOnlyToTheProfileBefore() {
    install(Cards.metadata(ICCID));
    install(Cards.metadata(OTHER_ICCID));
    installTest(THIRD_ICCID);
    assertResult(enable(ICCID), 0);
    assertResult(enable(THIRD_ICCID), 0);

    assertResult(enable(OTHER_ICCID), 4);
    card = VirtualEuicc.of(card.snapshot(), new SecureRandom(), Cards.CLOCK);
    assertResult(enable(OTHER_ICCID), 4);
    assertResult(enable(ICCID), 0);
    assertResult(enable(OTHER_ICCID), 0);
  }

  @Test
  void leavesATestProfileForAnyAfterItWasDisabled() {
    install(Cards.metadata(ICCID));
    install(Cards.metadata(OTHER_ICCID));
    installTest(THIRD_ICCID);
    assertResult(enable(ICCID), 0);
    assertResult(enable(THIRD_ICCID), 0);
    assertResult(disable(THIRD_ICCID), 0);

    assertResult(enable(OTHER_ICCID), 0);
  }

  @Test
  void asksForARefreshWhereTheFlagSaysSo() {
    install(Cards.metadata(ICCID));
    install(Cards.metadata(OTHER_ICCID));

    assertResult(enable(ICCID), 0);
    assertThat(card.es10().refreshPending()).isFalse();
    assertResult(enableAndRefresh(OTHER_ICCID), 0);
    assertThat(card.es10().refreshPending()).isTrue();
  }

  @Test
  void isBusyUntilTheRefreshIsFetched() {
    install(Cards.metadata(ICCID));
    install(Cards.metadata(OTHER_ICCID));
    assertResult(enableAndRefresh(ICCID), 0);

    assertResult(enableAndRefresh(OTHER_ICCID), 5);
    assertResult("BF3211A00C" + iccid(ICCID) + "8101FF", 5);
    assertResult("BF3404820205E0", 5);
    card.es10().refreshed();
    assertResult(enableAndRefresh(OTHER_ICCID), 0);
    card.es10().powerCycle();
    assertThat(card.es10().refreshPending()).isFalse();
  }

  @Test
  void isBusyIfToldSo() {
    install(Cards.metadata(ICCID));
    card.behave(EuiccQuirks.NONE.with(Quirk.CAT_BUSY));

    assertResult(enable(ICCID), 5);
    assertResult(disable(ICCID), 5);
    assertResult("BF340482020780", 5);
    assertThat(enabled(ICCID)).isFalse();
  }

  @Test
  void asksForNoRefreshWhereNothingHasChanged() {
    assertResult(enableAndRefresh(ICCID), 1);

    assertThat(card.es10().refreshPending()).isFalse();
  }

  // DisableProfile

  @Test
  void refusesToDisableWhatIsNotThereOrNotEnabled() {
    install(Cards.metadata(ICCID));

    assertResult(disable(OTHER_ICCID), 1);
    assertResult(disable(ICCID), 2);
  }

  // DeleteProfile

  @Test
  void deletesAndHasTheMemoryBack() {
    var free = card.euiccInfo2().freeNonVolatileMemory();
    install(Cards.metadata(ICCID));
    assertThat(card.euiccInfo2().freeNonVolatileMemory()).isNotEqualTo(free);
    assertThat(card.euiccInfo2().extCardResource().toString()).startsWith("810101");

    assertResult(delete(ICCID), 0);

    assertThat(card.euiccInfo2().freeNonVolatileMemory()).isEqualTo(free);
    assertThat(card.euiccInfo2().extCardResource().toString()).startsWith("810100");
  }

  @Test
  void refusesToDeleteWhatIsNotThereEnabledOrKept() {
    install(Cards.metadata(ICCID));
    install(Cards.metadata(OTHER_ICCID).profilePolicyRules(2));
    assertResult(enable(ICCID), 0);

    assertResult(delete(THIRD_ICCID), 1);
    assertResult(delete(ICCID), 2);
    assertResult(delete(OTHER_ICCID), 3);
    assertResult("BF3312" + AID, 2);
  }

  // SetNickname

  @Test
  void takesANicknameOf64Octets() {
    install(Cards.metadata(ICCID));
    var longest = "C3A9".repeat(32);

    assertResult("BF294E" + iccid(ICCID) + "9040" + longest, 0);

    assertThat(answer("BF2D035C0190")).hasToString("BF2D46A044E3429040" + longest);
    assertResult("BF290E" + iccid(ICCID) + "9000", 0);
    assertThat(answer("BF2D035C0190")).hasToString("BF2D04A002E300");
  }

  @Test
  void refusesANicknameTooLongOrForNobody() {
    install(Cards.metadata(ICCID));

    assertResult("BF294F" + iccid(ICCID) + "9041" + "41".repeat(65), 127);
    assertResult("BF290F" + iccid(OTHER_ICCID) + "900141", 1);
  }

  // eUICCMemoryReset

  @Test
  void deletesWhatTheOptionsNameWhateverItsStateAndRules() {
    install(Cards.metadata(ICCID).profilePolicyRules(1, 2));
    installTest(OTHER_ICCID);
    install(Cards.metadata(THIRD_ICCID).profileClass(ProfileClass.PROVISIONING));
    assertResult(enable(ICCID), 0);
    long before = lastSeqNumber();

    assertResult("BF340482020780", 0);

    assertThat(card.profiles())
        .extracting(InstalledProfile::iccid)
        .containsExactly(OTHER_ICCID, THIRD_ICCID);
    assertThat(lastSeqNumber()).as("told of the deletion").isEqualTo(before + 1);
    assertThat(card.es10().refreshPending()).isTrue();
  }

  @Test
  void deletesTestProfilesAlone() {
    install(Cards.metadata(ICCID));
    installTest(OTHER_ICCID);

    assertResult("BF340482020640", 0);

    assertThat(card.profiles()).extracting(InstalledProfile::iccid).containsExactly(ICCID);
    assertThat(card.es10().refreshPending()).isFalse();
  }

  @Test
  void takesTheAddressBackThatItWasDeliveredWith() {
    card = Cards.population(NIST).euicc(1, builder -> builder.defaultDpAddress("a.example.com"));
    answer("BF3F0F800D" + "622E6578616D706C652E636F6D");

    assertResult("BF340482020520", 0);

    assertThat(answer("BF3C00").toString()).contains("800D612E6578616D706C652E636F6D");
    assertResult("BF340482020520", 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"BF340482020780", "BF3404820205E0", "BF3403820100"})
  void hasNothingToReset(String request) {
    assertResult(request, 1);
  }

  // what no request is

  @ParameterizedTest
  @ValueSource(
      strings = {
        "BF3100", // nothing
        "BF3109A0045A029888810100", // a number of 2 octets
        "BF3105A003950102", // another choice
        "BF310F5A0A988800000000000010F6810100", // the choice without its tag
        "BF310EA00C5A0A988800000000000010F6", // no flag
        "BF3112A00C5A0A988800000000000010F681020000", // no BOOLEAN
        "BF3300",
        "BF330F5A0A988800000000000010F6810100",
        "BF290C5A0A988800000000000010F6",
        "BF290F5A0A988800000000000010F69001FF", // no UTF-8
        "BF3400",
        "BF34028200"
      })
  void refusesWhatIsNoRequest(String request) {
    assertThatExceptionOfType(CardRefusal.class)
        .isThrownBy(() -> answer(request))
        .returns(CardRefusal.INCORRECT_DATA, CardRefusal::statusWord);
  }

  /** Some LPAs leave the filler octet of an ICCID of 18 digits out. */
  @Test
  void takesANumberWithoutFillerIfItIsLenient() {
    var short18 = new Iccid("898800000000000001");
    var request = "BF3110A00B5A09" + short18.swapped().slice(0, 9) + "810100";
    assertThatExceptionOfType(CardRefusal.class).isThrownBy(() -> answer(request));
    card = Cards.population(NIST).euicc(1, builder -> builder.lenient(true));
    Cards.install(card, smdp, Cards.metadata(short18).build());

    assertResult(request, 0);
  }
}
