package org.opensmdp.simulator.conformance.cases;

import static org.opensmdp.simulator.conformance.cases.Faults.AUTHENTICATE;
import static org.opensmdp.simulator.conformance.cases.Faults.CANCEL;
import static org.opensmdp.simulator.conformance.cases.Faults.DOWNLOAD;
import static org.opensmdp.simulator.conformance.cases.Faults.INITIATE;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.opensmdp.rsp.AuthenticateClientRequest;
import org.opensmdp.rsp.AuthenticateServerResponse;
import org.opensmdp.rsp.CancelSessionFunctionRequest;
import org.opensmdp.rsp.CancelSessionResponse;
import org.opensmdp.rsp.GetBoundProfilePackageRequest;
import org.opensmdp.rsp.InitiateAuthenticationRequest;
import org.opensmdp.rsp.PrepareDownloadResponse;
import org.opensmdp.rsp.RemoteProfileProvisioningRequest;
import org.opensmdp.simulator.HttpTransport;
import org.opensmdp.simulator.conformance.Trial;

/** Well-formed requests that every server refuses: for another server, or in a session of nobody. */
final class Refusals {
  private static final int UNDEFINED = 127;

  private Refusals() {}

  static InitiateAuthenticationRequest initiate(Trial trial) {
    return Hello.at(trial, "smdp.example.com");
  }

  static AuthenticateClientRequest authenticate() {
    return new AuthenticateClientRequest(
        Forged.TRANSACTION, AuthenticateServerResponse.Error.of(Forged.TRANSACTION, UNDEFINED));
  }

  static GetBoundProfilePackageRequest download() {
    return new GetBoundProfilePackageRequest(
        Forged.TRANSACTION, PrepareDownloadResponse.Error.of(Forged.TRANSACTION, UNDEFINED));
  }

  static CancelSessionFunctionRequest cancel() {
    return new CancelSessionFunctionRequest(
        Forged.TRANSACTION, CancelSessionResponse.Error.of(UNDEFINED));
  }

  /** The requests of all four functions, by their names. */
  static Map<String, ObjectNode> requests(Trial trial) {
    var requests = new LinkedHashMap<String, ObjectNode>();
    requests.put(INITIATE, Raw.of(initiate(trial)));
    requests.put(AUTHENTICATE, Raw.of(authenticate()));
    requests.put(DOWNLOAD, Raw.of(download()));
    requests.put(CANCEL, Raw.of(cancel()));
    return requests;
  }

  /** The request of one of them. */
  static ObjectNode request(Trial trial, String function) {
    return Optional.ofNullable(requests(trial).get(function)).orElseThrow();
  }

  /** Posts all four and returns the answers. */
  static Map<String, HttpTransport.Answer> of(Trial trial) {
    var answers = new LinkedHashMap<String, HttpTransport.Answer>();
    requests(trial).forEach((function, body) -> {
      trial.step(function + " that is to be refused");
      answers.put(function, Raw.json(trial, function, body));
    });
    return answers;
  }

  /** The same in ASN.1, in the same order. */
  static Map<String, RemoteProfileProvisioningRequest> asn1(Trial trial) {
    var requests = new LinkedHashMap<String, RemoteProfileProvisioningRequest>();
    requests.put(
        INITIATE, new RemoteProfileProvisioningRequest.InitiateAuthentication(initiate(trial)));
    requests.put(
        AUTHENTICATE, new RemoteProfileProvisioningRequest.AuthenticateClient(authenticate()));
    requests.put(DOWNLOAD, new RemoteProfileProvisioningRequest.GetBoundProfilePackage(download()));
    requests.put(CANCEL, new RemoteProfileProvisioningRequest.CancelSession(cancel()));
    return requests;
  }
}
