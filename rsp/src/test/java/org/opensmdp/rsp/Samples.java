package org.opensmdp.rsp;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** One valid octet string and the parser for each message. */
final class Samples {
  private static final Bytes CERTIFICATE = Bytes.fromHex("3003020101");
  private static final SubjectKeyId KEY_ID =
      new SubjectKeyId(Bytes.fromHex("F54172BDF98A95D65CBEB88A38A1C11D800A85C3"));
  private static final SmdpOid OID = new SmdpOid("2.999.10");
  private static final Bytes ID = Session.TRANSACTION_ID.toDer();

  record Sample(String name, Bytes octets, Function<Bytes, ?> parser) {}

  static final List<Sample> ALL = List.of(
      sample(
          "EuiccInfo1",
          EuiccInfo1.of(new VersionType(2, 5, 0), List.of(KEY_ID), List.of(KEY_ID))
              .der(),
          EuiccInfo1::parse),
      sample("EuiccInfo2", info2().der(), Samples::parseAndUse),
      sample("CtxParams1", ctxParams1().der(), CtxParams1::parse),
      sample("DeviceInfo", ctxParams1().deviceInfo().der(), DeviceInfo::parse),
      sample("ServerSigned1", Session.SERVER_SIGNED_1, ServerSigned1::parse),
      sample("AuthenticateServerRequest", authenticateServer(), AuthenticateServerRequest::parse),
      sample("EuiccSigned1", Session.EUICC_SIGNED_1, EuiccSigned1::parse),
      sample("AuthenticateResponseOk", authenticateOk(), AuthenticateServerResponse::parse),
      sample(
          "AuthenticateResponseError",
          AuthenticateServerResponse.Error.of(Session.TRANSACTION_ID, 7).der(),
          AuthenticateServerResponse::parse),
      sample(
          "SmdpSigned2",
          SmdpSigned2.of(Session.TRANSACTION_ID, true, Optional.of(Session.OTPK_EUICC))
              .der(),
          SmdpSigned2::parse),
      sample("PrepareDownloadRequest", prepareDownload(), PrepareDownloadRequest::parse),
      sample("PrepareDownloadResponseOk", prepareOk(), PrepareDownloadResponse::parse),
      sample(
          "PrepareDownloadResponseError",
          PrepareDownloadResponse.Error.of(Session.TRANSACTION_ID, 5).der(),
          PrepareDownloadResponse::parse),
      sample("EuiccSigned2", Session.EUICC_SIGNED_2, EuiccSigned2::parse),
      sample(
          "BoundProfilePackage",
          Session.BOUND_PROFILE_PACKAGE,
          octets -> BoundProfilePackage.parse(octets).segments()),
      sample(
          "InitialiseSecureChannelRequest",
          head().der(),
          octets -> InitialiseSecureChannelRequest.parse(octets).signedOctets(Session.OTPK_EUICC)),
      sample("ControlRefTemplate", head().controlRefTemplate().der(), ControlRefTemplate::parse),
      sample(
          "ConfigureIsdpRequest", ConfigureIsdpRequest.of(OID).der(), ConfigureIsdpRequest::parse),
      sample("StoreMetadataRequest", metadata().der(), StoreMetadataRequest::parse),
      sample(
          "ReplaceSessionKeysRequest",
          Bytes.fromHex("BF2609800100810100820100"),
          ReplaceSessionKeysRequest::parse),
      sample("ProfileInstallationResult", result(), PendingNotification::parse),
      sample(
          "ProfileInstallationResultData",
          Session.RESULT_DATA,
          ProfileInstallationResultData::parse),
      sample(
          "FinalResult",
          FinalResult.Failure.of(5, 10, Optional.of(Bytes.fromHex("3000"))).der(),
          FinalResult::parse),
      sample(
          "EUICCResponse",
          Bytes.fromHex("3018A00E300C800105810107820109830103810082046F6F7073"),
          EuiccResponse::parse),
      sample("OtherSignedNotification", other(), PendingNotification::parse),
      sample(
          "NotificationMetadata",
          notification().der(),
          octets -> NotificationMetadata.parse(octets).event()),
      sample(
          "CancelSessionRequest",
          CancelSessionRequest.of(Session.TRANSACTION_ID, CancelSessionReason.TIMEOUT)
              .der(),
          CancelSessionRequest::parse),
      sample("CancelSessionResponseOk", cancelOk(), CancelSessionResponse::parse),
      sample(
          "CancelSessionResponseError",
          CancelSessionResponse.Error.of(127).der(),
          CancelSessionResponse::parse),
      sample(
          "GetEuiccChallengeResponse",
          GetEuiccChallengeResponse.of(Session.EUICC_CHALLENGE).der(),
          GetEuiccChallengeResponse::parse),
      sample("Signature", Session.EUICC_SIGNATURE_1, SignatureTlv::value),
      posted(Es9Function.INITIATE_AUTHENTICATION, initiate()),
      posted(Es9Function.AUTHENTICATE_CLIENT, ID, authenticateOk()),
      posted(Es9Function.GET_BOUND_PROFILE_PACKAGE, ID, prepareOk()),
      posted(Es9Function.HANDLE_NOTIFICATION, Der.tlv(0xA0, other())),
      posted(Es9Function.CANCEL_SESSION, ID, Der.tlv(0xA1, Bytes.fromHex("810105"))),
      answered(Es9Function.INITIATE_AUTHENTICATION, Der.tlv(0xA0, ID, challenged())),
      answered(Es9Function.AUTHENTICATE_CLIENT, Der.tlv(0xA0, ID, announced())),
      answered(
          Es9Function.GET_BOUND_PROFILE_PACKAGE, Der.tlv(0xA0, ID, Session.BOUND_PROFILE_PACKAGE)),
      answered(Es9Function.CANCEL_SESSION, Bytes.fromHex("A000")),
      answered(Es9Function.CANCEL_SESSION, Bytes.fromHex("81017F")));

  private Samples() {}

  private static Sample sample(String name, Bytes octets, Function<Bytes, ?> parser) {
    return new Sample(name, octets, parser);
  }

  private static Sample posted(Es9Function function, Bytes... members) {
    return sample(
        "request " + function, function.wrap(members), RemoteProfileProvisioningRequest::parse);
  }

  private static Sample answered(Es9Function function, Bytes alternative) {
    return sample(
        "response " + function,
        function.wrap(alternative),
        RemoteProfileProvisioningResponse::parse);
  }

  private static Bytes initiate() {
    return Bytes.concat(
        Der.tlv(0x81, Session.EUICC_CHALLENGE),
        Der.utf8(0x83, Session.SERVER_ADDRESS),
        EuiccInfo1.of(new VersionType(2, 5, 0), List.of(KEY_ID), List.of(KEY_ID))
            .der());
  }

  private static Bytes challenged() {
    return Bytes.concat(
        Session.SERVER_SIGNED_1, Session.SERVER_SIGNATURE_1, KEY_ID.toDer(), CERTIFICATE);
  }

  private static Bytes announced() {
    return Bytes.concat(
        metadata().der(), Session.SMDP_SIGNED_2, Session.SMDP_SIGNATURE_2, CERTIFICATE);
  }

  private static EuiccInfo2 info2() {
    return EuiccInfo2.builder(new VersionType(2, 5, 0), List.of(KEY_ID), List.of(KEY_ID))
        .extCardResource(1, 524288, 8192)
        .uiccCapability(1, 4, 24)
        .rspCapability(0, 3)
        .forbiddenProfilePolicyRules(1)
        .sasAccreditationNumber("GS-1")
        .build();
  }

  private static Object parseAndUse(Bytes octets) {
    var info = EuiccInfo2.parse(octets);
    return info.freeNonVolatileMemory().isPresent() && info.uiccCapability(24);
  }

  private static CtxParams1 ctxParams1() {
    return CtxParams1.of(
        Optional.of(new MatchingId("AB-12")),
        DeviceInfo.of(
            Bytes.fromHex("35290611"),
            Bytes.fromHex("A1058503020500"),
            Optional.of(Bytes.fromHex("3529061100000000"))));
  }

  private static Bytes authenticateServer() {
    return AuthenticateServerRequest.of(
            ServerSigned1.parse(Session.SERVER_SIGNED_1),
            Session.SERVER_SIGNATURE_1,
            KEY_ID,
            CERTIFICATE,
            ctxParams1())
        .der();
  }

  private static Bytes authenticateOk() {
    return AuthenticateServerResponse.Ok.of(
            EuiccSigned1.parse(Session.EUICC_SIGNED_1),
            Session.EUICC_SIGNATURE_1,
            CERTIFICATE,
            CERTIFICATE)
        .der();
  }

  private static Bytes prepareDownload() {
    return PrepareDownloadRequest.of(
            SmdpSigned2.parse(Session.SMDP_SIGNED_2),
            Session.SMDP_SIGNATURE_2,
            Optional.of(Bytes.wrap(new byte[32])),
            CERTIFICATE)
        .der();
  }

  private static Bytes prepareOk() {
    return PrepareDownloadResponse.Ok.of(
            EuiccSigned2.parse(Session.EUICC_SIGNED_2), Session.EUICC_SIGNATURE_2)
        .der();
  }

  private static InitialiseSecureChannelRequest head() {
    return BoundProfilePackage.parse(Session.BOUND_PROFILE_PACKAGE)
        .initialiseSecureChannelRequest();
  }

  private static StoreMetadataRequest metadata() {
    return StoreMetadataRequest.builder(new Iccid("8988221199000000019"), "ACME", "ACME Test")
        .icon(new Icon(Icon.PNG, Bytes.fromHex("89504E47")))
        .profileClass(ProfileClass.TEST)
        .notification(new NotificationConfiguration(
            Set.of(NotificationEvent.INSTALL, NotificationEvent.DELETE), "smdp.example.com"))
        .profileOwner(new ProfileOwner(
            ProfileOwner.mccMnc("001", "01"), Optional.of(Bytes.fromHex("01")), Optional.empty()))
        .profilePolicyRules(1)
        .build();
  }

  private static NotificationMetadata notification() {
    return NotificationMetadata.of(
        300,
        NotificationEvent.ENABLE,
        "smdp.example.com",
        Optional.of(new Iccid("8988221199000000019")));
  }

  private static Bytes result() {
    return Der.tlv(0xBF37, Session.RESULT_DATA, Session.RESULT_SIGNATURE);
  }

  private static Bytes other() {
    return OtherSignedNotification.of(
            notification(), Session.RESULT_SIGNATURE, CERTIFICATE, CERTIFICATE)
        .der();
  }

  private static Bytes cancelOk() {
    return CancelSessionResponse.Ok.of(
            EuiccCancelSessionSigned.of(
                Session.TRANSACTION_ID, OID, CancelSessionReason.METADATA_MISMATCH),
            Session.EUICC_SIGNATURE_1)
        .der();
  }
}
