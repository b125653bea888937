package org.opensmdp.activation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.opensmdp.rsp.StatusCode.CONFIRMATION_CODE_REFUSED;
import static org.opensmdp.rsp.StatusCode.EID_REFUSED;
import static org.opensmdp.rsp.StatusCode.TRANSACTION_UNKNOWN;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.CancelSessionReason;
import org.opensmdp.rsp.FinalResult;
import org.opensmdp.rsp.NotificationEvent;
import org.opensmdp.rsp.StatusCode;

/** The notification points of ES2+.HandleDownloadProgressInfo (SGP.22 v2 §5.3.5), row by row. */
class ProgressPointsTest {

  @ParameterizedTest
  @CsvSource({
    "8.2.5, 4.3, 1",
    "8.8.5, 6.4, 1",
    "8.8.5, 4.10, 1",
    "8.2.7, 6.4, 2",
  })
  void tellsARefusalThatSaysSomethingOfTheOrder(String subject, String reason, int point) {
    var refusal = StatusCode.of(subject, reason).orElseThrow();

    assertThat(ProgressPoints.ofRefusal(refusal))
        .contains(new Progress(point, Optional.of(refusal), Optional.empty()));
  }

  @ParameterizedTest
  @EnumSource(
      value = StatusCode.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {
        "PROFILE_TYPE_STOPPED_ON_WARNING",
        "DOWNLOAD_ATTEMPTS_EXCEEDED",
        "DOWNLOAD_ORDER_EXPIRED",
        "CONFIRMATION_CODE_ATTEMPTS_EXCEEDED"
      })
  void tellsNoOtherRefusal(StatusCode refusal) {
    assertThat(ProgressPoints.ofRefusal(refusal)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "0, 8.8.5, 3.8",
    "3, 8.2.8, 1.2",
    "4, 8.2.9, 3.11",
    "5, 8.2.10, 4.2",
    "17, 8.2.13, 3.1",
    "18, 8.2.13, 1.2",
    "19, 8.2.13, 3.8",
    "20, 8.2.13, 3.12",
    "21, 8.2.13, 3.8",
    "22, 8.2.13, 3.8",
    "23, 8.2.14, 3.1",
    "24, 8.8.6, 3.8",
    "25, 8.2.9, 3.8",
    "27, 8.8.6, 3.8",
    "28, 8.8.6, 2.1",
    "29, 8.8.6, 4.2",
    "30, 8.10.3, 4.3",
    "127, 8, 4.2",
  })
  void tellsWhyASessionWasGivenUp(int reason, String subject, String code) {
    var pair = StatusCode.of(subject, code);
    var cancelled = CancelSessionReason.of(reason);

    assertThat(ProgressPoints.ofCancel(cancelled, false))
        .isEqualTo(new Progress(2, pair, Optional.empty()));
    assertThat(ProgressPoints.ofCancel(cancelled, true))
        .isEqualTo(new Progress(4, pair, Optional.empty()));
  }

  @Test
  void tellsThatThePackageWasDelivered() {
    assertThat(ProgressPoints.ofDelivery())
        .isEqualTo(new Progress(3, Optional.empty(), Optional.empty()));
  }

  @Test
  void tellsASuccessWithTheResultThatTheCardSigned() {
    var result = FinalResult.Success.of(Bytes.fromHex("A000000559"), Bytes.fromHex("30028000"));

    assertThat(ProgressPoints.ofInstallation(result))
        .isEqualTo(new Progress(
            4,
            Optional.empty(),
            Optional.of(Bytes.fromHex("A00D" + "4F05A000000559" + "040430028000"))));
  }

  @ParameterizedTest
  @CsvSource({
    "1, 8.2.10, 4.2",
    "2, 8.2.10, 4.2",
    "7, 8.2.10, 4.2",
    "8, 8.2.10, 4.2",
    "9, 8.2.1, 3.3",
    "10, 8.1, 4.8",
    "11, 8.2.10, 4.2",
    "12, 8.2.10, 4.2",
    "13, 8.2.10, 4.2",
    "15, 8.2.8, 1.2",
    "127, 8.2.10, 4.2",
  })
  void tellsAFailureWithItsPairAndTheResultThatTheCardSigned(
      int errorReason, String subject, String code) {
    var result = FinalResult.Failure.of(5, errorReason, Optional.empty());
    var signed = Bytes.fromHex("A106" + "800105" + "8101%02X".formatted(errorReason));

    assertThat(ProgressPoints.ofInstallation(result))
        .isEqualTo(new Progress(4, StatusCode.of(subject, code), Optional.of(signed)));
  }

  @ParameterizedTest
  @CsvSource({"ENABLE, 101", "DISABLE, 102", "DELETE, 103"})
  void tellsWhatBecomesOfAProfileOnItsCard(NotificationEvent operation, int point) {
    assertThat(ProgressPoints.ofReport(operation))
        .contains(new Progress(point, Optional.empty(), Optional.empty()));
  }

  @Test
  void tellsAnInstallationByItsSignedResultOnly() {
    assertThat(ProgressPoints.ofReport(NotificationEvent.INSTALL)).isEmpty();
  }

  @Test
  void tellsARollback() {
    assertThat(ProgressPoints.ofRollback())
        .isEqualTo(new Progress(110, Optional.empty(), Optional.empty()));
  }

  @Test
  void leavesOutWhatSaysNothingOfTheOrder() {
    assertThat(ProgressPoints.ofRefusal(CONFIRMATION_CODE_REFUSED)).isEmpty();
    assertThat(ProgressPoints.ofRefusal(EID_REFUSED)).isEmpty();
    assertThat(ProgressPoints.ofRefusal(TRANSACTION_UNKNOWN)).isEmpty();
  }
}
