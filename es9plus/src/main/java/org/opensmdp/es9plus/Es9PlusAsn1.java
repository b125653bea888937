package org.opensmdp.es9plus;

import java.util.Locale;
import org.opensmdp.activation.FunctionCall;
import org.opensmdp.activation.FunctionObserver;
import org.opensmdp.http.Handler;
import org.opensmdp.http.Reply;
import org.opensmdp.http.Request;
import org.opensmdp.http.Route;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Es9Function;
import org.opensmdp.rsp.InvalidMessage;
import org.opensmdp.rsp.RemoteProfileProvisioningRequest;
import org.opensmdp.rsp.RemoteProfileProvisioningRequest.AuthenticateClient;
import org.opensmdp.rsp.RemoteProfileProvisioningRequest.CancelSession;
import org.opensmdp.rsp.RemoteProfileProvisioningRequest.GetBoundProfilePackage;
import org.opensmdp.rsp.RemoteProfileProvisioningRequest.HandleNotification;
import org.opensmdp.rsp.RemoteProfileProvisioningRequest.InitiateAuthentication;
import org.opensmdp.rsp.RemoteProfileProvisioningResponse;
import org.opensmdp.rsp.RspException;

/**
 * ES9+ in ASN.1 (SGP.22 v2 §6.6): one path for all functions, which are told apart by the tag of the
 * message. A message that names its function is a call of it, however malformed inside; what names
 * none is answered 400.
 */
final class Es9PlusAsn1 implements Handler {
  static final String PATH = "/gsma/rsp2/asn1";
  static final String CONTENT_TYPE = "application/x-gsma-rsp-asn1";

  /** What a body is called as long as nobody knows which function it means. */
  private static final String NAME = "ES9+.RemoteProfileProvisioning";

  private final Es9PlusRules rules;
  private final FunctionObserver observer;

  Es9PlusAsn1(Es9PlusRules rules, FunctionObserver observer) {
    this.rules = rules;
    this.observer = observer;
  }

  static Route route(Es9PlusRules rules, FunctionObserver observer) {
    return new Route("POST", PATH, NAME, new Es9PlusAsn1(rules, observer));
  }

  @Override
  public Reply handle(Request request) {
    if (!request.header("Content-Type").map(Es9PlusAsn1::isAsn1).orElse(true)) {
      return noCall(415, "the content type is not ASN.1");
    }
    Handler function;
    try {
      function = function(RemoteProfileProvisioningRequest.functionOf(octets(request)));
    } catch (InvalidMessage e) {
      return noCall(400, String.valueOf(e.getMessage()));
    }
    return function.handle(request);
  }

  private Reply noCall(int httpStatus, String why) {
    FunctionCall.begin(NAME, observer).malformed(why);
    return Answers.empty(httpStatus);
  }

  private Handler function(Es9Function function) {
    String name = "ES9+." + function.text();
    if (function == Es9Function.HANDLE_NOTIFICATION) {
      return new Es9PlusFunction(name, observer, this::keep, refusal -> Answers.empty(204));
    }
    return new Es9PlusFunction(
        name,
        observer,
        this::answer,
        refusal -> refused(function, function.error(refusal.status())));
  }

  /** Junk is answered 204 as well: a device repeats a notification until it hears 204. */
  private Reply keep(Request request, FunctionCall call) {
    try {
      var message = (HandleNotification) RemoteProfileProvisioningRequest.parse(octets(request));
      rules.handleNotification().accept(message.pendingNotification());
      call.succeeded();
    } catch (InvalidMessage e) {
      call.malformed(String.valueOf(e.getMessage()));
    }
    return Answers.empty(204);
  }

  private Reply answer(Request request, FunctionCall call) {
    var message = RemoteProfileProvisioningRequest.parse(octets(request));
    try {
      var der = response(message, call).toDer();
      call.succeeded();
      return Answers.asn1(der);
    } catch (RspException refusal) {
      call.refused(refusal);
      return refused(message.function(), message.error(refusal.status()));
    }
  }

  private RemoteProfileProvisioningResponse response(
      RemoteProfileProvisioningRequest message, FunctionCall call) {
    if (message instanceof InitiateAuthentication initiate) {
      var response = rules.initiateAuthentication().apply(initiate.request());
      call.in(response.transactionId());
      return new RemoteProfileProvisioningResponse.InitiateAuthenticationOk(response);
    }
    if (message instanceof AuthenticateClient authenticate) {
      call.in(authenticate.request().transactionId());
      return new RemoteProfileProvisioningResponse.AuthenticateClientOk(
          rules.authenticateClient().apply(authenticate.request()));
    }
    if (message instanceof GetBoundProfilePackage bind) {
      call.in(bind.request().transactionId());
      return new RemoteProfileProvisioningResponse.GetBoundProfilePackageOk(
          rules.getBoundProfilePackage().apply(bind.request()));
    }
    if (message instanceof CancelSession cancel) {
      call.in(cancel.request().transactionId());
      rules.cancelSession().accept(cancel.request());
      return new RemoteProfileProvisioningResponse.CancelSessionOk();
    }
    throw new IllegalStateException(message.function() + " has no answer");
  }

  private static Reply refused(Es9Function function, int error) {
    return Answers.asn1(new RemoteProfileProvisioningResponse.Error(function, error).toDer());
  }

  private static Bytes octets(Request request) {
    return Bytes.wrap(request.body());
  }

  /** A missing content type is forgiven, as in JSON; parameters play no part. */
  private static boolean isAsn1(String contentType) {
    int end = contentType.indexOf(';');
    String type = end < 0 ? contentType : contentType.substring(0, end);
    String plain = type.strip().toLowerCase(Locale.ROOT);
    return plain.isEmpty() || plain.equals(CONTENT_TYPE);
  }
}
