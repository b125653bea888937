package org.opensmdp.simulator;

import static org.opensmdp.rsp.StatusCode.CI_PUBLIC_KEY_UNKNOWN;
import static org.opensmdp.rsp.StatusCode.EUICC_CERTIFICATE_EXPIRED;
import static org.opensmdp.rsp.StatusCode.EUICC_CERTIFICATE_INVALID;
import static org.opensmdp.rsp.StatusCode.EUICC_VERIFICATION_FAILED;
import static org.opensmdp.rsp.StatusCode.EUM_CERTIFICATE_EXPIRED;
import static org.opensmdp.rsp.StatusCode.EUM_CERTIFICATE_INVALID;
import static org.opensmdp.rsp.StatusCode.EVENT_RECORD_UNKNOWN;
import static org.opensmdp.rsp.StatusCode.SMDS_ADDRESS_REFUSED;
import static org.opensmdp.rsp.StatusCode.SMDS_CERTIFICATE_UNAVAILABLE;
import static org.opensmdp.rsp.StatusCode.SMDS_SECURITY_CONFIGURATION_UNSUPPORTED;
import static org.opensmdp.rsp.StatusCode.SMDS_SVN_UNSUPPORTED;
import static org.opensmdp.rsp.StatusCode.TRANSACTION_UNKNOWN;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.opensmdp.certs.ChainCheck;
import org.opensmdp.certs.DiscoveryCredentials;
import org.opensmdp.certs.EuiccChains;
import org.opensmdp.crypto.Signatures;
import org.opensmdp.rsp.AuthenticateServerResponse;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Der;
import org.opensmdp.rsp.Eid;
import org.opensmdp.rsp.EuiccInfo1;
import org.opensmdp.rsp.EuiccSigned1;
import org.opensmdp.rsp.InvalidMessage;
import org.opensmdp.rsp.MatchingId;
import org.opensmdp.rsp.RspException;
import org.opensmdp.rsp.ServerSigned1;
import org.opensmdp.rsp.SignatureTlv;
import org.opensmdp.rsp.StatusCode;
import org.opensmdp.rsp.SubjectKeyId;
import org.opensmdp.rsp.TransactionId;

/** ES11 of an SM-DS (SGP.22 v2 §5.8): cards prove themselves and hear what waits for them. */
final class SmdsDiscovery {
  private static final int CHALLENGE_OCTETS = 16;

  private final List<DiscoveryCredentials> sets;
  private final Predicate<String> isOwnAddress;
  private final SmdsEventStore events;
  private final EuiccChains chains;
  private final SecureRandom random = new SecureRandom();
  private final Map<TransactionId, Session> sessions = new ConcurrentHashMap<>();

  /** What a card has been asked, kept until it answers. */
  private record Session(DiscoveryCredentials set, String address, Bytes serverChallenge) {}

  SmdsDiscovery(
      List<DiscoveryCredentials> sets,
      Predicate<String> isOwnAddress,
      SmdsEventStore events,
      InstantSource clock) {
    this.sets = sets;
    this.isOwnAddress = isOwnAddress;
    this.events = events;
    this.chains = new EuiccChains(clock);
  }

  ObjectNode initiateAuthentication(SmdsRequest request) {
    String address = request.required("smdpAddress", text -> text);
    require(isOwnAddress.test(address), SMDS_ADDRESS_REFUSED, "this is not my address");
    var info = request.base64("euiccInfo1", EuiccInfo1::parse);
    require(info.svn().major() == 2, SMDS_SVN_UNSUPPORTED, "SVN 2.x is supported");
    var set = set(info);
    var challenge = request.base64("euiccChallenge", octets -> octets);
    require(
        challenge.size() == CHALLENGE_OCTETS,
        StatusCode.FUNCTION_INVALID,
        "euiccChallenge is not 16 octets");
    var id = new TransactionId(octets());
    var session = new Session(set, address, octets());
    sessions.put(id, session);
    var signed = ServerSigned1.of(id, challenge, address, session.serverChallenge);
    return JsonCaller.object()
        .put("transactionId", id.toString())
        .put("serverSigned1", base64(signed.der()))
        .put("serverSignature1", base64(SignatureTlv.toDer(set.dsAuth().key().sign(signed.der()))))
        .put("euiccCiPKIdToBeUsed", base64(Der.tlv(0x04, keyId(set).octets())))
        .put("serverCertificate", base64(set.dsAuth().certificate().der()));
  }

  private DiscoveryCredentials set(EuiccInfo1 info) {
    var set = info.euiccCiPKIdListForSigning().stream()
        .flatMap(ci -> sets.stream().filter(each -> keyId(each).equals(ci)))
        .findFirst()
        .orElseThrow(() -> new RspException(
            SMDS_SECURITY_CONFIGURATION_UNSUPPORTED, "no CI in common to sign with"));
    require(
        info.euiccCiPKIdListForVerification().contains(keyId(set)),
        SMDS_CERTIFICATE_UNAVAILABLE,
        "no certificate that the eUICC could verify");
    return set;
  }

  private static SubjectKeyId keyId(DiscoveryCredentials set) {
    return set.ci().subjectKeyId().orElseThrow();
  }

  ObjectNode authenticateClient(SmdsRequest request) {
    var id = transactionId(request);
    var session = Optional.ofNullable(sessions.remove(id)).orElseThrow(SmdsDiscovery::unknown);
    var response = request.base64("authenticateServerResponse", AuthenticateServerResponse::parse);
    if (!(response instanceof AuthenticateServerResponse.Ok proof)) {
      throw new RspException(EUICC_VERIFICATION_FAILED, "the eUICC has refused this SM-DS");
    }
    var eid = proven(proof, session, id);
    var answer = JsonCaller.object().put("transactionId", id.toString());
    var entries = answer.putArray("eventEntries");
    for (var event : wanted(proof.euiccSigned1(), eid)) {
      entries
          .addObject()
          .put("eventId", event.eventId().text())
          .put("rspServerAddress", event.rspServerAddress());
    }
    return answer;
  }

  private static TransactionId transactionId(SmdsRequest request) {
    try {
      return TransactionId.fromHex(
          request.text("transactionId").orElseThrow(SmdsDiscovery::unknown));
    } catch (InvalidMessage | IllegalArgumentException e) {
      throw unknown();
    }
  }

  private Eid proven(AuthenticateServerResponse.Ok proof, Session session, TransactionId id) {
    var check = chains.check(proof.eumCertificate(), proof.euiccCertificate(), session.set.ci());
    if (check instanceof ChainCheck.Refused refused) {
      throw new RspException(statusOf(refused.problem()), refused.why());
    }
    var trusted = (ChainCheck.Trusted) check;
    var signed = proof.euiccSigned1();
    var signature = SignatureTlv.value(proof.euiccSignature1());
    require(
        Signatures.verify(trusted.euicc().publicKey(), signed.der(), signature),
        EUICC_VERIFICATION_FAILED,
        "euiccSignature1 does not verify");
    require(signed.transactionId().equals(id), TRANSACTION_UNKNOWN, "another transactionId");
    require(
        signed.serverChallenge().equals(session.serverChallenge)
            && signed.serverAddress().equals(session.address),
        EUICC_VERIFICATION_FAILED,
        "another serverChallenge or serverAddress");
    return trusted.eid();
  }

  private List<SmdsEvent> wanted(EuiccSigned1 signed, Eid eid) {
    var eventId = signed.ctxParams1().matchingId().filter(id -> !id.isNone());
    return eventId.map(id -> List.of(one(id, eid))).orElseGet(() -> events.of(eid));
  }

  private SmdsEvent one(MatchingId eventId, Eid eid) {
    return events
        .find(eid, eventId)
        .orElseThrow(() -> new RspException(EVENT_RECORD_UNKNOWN, "no such event for this EID"));
  }

  private static StatusCode statusOf(ChainCheck.Problem problem) {
    return switch (problem) {
      case CI_UNKNOWN, CI_EXPIRED -> CI_PUBLIC_KEY_UNKNOWN;
      case EUM_INVALID -> EUM_CERTIFICATE_INVALID;
      case EUM_EXPIRED -> EUM_CERTIFICATE_EXPIRED;
      case EUICC_INVALID -> EUICC_CERTIFICATE_INVALID;
      case EUICC_EXPIRED -> EUICC_CERTIFICATE_EXPIRED;
    };
  }

  private static void require(boolean holds, StatusCode otherwise, String why) {
    if (!holds) {
      throw new RspException(otherwise, why);
    }
  }

  private static RspException unknown() {
    return new RspException(TRANSACTION_UNKNOWN, "the transactionId is not known");
  }

  private Bytes octets() {
    var octets = new byte[CHALLENGE_OCTETS];
    random.nextBytes(octets);
    return Bytes.wrap(octets);
  }

  private static String base64(Bytes octets) {
    return Base64.getEncoder().encodeToString(octets.toArray());
  }
}
