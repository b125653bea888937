package org.opensmdp.rsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What ES9+.HandleNotification carries (SGP.22 v2 §2.5.6, §5.7.10). */
class NotificationTest {
  private static final Bytes CERTIFICATE = Bytes.fromHex("3000");
  private static final Bytes RESULT =
      Der.tlv(0xBF37, Session.RESULT_DATA, Session.RESULT_SIGNATURE);

  @Test
  void readsTheRecordedInstallationResult() {
    var result = (ProfileInstallationResult) PendingNotification.parse(RESULT);
    var data = result.profileInstallationResultData();

    assertThat(data.transactionId()).isEqualTo(Session.TRANSACTION_ID);
    assertThat(data.smdpOid()).isEqualTo(new SmdpOid("2.999"));
    assertThat(data.finalResult())
        .isEqualTo(FinalResult.Success.of(
            Bytes.fromHex("a0000005591010ffffffff8900001100"), Bytes.fromHex("3000")));
    assertThat(result.notificationMetadata())
        .returns(1L, NotificationMetadata::seqNumber)
        .returns(Optional.of(NotificationEvent.INSTALL), NotificationMetadata::event)
        .returns(Bytes.fromHex("0080"), NotificationMetadata::profileManagementOperation)
        .returns("smdp.example.com", NotificationMetadata::notificationAddress)
        .returns(Optional.of(new Iccid("89000123456789012341")), NotificationMetadata::iccid);
  }

  @Test
  void keepsTheSliceOfTheResultThatWasSigned() {
    var result = ProfileInstallationResult.parse(RESULT);

    assertThat(P256.verifies(
            Session.EUICC,
            result.euiccSignPIR(),
            result.profileInstallationResultData().der()))
        .isTrue();
    assertThat(result.der()).isEqualTo(RESULT);
  }

  @Test
  void readsANotificationInsideA0() {
    assertThat(PendingNotification.parse(Der.tlv(0xA0, RESULT)))
        .isEqualTo(PendingNotification.parse(RESULT));
  }

  @Test
  void refusesTheRpmResultOfV3ByName() {
    assertThatExceptionOfType(InvalidMessage.class)
        .isThrownBy(() -> PendingNotification.parse(Bytes.fromHex("A1023000")))
        .withMessageContaining("RPM result of v3");
  }

  @Test
  void readsBackAFailure() {
    var data = ProfileInstallationResultData.of(
        Session.TRANSACTION_ID,
        NotificationMetadata.of(
            128, NotificationEvent.INSTALL, "smdp.example.com", Optional.empty()),
        new SmdpOid("2.999.10"),
        FinalResult.Failure.of(5, 12, Optional.of(Bytes.fromHex("3000"))));
    var result = ProfileInstallationResult.of(data, Session.RESULT_SIGNATURE);

    assertThat(PendingNotification.parse(result.der())).isEqualTo(result);
    assertThat(data.notificationMetadata().der().slice(3, 7)).isEqualTo(Bytes.fromHex("80020080"));
  }

  @Test
  void readsBackOtherNotifications() {
    for (NotificationEvent event : NotificationEvent.values()) {
      var metadata = NotificationMetadata.of(
          7, event, "a.example", Optional.of(new Iccid("8988221199000000019")));
      var notification =
          OtherSignedNotification.of(metadata, Session.RESULT_SIGNATURE, CERTIFICATE, CERTIFICATE);

      assertThat(PendingNotification.parse(notification.der())).isEqualTo(notification);
      assertThat(metadata.event()).contains(event);
    }
  }

  @Test
  void namesNoEventOfV3() {
    var metadata =
        NotificationMetadata.parse(Bytes.fromHex("BF2F0A800101" + "81020308" + "0C0161"));

    assertThat(metadata.event()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"988822119900000010F8", "FFFFFFFFFFFFFFFFFFFF", "9888221199000000A0F9", "9888", ""
      })
  void readsANotificationWithAnOddIccidAndSaysSo(String octets) {
    var metadata = NotificationMetadata.parse(metadataWithIccid(octets));

    assertThat(metadata.iccid()).isEmpty();
    assertThat(metadata.hasOddIccid()).isTrue();
    assertThat(metadata.iccidOctets()).contains(Bytes.fromHex(octets));
  }

  @Test
  void readsANotificationWithoutIccid() {
    var metadata =
        NotificationMetadata.of(1, NotificationEvent.ENABLE, "a.example", Optional.empty());

    assertThat(NotificationMetadata.parse(metadata.der())).isEqualTo(metadata);
    assertThat(metadata.hasOddIccid()).isFalse();
  }

  private static Bytes metadataWithIccid(String octets) {
    return Der.tlv(
        0xBF2F, Bytes.fromHex("800101810207800C0161"), Der.tlv(0x5A, Bytes.fromHex(octets)));
  }

  @Test
  void knowsReasonsAndCommands() {
    assertThat(ErrorReason.of(10).temporary()).isTrue();
    assertThat(ErrorReason.of(11).temporary()).isTrue();
    assertThat(Arrays.stream(ErrorReason.values()).filter(ErrorReason::temporary))
        .hasSize(2);
    assertThat(ErrorReason.of(99)).isEqualTo(ErrorReason.UNDEFINED);
    assertThat(Arrays.stream(ErrorReason.values()))
        .allSatisfy(reason -> assertThat(ErrorReason.of(reason.code())).isEqualTo(reason));
    assertThat(BppCommandId.of(3)).contains(BppCommandId.STORE_METADATA_2);
    assertThat(BppCommandId.of(6)).isEmpty();
  }
}
