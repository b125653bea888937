package org.opensmdp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.opensmdp.activation.NewVersion;
import org.opensmdp.activation.ProfileState;
import org.opensmdp.activation.ProfileType;
import org.opensmdp.activation.VersionState;
import org.opensmdp.activation.gate.GateTerms.Minimum;
import org.opensmdp.activation.rollout.Rollout;
import org.opensmdp.activation.rollout.RolloutPlan;
import org.opensmdp.activation.rollout.RolloutStage;
import org.opensmdp.activation.rollout.RolloutState;
import org.opensmdp.activation.rollout.RolloutStep;
import org.opensmdp.activation.rollout.Rollouts.Moved;
import org.opensmdp.crypto.Curve;
import org.opensmdp.persistence.Database;
import org.opensmdp.persistence.Stores;
import org.opensmdp.profile.BundledTemplate;
import org.opensmdp.profile.Holes;
import org.opensmdp.profile.SubscriberData;
import org.opensmdp.rsp.ActivationCode;
import org.opensmdp.rsp.BppCommandId;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.rsp.Imsi;
import org.opensmdp.rsp.Secret;
import org.opensmdp.server.TryOut;
import org.opensmdp.server.TryOutStock;
import org.opensmdp.simulator.DownloadOrder;
import org.opensmdp.simulator.EuiccQuirks;
import org.opensmdp.simulator.InstallOutcome;
import org.opensmdp.simulator.Lpa;
import org.opensmdp.simulator.LpaListener;
import org.opensmdp.simulator.LpaOptions;
import org.opensmdp.simulator.OrderConfirmation;
import org.opensmdp.simulator.Quirk;
import org.opensmdp.simulator.Quirk.InstallationError;

/**
 * A version that hurts, rolled out by two server processes on one PostgreSQL. Devices report to one of them;
 * whichever decides, the version is gone from both, also if the one that decides is killed at it.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class) // the last one leaves one node
class RolloutNodesIT {
  private static final int ENOUGH = 4; // failures in a row, for the gate
  private static final Duration ALL_NODES = Duration.ofSeconds(30);
  private static final EuiccQuirks REFUSING = EuiccQuirks.NONE.with(
      Quirk.INSTALLATION_ERROR, new InstallationError(BppCommandId.LOAD_PROFILE_ELEMENTS, 12));

  private static Cluster cluster;
  private static Node a;
  private static Node b;
  private static Database database;
  private static Stores stores;
  private static SSLContext tls;

  private record Visitor(long card, TestHouse.Released order) {}

  @BeforeAll
  static void startBothOnOneDatabase() throws IOException {
    cluster = Cluster.create("rollout_nodes");
    a = Node.start(named("a"));
    b = Node.start(named("b"));
    a.awaitReady();
    b.awaitReady();
    cluster.stock("localhost:" + a.es9plus(), 1);
    database = cluster.open();
    stores = Stores.open(database, cluster.directory().resolve("key"), "test");
    tls = RawHttp.device(cluster.directory());
  }

  /** The database calls each node by its name, so that the test can say whose connection does what. */
  private static Path named(String node) throws IOException {
    var file = cluster.configBehindABalancer(node, "limits: { workers: 4 }\n");
    var name = "rollout_nodes?ApplicationName=" + node + "'";
    return Files.writeString(file, Files.readString(file).replace("rollout_nodes'", name));
  }

  @AfterAll
  static void stopBoth() {
    database.close();
    a.close();
    b.close();
    cluster.close();
  }

  @Test
  @Order(1)
  void noNodeGivesAVersionOnceItsLastReportWasTakenByOneOfThem() {
    var type = type("nodes-alive");
    var rollout = running(type);
    var hurt = visitors(type, ENOUGH);
    var atA = visitors(type, 1).get(0);
    var atB = visitors(type, 1).get(0);
    hurt.forEach(visitor -> assertFails(visitor, a));
    long reported = System.nanoTime();

    awaitRolledBack(rollout);

    assertInstalls(atA, a, rollout);
    assertInstalls(atB, b, rollout);
    assertInTime("two nodes alive", reported);
  }

  @Test
  @Order(2)
  void theOtherNodeRollsBackWhenTheOneThatIsAtItIsKilled() throws Exception {
    var type = type("nodes-killed");
    var rollout = running(type);
    var hurt = visitors(type, ENOUGH);
    var later = visitors(type, 1).get(0);
    hurt.subList(1, ENOUGH).forEach(visitor -> assertFails(visitor, a));
    TestHouse.await(() -> stores.rollouts().samples(rollout.rolloutId()).size() == ENOUGH - 1);
    Node survivor;
    long reported;
    try (var holding = cluster.connect()) {
      hold(holding, rollout);
      assertFails(hurt.get(0), a);
      reported = System.nanoTime();
      TestHouse.await(
          () -> isAtIt(holding).isPresent()); // its verdict is read, the rollout is held
      var deciding = isAtIt(holding).orElseThrow();

      (deciding.equals("a") ? a : b).kill();

      survivor = deciding.equals("a") ? b : a;
      assertThat(state(rollout)).isEqualTo(RolloutState.RUNNING);
      holding.rollback();
    }
    awaitRolledBack(rollout);
    assertInstalls(later, survivor, rollout);
    assertInTime("the deciding one killed", reported);
    assertThat(hurt).allSatisfy(visitor -> {
      TestHouse.await(() -> state(visitor) == ProfileState.RELEASED);
      assertThat(state(visitor)).isEqualTo(ProfileState.RELEASED);
    });
    assertInstalls(hurt.get(0), survivor, rollout);
    assertThat(stores.rollouts().steps(rollout.rolloutId()))
        .filteredOn(step -> step.why().equals("its orders were seen to"))
        .hasSize(1);
  }

  /** Keeps every keeper from moving the rollout; devices do not wait for it. */
  private static void hold(Connection connection, Rollout rollout) throws SQLException {
    connection.setAutoCommit(false);
    try (var statement = connection.createStatement()) {
      statement.execute("select 1 from rollout where rollout_id = %d for no key update"
          .formatted(rollout.rolloutId()));
    }
  }

  /** Returns the node that is next to move the rollout: it waits for the holder itself, others for it. */
  private static Optional<String> isAtIt(Connection holding) {
    try (var statement = holding.createStatement();
        var found = statement.executeQuery("select application_name from pg_stat_activity"
            + " where datname = current_database() and pg_backend_pid() = any(pg_blocking_pids(pid))"
            + " and wait_event = 'transactionid'")) {
      return found.next() ? Optional.of(found.getString(1)) : Optional.empty();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void assertInTime(String what, long reported) {
    var took = Duration.ofNanos(System.nanoTime() - reported);
    assertThat(took).as(what).isLessThan(ALL_NODES);
    System.out.printf("report to rollback at every node, %s: %d ms%n", what, took.toMillis());
  }

  private static void awaitRolledBack(Rollout rollout) {
    TestHouse.await(() -> state(rollout) == RolloutState.ROLLED_BACK);
    assertThat(state(rollout)).isEqualTo(RolloutState.ROLLED_BACK);
  }

  private static RolloutState state(Rollout rollout) {
    return stores.rollouts().find(rollout.rolloutId()).orElseThrow().state();
  }

  private static ProfileState state(Visitor visitor) {
    return stores
        .profiles()
        .find(visitor.order().iccid())
        .orElseThrow()
        .profile()
        .state();
  }

  private static void assertFails(Visitor visitor, Node node) {
    assertThat(download(visitor, node, REFUSING)).isInstanceOf(InstallOutcome.NotInstalled.class);
  }

  private static void assertInstalls(Visitor visitor, Node node, Rollout rollout) {
    assertThat(download(visitor, node, EuiccQuirks.NONE))
        .isInstanceOf(InstallOutcome.Installed.class);
    assertThat(lastVersion(visitor)).isEqualTo(rollout.fromVersionId());
  }

  private static long lastVersion(Visitor visitor) {
    try (var connection = cluster.connect();
        var statement = connection.prepareStatement(
            "select version_id from rsp_session where iccid = ? order by created_at desc limit 1")) {
      statement.setString(1, visitor.order().iccid().digits());
      try (var found = statement.executeQuery()) {
        assertThat(found.next()).isTrue();
        return found.getLong(1);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static InstallOutcome download(Visitor visitor, Node node, EuiccQuirks quirks) {
    var card = cluster.visitors().cards(Optional.of(Curve.NIST_P256)).euicc(visitor.card());
    card.behave(quirks);
    var server = new RawEs9Plus(tls, node.es9plus(), LpaManner.LPAC);
    return new Lpa(
            card, address -> server, LpaOptions.defaults(), LpaListener.NONE, Clock.systemUTC())
        .download(visitor.order().activationCode(), Optional.empty());
  }

  private static List<Visitor> visitors(ProfileType type, int number) {
    var operator = cluster.visitors().operator(b.es2plus());
    return IntStream.range(0, number)
        .mapToObj(i -> {
          var iccid = operator.downloadOrder(DownloadOrder.ofType(type.name()));
          var confirmed = operator.confirmOrder(OrderConfirmation.release(iccid));
          var code = new ActivationCode(
              confirmed.smdpAddress().orElseThrow(),
              confirmed.matchingId(),
              Optional.empty(),
              false);
          var order = new TestHouse.Released(iccid, code);
          return new Visitor(cluster.visitors().cardNumber(), order);
        })
        .toList();
  }

  private static Rollout running(ProfileType type) {
    var now = Instant.now();
    var versions = stores.versions().list(type);
    var plan = RolloutPlan.of(List.of(
        RolloutStage.preflight(),
        RolloutStage.percent(RolloutStage.ALL, Duration.ofHours(2), Minimum.STANDARD)));
    var draft = Rollout.draft(
        type.profileTypeId(),
        versions.get(1).versionId(),
        versions.get(0).versionId(),
        plan,
        "ann",
        now);
    var created = stores
        .rollouts()
        .create(draft, new RolloutStep(now, "ann", RolloutStep.Kind.CREATED, 0, ""));
    var started = created.started("go", now);
    var running = started.preflightPassed("clean", now);
    move(created, started);
    move(started, running);
    return running;
  }

  private static void move(Rollout from, Rollout to) {
    var step = new RolloutStep(to.changedAt(), "ann", RolloutStep.Kind.STARTED, to.stage(), "");
    assertThat(stores.rollouts().move(from, to, step)).isEqualTo(Moved.DONE);
  }

  private static ProfileType type(String name) {
    var inventory = stores.inventory();
    var operator = inventory.findOperator(TryOut.OPERATOR).orElseThrow();
    var type = new TryOutStock(inventory, "localhost", new SecureRandom())
        .type(operator, name, ProfileType.Protection.SESSION_KEYS);
    inventory.addVersion(
        type,
        new NewVersion(
            BundledTemplate.load(9_000),
            Holes.NONE,
            VersionState.CANDIDATE,
            "test",
            "",
            List.of()));
    long first = new SecureRandom().nextLong(9_000_000_000L);
    inventory.addStock(
        type, IntStream.range(0, 10).mapToObj(i -> subscriber(first + i)).toList());
    return type;
  }

  private static SubscriberData subscriber(long number) {
    var key = new byte[16];
    new SecureRandom().nextBytes(key);
    return SubscriberData.of(
        Iccid.withCheckDigit("8900102%011d".formatted(number)),
        new Imsi("00102%010d".formatted(number)),
        Secret.of(key.clone()),
        Secret.of(key));
  }
}
