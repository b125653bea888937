package org.opensmdp.es2plus;

import java.util.List;
import java.util.Set;
import org.opensmdp.activation.CallLimits;
import org.opensmdp.activation.Caller;
import org.opensmdp.activation.Callers;
import org.opensmdp.activation.CancelOrder;
import org.opensmdp.activation.ConfirmOrder;
import org.opensmdp.activation.DownloadOrder;
import org.opensmdp.activation.FunctionCall;
import org.opensmdp.activation.FunctionObserver;
import org.opensmdp.activation.ReleaseProfile;
import org.opensmdp.http.Route;
import org.opensmdp.http.Routes;
import org.opensmdp.http.json.JsonObject;

/** The table of functions of ES2+ (SGP.22 v2 §5.3, §6.5.2): their paths, and which rule answers. */
public final class Es2PlusRoutes {
  private static final String PATH = "/gsma/rsp2/es2plus/";

  private final Es2PlusRules rules;
  private final Callers callers;
  private final CallLimits limits;
  private final FunctionObserver observer;

  Es2PlusRoutes(Es2PlusRules rules, Callers callers, CallLimits limits, FunctionObserver observer) {
    this.rules = rules;
    this.callers = callers;
    this.limits = limits;
    this.observer = observer;
  }

  public static Routes of(
      Callers callers,
      CallLimits limits,
      DownloadOrder downloadOrder,
      ConfirmOrder confirmOrder,
      CancelOrder cancelOrder,
      ReleaseProfile releaseProfile,
      FunctionObserver observer) {
    var rules = new Es2PlusRules(
        downloadOrder::run, confirmOrder::run, cancelOrder::run, releaseProfile::run);
    return new Routes(new Es2PlusRoutes(rules, callers, limits, observer).table());
  }

  List<Route> table() {
    return List.of(
        route("DownloadOrder", DownloadOrderJson.MEMBERS, this::order),
        route("ConfirmOrder", ConfirmOrderJson.MEMBERS, this::confirm),
        route("CancelOrder", CancelOrderJson.MEMBERS, this::cancel),
        route("ReleaseProfile", ReleaseProfileJson.MEMBERS, this::release));
  }

  private byte[] order(Caller caller, JsonObject body, FunctionCall call) {
    var request = DownloadOrderJson.read(body);
    request.eid().ifPresent(call::by);
    request.iccid().ifPresent(call::of);
    var iccid = rules.downloadOrder().apply(caller, request);
    call.of(iccid);
    return DownloadOrderJson.write(iccid);
  }

  private byte[] confirm(Caller caller, JsonObject body, FunctionCall call) {
    var request = ConfirmOrderJson.read(body);
    call.of(request.iccid());
    request.eid().ifPresent(call::by);
    return ConfirmOrderJson.write(rules.confirmOrder().apply(caller, request));
  }

  private byte[] cancel(Caller caller, JsonObject body, FunctionCall call) {
    var request = CancelOrderJson.read(body);
    call.of(request.iccid());
    request.eid().ifPresent(call::by);
    rules.cancelOrder().accept(caller, request);
    return CancelOrderJson.write();
  }

  private byte[] release(Caller caller, JsonObject body, FunctionCall call) {
    var iccid = ReleaseProfileJson.read(body);
    call.of(iccid);
    rules.releaseProfile().accept(caller, iccid);
    return ReleaseProfileJson.write();
  }

  /** The path has the name of the function, but for its first letter. */
  private Route route(String function, Set<String> members, Es2PlusFunction.Content content) {
    String path = PATH + Character.toLowerCase(function.charAt(0)) + function.substring(1);
    String name = "ES2+." + function;
    var handler = new Es2PlusFunction(name, callers, limits, observer, members, content);
    return new Route("POST", path, name, handler, Answers.busy());
  }
}
