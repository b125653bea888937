package org.opensmdp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.opensmdp.activation.Callback;
import org.opensmdp.activation.Callback.State;
import org.opensmdp.activation.OperatorCallback.Kind;
import org.opensmdp.activation.ProgressPoints;
import org.opensmdp.crypto.Curve;
import org.opensmdp.persistence.Database;
import org.opensmdp.persistence.Stores;
import org.opensmdp.rsp.ActivationCode;
import org.opensmdp.rsp.CancelSessionReason;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.server.TryOut;
import org.opensmdp.server.TryOutStock;
import org.opensmdp.simulator.DownloadOrder;
import org.opensmdp.simulator.InstallOutcome;
import org.opensmdp.simulator.Lpa;
import org.opensmdp.simulator.LpaListener;
import org.opensmdp.simulator.OperatorEndpoint.Call;
import org.opensmdp.simulator.OperatorEndpoint.Manner;
import org.opensmdp.simulator.OrderConfirmation;

/**
 * An operator whose server is broken in one way after another for two hours, while devices download and
 * the SM-DP+ is killed: it hears of everything afterwards, of each ICCID in order. Time passes for what
 * waits, in the database: half an hour at a time.
 */
class CallbacksIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int STOCK = 20;
  private static final int EACH = 3;

  private Cluster cluster;
  private Node node;
  private Database database;
  private Stores stores;
  private OperatorHouse operator;
  private long operatorId;

  /** Of each ICCID, what the operator is to hear, in order. */
  private final Map<Iccid, List<Integer>> happened = new LinkedHashMap<>();

  @BeforeEach
  void start() throws IOException {
    cluster = Cluster.create("callbacks");
    node = Node.start(cluster.config("a", "")).awaitReady();
    cluster.stock("localhost:" + node.es9plus(), STOCK);
    database = cluster.open();
    stores = Stores.open(database, cluster.directory().resolve("key"), "test");
    operator = OperatorHouse.open(cluster.directory());
    operatorId = stores.inventory().findOperator(TryOut.OPERATOR).orElseThrow().operatorId();
    stores
        .callbacks()
        .put(operator.callback(operatorId, Kind.HANDLE_DOWNLOAD_PROGRESS_INFO, ProgressPoints.ALL));
  }

  @AfterEach
  void stop() {
    operator.close();
    database.close();
    node.close();
    cluster.close();
  }

  @Test
  void allArriveInOrderAfterTwoBadHoursAndAServerKilledInTheMiddle()
      throws IOException, InterruptedException {
    badHalfHour(Manner.FAILS);
    badHalfHour(Manner.CLOSES_EARLY);
    operator.endpoint().down();
    badHalfHour(Manner.TAKES);
    operator.endpoint().behave(Manner.IS_SLOW);
    operator.endpoint().up();
    visits();
    letTimePass();

    node.kill();
    operator.endpoint().behave(Manner.TAKES);
    try (var next = Node.start(cluster.config("b", "")).awaitReady()) {
      letTimePass();
      for (int i = 0; i < 3; i++) { // until the dead node's work is taken over
        TestHouse.await(() -> waiting().isEmpty());
      }
      assertThat(next.es9plus()).isPositive();
    }

    assertThat(waiting()).isEmpty();
    assertThat(stores.callbacks().of(operatorId, State.DEAD, 1)).isEmpty();
    assertThat(heard()).isEqualTo(happened);
  }

  @Test
  void tellsAtOnceWhatHappensToAnOrder() {
    operator.endpoint().behave(Manner.TAKES_WITH_AN_ANSWER);
    var rejected = order();
    var lpa = lpa();
    var session = lpa.authenticateClient(
        lpa.initiateAuthentication(rejected.code()), Optional.of(rejected.code().matchingId()));

    lpa.cancelSession(session, CancelSessionReason.END_USER_REJECTION);

    TestHouse.await(() -> !operator.endpoint().taken().isEmpty());
    var call = operator.endpoint().taken().get(0);
    assertThat(call.path()).isEqualTo("/gsma/rsp2/es2plus/handleDownloadProgressInfo");
    assertThat(call.headers())
        .containsEntry("X-Admin-Protocol", "gsma/rsp/v2.5.0")
        .containsEntry("Content-Type", "application/json");
    var said = json(call);
    assertThat(said.path("iccid").asText()).isEqualTo(rejected.iccid().padded());
    assertThat(said.path("eid").asText()).isEqualTo(lpa.euicc().eid().digits());
    assertThat(said.path("profileType").asText()).isEqualTo(TryOutStock.TYPE);
    assertThat(said.path("notificationPointId").asInt()).isEqualTo(2);
    var data = said.path("notificationPointStatus").path("statusCodeData");
    assertThat(data.path("subjectCode").asText()).isEqualTo("8.8.5");
    assertThat(data.path("reasonCode").asText()).isEqualTo("3.8");
  }

  /** Devices come, the operator hears nothing, and half an hour goes by. */
  private void badHalfHour(Manner manner) {
    operator.endpoint().behave(manner);
    visits();
    TestHouse.await(() ->
        waiting().stream().filter(callback -> callback.attempts() > 0).count() >= happened.size());
    letTimePass();
    assertThat(operator.endpoint().taken()).isEmpty();
  }

  private void visits() {
    for (int i = 0; i < EACH; i++) {
      var order = order();
      var lpa = lpa();
      lpa.getBoundProfilePackage(
          lpa.authenticateClient(
              lpa.initiateAuthentication(order.code()), Optional.of(order.code().matchingId())),
          Optional.empty()); // and the battery is empty
      assertThat(lpa.download(order.code(), Optional.empty()))
          .isInstanceOf(InstallOutcome.Installed.class);
      lpa.sendNotifications();
      happened.put(order.iccid(), List.of(3, 3, 4));
    }
    TestHouse.await(() -> waiting().size() >= 3 * happened.size()); // reports are judged later
  }

  private void letTimePass() {
    cluster.execute("update callback set next_attempt_at = next_attempt_at - interval '30 minutes',"
        + " tried_since = tried_since - interval '30 minutes',"
        + " happened_at = happened_at - interval '30 minutes' where state = 'PENDING'");
  }

  private List<Callback> waiting() {
    return stores.callbacks().of(operatorId, State.PENDING, 1000);
  }

  /** What the operator has taken, without the repetitions that it knows by their identifier. */
  private Map<Iccid, List<Integer>> heard() {
    var known = new LinkedHashMap<String, JsonNode>();
    for (var call : operator.endpoint().taken()) {
      var said = json(call);
      known.putIfAbsent(said.path("header").path("functionCallIdentifier").asText(), said);
    }
    return known.values().stream()
        .collect(Collectors.groupingBy(
            said -> Iccid.parse(said.path("iccid").asText()),
            LinkedHashMap::new,
            Collectors.mapping(
                said -> said.path("notificationPointId").asInt(),
                Collectors.toCollection(ArrayList::new))));
  }

  private static JsonNode json(Call call) {
    try {
      return JSON.readTree(call.body());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private Lpa lpa() {
    var visitors = cluster.visitors();
    return visitors.lpa(
        visitors.cards(Optional.of(Curve.NIST_P256)).euicc(visitors.cardNumber()),
        LpaListener.NONE);
  }

  /** An order that is released. */
  private record Ordered(Iccid iccid, ActivationCode code) {}

  private Ordered order() {
    var client = cluster.visitors().operator(node.es2plus());
    var iccid = client.downloadOrder(DownloadOrder.ofType(TryOutStock.TYPE));
    var confirmed = client.confirmOrder(OrderConfirmation.release(iccid));
    var code = new ActivationCode(
        confirmed.smdpAddress().orElseThrow(), confirmed.matchingId(), Optional.empty(), false);
    return new Ordered(iccid, code);
  }
}
