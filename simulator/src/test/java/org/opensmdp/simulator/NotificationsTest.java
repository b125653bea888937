package org.opensmdp.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.opensmdp.simulator.Cards.ELSEWHERE;
import static org.opensmdp.simulator.Cards.ICCID;
import static org.opensmdp.simulator.Cards.NIST;
import static org.opensmdp.simulator.Cards.OTHER_ICCID;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.opensmdp.certs.ChainCheck;
import org.opensmdp.certs.EuiccChains;
import org.opensmdp.certs.RspCertificate;
import org.opensmdp.crypto.Signatures;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.rsp.NotificationConfiguration;
import org.opensmdp.rsp.NotificationEvent;
import org.opensmdp.rsp.OtherSignedNotification;
import org.opensmdp.rsp.PendingNotification;
import org.opensmdp.rsp.ProfileClass;
import org.opensmdp.rsp.ProfileInstallationResult;
import org.opensmdp.rsp.SignatureTlv;
import org.opensmdp.rsp.StoreMetadataRequest;

/** Profiles enabled, disabled and deleted, and who is told of it (SGP.22 v2 §3.5, §5.7.9). */
class NotificationsTest {
  private final VirtualEuicc card = Cards.card(NIST);
  private final TestSmdp smdp = Cards.smdp(NIST);

  private static StoreMetadataRequest.Builder toldElsewhere(Iccid iccid) {
    return Cards.metadata(iccid)
        .notification(new NotificationConfiguration(Set.of(NotificationEvent.values()), ELSEWHERE));
  }

  private void install(StoreMetadataRequest.Builder metadata) {
    Cards.install(card, smdp, metadata.build());
  }

  private void forgetAll() {
    card.notifications()
        .forEach(one -> card.removeNotification(one.notificationMetadata().seqNumber()));
  }

  private List<String> pending() {
    return card.notifications().stream().map(NotificationsTest::described).toList();
  }

  private static String described(PendingNotification notification) {
    var metadata = notification.notificationMetadata();
    return "%d %s %s"
        .formatted(
            metadata.seqNumber(), metadata.event().orElseThrow(), metadata.notificationAddress());
  }

  @Test
  void tellsOtherAddressesOfTheInstallation() {
    install(toldElsewhere(ICCID));

    assertThat(pending())
        .containsExactly("1 INSTALL " + TestSmdp.ADDRESS, "2 INSTALL " + ELSEWHERE);
    assertThat(card.notifications().get(0)).isInstanceOf(ProfileInstallationResult.class);
    assertThat(card.notifications().get(1)).isInstanceOf(OtherSignedNotification.class);
  }

  @Test
  void tellsEveryAddressOfEveryEvent() {
    install(toldElsewhere(ICCID));
    forgetAll();

    assertThat(card.enable(ICCID)).isEqualTo(ProfileManagementResult.OK);
    assertThat(card.disable(ICCID)).isEqualTo(ProfileManagementResult.OK);
    assertThat(card.delete(ICCID)).isEqualTo(ProfileManagementResult.OK);

    assertThat(pending())
        .containsExactly(
            "3 ENABLE " + TestSmdp.ADDRESS,
            "4 ENABLE " + ELSEWHERE,
            "5 DISABLE " + TestSmdp.ADDRESS,
            "6 DISABLE " + ELSEWHERE,
            "7 DELETE " + TestSmdp.ADDRESS,
            "8 DELETE " + ELSEWHERE);
    assertThat(card.profiles()).isEmpty();
  }

  @Test
  void signsWithItsCertificateBeside() {
    install(Cards.metadata(ICCID));
    card.enable(ICCID);

    var notification = OtherSignedNotification.parse(card.notifications().get(1).der());

    var certificate = RspCertificate.parse(notification.euiccCertificate());
    assertThat(Signatures.verify(
            certificate.publicKey(),
            notification.tbsOtherNotification().der(),
            SignatureTlv.value(notification.euiccNotificationSignature())))
        .isTrue();
    assertThat(new EuiccChains(Cards.CLOCK)
            .check(notification.eumCertificate(), notification.euiccCertificate(), NIST.ci()))
        .isInstanceOf(ChainCheck.Trusted.class);
    assertThat(notification.tbsOtherNotification().iccid()).contains(ICCID);
  }

  @Test
  void disablesTheOldProfileBeforeItEnablesTheNew() {
    install(Cards.metadata(ICCID));
    install(Cards.metadata(OTHER_ICCID));
    card.enable(ICCID);
    forgetAll();

    card.enable(OTHER_ICCID);

    assertThat(pending())
        .containsExactly("4 DISABLE " + TestSmdp.ADDRESS, "5 ENABLE " + TestSmdp.ADDRESS);
    assertThat(card.profiles())
        .filteredOn(InstalledProfile::enabled)
        .extracting(InstalledProfile::iccid)
        .containsExactly(OTHER_ICCID);
  }

  @Test
  void tellsNobodyOfTestProfiles() {
    install(toldElsewhere(ICCID).profileClass(ProfileClass.TEST));
    forgetAll();

    card.enable(ICCID);

    assertThat(card.notifications()).isEmpty();
  }

  @Test
  void removesWhatTheLpaHasDelivered() {
    install(toldElsewhere(ICCID));

    card.removeNotification(1);

    assertThat(pending()).containsExactly("2 INSTALL " + ELSEWHERE);
  }

  @Test
  void answersForProfilesItDoesNotHave() {
    assertThat(card.enable(ICCID)).isEqualTo(ProfileManagementResult.NOT_FOUND);
    assertThat(card.disable(ICCID)).isEqualTo(ProfileManagementResult.NOT_FOUND);
    assertThat(card.delete(ICCID)).isEqualTo(ProfileManagementResult.NOT_FOUND);
  }

  @Test
  void answersForProfilesInTheWrongState() {
    install(Cards.metadata(ICCID));

    assertThat(card.disable(ICCID)).isEqualTo(ProfileManagementResult.WRONG_STATE);
    card.enable(ICCID);
    assertThat(card.enable(ICCID)).isEqualTo(ProfileManagementResult.WRONG_STATE);
    assertThat(card.delete(ICCID)).isEqualTo(ProfileManagementResult.WRONG_STATE);
  }

  @Test
  void obeysThePolicyRulesOfAProfile() {
    install(Cards.metadata(ICCID).profilePolicyRules(1, 2));
    install(Cards.metadata(OTHER_ICCID));

    assertThat(card.delete(ICCID)).isEqualTo(ProfileManagementResult.DISALLOWED_BY_POLICY);
    card.enable(ICCID);
    assertThat(card.disable(ICCID)).isEqualTo(ProfileManagementResult.DISALLOWED_BY_POLICY);
    assertThat(card.enable(OTHER_ICCID)).isEqualTo(ProfileManagementResult.DISALLOWED_BY_POLICY);
  }
}
