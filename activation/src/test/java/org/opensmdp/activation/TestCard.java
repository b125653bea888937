package org.opensmdp.activation;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.opensmdp.certs.EuiccIdentity;
import org.opensmdp.certs.RspCertificate;
import org.opensmdp.rsp.AuthenticateClientRequest;
import org.opensmdp.rsp.AuthenticateClientResponse;
import org.opensmdp.rsp.AuthenticateServerResponse;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.CancelSessionFunctionRequest;
import org.opensmdp.rsp.CancelSessionReason;
import org.opensmdp.rsp.CancelSessionResponse;
import org.opensmdp.rsp.CtxParams1;
import org.opensmdp.rsp.Der;
import org.opensmdp.rsp.DeviceInfo;
import org.opensmdp.rsp.Eid;
import org.opensmdp.rsp.EuiccCancelSessionSigned;
import org.opensmdp.rsp.EuiccInfo1;
import org.opensmdp.rsp.EuiccInfo2;
import org.opensmdp.rsp.EuiccSigned1;
import org.opensmdp.rsp.EuiccSigned2;
import org.opensmdp.rsp.FinalResult;
import org.opensmdp.rsp.GetBoundProfilePackageRequest;
import org.opensmdp.rsp.HashCc;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.rsp.InitiateAuthenticationRequest;
import org.opensmdp.rsp.InitiateAuthenticationResponse;
import org.opensmdp.rsp.MatchingId;
import org.opensmdp.rsp.NotificationEvent;
import org.opensmdp.rsp.NotificationMetadata;
import org.opensmdp.rsp.OtherSignedNotification;
import org.opensmdp.rsp.PrepareDownloadResponse;
import org.opensmdp.rsp.ProfileInstallationResult;
import org.opensmdp.rsp.ProfileInstallationResultData;
import org.opensmdp.rsp.SignatureTlv;
import org.opensmdp.rsp.SmdpOid;
import org.opensmdp.rsp.SubjectKeyId;
import org.opensmdp.rsp.TransactionId;
import org.opensmdp.rsp.VersionType;

/** An eUICC that signs whatever a test tells it to. */
final class TestCard {
  static final Bytes CHALLENGE = Bytes.fromHex("000102030405060708090A0B0C0D0E0F");
  static final VersionType SVN = new VersionType(2, 5, 0);
  static final Bytes AID = Bytes.fromHex("A0000005591010FFFFFFFF8900001100");
  static final FinalResult SUCCESS =
      FinalResult.Success.of(AID, Bytes.fromHex("3007A0053003800100"));

  private static final DeviceInfo DEVICE =
      DeviceInfo.of(Bytes.fromHex("35290611"), Bytes.fromHex("A1058503020500"), Optional.empty());

  private final EuiccIdentity identity;
  private final List<SubjectKeyId> cis;
  private UnaryOperator<EuiccInfo2.Builder> says = info -> info;

  TestCard(EuiccIdentity identity, RspCertificate... cis) {
    this.identity = identity;
    this.cis = List.of(cis).stream().map(TestCard::keyId).toList();
  }

  static SubjectKeyId keyId(RspCertificate ci) {
    return ci.subjectKeyId().orElseThrow();
  }

  /** Starts what a card says of itself that may have every profile of these tests. */
  static EuiccInfo2.Builder capable(List<SubjectKeyId> cis) {
    return EuiccInfo2.builder(SVN, cis, cis)
        .extCardResource(1, 524288, 8192)
        .uiccCapability(1, 2, 4, 6, 7)
        .rspCapability(0, 3);
  }

  /** Lets the card say something else of itself. */
  TestCard saying(UnaryOperator<EuiccInfo2.Builder> change) {
    says = change;
    return this;
  }

  Eid eid() {
    return identity.eid();
  }

  /** Returns the TLV 5F37 over the octets. */
  Bytes sign(Bytes octets) {
    return SignatureTlv.toDer(identity.key().sign(octets));
  }

  InitiateAuthenticationRequest hello() {
    return hello(SVN, SampleStock.ADDRESS);
  }

  InitiateAuthenticationRequest hello(VersionType svn, String address) {
    return new InitiateAuthenticationRequest(CHALLENGE, EuiccInfo1.of(svn, cis, cis), address);
  }

  AuthenticateClientRequest answer(InitiateAuthenticationResponse server, MatchingId token) {
    var signed = signed1(server, token);
    return answer(server.transactionId(), signed);
  }

  /** Asks with a token, an empty one too, as it stands, or with none. */
  AuthenticateClientRequest asking(
      InitiateAuthenticationResponse server, Optional<MatchingId> token) {
    var given = server.serverSigned1();
    var signed = EuiccSigned1.of(
        given.transactionId(),
        given.serverAddress(),
        given.serverChallenge(),
        says.apply(capable(cis)).build(),
        CtxParams1.of(token, DEVICE));
    return answer(server.transactionId(), EuiccSigned1.parse(signed.der()));
  }

  EuiccSigned1 signed1(InitiateAuthenticationResponse server, MatchingId token) {
    var given = server.serverSigned1();
    return signed1(given.transactionId(), given.serverAddress(), given.serverChallenge(), token);
  }

  EuiccSigned1 signed1(
      TransactionId transactionId, String address, Bytes serverChallenge, MatchingId token) {
    return EuiccSigned1.of(
        transactionId,
        address,
        serverChallenge,
        says.apply(capable(cis)).build(),
        CtxParams1.of(Optional.of(token).filter(id -> !id.isNone()), DEVICE));
  }

  AuthenticateClientRequest answer(TransactionId transactionId, EuiccSigned1 signed) {
    return answer(transactionId, signed, sign(signed.der()));
  }

  AuthenticateClientRequest answer(
      TransactionId transactionId, EuiccSigned1 signed, Bytes signature) {
    return new AuthenticateClientRequest(
        transactionId,
        AuthenticateServerResponse.Ok.of(
            signed, signature, identity.certificate().der(), identity.eum().der()));
  }

  GetBoundProfilePackageRequest prepare(
      AuthenticateClientResponse server, Bytes otpk, Optional<String> code) {
    var hash = code.map(text -> HashCc.of(HashCc.stored(text), server.transactionId()));
    return prepare(server, EuiccSigned2.of(server.transactionId(), otpk, hash));
  }

  GetBoundProfilePackageRequest prepare(AuthenticateClientResponse server, EuiccSigned2 signed) {
    var octets = Bytes.concat(signed.der(), server.smdpSignature2());
    return new GetBoundProfilePackageRequest(
        server.transactionId(), PrepareDownloadResponse.Ok.of(signed, sign(octets)));
  }

  CancelSessionFunctionRequest cancel(
      TransactionId transactionId, SmdpOid oid, CancelSessionReason reason) {
    return cancel(transactionId, oid, reason.code());
  }

  /** Gives up for a reason by its number, also one that has no name. */
  CancelSessionFunctionRequest cancel(TransactionId transactionId, SmdpOid oid, int reason) {
    var signed = EuiccCancelSessionSigned.parse(Der.sequence(
        transactionId.toDer(), Der.tlv(0x81, oid.content()), Der.integer(0x82, reason)));
    return new CancelSessionFunctionRequest(
        transactionId, CancelSessionResponse.Ok.of(signed, sign(signed.der())));
  }

  /** Returns a report of success, BF37. */
  Bytes installed(TransactionId transactionId, SmdpOid oid, long number, Iccid iccid) {
    var metadata = metadata(number, NotificationEvent.INSTALL, iccid);
    return report(transactionId, oid, metadata, SUCCESS);
  }

  /** Returns a report of failure, BF37. */
  Bytes notInstalled(
      TransactionId transactionId, SmdpOid oid, long number, Iccid iccid, int reason) {
    var metadata = metadata(number, NotificationEvent.INSTALL, iccid);
    return report(
        transactionId, oid, metadata, FinalResult.Failure.of(5, reason, Optional.empty()));
  }

  /** Returns a report of an installation, BF37. */
  Bytes report(
      TransactionId transactionId, SmdpOid oid, NotificationMetadata metadata, FinalResult result) {
    var data = ProfileInstallationResultData.of(transactionId, metadata, oid, result);
    return ProfileInstallationResult.of(data, sign(data.der())).der();
  }

  /** Returns a report of another event, 30. */
  Bytes tell(NotificationEvent event, long number, Iccid iccid) {
    var metadata = metadata(number, event, iccid);
    return tell(metadata, sign(metadata.der()));
  }

  Bytes tell(NotificationMetadata metadata, Bytes signature) {
    return OtherSignedNotification.of(
            metadata, signature, identity.certificate().der(), identity.eum().der())
        .der();
  }

  static NotificationMetadata metadata(long number, NotificationEvent event, Iccid iccid) {
    return NotificationMetadata.of(number, event, SampleStock.ADDRESS, Optional.of(iccid));
  }
}
