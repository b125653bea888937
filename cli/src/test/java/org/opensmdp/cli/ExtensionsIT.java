package org.opensmdp.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.opensmdp.activation.ProfileState;
import org.opensmdp.certs.EuiccIdentity;
import org.opensmdp.certs.TestHierarchy;
import org.opensmdp.crypto.Curve;
import org.opensmdp.rsp.AuthenticateClientRequest;
import org.opensmdp.rsp.AuthenticateServerRequest;
import org.opensmdp.rsp.AuthenticateServerResponse;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.CancelSessionFunctionRequest;
import org.opensmdp.rsp.CancelSessionReason;
import org.opensmdp.rsp.CancelSessionRequest;
import org.opensmdp.rsp.CancelSessionResponse;
import org.opensmdp.rsp.CtxParams1;
import org.opensmdp.rsp.Der;
import org.opensmdp.rsp.EuiccSigned1;
import org.opensmdp.rsp.GetBoundProfilePackageRequest;
import org.opensmdp.rsp.PrepareDownloadResponse;
import org.opensmdp.rsp.ProfileInstallationResult;
import org.opensmdp.rsp.SignatureTlv;
import org.opensmdp.rsp.Tlv;
import org.opensmdp.rsp.VersionType;
import org.opensmdp.server.TryOut;
import org.opensmdp.server.TryOutStock;
import org.opensmdp.simulator.DownloadOrder;
import org.opensmdp.simulator.EuiccPopulation;
import org.opensmdp.simulator.EuiccProfile;
import org.opensmdp.simulator.Lpa;
import org.opensmdp.simulator.LpaListener;
import org.opensmdp.simulator.LpaOptions;
import org.opensmdp.simulator.LpaSession;
import org.opensmdp.simulator.VirtualEuicc;

/**
 * What later versions add, in every place where they may add: members behind the known ones of each
 * SEQUENCE a card or an LPA writes, signed where the SEQUENCE is, and members of the JSON around it.
 */
class ExtensionsIT {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Members of tags that nobody has given yet, one of them constructed. */
  private static final Bytes LATER = Bytes.fromHex("9F7F0100BF7F03800100");

  private final TestHouse house = TestHouse.get();
  private final TestHouse.Released order = house.release(DownloadOrder.ofType(TryOutStock.TYPE));
  private final EuiccIdentity identity = identity();
  private final VirtualEuicc card = new VirtualEuicc(
      EuiccProfile.builder(List.of(identity), List.of(pki().ci()))
          .highestSvn(new VersionType(3, 1, 0))
          .build(),
      new SecureRandom(),
      Clock.systemUTC());
  private final RawEs9Plus server = new RawEs9Plus(
      RawHttp.device(house.directory()),
      house.server().es9plusAddresses().get(0).getPort(),
      LpaManner.LPAC);
  private final Lpa lpa =
      new Lpa(card, address -> server, LpaOptions.defaults(), LpaListener.NONE, Clock.systemUTC());

  @Test
  void aWholeDownloadGoesOnAsIfTheyWereNotThere() {
    var session = authenticated();
    var prepared = (PrepareDownloadResponse.Ok)
        lpa.prepareDownload(session, Optional.empty()).prepareDownloadResponse();
    var signed2 = longer(prepared.euiccSigned2().der());
    var signature2 = sign(signed2, session.response().smdpSignature2());
    var response =
        PrepareDownloadResponse.parse(Der.tlv(0xBF21, Der.tlv(0xA0, signed2, signature2, LATER)));

    var downloaded = lpa.getBoundProfilePackage(
        session, new GetBoundProfilePackageRequest(session.transactionId(), response));

    var result = lpa.install(downloaded).profileInstallationResultData();
    var data = Bytes.concat(
        result.transactionId().toDer(),
        longer(result.notificationMetadata().der()),
        Der.tlv(0x06, result.smdpOid().content()),
        Der.tlv(0xA2, result.finalResult().der()),
        LATER);
    var signed = Der.tlv(0xBF27, data);
    server.handleNotification(
        ProfileInstallationResult.parse(Der.tlv(0xBF37, signed, sign(signed), LATER)));
    assertThat(house.stateBecoming(ProfileState.INSTALLED, order.iccid()))
        .isEqualTo(ProfileState.INSTALLED);
  }

  @Test
  void theSequenceThatProvesTheCardMayBeLongerToo() {
    var initiated = lpa.initiateAuthentication(order.activationCode());
    var ok = proof(initiated);
    var signed1 = longer(ok.euiccSigned1().der());
    var longer = AuthenticateServerResponse.Ok.of(
        EuiccSigned1.parse(signed1), sign(signed1), ok.euiccCertificate(), ok.eumCertificate());

    var session = lpa.authenticateClient(
        initiated, new AuthenticateClientRequest(initiated.transactionId(), longer));

    JsonAnswers.isAuthenticateClient(server.last().answer());
    assertThat(session.transactionId()).isEqualTo(initiated.transactionId());
  }

  @Test
  void aCancellationMayBeLongerToo() {
    var session = authenticated();
    var request = CancelSessionRequest.of(session.transactionId(), CancelSessionReason.of(1));
    var ok = (CancelSessionResponse.Ok) card.cancelSession(request.der());
    var signed = longer(ok.euiccCancelSessionSigned().der());
    var response =
        CancelSessionResponse.parse(Der.tlv(0xBF41, Der.tlv(0xA0, signed, sign(signed), LATER)));

    server.cancelSession(new CancelSessionFunctionRequest(session.transactionId(), response));

    JsonAnswers.isCancelSession(server.last().answer());
    assertThat(house.state(order.iccid())).isEqualTo(ProfileState.RELEASED);
  }

  @Test
  void membersOfLaterVersionsInTheJsonAreIgnored() throws IOException {
    authenticated();
    var initiate =
        (ObjectNode) JSON.readTree(server.exchanges().get(0).request().toArray());
    initiate.put("lpaRspCapability", Base64.getEncoder().encodeToString(new byte[] {3, 2, 4, -16}));
    initiate.putArray("later").addObject().putNull("member").put("number", 1.5e300);

    var initiated = server.post("initiateAuthentication", octets(initiate));

    JsonAnswers.isInitiateAuthentication(initiated);
    var authenticate =
        (ObjectNode) JSON.readTree(server.exchanges().get(1).request().toArray());
    authenticate.put("useMatchingIdForAcr", true).put("deleteNotificationForDc", "vyMA");
    JsonAnswers.isAuthenticateClient(server.post("authenticateClient", octets(authenticate)));
  }

  /** Proves the card with the certificates, capabilities and languages that a v3 device adds. */
  private LpaSession.Authenticated authenticated() {
    var initiated = lpa.initiateAuthentication(order.activationCode());
    var ok = proof(initiated);
    var otherCerts = Der.tlv(0xA0, ok.eumCertificate());
    var longer = AuthenticateServerResponse.parse(Der.tlv(
        0xBF38,
        Der.tlv(
            0xA0,
            ok.euiccSigned1().der(),
            ok.euiccSignature1(),
            ok.euiccCertificate(),
            ok.eumCertificate(),
            otherCerts,
            LATER)));
    return lpa.authenticateClient(
        initiated, new AuthenticateClientRequest(initiated.transactionId(), longer));
  }

  private AuthenticateServerResponse.Ok proof(LpaSession.Initiated initiated) {
    var server1 = initiated.response();
    var request = AuthenticateServerRequest.of(
        server1.serverSigned1(),
        server1.serverSignature1(),
        server1.euiccCiPKIdToBeUsed(),
        server1.serverCertificate(),
        ctxParams1());
    return (AuthenticateServerResponse.Ok) card.authenticateServer(request.der());
  }

  /** With preferredLanguages, deviceTestMode and lpaRspCapability, operationType and what comes later. */
  private CtxParams1 ctxParams1() {
    var deviceInfo = Der.tlv(
        0xA1,
        Bytes.fromHex("800435290611A1058503020500"),
        Bytes.fromHex("A3040C02656E"),
        Bytes.fromHex("8400"),
        Bytes.fromHex("850204F0"),
        LATER);
    return CtxParams1.parse(Der.tlv(
        0xA0,
        Der.utf8(0x80, order.activationCode().matchingId().text()),
        deviceInfo,
        Bytes.fromHex("82020780"),
        LATER));
  }

  private Bytes sign(Bytes... signed) {
    return SignatureTlv.toDer(identity.key().sign(Bytes.concat(signed)));
  }

  private static Bytes longer(Bytes sequence) {
    var tlv = Tlv.parse("sequence", sequence);
    return Der.tlv(tlv.tag(), tlv.value(), LATER);
  }

  private static byte[] octets(ObjectNode json) {
    return json.toString().getBytes(UTF_8);
  }

  private TestHierarchy pki() {
    return TestHierarchy.load(TryOut.pki(house.directory(), Curve.NIST_P256), new SecureRandom());
  }

  private EuiccIdentity identity() {
    return pki().euicc(EuiccPopulation.eid(house.visitors().cardNumber()));
  }
}
