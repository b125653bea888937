package org.opensmdp.es9plus;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.opensmdp.activation.FunctionObserver;
import org.opensmdp.http.Handler;
import org.opensmdp.http.Reply;
import org.opensmdp.http.Request;
import org.opensmdp.http.Route;
import org.opensmdp.rsp.AuthenticateClientRequest;
import org.opensmdp.rsp.AuthenticateClientResponse;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.GetBoundProfilePackageRequest;
import org.opensmdp.rsp.GetBoundProfilePackageResponse;
import org.opensmdp.rsp.InitiateAuthenticationRequest;
import org.opensmdp.rsp.InitiateAuthenticationResponse;
import org.opensmdp.rsp.ServerSigned1;
import org.opensmdp.rsp.SmdpSigned2;
import org.opensmdp.rsp.SubjectKeyId;
import org.opensmdp.rsp.TransactionId;

/** The whole table of ES9+ over rules that answer the same to everybody, without a socket. */
final class Es9PlusInterface {
  static final TransactionId ID = TransactionId.fromHex("AB00CD");
  static final Bytes PACKAGE = Bytes.wrap(new byte[12_000]);

  final List<Object> heard = new ArrayList<>();
  final List<String> observed = new ArrayList<>();

  private final Map<String, Handler> handlers;

  Es9PlusInterface() {
    this(Optional.empty());
  }

  private Es9PlusInterface(Optional<RuntimeException> fate) {
    FunctionObserver observer =
        (function, status, duration) -> observed.add(function + " " + status);
    Consumer<Object> hear = message -> {
      heard.add(message);
      fate.ifPresent(exception -> {
        throw exception;
      });
    };
    this.handlers = new Es9PlusRoutes(rules(hear), observer)
        .table().stream().collect(Collectors.toMap(Route::path, Route::handler));
  }

  /** One whose rules do nothing but throw. */
  static Es9PlusInterface failing(RuntimeException fate) {
    return new Es9PlusInterface(Optional.of(fate));
  }

  private static Es9PlusRules rules(Consumer<Object> hear) {
    return new Es9PlusRules(
        heardFirst(hear, Es9PlusInterface::initiated),
        heardFirst(hear, Es9PlusInterface::authenticated),
        heardFirst(hear, Es9PlusInterface::bound),
        hear::accept,
        hear::accept);
  }

  private static <I, O> Function<I, O> heardFirst(Consumer<Object> hear, Function<I, O> rule) {
    return request -> {
      hear.accept(request);
      return rule.apply(request);
    };
  }

  Reply call(String function, String body) {
    return call(function, body.getBytes(UTF_8));
  }

  Reply call(String function, byte[] body) {
    return call(Request.of("POST", "/gsma/rsp2/es9plus/" + function, body));
  }

  Reply call(Request request) {
    return Optional.ofNullable(handlers.get(request.path())).orElseThrow().handle(request);
  }

  private static InitiateAuthenticationResponse initiated(InitiateAuthenticationRequest request) {
    return new InitiateAuthenticationResponse(
        ID,
        ServerSigned1.of(
            ID,
            request.euiccChallenge(),
            request.smdpAddress(),
            Bytes.fromHex("00112233445566778899AABBCCDDEEFF")),
        Bytes.fromHex("5F3701FF"),
        new SubjectKeyId(Bytes.fromHex("0102030405060708090A0B0C0D0E0F1011121314")),
        Bytes.fromHex("3000"));
  }

  private static AuthenticateClientResponse authenticated(AuthenticateClientRequest request) {
    return new AuthenticateClientResponse(
        request.transactionId(),
        Bytes.fromHex("BF2500"),
        SmdpSigned2.of(request.transactionId(), false, Optional.empty()),
        Bytes.fromHex("5F3701FE"),
        Bytes.fromHex("3001FF"));
  }

  private static GetBoundProfilePackageResponse bound(GetBoundProfilePackageRequest request) {
    return new GetBoundProfilePackageResponse(request.transactionId(), PACKAGE);
  }
}
