package org.opensmdp.rsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The messages of common mutual authentication (SGP.22 v2 §5.7.13). */
class AuthenticationTest {
  private static final Bytes CERTIFICATE = Bytes.fromHex("3003020101");
  private static final VersionType TWO_TWO = new VersionType(2, 2, 0);

  @Test
  void encodesServerSigned1AsRecorded() {
    var signed = ServerSigned1.of(
        Session.TRANSACTION_ID,
        Session.EUICC_CHALLENGE,
        Session.SERVER_ADDRESS,
        Session.SERVER_CHALLENGE);

    assertThat(signed.der()).isEqualTo(Session.SERVER_SIGNED_1);
    assertThat(ServerSigned1.parse(Session.SERVER_SIGNED_1)).isEqualTo(signed);
    assertThat(P256.verifies(Session.DPAUTH, Session.SERVER_SIGNATURE_1, signed.der()))
        .isTrue();
  }

  @Test
  void readsEuiccSigned1AsRecorded() {
    var signed = EuiccSigned1.parse(Session.EUICC_SIGNED_1);

    assertThat(signed.transactionId()).isEqualTo(Session.TRANSACTION_ID);
    assertThat(signed.serverAddress()).isEqualTo(Session.SERVER_ADDRESS);
    assertThat(signed.serverChallenge()).isEqualTo(Session.SERVER_CHALLENGE);
    assertThat(signed.euiccInfo2().svn()).isEqualTo(TWO_TWO);
    assertThat(signed.euiccInfo2().euiccCiPKIdListForSigning()).isEmpty();
    assertThat(signed.euiccInfo2().freeNonVolatileMemory()).isEmpty();
    assertThat(signed.ctxParams1().matchingId()).isEmpty();
    assertThat(signed.ctxParams1().deviceInfo().tac()).isEqualTo(Bytes.fromHex("00000000"));
  }

  @Test
  void keepsTheSliceOfEuiccSigned1ThatWasSigned() {
    var recorded = AuthenticateServerResponse.Ok.of(
        EuiccSigned1.parse(Session.EUICC_SIGNED_1),
        Session.EUICC_SIGNATURE_1,
        CERTIFICATE,
        CERTIFICATE);

    var ok = (AuthenticateServerResponse.Ok) AuthenticateServerResponse.parse(recorded.der());

    assertThat(ok).isEqualTo(recorded);
    assertThat(
            P256.verifies(Session.EUICC, ok.euiccSignature1(), ok.euiccSigned1().der()))
        .isTrue();
  }

  @Test
  void keepsTheOctetsOfALengthInLongForm() {
    var longForm = Bytes.concat(
        Bytes.fromHex("308148"), Session.SERVER_SIGNED_1.slice(2, Session.SERVER_SIGNED_1.size()));

    assertThat(ServerSigned1.parse(longForm).der()).isEqualTo(longForm);
  }

  @Test
  void readsTheErrorCodeUnderEitherTag() {
    var plain = AuthenticateServerResponse.parse(Bytes.fromHex("BF3808A106800101020107"));
    var tagged = AuthenticateServerResponse.parse(Bytes.fromHex("BF3808A106800101810107"));

    assertThat(plain)
        .isEqualTo(AuthenticateServerResponse.Error.of(TransactionId.fromHex("01"), 7));
    assertThat(((AuthenticateServerResponse.Error) tagged).authenticateErrorCode())
        .isEqualTo(7);
  }

  @Test
  void namesTheMemberThatIsWrong() {
    assertThatExceptionOfType(InvalidMessage.class)
        .isThrownBy(() -> ServerSigned1.parse(Bytes.fromHex("3013800101810F" + "00".repeat(14))))
        .withMessageStartingWith("ServerSigned1");
    assertThatExceptionOfType(InvalidMessage.class)
        .isThrownBy(() -> ServerSigned1.parse(Bytes.fromHex("30058001018000")))
        .withMessage("ServerSigned1.euiccChallenge: tag 80 (expected: tag 81)");
  }

  @Test
  void refusesTrailingOctets() {
    var trailed = Bytes.concat(Session.SERVER_SIGNED_1, Bytes.fromHex("0500"));

    assertThatExceptionOfType(InvalidMessage.class)
        .isThrownBy(() -> ServerSigned1.parse(trailed))
        .withMessage("ServerSigned1: 2 octets too many");
  }

  @Test
  void readsAMatchingIdAsAUserTypedIt() {
    var parameters = CtxParams1.parse(Bytes.fromHex("A00E80026162" + "A108800400000000A100"));

    assertThat(parameters.matchingId()).contains(new MatchingId("ab"));
    assertThat(parameters.matchingId().orElseThrow().isWellFormed()).isFalse();
  }

  @Test
  void refusesTheDeviceChangeOfV3ByName() {
    assertThatExceptionOfType(InvalidMessage.class)
        .isThrownBy(() -> CtxParams1.parse(Bytes.fromHex("A100")))
        .withMessageStartingWith("CtxParams1: alternative A1");
  }

  @Test
  void skipsWhatV3AddsToCtxParams1AndDeviceInfo() {
    var added = Der.tlv(
        0xA0,
        Der.tlv(0x80),
        Der.tlv(
            0xA1,
            Bytes.fromHex("800412345678A100"),
            Bytes.fromHex("A3048002656E"),
            Bytes.fromHex("8400"),
            Bytes.fromHex("85020780")),
        Bytes.fromHex("82020780"),
        Bytes.fromHex("A3028000"));

    assertThat(CtxParams1.parse(added).matchingId()).contains(MatchingId.NONE);
  }

  @Test
  void readsEuiccInfo1OfAV3Euicc() {
    var keyId = new SubjectKeyId(Bytes.fromHex("F54172BDF98A95D65CBEB88A38A1C11D800A85C3"));
    var info = Der.tlv(
        0xBF20,
        Bytes.fromHex("8203020200"),
        Der.tlv(0xA9, keyId.toDer(), keyId.toDer()),
        Der.tlv(0xAA, keyId.toDer()),
        Der.tlv(0xB1, keyId.toDer()),
        Bytes.fromHex("88020490"),
        Bytes.fromHex("9303030100"));

    assertThat(EuiccInfo1.parse(info))
        .isEqualTo(new EuiccInfo1(TWO_TWO, List.of(keyId, keyId), List.of(keyId), info));
    assertThat(
            EuiccInfo1.parse(EuiccInfo1.of(TWO_TWO, List.of(), List.of()).der()).svn())
        .isEqualTo(TWO_TWO);
  }

  @Test
  void readsEuiccInfo2WithEveryOptionalMember() {
    var info = Der.tlv(
        0xBF22,
        Bytes.fromHex("8103020301"),
        Bytes.fromHex("8203020500"),
        Bytes.fromHex("8303010000"),
        Bytes.fromHex("840F810100820400080000830400002000"),
        Bytes.fromHex("8505076B82DB80"),
        Bytes.fromHex("8603090200"),
        Bytes.fromHex("8703020300"),
        Bytes.fromHex("880202DC"),
        Bytes.fromHex("A900AA00"),
        Bytes.fromHex("8B0102"),
        Bytes.fromHex("99020640"),
        Bytes.fromHex("0403010000"),
        Bytes.fromHex("0C0141"),
        Bytes.fromHex("AC068001418101428D0100AF00900100B100920093030301009500"));

    var read = EuiccInfo2.parse(info);

    assertThat(read.freeNonVolatileMemory()).contains(0x80000L);
    assertThat(read.uiccCapability(1)).isTrue();
    assertThat(read.uiccCapability(3)).isFalse();
    assertThat(read.uiccCapability(24)).isTrue();
    assertThat(read.uiccCapability(25)).isFalse();
    assertThat(read.rspCapability()).isEqualTo(Bytes.fromHex("02DC"));
    assertThat(read.forbiddenProfilePolicyRules()).contains(Bytes.fromHex("0640"));
    assertThat(read.sasAccreditationNumber()).isEqualTo("A");
  }

  @Test
  void readsEuiccInfo2OfACardThatEndsWithItsCis() {
    var info = Der.tlv(
        0xBF22,
        Bytes.fromHex("8103020000"),
        Bytes.fromHex("8203020000"),
        Bytes.fromHex("8303010000"),
        Bytes.fromHex("8400850100880100"),
        Bytes.fromHex("A900AA00"));

    var read = EuiccInfo2.parse(info);

    assertThat(read.ppVersion()).isEmpty();
    assertThat(read.sasAccreditationNumber()).isEmpty();
    assertThat(read.der()).isEqualTo(info);
  }

  @Test
  void buildsEuiccInfo2ThatItReads() {
    var built = EuiccInfo2.builder(new VersionType(2, 5, 0), List.of(), List.of())
        .extCardResource(0, 524288, 8192)
        .uiccCapability(1, 2, 4, 6, 7, 8, 14, 16, 17, 19, 20, 22, 23, 24)
        .rspCapability(0, 1, 3, 4, 5)
        .forbiddenProfilePolicyRules(1)
        .build();

    assertThat(built.uiccCapability()).isEqualTo(Bytes.fromHex("076B82DB80"));
    assertThat(built.extCardResource()).isEqualTo(Bytes.fromHex("810100820400080000830400002000"));
    assertThat(EuiccInfo2.parse(built.der())).isEqualTo(built);
  }

  @Test
  void readsBackTheRequestOfTheLpa() {
    var device = DeviceInfo.of(
        Bytes.fromHex("35290611"),
        Bytes.fromHex("A1058503020500"),
        Optional.of(Bytes.fromHex("3529061100000000")));
    var request = AuthenticateServerRequest.of(
        ServerSigned1.parse(Session.SERVER_SIGNED_1),
        Session.SERVER_SIGNATURE_1,
        new SubjectKeyId(Bytes.fromHex("F54172BDF98A95D65CBEB88A38A1C11D800A85C3")),
        CERTIFICATE,
        CtxParams1.of(Optional.of(new MatchingId("AB-12")), device));

    assertThat(AuthenticateServerRequest.parse(request.der())).isEqualTo(request);
  }

  @Test
  void ordersVersions() {
    assertThat(VersionType.of(Bytes.fromHex("020C01"))).hasToString("2.12.1");
    assertThat(new VersionType(2, 12, 0)).isGreaterThan(new VersionType(2, 5, 9));
    assertThat(new VersionType(2, 0, 12).octets()).isEqualTo(Bytes.fromHex("02000C"));
  }
}
