package org.opensmdp.rsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** ES10b.CancelSession (SGP.22 v2 §5.7.14). */
class CancelSessionTest {
  private static final TransactionId ID = TransactionId.fromHex("01");

  @Test
  void readsBackRequestAndAnswer() {
    var request = CancelSessionRequest.of(ID, CancelSessionReason.POSTPONED);
    var ok = CancelSessionResponse.Ok.of(
        EuiccCancelSessionSigned.of(
            ID, new SmdpOid("2.999.10"), CancelSessionReason.END_USER_REJECTION),
        Session.EUICC_SIGNATURE_1);

    assertThat(request.der()).isEqualTo(Bytes.fromHex("BF4106800101810101"));
    assertThat(CancelSessionRequest.parse(request.der())).isEqualTo(request);
    assertThat(ok.euiccCancelSessionSigned().der())
        .isEqualTo(Bytes.fromHex("300B800101810388370A820100"));
    assertThat(CancelSessionResponse.parse(ok.der())).isEqualTo(ok);
  }

  @Test
  void readsTheErrorOfTheEuicc() {
    assertThat(CancelSessionResponse.parse(Bytes.fromHex("BF4103810105")))
        .isEqualTo(CancelSessionResponse.Error.of(5));
  }

  @Test
  void keepsAReasonWithoutName() {
    var signed = EuiccCancelSessionSigned.parse(Bytes.fromHex("300B800101810388370A820163"));

    assertThat(signed.reason()).isEqualTo(CancelSessionReason.UNDEFINED);
    assertThat(signed.reasonCode()).isEqualTo(0x63);
  }

  @Test
  void endsTheOrderForAllReasonsButThree() {
    assertThat(Arrays.stream(CancelSessionReason.values()).filter(reason -> !reason.terminal()))
        .extracting(CancelSessionReason::code)
        .containsExactly(1, 2, 16);
    assertThat(Arrays.stream(CancelSessionReason.values()))
        .allSatisfy(reason -> assertThat(CancelSessionReason.of(reason.code())).isEqualTo(reason));
  }

  @Test
  void refusesAnEndlessOid() {
    var arcs = Der.tlv(0x81, Bytes.wrap(new byte[4000]));

    assertThatExceptionOfType(InvalidMessage.class)
        .isThrownBy(() ->
            EuiccCancelSessionSigned.parse(Der.sequence(ID.toDer(), arcs, Der.integer(0x82, 0))))
        .withMessageStartingWith("EuiccCancelSessionSigned.smdpOid");
  }

  @Test
  void readsTheChallengeOfTheEuicc() {
    var response = GetEuiccChallengeResponse.of(Session.EUICC_CHALLENGE);

    assertThat(response.der())
        .isEqualTo(Bytes.concat(Bytes.fromHex("BF2E128010"), Session.EUICC_CHALLENGE));
    assertThat(GetEuiccChallengeResponse.parse(response.der())).isEqualTo(response);
  }
}
