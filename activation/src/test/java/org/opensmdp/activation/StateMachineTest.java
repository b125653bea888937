package org.opensmdp.activation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.opensmdp.activation.SampleStock.CARD;
import static org.opensmdp.activation.TestServer.CODE;
import static org.opensmdp.activation.TestServer.ICCID;
import static org.opensmdp.activation.TestServer.TOKEN;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.opensmdp.activation.CancelOrder.FinalStatus;
import org.opensmdp.rsp.AuthenticateClientResponse;
import org.opensmdp.rsp.CancelSessionReason;
import org.opensmdp.rsp.Eid;
import org.opensmdp.rsp.StatusCode;
import org.opensmdp.rsp.TransactionId;

/**
 * Every event in every state of a profile (SGP.22 v2 §3.1.6), through the rules. A cell says which
 * state follows; a pair says that the call is refused with it, and the state stays unless one is named.
 * The identical downloadOrder again is a repetition and answered as before, as long as the
 * order goes on.
 */
class StateMachineTest {
  private static final List<ProfileState> STATES = List.of(ProfileState.values());

  private static final String TABLE = """
      event                 | AVAILABLE   | ALLOCATED   | LINKED      | CONFIRMED   | RELEASED        | DOWNLOADED      | INSTALLED   | ERROR       | UNAVAILABLE
      downloadOrder         | ALLOCATED   | ALLOCATED   | 8.2.1/3.3   | CONFIRMED   | RELEASED        | DOWNLOADED      | 8.2.1/3.3   | 8.2.1/3.3   | 8.2.1/3.3
      downloadOrder with EID| LINKED      | 8.2.1/3.3   | LINKED      | 8.2.1/3.3   | 8.2.1/3.3       | 8.2.1/3.3       | 8.2.1/3.3   | 8.2.1/3.3   | 8.2.1/3.3
      confirmOrder          | 8.2.1/3.5   | CONFIRMED   | CONFIRMED   | 8.2.1/3.5   | 8.2.1/3.5       | 8.2.1/3.5       | 8.2.1/3.5   | 8.2.1/3.5   | 8.2.1/3.5
      confirmOrder, release | 8.2.1/3.5   | RELEASED    | RELEASED    | 8.2.1/3.5   | 8.2.1/3.5       | 8.2.1/3.5       | 8.2.1/3.5   | 8.2.1/3.5   | 8.2.1/3.5
      releaseProfile        | 8.2.1/3.5   | 8.2.1/3.5   | 8.2.1/3.5   | RELEASED    | 8.2.1/3.5       | 8.2.1/3.5       | 8.2.1/3.5   | 8.2.1/3.5   | 8.2.1/3.5
      authenticateClient    | 8.2.6/3.8   | 8.2.6/3.8   | 8.2.6/3.8   | 8.2/1.2     | RELEASED        | DOWNLOADED      | 8.2/1.2     | 8.2/1.2     | 8.2.6/3.8
      getBoundProfilePackage| 8.10.1/3.9  | 8.10.1/3.9  | 8.10.1/3.9  | 8.10.1/3.9  | DOWNLOADED      | DOWNLOADED      | 8.10.1/3.9  | 8.10.1/3.9  | 8.10.1/3.9
      PIR success           | AVAILABLE   | ALLOCATED   | LINKED      | CONFIRMED   | RELEASED        | INSTALLED       | INSTALLED   | INSTALLED   | UNAVAILABLE
      PIR error 10          | AVAILABLE   | ALLOCATED   | LINKED      | CONFIRMED   | RELEASED        | DOWNLOADED      | INSTALLED   | ERROR       | UNAVAILABLE
      PIR error 11          | AVAILABLE   | ALLOCATED   | LINKED      | CONFIRMED   | RELEASED        | DOWNLOADED      | INSTALLED   | ERROR       | UNAVAILABLE
      PIR error 12          | AVAILABLE   | ALLOCATED   | LINKED      | CONFIRMED   | ERROR           | ERROR           | INSTALLED   | ERROR       | UNAVAILABLE
      cancelSession 0       | 8.10.1/3.9  | 8.10.1/3.9  | 8.10.1/3.9  | 8.10.1/3.9  | ERROR           | ERROR           | 8.10.1/3.9  | 8.10.1/3.9  | 8.10.1/3.9
      cancelSession 1       | 8.10.1/3.9  | 8.10.1/3.9  | 8.10.1/3.9  | 8.10.1/3.9  | RELEASED        | DOWNLOADED      | 8.10.1/3.9  | 8.10.1/3.9  | 8.10.1/3.9
      attempts exceeded     | 8.2.6/3.8   | 8.2.6/3.8   | 8.2.6/3.8   | 8.2/1.2     | ERROR 8.8.5/6.4 | ERROR 8.8.5/6.4 | 8.2/1.2     | 8.2/1.2     | 8.2.6/3.8
      codes exceeded        | 8.10.1/3.9  | 8.10.1/3.9  | 8.10.1/3.9  | 8.10.1/3.9  | ERROR 8.2.7/6.4 | ERROR 8.2.7/6.4 | 8.10.1/3.9  | 8.10.1/3.9  | 8.10.1/3.9
      expiry                | 8.2.6/3.8   | 8.2.6/3.8   | 8.2.6/3.8   | 8.2/1.2     | ERROR 8.8.5/4.10| ERROR 8.8.5/4.10| 8.2/1.2     | 8.2/1.2     | 8.2.6/3.8
      cancelOrder           | 8.2.1/3.5   | AVAILABLE   | AVAILABLE   | AVAILABLE   | AVAILABLE       | AVAILABLE       | 8.2.1/3.3   | AVAILABLE   | 8.2.1/3.5
      cancelOrder, withdraw | 8.2.1/3.5   | UNAVAILABLE | UNAVAILABLE | UNAVAILABLE | UNAVAILABLE     | UNAVAILABLE     | 8.2.1/3.3   | UNAVAILABLE | 8.2.1/3.5
      """;

  private static final Map<String, Consumer<StateMachineTest>> EVENTS = Map.ofEntries(
      Map.entry("downloadOrder", it -> it.order(Optional.empty())),
      Map.entry("downloadOrder with EID", it -> it.order(Optional.of(CARD))),
      Map.entry("confirmOrder", it -> it.confirm(false)),
      Map.entry("confirmOrder, release", it -> it.confirm(true)),
      Map.entry("releaseProfile", it -> it.server.releaseProfile.run(it.again(), ICCID)),
      Map.entry("authenticateClient", it -> it.server.authenticate()),
      Map.entry("getBoundProfilePackage", it -> it.getBoundProfilePackage(CODE)),
      Map.entry("PIR success", StateMachineTest::reportSuccess),
      Map.entry("PIR error 10", it -> it.reportError(10)),
      Map.entry("PIR error 11", it -> it.reportError(11)),
      Map.entry("PIR error 12", it -> it.reportError(12)),
      Map.entry("cancelSession 0", it -> it.cancel(CancelSessionReason.END_USER_REJECTION)),
      Map.entry("cancelSession 1", it -> it.cancel(CancelSessionReason.POSTPONED)),
      Map.entry("attempts exceeded", StateMachineTest::useUpAttempts),
      Map.entry("codes exceeded", StateMachineTest::useUpCodes),
      Map.entry("expiry", StateMachineTest::expire),
      Map.entry("cancelOrder", it -> it.server.cancel(FinalStatus.AVAILABLE)),
      Map.entry("cancelOrder, withdraw", it -> it.server.cancel(FinalStatus.UNAVAILABLE)));

  private final TestServer server = new TestServer();

  /** The last session there was; a made-up one if there was none. */
  private Optional<AuthenticateClientResponse> session = Optional.empty();

  @TestFactory
  Stream<DynamicTest> everyEventInEveryState() {
    return TABLE.lines().skip(1).flatMap(line -> {
      var cells = Arrays.stream(line.split("\\|")).map(String::strip).toList();
      return IntStream.range(0, STATES.size())
          .mapToObj(i -> DynamicTest.dynamicTest(
              cells.get(0) + " in " + STATES.get(i),
              () -> new StateMachineTest().check(STATES.get(i), cells.get(0), cells.get(i + 1))));
    });
  }

  private void check(ProfileState state, String event, String cell) {
    reach(state);
    openSession(event);
    var before = server.profile();

    var refusal = Refusals.of(() -> happening(event).accept(this));

    var words = List.of(cell.split(" "));
    var pair = words.stream().filter(word -> word.contains("/")).findFirst();
    var follows = words.stream().filter(word -> !word.contains("/")).findFirst();
    assertThat(refusal.map(it -> it.status().pair())).isEqualTo(pair);
    assertThat(server.profile().state())
        .isEqualTo(follows.map(ProfileState::valueOf).orElse(before.state()));
    if (follows.isEmpty()) {
      assertThat(server.profile()).isEqualTo(before);
    }
  }

  private static Consumer<StateMachineTest> happening(String event) {
    return Optional.ofNullable(EVENTS.get(event)).orElseThrow();
  }

  private void reach(ProfileState state) {
    switch (state) {
      case AVAILABLE -> {}
      case ALLOCATED -> server.order(Optional.empty());
      case LINKED -> server.order(Optional.of(CARD));
      case CONFIRMED -> {
        server.order(Optional.empty());
        server.confirm(TOKEN, Optional.of(CODE), false);
      }
      case RELEASED -> server.released(Optional.of(CODE));
      case DOWNLOADED -> {
        reach(ProfileState.RELEASED);
        session = Optional.of(server.authenticate());
        getBoundProfilePackage(CODE);
      }
      case INSTALLED -> {
        reach(ProfileState.DOWNLOADED);
        reportSuccess();
      }
      case ERROR -> {
        reach(ProfileState.DOWNLOADED);
        cancel(CancelSessionReason.END_USER_REJECTION);
      }
      case UNAVAILABLE -> {
        reach(ProfileState.DOWNLOADED);
        server.cancel(FinalStatus.UNAVAILABLE);
      }
    }
    assertThat(server.profile().state()).isEqualTo(state);
  }

  /** What happens in a session needs one, where the state allows it. */
  private void openSession(String event) {
    boolean inSession = event.startsWith("get")
        || event.startsWith("PIR")
        || event.startsWith("cancelSession")
        || event.startsWith("codes");
    if (inSession && server.profile().state() == ProfileState.RELEASED) {
      session = Optional.of(server.authenticate());
    }
  }

  private Caller again() {
    return new Caller(server.operator, "call-2");
  }

  private void order(Optional<Eid> eid) {
    server.downloadOrder.run(
        again(), new DownloadOrder.Request(eid, Optional.of(ICCID), Optional.empty()));
  }

  private void confirm(boolean release) {
    // Not the parameters that brought the profile here: those would be a repetition.
    server.confirmOrder.run(
        again(), TestServer.confirmation(TOKEN, Optional.of("another code"), release));
  }

  private TransactionId transactionId() {
    return session
        .map(AuthenticateClientResponse::transactionId)
        .orElseGet(() -> SampleSteps.transaction(1));
  }

  private void getBoundProfilePackage(String code) {
    var known = session.orElseGet(() -> new TestServer().released().authenticate());
    server.getBoundProfilePackage.run(
        server.card.prepare(known, server.newKey().publicKey().point(), Optional.of(code)));
  }

  private void reportSuccess() {
    server.report(server.card.installed(transactionId(), server.oid(), 1, ICCID));
  }

  private void reportError(int reason) {
    server.report(server.card.notInstalled(transactionId(), server.oid(), 2, ICCID, reason));
  }

  private void cancel(CancelSessionReason reason) {
    server.cancelSession.run(server.card.cancel(transactionId(), server.oid(), reason));
  }

  private void useUpAttempts() {
    for (int i = 0; i <= SampleStock.DOWNLOAD_ATTEMPTS; i++) {
      server.authenticate();
    }
  }

  private void useUpCodes() {
    for (int i = 0; i < SampleStock.CONFIRMATION_ATTEMPTS; i++) {
      var refusal = Refusals.of(() -> getBoundProfilePackage("wrong")).orElseThrow();
      if (refusal.status() != StatusCode.CONFIRMATION_CODE_REFUSED) {
        throw refusal;
      }
    }
  }

  private void expire() {
    server.clock.forward(SampleStock.ORDER_LIFETIME.plus(Duration.ofSeconds(1)));
    server.authenticate();
  }
}
