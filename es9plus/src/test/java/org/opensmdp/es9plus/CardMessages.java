package org.opensmdp.es9plus;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.opensmdp.rsp.AuthenticateClientRequest;
import org.opensmdp.rsp.AuthenticateServerResponse;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.CancelSessionFunctionRequest;
import org.opensmdp.rsp.CancelSessionReason;
import org.opensmdp.rsp.CancelSessionResponse;
import org.opensmdp.rsp.CtxParams1;
import org.opensmdp.rsp.DeviceInfo;
import org.opensmdp.rsp.EuiccCancelSessionSigned;
import org.opensmdp.rsp.EuiccInfo1;
import org.opensmdp.rsp.EuiccInfo2;
import org.opensmdp.rsp.EuiccSigned1;
import org.opensmdp.rsp.EuiccSigned2;
import org.opensmdp.rsp.GetBoundProfilePackageRequest;
import org.opensmdp.rsp.InitiateAuthenticationRequest;
import org.opensmdp.rsp.MatchingId;
import org.opensmdp.rsp.NotificationEvent;
import org.opensmdp.rsp.NotificationMetadata;
import org.opensmdp.rsp.OtherSignedNotification;
import org.opensmdp.rsp.PrepareDownloadResponse;
import org.opensmdp.rsp.RemoteProfileProvisioningRequest;
import org.opensmdp.rsp.SignatureTlv;
import org.opensmdp.rsp.SmdpOid;
import org.opensmdp.rsp.SubjectKeyId;
import org.opensmdp.rsp.TransactionId;
import org.opensmdp.rsp.VersionType;

/** What a card says when all goes well, one message a function; the signatures are none. */
final class CardMessages {
  private static final TransactionId ID = Es9PlusInterface.ID;
  private static final Bytes OCTETS_16 = Bytes.wrap(new byte[16]);
  private static final Bytes SIGNATURE = SignatureTlv.toDer(Bytes.wrap(new byte[64]));
  private static final Bytes CERTIFICATE = Bytes.fromHex("3003020101");
  private static final List<SubjectKeyId> KEYS =
      List.of(new SubjectKeyId(Bytes.wrap(new byte[20])));
  private static final VersionType VERSION = new VersionType(2, 5, 0);

  private static final EuiccInfo1 INFO_1 = EuiccInfo1.of(VERSION, KEYS, KEYS);
  private static final AuthenticateServerResponse AUTHENTICATED = AuthenticateServerResponse.Ok.of(
      EuiccSigned1.of(
          ID,
          "a.example",
          OCTETS_16,
          EuiccInfo2.builder(VERSION, KEYS, KEYS).build(),
          CtxParams1.of(
              Optional.of(new MatchingId("AB-12")),
              DeviceInfo.of(
                  Bytes.fromHex("35290611"), Bytes.fromHex("A1058503020500"), Optional.empty()))),
      SIGNATURE,
      CERTIFICATE,
      CERTIFICATE);
  private static final PrepareDownloadResponse PREPARED = PrepareDownloadResponse.Ok.of(
      EuiccSigned2.of(ID, Bytes.wrap(new byte[65]), Optional.of(Bytes.wrap(new byte[32]))),
      SIGNATURE);
  private static final Bytes NOTIFICATION = OtherSignedNotification.of(
          NotificationMetadata.of(300, NotificationEvent.ENABLE, "a.example", Optional.empty()),
          SIGNATURE,
          CERTIFICATE,
          CERTIFICATE)
      .der();
  private static final CancelSessionResponse CANCELLED = CancelSessionResponse.Ok.of(
      EuiccCancelSessionSigned.of(ID, new SmdpOid("2.999.10"), CancelSessionReason.POSTPONED),
      SIGNATURE);

  private CardMessages() {}

  /** In the order of the functions. */
  static Stream<Bytes> ofJson() {
    return Stream.of(
        INFO_1.der(), AUTHENTICATED.der(), PREPARED.der(), NOTIFICATION, CANCELLED.der());
  }

  /** In the order of the functions. */
  static Stream<Bytes> ofAsn1() {
    return Stream.of(
            new RemoteProfileProvisioningRequest.InitiateAuthentication(
                new InitiateAuthenticationRequest(OCTETS_16, INFO_1, "a.example")),
            new RemoteProfileProvisioningRequest.AuthenticateClient(
                new AuthenticateClientRequest(ID, AUTHENTICATED)),
            new RemoteProfileProvisioningRequest.GetBoundProfilePackage(
                new GetBoundProfilePackageRequest(ID, PREPARED)),
            new RemoteProfileProvisioningRequest.HandleNotification(NOTIFICATION),
            new RemoteProfileProvisioningRequest.CancelSession(
                new CancelSessionFunctionRequest(ID, CANCELLED)))
        .map(RemoteProfileProvisioningRequest::toDer);
  }
}
