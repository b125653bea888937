package org.opensmdp.es2plus;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.opensmdp.activation.CallLimits;
import org.opensmdp.activation.Caller;
import org.opensmdp.activation.Callers;
import org.opensmdp.activation.ConfirmOrder;
import org.opensmdp.activation.FunctionObserver;
import org.opensmdp.activation.Operator;
import org.opensmdp.activation.OperatorTerms;
import org.opensmdp.http.Handler;
import org.opensmdp.http.Reply;
import org.opensmdp.http.Request;
import org.opensmdp.http.Route;
import org.opensmdp.rsp.Eid;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.rsp.MatchingId;

/** The whole table of ES2+ over rules that answer the same to every known caller, without a socket. */
final class Es2PlusInterface {
  static final Iccid ICCID = Iccid.withCheckDigit("894900000000000001");
  static final Eid EID = Eid.withCheckDigits("890490320010012345670000000000");
  static final String HEADER =
      "\"header\":{\"functionRequesterIdentifier\":\"2.999.1\",\"functionCallIdentifier\":\"c1\"}";

  final List<Object> heard = new ArrayList<>();
  final List<String> observed = new ArrayList<>();
  final ClientCertificate client = ClientCertificate.fresh();

  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
  private final InstantSource clock = now::get;
  final List<Route> routes;
  private final Map<String, Handler> handlers;

  Es2PlusInterface() {
    this(Optional.empty(), OperatorTerms.NONE);
  }

  /** One whose operator may call so often in a minute. */
  static Es2PlusInterface limitedTo(int callsPerMinute) {
    var terms = new OperatorTerms(
        Set.of(), Set.of(), Optional.of(callsPerMinute), OperatorTerms.NONE.quarantine());
    return new Es2PlusInterface(Optional.empty(), terms);
  }

  private Es2PlusInterface(Optional<RuntimeException> fate, OperatorTerms terms) {
    FunctionObserver observer = (name, status, duration) -> observed.add(name + " " + status);
    var operator = new Operator(1, "North", Set.of("2.999.1"), terms);
    var callers = new Callers(
        key -> Optional.of(operator).filter(known -> key.equals(client.keyFingerprint())));
    this.routes = new Es2PlusRoutes(rules(fate), callers, new CallLimits(clock), observer).table();
    this.handlers = routes.stream().collect(Collectors.toMap(Route::path, Route::handler));
  }

  /** One whose rules do nothing but throw. */
  static Es2PlusInterface failing(RuntimeException fate) {
    return new Es2PlusInterface(Optional.of(fate), OperatorTerms.NONE);
  }

  void forward(Duration time) {
    now.updateAndGet(instant -> instant.plus(time));
  }

  private Es2PlusRules rules(Optional<RuntimeException> fate) {
    Consumer<Object> hear = request -> {
      heard.add(request);
      fate.ifPresent(exception -> {
        throw exception;
      });
    };
    return new Es2PlusRules(
        heardFirst(hear, request -> request.iccid().orElse(ICCID)),
        heardFirst(hear, Es2PlusInterface::confirmed),
        (caller, request) -> hear.accept(request),
        (caller, iccid) -> hear.accept(iccid));
  }

  private static <I, O> BiFunction<Caller, I, O> heardFirst(
      Consumer<Object> hear, Function<I, O> rule) {
    return (caller, request) -> {
      hear.accept(request);
      return rule.apply(request);
    };
  }

  private static ConfirmOrder.Response confirmed(ConfirmOrder.Request request) {
    var matchingId = request.matchingId().orElse(new MatchingId("ABC-1"));
    return new ConfirmOrder.Response(matchingId, request.eid(), "smdp.example.com");
  }

  /** Calls as the operator, with the header and these members. */
  Reply call(String function, String members) {
    String separator = members.isEmpty() ? "" : ",";
    return callRaw(function, "{" + HEADER + separator + members + "}");
  }

  Reply callRaw(String function, String body) {
    return call(
        request(function, body.getBytes(UTF_8)).withClientCertificate(client.certificate()));
  }

  Reply call(Request request) {
    return Optional.ofNullable(handlers.get(request.path())).orElseThrow().handle(request);
  }

  static Request request(String function, byte[] body) {
    return Request.of("POST", "/gsma/rsp2/es2plus/" + function, body);
  }
}
