package org.opensmdp.rsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The messages of download preparation and of the package (SGP.22 v2 §5.7.5, §2.5.4, §5.5). */
class DownloadTest {
  private static final BoundProfilePackage PACKAGE =
      BoundProfilePackage.parse(Session.BOUND_PROFILE_PACKAGE);

  @Test
  void encodesSmdpSigned2AsRecorded() {
    var signed = SmdpSigned2.of(Session.TRANSACTION_ID, false, Optional.empty());

    assertThat(signed.der()).isEqualTo(Session.SMDP_SIGNED_2);
    assertThat(SmdpSigned2.parse(Session.SMDP_SIGNED_2)).isEqualTo(signed);
    assertThat(P256.verifies(
            Session.DPPB, Session.SMDP_SIGNATURE_2, signed.der(), Session.EUICC_SIGNATURE_1))
        .isTrue();
  }

  @Test
  void encodesEuiccSigned2AsRecorded() {
    var signed = EuiccSigned2.of(Session.TRANSACTION_ID, Session.OTPK_EUICC, Optional.empty());

    assertThat(signed.der()).isEqualTo(Session.EUICC_SIGNED_2);
    assertThat(EuiccSigned2.parse(Session.EUICC_SIGNED_2)).isEqualTo(signed);
    assertThat(P256.verifies(
            Session.EUICC, Session.EUICC_SIGNATURE_2, signed.der(), Session.SMDP_SIGNATURE_2))
        .isTrue();
  }

  @Test
  void takesAnEmptyHashCcForNone() {
    var signed = EuiccSigned2.parse(Bytes.fromHex("30098001015F4901040400"));

    assertThat(signed.hashCc()).isEmpty();
  }

  @Test
  void refusesAHashCcOfAnotherSize() {
    assertThatExceptionOfType(InvalidMessage.class)
        .isThrownBy(() -> EuiccSigned2.parse(Bytes.fromHex("300A8001015F490104040100")))
        .withMessage("EUICCSigned2.hashCc: 1 octets (expected: 32)");
  }

  @Test
  void showsNoHashCc() {
    var hash = Bytes.fromHex("C0FFEE00".repeat(8));
    var signed = EuiccSigned2.of(Session.TRANSACTION_ID, Session.OTPK_EUICC, Optional.of(hash));
    var ok = PrepareDownloadResponse.Ok.of(signed, Session.EUICC_SIGNATURE_2);
    var request = PrepareDownloadRequest.of(
        SmdpSigned2.parse(Session.SMDP_SIGNED_2),
        Session.SMDP_SIGNATURE_2,
        Optional.of(hash),
        Bytes.fromHex("3000"));

    var shown =
        "" + signed + ok + request + new GetBoundProfilePackageRequest(Session.TRANSACTION_ID, ok);

    assertThat(shown).doesNotContain("C0FFEE00");
    assertThat(PrepareDownloadResponse.parse(ok.der())).isEqualTo(ok);
    assertThat(PrepareDownloadRequest.parse(request.der())).isEqualTo(request);
  }

  @Test
  void readsTheDownloadErrorUnderEitherTag() {
    var id = TransactionId.fromHex("01");

    assertThat(PrepareDownloadResponse.parse(Bytes.fromHex("BF2108A10680010102017F")))
        .isEqualTo(PrepareDownloadResponse.Error.of(id, 127));
    assertThat(PrepareDownloadResponse.parse(Bytes.fromHex("BF2108A10680010181017F")))
        .isInstanceOfSatisfying(
            PrepareDownloadResponse.Error.class,
            error -> assertThat(error.downloadErrorCode()).isEqualTo(127));
  }

  @Test
  void readsTheRecordedPackage() {
    var head = PACKAGE.initialiseSecureChannelRequest();

    assertThat(head.remoteOpId()).isEqualTo(1);
    assertThat(head.transactionId()).isEqualTo(Session.TRANSACTION_ID);
    assertThat(head.controlRefTemplate())
        .isEqualTo(ControlRefTemplate.of(0x88, 0x10, Bytes.fromHex("65756963632D727370")));
    assertThat(head.smdpOtpk()).isEqualTo(Session.OTPK_DP);
    assertThat(PACKAGE.secondSequenceOf87()).isEmpty();
    assertThat(PACKAGE.sequenceOf86().at(0)).isEqualTo(0xA3);
  }

  @Test
  void signsTheOctetsOfTheRecordedSmdpSign() {
    var head = PACKAGE.initialiseSecureChannelRequest();
    var built = InitialiseSecureChannelRequest.signedOctets(
        head.transactionId(), head.controlRefTemplate(), head.smdpOtpk(), Session.OTPK_EUICC);

    assertThat(head.signedOctets(Session.OTPK_EUICC)).isEqualTo(built);
    assertThat(P256.verifies(Session.DPPB, head.smdpSign(), built)).isTrue();
  }

  @Test
  void encodesTheRecordedPackage() {
    var head = PACKAGE.initialiseSecureChannelRequest();
    var built = BoundProfilePackage.of(
        InitialiseSecureChannelRequest.of(
            head.transactionId(), head.controlRefTemplate(), head.smdpOtpk(), head.smdpSign()),
        PACKAGE.firstSequenceOf87(),
        PACKAGE.sequenceOf88(),
        PACKAGE.secondSequenceOf87(),
        PACKAGE.sequenceOf86());

    assertThat(built).isEqualTo(PACKAGE);
  }

  @Test
  void cutsTheRecordedPackageAsAnLpaDoes() {
    var segments = PACKAGE.segments();

    assertThat(segments).hasSize(6);
    assertThat(segments.get(0)).isEqualTo(Session.BOUND_PROFILE_PACKAGE.slice(0, 5 + 4 + 0xAF));
    assertThat(segments.get(1)).isEqualTo(PACKAGE.firstSequenceOf87());
    assertThat(segments.get(2)).isEqualTo(Bytes.fromHex("A13C"));
    assertThat(segments.get(3).at(0)).isEqualTo(0x88);
    assertThat(segments.get(4)).isEqualTo(Bytes.fromHex("A32A"));
    assertThat(segments.get(5).at(0)).isEqualTo(0x86);
    assertThat(Bytes.concat(segments.toArray(Bytes[]::new)))
        .isEqualTo(Session.BOUND_PROFILE_PACKAGE);
  }

  @Test
  void givesReplaceSessionKeysWholeAndEachElementAlone() {
    var head = PACKAGE.initialiseSecureChannelRequest();
    var elements = Bytes.concat(Der.tlv(0x86, Session.OTPK_DP), Der.tlv(0x86, Session.OTPK_DP));
    var keys = Der.tlv(0xA2, Der.tlv(0x87, Session.OTPK_DP));
    var built = BoundProfilePackage.of(
        head,
        PACKAGE.firstSequenceOf87(),
        Der.tlv(0xA1, Bytes.fromHex("880100"), Bytes.fromHex("880101")),
        Optional.of(keys),
        Der.tlv(0xA3, elements));

    assertThat(BoundProfilePackage.parse(built.der())).isEqualTo(built);
    assertThat(built.segments()).hasSize(9).element(5).isEqualTo(keys);
    assertThat(Bytes.concat(built.segments().toArray(Bytes[]::new))).isEqualTo(built.der());
  }

  @Test
  void refusesAForeignElementInASequence() {
    var octets = BoundProfilePackage.of(
            PACKAGE.initialiseSecureChannelRequest(),
            PACKAGE.firstSequenceOf87(),
            Der.tlv(0xA1, Bytes.fromHex("860100")),
            Optional.empty(),
            PACKAGE.sequenceOf86())
        .der();

    assertThatExceptionOfType(InvalidMessage.class)
        .isThrownBy(() -> BoundProfilePackage.parse(octets))
        .withMessage("BoundProfilePackage.sequenceOf88: tag 86 (expected: tag 88)");
  }

  @Test
  void configuresTheIsdpWithTheOid() {
    var request = ConfigureIsdpRequest.of(new SmdpOid("2.999.10"));

    assertThat(request.der()).isEqualTo(Bytes.fromHex("bf2407b805800388370a"));
    assertThat(ConfigureIsdpRequest.parse(request.der())).isEqualTo(request);
    assertThat(ConfigureIsdpRequest.parse(Bytes.fromHex("bf2400")))
        .isEqualTo(ConfigureIsdpRequest.of());
  }

  /** The ReplaceSessionKeys of the third-party package in pySim's test_esim_bsp.py. */
  @Test
  void readsTheKeysOfAThirdPartyAndShowsNone() {
    var octets = Bytes.fromHex("bf26368010000102030405060708090a0b0c0d0e0f"
        + "8110010102030405060708090a0b0c0d0e0f8210020102030405060708090a0b0c0d0e0f");

    var request = ReplaceSessionKeysRequest.parse(octets);

    assertThat(request.toDer()).isEqualTo(octets);
    assertThat(request.ppkCmac().reveal())
        .isEqualTo(Bytes.fromHex("020102030405060708090a0b0c0d0e0f"));
    assertThat(request.toString()).doesNotContain("0102");
  }
}
