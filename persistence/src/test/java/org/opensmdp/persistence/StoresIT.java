package org.opensmdp.persistence;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.opensmdp.persistence.Samples.CARD;
import static org.opensmdp.persistence.Samples.NOW;
import static org.opensmdp.persistence.Samples.iccid;
import static org.opensmdp.persistence.Samples.token;
import static org.opensmdp.persistence.Samples.transaction;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jooq.Record;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opensmdp.activation.ActivationEvent;
import org.opensmdp.activation.Downloads.Begun;
import org.opensmdp.activation.Notifications.Acceptance;
import org.opensmdp.activation.Notifications.Origin;
import org.opensmdp.activation.Notifications.Verdict;
import org.opensmdp.activation.Profile;
import org.opensmdp.activation.ProfileMaterial;
import org.opensmdp.activation.Profiles.Moved;
import org.opensmdp.activation.RspSession;
import org.opensmdp.activation.SampleStock;
import org.opensmdp.activation.StorageUnavailable;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Eid;
import org.opensmdp.rsp.NotificationEvent;
import org.opensmdp.rsp.Secret;

/** What the stores promise beyond their contracts, because a database holds them. */
class StoresIT {
  private static final int NODES = 4;

  private TestDatabase test;
  private Sealer sealer;
  private Stores stores;

  @BeforeEach
  void create(@TempDir Path folder) {
    test = TestDatabase.create();
    sealer = Sealer.create(folder.resolve("sealing.key"));
    stores = Stores.of(test.database(), sealer, "node-1");
  }

  @AfterEach
  void drop() {
    test.close();
  }

  @Test
  void continuesASessionAfterARestart() {
    Samples.stocked(stores, 1);
    var claimed = Samples.begin(stores, 1, Samples.release(stores, 1), token(1));

    try (var database = Database.open(test.config())) {
      var after = Stores.of(database, sealer, "node-2");
      var download = after.downloads().find(transaction(1)).orElseThrow();

      assertThat(download.profile()).isEqualTo(claimed);
      assertThat(download.session())
          .isEqualTo(new RspSession.Authenticated(Samples.terms(1, iccid(1))));
      assertThat(Samples.bind(after, download)).isTrue();
      assertThat(after.downloads().find(transaction(1)).orElseThrow().binding())
          .contains(Samples.binding(Samples.BLOCKS));
    }
  }

  @Test
  void holdsNoSecretInClear() {
    Samples.stocked(stores, 2);
    Samples.begin(stores, 1, Samples.release(stores, 1), token(1));
    Samples.bind(stores, stores.downloads().find(transaction(1)).orElseThrow());
    var key = stores.clusterKeys().all().get(0).key().reveal();
    var template = stores.profiles().find(iccid(2)).orElseThrow().type();
    var ready = Secret.of(Samples.BLOCKS);
    stores.inventory().addStock(template, iccid(9), Optional.empty(), SampleStock.NEEDED, ready);

    var dump = dump("profile") + dump("binding") + dump("cluster_key");

    assertThat(dump).hasSizeGreaterThan(1_000);
    for (var secret : List.of(Samples.KI, Samples.OPC, Samples.BLOCKS, key)) {
      assertThat(dump).doesNotContain(secret.toString());
    }
    assertThat(sealedCode()).isNotEqualTo(Samples.CODE_HASH);
    assertThat(stores.downloads().find(transaction(1)).orElseThrow().material())
        .isEqualTo(new ProfileMaterial.Personalised(1, Samples.subscribers(1, 1).get(0)));
  }

  @Test
  void opensASecretInItsOwnRowOnly() {
    Samples.stocked(stores, 2);
    Samples.begin(stores, 1, Samples.release(stores, 1), token(1));
    execute("update profile set subscriber = (select subscriber from profile where iccid = '"
        + iccid(2) + "')");

    assertThatExceptionOfType(StorageException.class)
        .isThrownBy(() -> stores.downloads().find(transaction(1)))
        .withMessageContaining("profile.subscriber");
    assertThat(stores.downloads().findSession(transaction(1))).isPresent(); // opens none of it
  }

  @Test
  void tellsADatabaseThatIsGoneFromADefect() {
    var config = test.config();
    try (var database = Database.open(config)) {
      var lost = Stores.of(database, sealer, "node-2");
      String name = config.url().replaceFirst(".*/", "");
      TestDatabase.execute("alter database " + name + " allow_connections false");
      TestDatabase.execute(
          "select pg_terminate_backend(pid) from pg_stat_activity where datname = '" + name + "'");

      assertThatExceptionOfType(StorageUnavailable.class)
          .isThrownBy(() -> lost.profiles().find(iccid(1)));

      TestDatabase.execute("alter database " + name + " allow_connections true");
    }
  }

  @Test
  void keepsEventsInThePartitionOfTheirMonth() {
    assertThat(partitions()).contains("activation_event_rest").hasSize(3);
  }

  @Test
  void movesEventsThatCameBeforeTheirPartition() {
    execute("drop table " + partitions().stream().sorted().findFirst().orElseThrow());
    execute("insert into activation_event (happened_at, function, iccid, status, node, duration_us)"
        + " values (now(), 'ES9+.Sample', '" + iccid(1) + "', 'OK', 'node-1', 7)");
    assertThat(rows("activation_event_rest")).isOne();

    EventPartitions.prepare(new Sql(test.database().jooq()));

    assertThat(rows("activation_event_rest")).isZero();
    assertThat(stores.timeline().of(iccid(1)))
        .extracting(ActivationEvent::duration)
        .containsExactly(Duration.ofNanos(7_000));
  }

  @Test
  void letsNodesMakeThePartitionsAtOneTime() throws Exception {
    execute("drop table " + partitions().stream().sorted().findFirst().orElseThrow());

    atOnce(() -> Stores.of(test.database(), sealer, "node"));

    assertThat(partitions()).hasSize(3);
  }

  @Test
  void letsNodesMakeOneClusterKeyAtOneTime() throws Exception {
    var keys = atOnce(() -> stores.clusterKeys().all());

    assertThat(keys)
        .allSatisfy(found -> assertThat(found).isEqualTo(keys.get(0)).hasSize(1));
    assertThat(keys.get(0).get(0).key().size()).isEqualTo(32);
    assertThat(keys.get(0).get(0).version()).isEqualTo(1);
  }

  @Test
  void movesAnOrderForOneOfTheNodesAtOneTimeAndWithTheSessionOfThatNode() throws Exception {
    Samples.stocked(stores, 1);
    var released = Samples.release(stores, 1);
    var number = new AtomicInteger();

    var begun = atOnce(() -> stores
        .downloads()
        .begin(
            new RspSession.Authenticated(Samples.terms(number.incrementAndGet(), iccid(1))),
            released,
            released.authenticated(CARD),
            1,
            List.of()));

    assertThat(begun).containsOnlyOnce(Begun.DONE);
    assertThat(rows("rsp_session")).isOne();
  }

  @Test
  void bindsOrCancelsASessionButNotBoth() throws Exception {
    Samples.stocked(stores, 30);
    for (int i = 1; i <= 30; i++) {
      Samples.begin(stores, i, Samples.release(stores, i), token(i));
      var read = stores.downloads().find(transaction(i)).orElseThrow();
      var profile = (Profile.Downloadable) read.profile();
      var step = new AtomicInteger();

      var done = atOnce(() -> step.incrementAndGet() % 2 == 0
          ? Samples.bind(stores, read)
          : Samples.move(stores, profile, profile.withdrawn()) == Moved.DONE);

      assertThat(done).containsOnlyOnce(true);
      boolean withdrawn =
          stores.profiles().find(iccid(i)).orElseThrow().profile() instanceof Profile.Unavailable;
      assertThat(stores.downloads().find(transaction(i)).isEmpty()).isEqualTo(withdrawn);
      assertThat(rows("binding where iccid = '" + iccid(i) + "'")).isEqualTo(withdrawn ? 0 : 1);
    }
  }

  @Test
  void judgesAReportOnce() throws Exception {
    var report = stores.notifications().store(Bytes.fromHex("BF37"), NOW).orElseThrow();
    var event = event();

    atOnce(() -> {
      stores.notifications().judge(report, Verdict.MALFORMED, "no\0text", event);
      return true;
    });

    assertThat(stores.timeline().of(iccid(1))).hasSize(1);
    assertThat(stores.notifications().unjudged(9)).isEmpty();
  }

  @Test
  void countsAReportOnceForJudgesAtOneTime() throws Exception {
    Samples.stocked(stores, 1);
    Samples.begin(stores, 1, Samples.release(stores, 1), token(1));
    int before = stores.timeline().of(iccid(1)).size();
    var number = new AtomicInteger();
    var origin = origin(CARD, 5, NotificationEvent.ENABLE);

    var counted = atOnce(() -> {
      var raw = Bytes.of((byte) number.incrementAndGet());
      var report = stores.notifications().store(raw, NOW).orElseThrow();
      return stores.notifications().accept(report, origin, Optional.of(iccid(1)), event());
    });

    assertThat(counted).containsOnlyOnce(Acceptance.DONE);
    assertThat(stores.timeline().of(iccid(1))).hasSize(before + 1);
  }

  @Test
  void keepsTheLatestStateOnTheDevice() {
    Samples.stocked(stores, 1);
    Samples.begin(stores, 1, Samples.release(stores, 1), token(1));

    report(12, NotificationEvent.DISABLE);
    report(11, NotificationEvent.ENABLE);

    assertThat(text("select device_state from profile")).isEqualTo("DISABLED");
  }

  @Test
  void knowsThatTheProfileWasDeletedOnTheDevice() {
    Samples.stocked(stores, 1);
    Samples.begin(stores, 1, Samples.release(stores, 1), token(1));
    report(11, NotificationEvent.ENABLE);

    report(12, NotificationEvent.DELETE);
    report(10, NotificationEvent.DISABLE);

    assertThat(text("select device_state from profile")).isEqualTo("DELETED");
  }

  @Test
  void findsTheLatestSessionOfAnOrderFirst() {
    Samples.stocked(stores, 1);
    var claimed = Samples.begin(stores, 1, Samples.release(stores, 1), token(1));
    Samples.begin(stores, 2, claimed, token(1));
    execute("update rsp_session set created_at = created_at - interval '1 minute'"
        + " where state = 'CLOSED'");

    assertThat(stores.downloads().sessionsOf(iccid(1)))
        .extracting(found -> found.session().terms().transactionId())
        .containsExactly(transaction(2), transaction(1));
  }

  @Test
  void keepsTheStateOnTheDeviceWhateverAnotherCardReports() {
    Samples.stocked(stores, 1);
    Samples.begin(stores, 1, Samples.release(stores, 1), token(1));
    report(11, NotificationEvent.ENABLE);
    var other = Eid.withCheckDigits("890490320011223344556677889902");
    var origin = origin(other, 12, NotificationEvent.DELETE);
    var foreign = stores.notifications().store(Bytes.of((byte) 12), NOW).orElseThrow();

    assertThat(stores.notifications().accept(foreign, origin, Optional.of(iccid(1)), event()))
        .isEqualTo(Acceptance.FOREIGN);
    assertThat(text("select device_state from profile")).isEqualTo("ENABLED");
  }

  @Test
  void keepsTheApplicationOfAnInstalledProfileUntilItGoesBackToStock() {
    Samples.stocked(stores, 1);
    Samples.begin(stores, 1, Samples.release(stores, 1), token(1));
    Samples.bind(stores, stores.downloads().find(transaction(1)).orElseThrow());
    var read = stores.downloads().findSession(transaction(1)).orElseThrow();
    var installed = ((Profile.Downloaded) read.profile()).installed();
    var report = stores.notifications().store(Bytes.fromHex("BF37"), NOW).orElseThrow();

    stores
        .notifications()
        .accept(
            report,
            origin(CARD, 1, NotificationEvent.INSTALL),
            read,
            installed,
            Optional.of(Bytes.fromHex("A000000559")),
            Samples.event("ES9+.HandleNotification", read.profile(), installed));

    assertThat(text("select encode(isdp_aid, 'hex') from profile")).isEqualTo("a000000559");
    assertThat(rows("binding")).isZero();
  }

  @Test
  void storesTextThatPostgresqlHasNoCharacterFor() {
    var event = event();

    stores
        .downloads()
        .refuse(
            transaction(1),
            new ActivationEvent(
                NOW,
                event.function(),
                event.iccid(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                "OK",
                "quoted \0 \uD800",
                Duration.ZERO));

    assertThat(stores.timeline().of(iccid(1)))
        .extracting(ActivationEvent::detail)
        .containsExactly("quoted \uFFFD ?");
  }

  @Test
  void saysWhichNodeAnEventIsFrom() {
    stores.downloads().refuse(transaction(1), event());

    assertThat(text("select node from activation_event")).isEqualTo("node-1");
  }

  private void report(long number, NotificationEvent operation) {
    var report = stores.notifications().store(Bytes.of((byte) number), NOW).orElseThrow();
    var origin = origin(CARD, number, operation);
    assertThat(stores.notifications().accept(report, origin, Optional.of(iccid(1)), event()))
        .isEqualTo(Acceptance.DONE);
  }

  private static Origin origin(Eid card, long number, NotificationEvent operation) {
    return new Origin(card, number, Optional.of(operation), "smdp.example.com");
  }

  private static ActivationEvent event() {
    var profile = new Profile.Available(iccid(1));
    return Samples.event("ES9+.Sample", profile, profile);
  }

  /** Lets every node begin at the same moment. */
  private static <T> List<T> atOnce(Callable<T> node) throws Exception {
    var start = new CyclicBarrier(NODES);
    var pool = Executors.newFixedThreadPool(NODES);
    try {
      var running = IntStream.range(0, NODES)
          .mapToObj(i -> pool.submit(() -> {
            start.await();
            return node.call();
          }))
          .toList();
      var results = new ArrayList<T>();
      for (var result : running) {
        results.add(result.get());
      }
      return results;
    } finally {
      pool.shutdownNow();
    }
  }

  private String dump(String table) {
    var text = new StringBuilder();
    for (Record row : test.database().jooq().fetch("select * from " + table)) {
      for (Object value : row.intoArray()) {
        text.append(
            value instanceof byte[] octets
                ? Bytes.wrap(octets) + new String(octets, ISO_8859_1)
                : String.valueOf(value));
      }
    }
    return text.toString();
  }

  private Bytes sealedCode() {
    var sealed = test.database()
        .jooq()
        .fetchValue(
            "select confirmation_code_hash from profile where confirmation_code_hash is not null");
    return Bytes.wrap((byte[]) sealed);
  }

  private List<String> partitions() {
    return test.database()
        .jooq()
        .fetch("select inhrelid::regclass::text from pg_inherits"
            + " where inhparent = 'activation_event'::regclass")
        .getValues(0, String.class);
  }

  private long rows(String table) {
    return ((Number) test.database().jooq().fetchValue("select count(*) from " + table))
        .longValue();
  }

  private String text(String sql) {
    return String.valueOf(test.database().jooq().fetchValue(sql));
  }

  private void execute(String sql) {
    test.database().jooq().execute(sql);
  }
}
