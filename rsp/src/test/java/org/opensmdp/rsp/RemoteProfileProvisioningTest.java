package org.opensmdp.rsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.opensmdp.rsp.RemoteProfileProvisioningRequest.AuthenticateClient;
import org.opensmdp.rsp.RemoteProfileProvisioningRequest.CancelSession;
import org.opensmdp.rsp.RemoteProfileProvisioningRequest.GetBoundProfilePackage;
import org.opensmdp.rsp.RemoteProfileProvisioningRequest.HandleNotification;
import org.opensmdp.rsp.RemoteProfileProvisioningRequest.InitiateAuthentication;
import org.opensmdp.rsp.RemoteProfileProvisioningResponse.AuthenticateClientOk;
import org.opensmdp.rsp.RemoteProfileProvisioningResponse.CancelSessionOk;
import org.opensmdp.rsp.RemoteProfileProvisioningResponse.GetBoundProfilePackageOk;
import org.opensmdp.rsp.RemoteProfileProvisioningResponse.InitiateAuthenticationOk;

/**
 * The wrappers of the ASN.1 binding (SGP.22 v2 §6.6). The octets are put together by hand from the
 * ASN.1 module, tags and lengths written out.
 */
class RemoteProfileProvisioningTest {
  private static final TransactionId ID = TransactionId.fromHex("AB00CD");
  private static final SubjectKeyId KEY_ID =
      new SubjectKeyId(Bytes.fromHex("0102030405060708090A0B0C0D0E0F1011121314"));
  private static final Bytes CERTIFICATE = Bytes.fromHex("3003020101");
  private static final String SIGNATURE = "5F3740" + "5A".repeat(64);
  private static final String INFO1 =
      "BF201F8203020301A9160414" + "0102030405060708090A0B0C0D0E0F1011121314" + "AA00";

  private static RemoteProfileProvisioningRequest request(String hex) {
    return RemoteProfileProvisioningRequest.parse(Bytes.fromHex(hex));
  }

  private static RemoteProfileProvisioningResponse response(String hex) {
    return RemoteProfileProvisioningResponse.parse(Bytes.fromHex(hex));
  }

  private static void assertOctets(RemoteProfileProvisioningRequest request, String hex) {
    assertThat(request.toDer()).isEqualTo(Bytes.fromHex(hex));
    assertThat(request(hex)).isEqualTo(request);
  }

  private static void assertOctets(RemoteProfileProvisioningResponse response, String hex) {
    assertThat(response.toDer()).isEqualTo(Bytes.fromHex(hex));
    assertThat(response(hex)).isEqualTo(response);
  }

  @Example
  void wrapsInitiateAuthentication() {
    var request = new InitiateAuthentication(new InitiateAuthenticationRequest(
        Session.EUICC_CHALLENGE, EuiccInfo1.parse(Bytes.fromHex(INFO1)), "a.example"));

    assertOctets(
        request,
        "A242BF393F" // 2 + 16, 2 + 9, 34 octets
            + ("8110" + Session.EUICC_CHALLENGE)
            + "8309612E6578616D706C65"
            + INFO1);
  }

  @Example
  void wrapsAuthenticateClient() {
    var request = new AuthenticateClient(
        new AuthenticateClientRequest(ID, AuthenticateServerResponse.Error.of(ID, 7)));

    assertOctets(request, "A215BF3B12" + "8003AB00CD" + "BF380AA1088003AB00CD020107");
  }

  @Example
  void wrapsGetBoundProfilePackage() {
    var request = new GetBoundProfilePackage(
        new GetBoundProfilePackageRequest(ID, PrepareDownloadResponse.Error.of(ID, 5)));

    assertOctets(request, "A215BF3A12" + "8003AB00CD" + "BF210AA1088003AB00CD020105");
  }

  @Example
  void wrapsTheErrorOfCancelSessionInA1InPlaceOfBf41() {
    var request =
        new CancelSession(new CancelSessionFunctionRequest(ID, CancelSessionResponse.Error.of(5)));

    assertOctets(request, "A20DBF410A" + "8003AB00CD" + "A103810105");
  }

  @Example
  void takesCancelSessionWithItsOwnTagInsideA1AsWell() {
    var request =
        new CancelSession(new CancelSessionFunctionRequest(ID, CancelSessionResponse.Error.of(5)));

    assertThat(RemoteProfileProvisioningRequest.parse(
            Bytes.fromHex("A210BF410D" + "8003AB00CD" + "A106BF4103810105")))
        .isEqualTo(request);
  }

  @Example
  void wrapsTheProofOfCancelSessionInA1InPlaceOfBf41() {
    var signed =
        EuiccCancelSessionSigned.of(ID, new SmdpOid("2.999.10"), CancelSessionReason.POSTPONED);
    var ok = CancelSessionResponse.Ok.of(signed, Bytes.fromHex(SIGNATURE));
    var request = new CancelSession(new CancelSessionFunctionRequest(ID, ok));

    assertOctets(
        request,
        "A25EBF415B" // 15 + 67 = 82, and 5 + 86 = 91
            + "8003AB00CD"
            + "A154A052"
            + ("300D" + "8003AB00CD" + "810388370A" + "820101")
            + SIGNATURE);
    assertThat(ok.der())
        .isEqualTo(Bytes.fromHex("BF4154A052300D8003AB00CD810388370A820101" + SIGNATURE));
  }

  @Example
  void wrapsANotificationInA0() {
    assertOctets(new HandleNotification(Bytes.fromHex("BF3700")), "A208BF3D05A003BF3700");
    assertOctets(new HandleNotification(Bytes.fromHex("3000")), "A207BF3D04A0023000");
  }

  @Example
  void takesANotificationWithoutItsA0AndOneThatIsNone() {
    assertThat(request("A206BF3D03BF3700"))
        .isEqualTo(new HandleNotification(Bytes.fromHex("BF3700")));
    assertThat(request("A207BF3D04A0021234"))
        .isEqualTo(new HandleNotification(Bytes.fromHex("1234")));
  }

  @Example
  void wrapsTheChallengeOfTheServer() {
    var response = new InitiateAuthenticationOk(new InitiateAuthenticationResponse(
        ID,
        ServerSigned1.of(ID, Session.EUICC_CHALLENGE, "a.example", Session.SERVER_CHALLENGE),
        Bytes.fromHex(SIGNATURE),
        KEY_ID,
        CERTIFICATE));

    String signed = "8003AB00CD"
        + ("8110" + Session.EUICC_CHALLENGE)
        + "8309612E6578616D706C65"
        + ("8410" + Session.SERVER_CHALLENGE);
    assertOctets(
        response,
        "A281A0BF39819CA08199" // 5 + 54 + 67 + 22 + 5 = 153
            + "8003AB00CD"
            + ("3034" + signed)
            + SIGNATURE
            + ("0414" + KEY_ID)
            + "3003020101");
  }

  @Example
  void wrapsTheAnnouncementOfAProfile() {
    var response = new AuthenticateClientOk(new AuthenticateClientResponse(
        ID,
        Bytes.fromHex("BF2500"),
        SmdpSigned2.of(ID, true, Optional.empty()),
        Bytes.fromHex(SIGNATURE),
        CERTIFICATE));

    assertOctets(
        response,
        "A25FBF3B5CA05A" // 5 + 3 + 10 + 67 + 5 = 90
            + "8003AB00CD"
            + "BF2500"
            + "30088003AB00CD0101FF"
            + SIGNATURE
            + "3003020101");
  }

  @Example
  void wrapsAPackage() {
    var response = new GetBoundProfilePackageOk(
        new GetBoundProfilePackageResponse(ID, Bytes.fromHex("BF36020102")));

    assertOctets(response, "A20FBF3A0CA00A" + "8003AB00CD" + "BF36020102");
  }

  @Example
  void wrapsTheEndOfASessionWithoutContent() {
    assertOctets(new CancelSessionOk(), "A205BF4102A000");
  }

  @Example
  void wrapsErrorsAsIntegers() {
    assertOctets(
        new RemoteProfileProvisioningResponse.Error(Es9Function.CANCEL_SESSION, 2),
        "A206BF4103810102");
    assertOctets(
        new RemoteProfileProvisioningResponse.Error(Es9Function.GET_BOUND_PROFILE_PACKAGE, 95),
        "A206BF3A0381015F");
    assertOctets(
        new RemoteProfileProvisioningResponse.Error(Es9Function.AUTHENTICATE_CLIENT, 127),
        "A206BF3B0381017F");
    assertOctets(
        new RemoteProfileProvisioningResponse.Error(Es9Function.INITIATE_AUTHENTICATION, 3),
        "A206BF3903810103");
  }

  @Example
  void hasNoAnswerToANotification() {
    assertThatExceptionOfType(InvalidMessage.class)
        .isThrownBy(() -> response("A205BF3D02A000"))
        .withMessageContaining("no answer");
    assertThatExceptionOfType(InvalidMessage.class)
        .isThrownBy(() -> response("A206BF3D03810101"))
        .withMessageContaining("no answer");
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() ->
            new RemoteProfileProvisioningResponse.Error(Es9Function.HANDLE_NOTIFICATION, 127));
  }

  @Example
  void doesNotCallTheRefusalOfACardABadSignature() {
    var failed = StatusCode.EUICC_VERIFICATION_FAILED;
    var authenticate = new AuthenticateClient(
        new AuthenticateClientRequest(ID, AuthenticateServerResponse.Error.of(ID, 7)));
    var prepare = new GetBoundProfilePackage(
        new GetBoundProfilePackageRequest(ID, PrepareDownloadResponse.Error.of(ID, 5)));
    var signed = PrepareDownloadResponse.Ok.of(
        EuiccSigned2.parse(Session.EUICC_SIGNED_2), Session.EUICC_SIGNATURE_2);

    assertThat(authenticate.error(failed)).isEqualTo(127);
    assertThat(authenticate.error(StatusCode.TRANSACTION_UNKNOWN)).isEqualTo(10);
    assertThat(prepare.error(failed)).isEqualTo(127);
    assertThat(prepare.error(StatusCode.TRANSACTION_UNKNOWN)).isEqualTo(95);
    assertThat(
            new GetBoundProfilePackage(new GetBoundProfilePackageRequest(ID, signed)).error(failed))
        .isEqualTo(1);
  }

  @Example
  void tellsTheFunctionOfARequestItCannotRead() {
    assertThat(RemoteProfileProvisioningRequest.functionOf(Bytes.fromHex("A203BF3900")))
        .isEqualTo(Es9Function.INITIATE_AUTHENTICATION);
    assertThat(RemoteProfileProvisioningRequest.functionOf(Bytes.fromHex("A205BF41021234")))
        .isEqualTo(Es9Function.CANCEL_SESSION);
  }

  @Example
  void knowsNoFunctionButTheFiveAndOnlyOneAtATime() {
    for (String hex : List.of(
        "",
        "A2",
        "A200",
        "A203BF4600",
        "A203BF3E00",
        "A2023000",
        "BF4100",
        "A203BF41",
        "A203BF4101",
        "A203BF410000",
        "A206BF4100BF4100",
        "A103BF4100",
        "A280BF41000000")) {
      assertThatExceptionOfType(InvalidMessage.class)
          .as(hex)
          .isThrownBy(() -> RemoteProfileProvisioningRequest.functionOf(Bytes.fromHex(hex)));
    }
  }

  @Example
  void namesWhatIsMissingOrWrong() {
    assertThatExceptionOfType(InvalidMessage.class)
        .isThrownBy(() -> request("A203BF3900"))
        .withMessage("InitiateAuthenticationRequest.euiccChallenge: missing (expected: tag 81)");
    assertThatExceptionOfType(InvalidMessage.class)
        .isThrownBy(() -> request("A208BF41058003AB00CD"))
        .withMessage("CancelSessionRequest.cancelSessionResponse: missing (expected: tag A1)");
    assertThatExceptionOfType(InvalidMessage.class)
        .isThrownBy(() -> request("A20BBF3B088003AB00CDBF2100"))
        .withMessageStartingWith("AuthenticateClientRequest.authenticateServerResponse: tag BF21");
    assertThatExceptionOfType(InvalidMessage.class)
        .isThrownBy(() -> request("A203BF3D00"))
        .withMessage("HandleNotificationRequest: ends too early");
    assertThatExceptionOfType(InvalidMessage.class)
        .isThrownBy(() -> request("A205BF3D02A000"))
        .withMessage("HandleNotificationRequest.pendingNotification: missing");
  }

  /** As v2.6 and v3 send: useMatchingIdForAcr, lpaRspCapability, certificates of the chain. */
  @Example
  void skipsAdditionsOfLaterVersions() {
    assertThat(request("A217BF3B14" + "8003AB00CD" + "BF380AA1088003AB00CD020107" + "0500"))
        .isEqualTo(request("A215BF3B12" + "8003AB00CD" + "BF380AA1088003AB00CD020107"));
    assertThat(response("A211BF3A0EA00C" + "8003AB00CD" + "BF36020102" + "A100"))
        .isEqualTo(response("A20FBF3A0CA00A" + "8003AB00CD" + "BF36020102"));
  }

  @Property(tries = 300)
  void readsBackRequests(
      @ForAll("ids") TransactionId id,
      @ForAll @Size(16) byte[] challenge,
      @ForAll("addresses") String address,
      @ForAll int code,
      @ForAll CancelSessionReason reason,
      @ForAll @Size(min = 1, max = 300) byte[] notification) {
    var info1 = EuiccInfo1.of(new VersionType(2, 5, 0), List.of(KEY_ID), List.of());
    var cancel = CancelSessionResponse.Ok.of(
        EuiccCancelSessionSigned.of(id, new SmdpOid("2.999.10"), reason),
        Session.EUICC_SIGNATURE_1);
    var prepare = PrepareDownloadResponse.Ok.of(
        EuiccSigned2.parse(Session.EUICC_SIGNED_2), Session.EUICC_SIGNATURE_2);

    for (var request : List.<RemoteProfileProvisioningRequest>of(
        new InitiateAuthentication(
            new InitiateAuthenticationRequest(Bytes.of(challenge), info1, address)),
        new AuthenticateClient(
            new AuthenticateClientRequest(id, AuthenticateServerResponse.Error.of(id, code))),
        new GetBoundProfilePackage(new GetBoundProfilePackageRequest(id, prepare)),
        new CancelSession(new CancelSessionFunctionRequest(id, cancel)),
        new CancelSession(
            new CancelSessionFunctionRequest(id, CancelSessionResponse.Error.of(code))),
        new HandleNotification(Bytes.of(notification)))) {
      assertThat(RemoteProfileProvisioningRequest.parse(request.toDer())).isEqualTo(request);
    }
  }

  @Property(tries = 300)
  void readsBackResponses(
      @ForAll("ids") TransactionId id,
      @ForAll @Size(16) byte[] challenge,
      @ForAll("addresses") String address,
      @ForAll boolean flag,
      @ForAll @Size(max = 5000) byte[] upp,
      @ForAll int error) {
    var signed = ServerSigned1.of(id, Bytes.of(challenge), address, Session.SERVER_CHALLENGE);
    var bound = Der.tlv(0xBF36, Bytes.of(upp));
    var metadata = Der.tlv(0xBF25, Bytes.of(upp));

    for (var response : List.<RemoteProfileProvisioningResponse>of(
        new InitiateAuthenticationOk(new InitiateAuthenticationResponse(
            id, signed, Session.SERVER_SIGNATURE_1, KEY_ID, CERTIFICATE)),
        new AuthenticateClientOk(new AuthenticateClientResponse(
            id,
            metadata,
            SmdpSigned2.of(id, flag, Optional.of(Session.OTPK_EUICC)),
            Session.SMDP_SIGNATURE_2,
            CERTIFICATE)),
        new GetBoundProfilePackageOk(new GetBoundProfilePackageResponse(id, bound)),
        new CancelSessionOk(),
        new RemoteProfileProvisioningResponse.Error(Es9Function.CANCEL_SESSION, error))) {
      assertThat(RemoteProfileProvisioningResponse.parse(response.toDer())).isEqualTo(response);
    }
  }

  @Property(tries = 5000)
  void throwsNothingButInvalidMessage(
      @ForAll @From("tags") String tag, @ForAll @Size(max = 60) byte[] octets) {
    var inner = Bytes.concat(Bytes.fromHex(tag), Bytes.of((byte) octets.length), Bytes.of(octets));
    var message = Der.tlv(0xA2, inner);

    assertReadOrInvalid(() -> RemoteProfileProvisioningRequest.parse(message));
    assertReadOrInvalid(() -> RemoteProfileProvisioningResponse.parse(message));
    assertReadOrInvalid(() -> RemoteProfileProvisioningRequest.parse(Bytes.of(octets)));
    assertReadOrInvalid(() -> RemoteProfileProvisioningResponse.parse(Bytes.of(octets)));
  }

  private static void assertReadOrInvalid(Runnable parser) {
    try {
      parser.run();
    } catch (InvalidMessage e) {
      assertThat(e.getMessage()).isNotEmpty();
    }
  }

  @Provide
  Arbitrary<String> tags() {
    return Arbitraries.of("BF39", "BF3A", "BF3B", "BF3D", "BF41", "BF40", "30");
  }

  @Provide
  Arbitrary<TransactionId> ids() {
    return Arbitraries.bytes()
        .array(byte[].class)
        .ofMinSize(1)
        .ofMaxSize(16)
        .map(octets -> new TransactionId(Bytes.of(octets)));
  }

  @Provide
  Arbitrary<String> addresses() {
    return Arbitraries.strings().withCharRange('!', 'ÿ').ofMaxLength(200);
  }
}
