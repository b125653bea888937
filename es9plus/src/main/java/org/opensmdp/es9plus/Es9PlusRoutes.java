package org.opensmdp.es9plus;

import static org.opensmdp.es9plus.Es9PlusFunction.json;

import java.util.List;
import org.opensmdp.activation.AuthenticateClient;
import org.opensmdp.activation.CancelSession;
import org.opensmdp.activation.FunctionCall;
import org.opensmdp.activation.FunctionObserver;
import org.opensmdp.activation.GetBoundProfilePackage;
import org.opensmdp.activation.HandleNotification;
import org.opensmdp.activation.InitiateAuthentication;
import org.opensmdp.http.Route;
import org.opensmdp.http.Routes;
import org.opensmdp.http.json.JsonObject;

/**
 * The table of functions of ES9+ (SGP.22 v2 §5.6, §6.5.2): their paths in JSON, the one of ASN.1, and
 * which rule answers. One table serves one listener, since the rules know the names and certificates
 * they answer with.
 */
public final class Es9PlusRoutes {
  private static final String PATH = "/gsma/rsp2/es9plus/";

  private final Es9PlusRules rules;
  private final FunctionObserver observer;

  Es9PlusRoutes(Es9PlusRules rules, FunctionObserver observer) {
    this.rules = rules;
    this.observer = observer;
  }

  public static Routes of(
      InitiateAuthentication initiateAuthentication,
      AuthenticateClient authenticateClient,
      GetBoundProfilePackage getBoundProfilePackage,
      HandleNotification handleNotification,
      CancelSession cancelSession,
      FunctionObserver observer) {
    var rules = new Es9PlusRules(
        initiateAuthentication::run,
        authenticateClient::run,
        getBoundProfilePackage::run,
        handleNotification::run,
        cancelSession::run);
    return new Routes(new Es9PlusRoutes(rules, observer).table());
  }

  List<Route> table() {
    return List.of(
        route("InitiateAuthentication", json(InitiateAuthenticationJson.MEMBERS, this::initiate)),
        route("AuthenticateClient", json(AuthenticateClientJson.MEMBERS, this::authenticate)),
        route("GetBoundProfilePackage", json(GetBoundProfilePackageJson.MEMBERS, this::bind)),
        route("HandleNotification", HandleNotificationJson.answering(rules.handleNotification())),
        route("CancelSession", json(CancelSessionJson.MEMBERS, this::cancel)),
        Es9PlusAsn1.route(rules, observer));
  }

  private byte[] initiate(JsonObject body, FunctionCall call) {
    var response = rules.initiateAuthentication().apply(InitiateAuthenticationJson.read(body));
    call.in(response.transactionId());
    return InitiateAuthenticationJson.write(response);
  }

  private byte[] authenticate(JsonObject body, FunctionCall call) {
    var request = AuthenticateClientJson.read(body);
    call.in(request.transactionId());
    return AuthenticateClientJson.write(rules.authenticateClient().apply(request));
  }

  private byte[] bind(JsonObject body, FunctionCall call) {
    var request = GetBoundProfilePackageJson.read(body);
    call.in(request.transactionId());
    return GetBoundProfilePackageJson.write(rules.getBoundProfilePackage().apply(request));
  }

  private byte[] cancel(JsonObject body, FunctionCall call) {
    var request = CancelSessionJson.read(body);
    call.in(request.transactionId());
    rules.cancelSession().accept(request);
    return CancelSessionJson.write();
  }

  /** The path has the name of the function, but for its first letter. */
  private Route route(String function, Es9PlusFunction.Answer answer) {
    String path = PATH + Character.toLowerCase(function.charAt(0)) + function.substring(1);
    String name = "ES9+." + function;
    var handler =
        new Es9PlusFunction(name, observer, answer, refusal -> Answers.ok(Answers.failed(refusal)));
    return new Route("POST", path, name, handler);
  }
}
