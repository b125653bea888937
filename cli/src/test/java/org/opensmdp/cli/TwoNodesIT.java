package org.opensmdp.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.opensmdp.activation.ProfileState;
import org.opensmdp.crypto.Curve;
import org.opensmdp.persistence.Database;
import org.opensmdp.persistence.StorageException;
import org.opensmdp.persistence.Stores;
import org.opensmdp.rsp.ActivationCode;
import org.opensmdp.rsp.CancelSessionReason;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.server.ConfigReader;
import org.opensmdp.server.OpensmdpServer;
import org.opensmdp.server.TryOutStock;
import org.opensmdp.simulator.DownloadOrder;
import org.opensmdp.simulator.Es9Plus;
import org.opensmdp.simulator.Es9PlusRefusal;
import org.opensmdp.simulator.InstallOutcome;
import org.opensmdp.simulator.Lpa;
import org.opensmdp.simulator.LpaListener;
import org.opensmdp.simulator.LpaOptions;
import org.opensmdp.simulator.LpaSession;
import org.opensmdp.simulator.OrderCancellation;
import org.opensmdp.simulator.OrderCancellation.FinalProfileStatus;
import org.opensmdp.simulator.OrderConfirmation;
import org.opensmdp.simulator.VirtualEuicc;

/**
 * Two server processes on one PostgreSQL, started at once on an empty database, with a load balancer
 * between them and the devices that sends each call to the other node than the one before.
 */
class TwoNodesIT {
  private static final String LIMITS = "limits: { workers: 4 }\n";

  private static Cluster cluster;
  private static Node a;
  private static Node b;
  private static Database database;
  private static Stores stores;
  private static SSLContext tls;

  @BeforeAll
  static void startBothOnAnEmptyDatabase() throws IOException {
    cluster = Cluster.create("cluster");
    a = Node.start(cluster.configBehindABalancer("a", LIMITS));
    b = Node.start(cluster.configBehindABalancer("b", LIMITS));
    a.awaitReady();
    b.awaitReady();
    cluster.stock("localhost:" + b.es9plus(), 50);
    database = cluster.open();
    stores = Stores.open(database, cluster.directory().resolve("key"), "test");
    tls = RawHttp.device(cluster.directory());
  }

  @AfterAll
  static void stopBoth() {
    database.close();
    a.close();
    b.close();
    cluster.close();
  }

  /** The order of the nodes, and the binding. */
  static Stream<Es9Plus> balancers() {
    return Stream.of(
        new Alternating(json(a), json(b)),
        new Alternating(json(b), json(a)),
        new Alternating(asn1(a), asn1(b)),
        new Alternating(asn1(b), asn1(a)));
  }

  @ParameterizedTest
  @MethodSource("balancers")
  void aDownloadWhoseEveryCallGoesToTheOtherNodeEndsInstalled(Es9Plus balancer) {
    var order = release(a, Optional.empty());

    var outcome = lpa(balancer).download(order.activationCode(), Optional.empty());

    assertThat(outcome).isInstanceOf(InstallOutcome.Installed.class);
    assertThat(stateBecoming(ProfileState.INSTALLED, order.iccid()))
        .isEqualTo(ProfileState.INSTALLED);
  }

  @Test
  void bothNodesNameTheAddressOfTheBalancer() {
    assertThat(release(a, Optional.empty()).activationCode().smdpAddress()).isEqualTo("localhost");
    assertThat(release(b, Optional.empty()).activationCode().smdpAddress()).isEqualTo("localhost");
  }

  @Test
  void theSameRequestGetsTheSameOctetsFromTheOtherNode() {
    var order = release(b, Optional.empty());
    var first = json(a);
    var second = json(b);
    var lpa = lpa(first);
    var session = authenticated(lpa, order.activationCode());
    var authenticated = first.last();
    assertThat(
            second.post("authenticateClient", authenticated.request().toArray()).body())
        .isEqualTo(authenticated.answer().body());

    lpa.getBoundProfilePackage(session, Optional.empty());

    var bound = first.last();
    assertThat(second.post("getBoundProfilePackage", bound.request().toArray()).body())
        .isEqualTo(bound.answer().body());
  }

  @Test
  void theSameRequestInAsn1GetsTheSameOctetsFromTheOtherNode() {
    var order = release(b, Optional.empty());
    var first = asn1(a);
    var second = asn1(b);
    var lpa = lpa(first);
    var session = authenticated(lpa, order.activationCode());
    var authenticated = first.last();
    assertThat(second.post("AuthenticateClient", authenticated.request()).body())
        .isEqualTo(authenticated.answer().body());

    lpa.getBoundProfilePackage(session, Optional.empty());

    var bound = first.last();
    assertThat(second.post("GetBoundProfilePackage", bound.request()).body())
        .isEqualTo(bound.answer().body());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aWrongCodeOnOneNodeAndTheRightOneOnTheOtherIsOneSession(boolean inJson) {
    var order = release(a, Optional.of("4711"));
    var balancer = inJson ? new Alternating(json(a), json(b)) : new Alternating(asn1(a), asn1(b));
    var lpa = lpa(balancer);
    var session = authenticated(lpa, order.activationCode());
    assertThatExceptionOfType(Es9PlusRefusal.class)
        .isThrownBy(() -> lpa.getBoundProfilePackage(session, Optional.of("0815")));

    lpa.install(lpa.getBoundProfilePackage(session, Optional.of("4711")));

    assertThat(lpa.sendNotifications()).isEqualTo(1);
    assertThat(stateBecoming(ProfileState.INSTALLED, order.iccid()))
        .isEqualTo(ProfileState.INSTALLED);
  }

  @Test
  void aSessionCancelledOnTheOtherNodeIsOverOnBoth() {
    var order = release(a, Optional.empty());
    var first = json(a);
    var lpa = lpa(new Alternating(first, first, json(b), first)); // the third call goes to b
    var session = authenticated(lpa, order.activationCode());
    var prepared = lpa.prepareDownload(session, Optional.empty());

    lpa.cancelSession(session, CancelSessionReason.of(1));

    assertThatExceptionOfType(Es9PlusRefusal.class)
        .isThrownBy(() -> lpa.getBoundProfilePackage(session, prepared))
        .returns("8.10.1/3.9", Es9PlusRefusal::pair);
    assertThat(lpa(json(b)).download(order.activationCode(), Optional.empty()))
        .isInstanceOf(InstallOutcome.Refused.class); // another card: the order is the first one's
    assertThat(lpa(lpa.euicc(), json(b)).download(order.activationCode(), Optional.empty()))
        .isInstanceOf(InstallOutcome.Installed.class);
  }

  @Test
  void anOrderTakenBackOnOneNodeIsGoneOnTheOther() {
    var order = release(a, Optional.empty());
    var lpa = lpa(json(a));
    var session = authenticated(lpa, order.activationCode());
    var cancellation = new OrderCancellation(
        order.iccid(),
        Optional.of(lpa.euicc().eid()),
        Optional.of(order.activationCode().matchingId()),
        FinalProfileStatus.UNAVAILABLE);

    cluster.visitors().operator(b.es2plus()).cancelOrder(cancellation);

    assertThatExceptionOfType(Es9PlusRefusal.class)
        .isThrownBy(() -> lpa.getBoundProfilePackage(session, Optional.empty()))
        .returns("8.10.1/3.9", Es9PlusRefusal::pair);
  }

  @Test
  void anotherNodeGoesOnWhereOneIsKilled() throws Exception {
    var order = release(a, Optional.empty());
    Lpa lpa;
    LpaSession.Authenticated session;
    try (var third = Node.start(cluster.configBehindABalancer("c", LIMITS)).awaitReady()) {
      lpa = lpa(new Alternating(json(third), json(third), json(a), json(b)));
      session = authenticated(lpa, order.activationCode());
      third.kill();
    }

    lpa.install(lpa.getBoundProfilePackage(session, Optional.empty()));

    assertThat(lpa.sendNotifications()).isEqualTo(1);
    assertThat(stateBecoming(ProfileState.INSTALLED, order.iccid()))
        .isEqualTo(ProfileState.INSTALLED);
  }

  @Test
  void aNodeWithoutTheKeyOfTheOthersDoesNotStart() {
    var config = cluster.config("stranger", LIMITS);
    var environment = Map.of("OPENSMDP_DATABASE_KEY_FILE", "stranger.key");

    assertThatExceptionOfType(StorageException.class)
        .isThrownBy(() ->
            OpensmdpServer.start(new ConfigReader(environment).read(config), Clock.systemUTC()))
        .withMessageContainingAll("sealing key", "stranger.key", "missing");
  }

  private static TestHouse.Released release(Node node, Optional<String> confirmationCode) {
    var operator = cluster.visitors().operator(node.es2plus());
    var iccid = operator.downloadOrder(DownloadOrder.ofType(TryOutStock.TYPE));
    var release = OrderConfirmation.release(iccid);
    var confirmed =
        operator.confirmOrder(confirmationCode.map(release::confirmationCode).orElse(release));
    var code = new ActivationCode(
        confirmed.smdpAddress().orElseThrow(),
        confirmed.matchingId(),
        Optional.empty(),
        confirmationCode.isPresent());
    return new TestHouse.Released(iccid, code);
  }

  private static LpaSession.Authenticated authenticated(Lpa lpa, ActivationCode code) {
    return lpa.authenticateClient(lpa.initiateAuthentication(code), Optional.of(code.matchingId()));
  }

  private static ProfileState stateBecoming(ProfileState expected, Iccid iccid) {
    TestHouse.await(() -> state(iccid) == expected);
    return state(iccid);
  }

  private static ProfileState state(Iccid iccid) {
    return stores.profiles().find(iccid).orElseThrow().profile().state();
  }

  private static RawEs9Plus json(Node node) {
    return new RawEs9Plus(tls, node.es9plus(), LpaManner.LPAC);
  }

  private static RawAsn1 asn1(Node node) {
    return new RawAsn1(tls, node.es9plus());
  }

  private static Lpa lpa(Es9Plus server) {
    var visitors = cluster.visitors();
    return lpa(visitors.cards(Optional.of(Curve.NIST_P256)).euicc(visitors.cardNumber()), server);
  }

  private static Lpa lpa(VirtualEuicc card, Es9Plus server) {
    return new Lpa(
        card, address -> server, LpaOptions.defaults(), LpaListener.NONE, Clock.systemUTC());
  }
}
