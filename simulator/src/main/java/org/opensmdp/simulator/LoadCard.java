package org.opensmdp.simulator;

import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import org.opensmdp.certs.EuiccIdentity;
import org.opensmdp.certs.RspCertificate;
import org.opensmdp.crypto.EphemeralKey;
import org.opensmdp.rsp.AuthenticateClientRequest;
import org.opensmdp.rsp.AuthenticateClientResponse;
import org.opensmdp.rsp.AuthenticateServerResponse;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.CtxParams1;
import org.opensmdp.rsp.EuiccInfo1;
import org.opensmdp.rsp.EuiccInfo2;
import org.opensmdp.rsp.EuiccSigned1;
import org.opensmdp.rsp.EuiccSigned2;
import org.opensmdp.rsp.FinalResult;
import org.opensmdp.rsp.GetBoundProfilePackageRequest;
import org.opensmdp.rsp.InitiateAuthenticationRequest;
import org.opensmdp.rsp.InitiateAuthenticationResponse;
import org.opensmdp.rsp.MatchingId;
import org.opensmdp.rsp.NotificationEvent;
import org.opensmdp.rsp.NotificationMetadata;
import org.opensmdp.rsp.PrepareDownloadResponse;
import org.opensmdp.rsp.ProfileInstallationResult;
import org.opensmdp.rsp.ProfileInstallationResultData;
import org.opensmdp.rsp.SignatureTlv;
import org.opensmdp.rsp.SmdpOid;
import org.opensmdp.rsp.StoreMetadataRequest;

/**
 * A card for load: it says and signs what a card says and signs, and trusts the server blindly, so
 * that the load costs little beside the server. What it is told is checked elsewhere, by {@link
 * VirtualEuicc}. One thread at a time.
 */
public final class LoadCard {
  private static final Bytes AID = Bytes.fromHex("A0000005591010FFFFFFFF8900001000");
  private static final Bytes SUCCESS = Bytes.fromHex("3007A0053003800100");

  private final EuiccIdentity identity;
  private final EuiccInfo1 info1;
  private final EuiccInfo2 info2;
  private final SecureRandom random;
  private final LpaOptions options = LpaOptions.defaults();

  /** Makes a card whose info is that of {@code example}, a card of the same population. */
  public LoadCard(EuiccIdentity identity, VirtualEuicc example, SecureRandom random) {
    this.identity = identity;
    this.info1 = example.euiccInfo1();
    this.info2 = example.euiccInfo2();
    this.random = random;
  }

  public InitiateAuthenticationRequest initiateAuthentication(String smdpAddress) {
    var challenge = new byte[16];
    random.nextBytes(challenge);
    return new InitiateAuthenticationRequest(Bytes.wrap(challenge), info1, smdpAddress);
  }

  public AuthenticateClientRequest authenticateClient(
      InitiateAuthenticationResponse server, MatchingId matchingId) {
    var signed = EuiccSigned1.of(
        server.transactionId(),
        server.serverSigned1().serverAddress(),
        server.serverSigned1().serverChallenge(),
        info2,
        CtxParams1.of(Optional.of(matchingId), options.deviceInfo()));
    return new AuthenticateClientRequest(
        server.transactionId(),
        AuthenticateServerResponse.Ok.of(
            signed,
            sign(signed.der()),
            identity.certificate().der(),
            identity.eum().der()));
  }

  public GetBoundProfilePackageRequest getBoundProfilePackage(AuthenticateClientResponse server) {
    var curve = identity.certificate().publicKey().curve();
    try (var oneTimeKey = EphemeralKey.generate(curve, random)) {
      var signed =
          EuiccSigned2.of(server.transactionId(), oneTimeKey.publicKey().point(), Optional.empty());
      var signature = sign(Bytes.concat(signed.der(), server.smdpSignature2()));
      return new GetBoundProfilePackageRequest(
          server.transactionId(), PrepareDownloadResponse.Ok.of(signed, signature));
    }
  }

  /** Returns the report of a success, as the only one of this card. */
  public ProfileInstallationResult installed(
      AuthenticateClientResponse server, String smdpAddress) {
    var iccid = StoreMetadataRequest.parse(server.profileMetadata()).iccid();
    var data = ProfileInstallationResultData.of(
        server.transactionId(),
        NotificationMetadata.of(1, NotificationEvent.INSTALL, smdpAddress, Optional.of(iccid)),
        oid(server),
        FinalResult.Success.of(AID, SUCCESS));
    return ProfileInstallationResult.of(data, sign(data.der()));
  }

  private static SmdpOid oid(AuthenticateClientResponse server) {
    return RspCertificate.parse(server.smdpCertificate()).smdpOid().orElseThrow();
  }

  private Bytes sign(Bytes message) {
    return SignatureTlv.toDer(identity.key().sign(message));
  }

  /** The names of the steps, in their order, as figures are listed. */
  public static List<String> steps() {
    return List.of(
        "initiateAuthentication",
        "authenticateClient",
        "getBoundProfilePackage",
        "handleNotification");
  }
}
