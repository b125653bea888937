package org.opensmdp.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opensmdp.activation.ProfileState;
import org.opensmdp.activation.ProfileType;
import org.opensmdp.activation.incident.Calm;
import org.opensmdp.activation.rollout.Rollout;
import org.opensmdp.activation.rollout.RolloutPlan;
import org.opensmdp.activation.rollout.RolloutStep;
import org.opensmdp.activation.rollout.RolloutStep.Kind;
import org.opensmdp.crypto.Curve;
import org.opensmdp.profile.BundledTemplate;
import org.opensmdp.rsp.BppCommandId;
import org.opensmdp.server.TryOut;
import org.opensmdp.server.TryOutStock;
import org.opensmdp.simulator.DownloadOrder;
import org.opensmdp.simulator.EuiccQuirks;

/** Incidents, by the command line and by Alertmanager, against a running server. */
class IncidentIT {
  private static final String WEBHOOK = "/admin/v1/incidents/alertmanager";
  private static int alerts = 1;

  private final TestHouse house = TestHouse.get();

  @Test
  void goesFromTheFirstSignToTheEndAndCountsItsTimesAsItsLogTellsThem() {
    var from = now();
    var hurt = failedOrder();
    house.forward(Duration.ofMinutes(3));
    long number = open("--severity", "page", "--cause", "template", "--type", TryOutStock.TYPE);
    long unseen = open("--cause", "capacity");
    open("--cause", "capacity", "--drill");
    house.forward(Duration.ofMinutes(2));

    assertThat(incident("ack", number).out()).contains("is acknowledged");
    house.forward(Duration.ofMinutes(5));
    assertThat(incident("mitigate", number, "--reason", "version 2 taken back").exitCode())
        .isZero();
    assertThat(incident("resolve", number, "--reason", "version 3 is out").exitCode())
        .isZero();

    var shown = incident("show", number, "--json").json();
    assertThat(shown.path("state").asText()).isEqualTo("resolved");
    assertThat(Duration.between(time(shown, "startedAt"), time(shown, "detectedAt")))
        .isBetween(Duration.ofMinutes(3), Duration.ofMinutes(60 * 24));
    assertThat(shown.path("orders")).extracting(JsonNode::asText).contains(hurt);
    assertThat(shown.path("notes"))
        .extracting(note -> note.path("text").asText())
        .containsExactly(
            "opened: devices fail",
            "acknowledged",
            "mitigated: version 2 taken back",
            "resolved: version 3 is out");
    figuresAreThoseOfTheLog(from, 1);
    assertThat(unseen).isNotEqualTo(number);
    assertThat(house.server().stores().audit().list(0, 10_000)).anySatisfy(entry -> {
      assertThat(entry.what()).isEqualTo("incident.mitigate");
      assertThat(entry.subject()).isEqualTo("incident/" + number);
      assertThat(entry.reason()).isEqualTo("version 2 taken back");
    });
    assertThat(run("audit", "verify").exitCode()).isZero();
  }

  @Test
  void computesEveryFigureAsTheLogTellsIt() {
    var from = now();
    for (int minutes : new int[] {1, 4, 11, 30}) {
      failedOrder();
      house.forward(Duration.ofMinutes(minutes));
      long number = open("--severity", "page", "--cause", "template", "--type", TryOutStock.TYPE);
      house.forward(Duration.ofMinutes(minutes));
      incident("ack", number);
      house.forward(Duration.ofMinutes(2L * minutes));
      incident("mitigate", number, "--reason", "taken back");
    }

    figuresAreThoseOfTheLog(from, 4);
  }

  /** Once by the API, once from the log; when it began stands in the row of an incident alone. */
  private void figuresAreThoseOfTheLog(Instant from, int pages) {
    var answer = house
        .admin()
        .get("/admin/v1/incident-figures?from=%s&to=%s".formatted(from, now()))
        .path("durations");
    var page = row(answer, "page", "template");
    try (var sql = new HouseSql(house)) {
      var told = sql.numbers("""
          with log as (
            select i.incident_id, i.started_at as started, i.severity || i.cause as kind,
              min(n.happened_at) filter (where n.text like 'opened%') as opened,
              min(n.happened_at) filter (where n.text like 'acknowledged%') as acknowledged,
              max(n.happened_at) filter (where n.text like 'mitigated%') as mitigated
            from incident_note n join incident i using (incident_id) where not i.drill
            group by 1),
          told as (
            select *, extract(epoch from mitigated - opened) as hurting from log
            where opened >= ?::timestamptz)
          select count(*) as "all", count(*) - count(mitigated) as "allOpen",
            count(*) filter (where kind = 'PAGETEMPLATE') as count,
            avg(extract(epoch from opened - started))
              filter (where kind = 'PAGETEMPLATE') as "mttdSeconds",
            avg(extract(epoch from acknowledged - opened))
              filter (where kind = 'PAGETEMPLATE') as "mttaSeconds",
            avg(hurting) filter (where kind = 'PAGETEMPLATE') as "mttrSeconds",
            percentile_cont(0.5) within group (order by hurting)
              filter (where kind = 'PAGETEMPLATE') as "medianSeconds",
            percentile_cont(0.9) within group (order by hurting)
              filter (where kind = 'PAGETEMPLATE') as "p90Seconds"
          from told""", from.toString());
      var all = answer.get(0);
      assertThat(all.path("count").asDouble()).isEqualTo(told.remove("all"));
      assertThat(all.path("open").asDouble()).isEqualTo(told.remove("allOpen"));
      assertThat(told).containsEntry("count", (double) pages).hasSize(6);
      told.forEach((name, figure) ->
          assertThat(page.path(name).asDouble(-1)).as(name).isEqualTo(figure, within(1e-3)));
      assertThat(told.get("p90Seconds")).isGreaterThanOrEqualTo(told.get("medianSeconds"));
      assertThat(told.get("mttdSeconds")).isPositive();
    }
  }

  @Test
  void countsChangesThatHadToBeTakenBackAsTheirStepsTellThem() {
    var from = now();
    rollout("STABLE", Kind.STARTED, Kind.PREFLIGHT, Kind.COMPLETED, Kind.STABLE);
    rollout("STABLE", Kind.STARTED, Kind.PREFLIGHT, Kind.PAUSED, Kind.RESUMED, Kind.STABLE);
    rollout("ROLLED_BACK", Kind.STARTED, Kind.PREFLIGHT, Kind.ROLLED_BACK);
    rollout("REJECTED", Kind.STARTED, Kind.REJECTED);
    rollout("DRAFT");

    var changes = house.admin().get("/admin/v1/incident-figures?from=" + from).path("changes");

    try (var sql = new HouseSql(house)) {
      var told = sql.numbers("""
          select count(distinct rollout_id) filter (where step = 'preflight') as started,
            count(distinct rollout_id) filter (where step = 'rolled-back') as "rolledBack"
          from rollout_step join rollout using (rollout_id)
          where created_at >= ?::timestamptz""", from.toString());
      assertThat(changes.path("started").asDouble())
          .isEqualTo(told.get("started"))
          .isEqualTo(3);
      assertThat(changes.path("rolledBack").asDouble())
          .isEqualTo(told.get("rolledBack"))
          .isEqualTo(1);
      assertThat(changes.path("failureRate").asDouble()).isEqualTo(1.0 / 3, within(1e-12));
    }
  }

  /** A rollout that has gone its way: these steps, this end. */
  private void rollout(String end, Kind... steps) {
    var stores = house.server().stores();
    var operator = stores.inventory().findOperator(TryOut.OPERATOR).orElseThrow();
    var type = house.stock().type(operator, "changes", ProfileType.Protection.SESSION_KEYS);
    long before = stores.inventory().addStableVersion(type, BundledTemplate.load());
    long after = stores.inventory().addStableVersion(type, BundledTemplate.load());
    var now = house.clock().instant();
    var drawn = stores
        .rollouts()
        .create(
            Rollout.draft(type.profileTypeId(), before, after, RolloutPlan.standard(), "ann", now),
            new RolloutStep(now, "ann", Kind.CREATED, 0, ""));
    for (var step : steps) {
      stores.rollouts().note(drawn, new RolloutStep(now, "ann", step, 0, ""));
    }
    try (var sql = new HouseSql(house)) {
      sql.numbers(
          "update rollout set state = ? where rollout_id = ?::bigint returning 1",
          end,
          Long.toString(drawn.rolloutId()));
    }
  }

  @Test
  void refusesStepsOutOfTheirOrderAndSaysWhatToDo() {
    long number = open("--cause", "server");

    assertThat(incident("resolve", number, "--reason", "done").err())
        .contains("is not mitigated yet", "then resolve it");
    assertThat(incident("mitigate", number, "--reason", "done").err())
        .contains("acknowledge it first");
    assertThat(incident("mitigate", number).err()).contains("say why");
    incident("ack", number);
    assertThat(incident("ack", number).err()).contains("is acknowledged already", "add a note");
    assertThat(incident("mitigate", number, "--reason", "x", "--since", "2020-01-01T00:00:00Z")
            .err())
        .contains("cannot be mitigated before that");
    assertThat(incident("merge", number, "--into", "" + number, "--reason", "x").err())
        .contains("into itself");
    assertThat(incident("merge", number, "--into", "999999", "--reason", "x").err())
        .contains("no incident 999999");
    assertThat(incident("show", 999_999).err()).contains("no such incident");
    incident("mitigate", number, "--reason", "done");
    assertThat(incident("resolve", number, "--reason", "done").exitCode()).isZero();
    assertThat(incident("ack", number).err()).contains("was resolved at", "open a new one");
    assertThat(incident("note", number, "seen by the customer first").exitCode())
        .isZero();
  }

  @Test
  void countsWhatWasMergedOnce() {
    var from = now();
    long first = open("--cause", "network");
    house.forward(Duration.ofMinutes(1));
    long second = open("--cause", "network");

    assertThat(incident("merge", first, "--into", "" + second, "--reason", "the same cut")
            .err())
        .isEmpty();

    var target = incident("show", second, "--json").json();
    var merged = incident("show", first, "--json").json();
    assertThat(target.path("detectedAt")).isEqualTo(merged.path("detectedAt"));
    assertThat(merged.path("state").asText()).isEqualTo("merged");
    assertThat(incident("ack", first).err()).contains("go on with that one");
    var figures = house.admin().get("/admin/v1/incident-figures?from=" + from).path("durations");
    assertThat(row(figures, "ticket", "network").path("count").asLong()).isEqualTo(1);
    assertThat(incident("classify", second, "--cause", "device", "--reason", "one firmware")
            .exitCode())
        .isZero();
    assertThat(incident("classify", second, "--severity", "page").err()).contains("say why");
  }

  @Test
  void opensJoinsAndMitigatesByAlertsHoweverOftenTheyCome() {
    var alert = alert("SmdpEs9FastBurn", "firing", now().minusSeconds(30), Optional.empty());

    var first = tell(alert);
    var again = tell(alert);
    house.forward(Duration.ofMinutes(4));
    alert.put("status", "resolved");
    alert.put("endsAt", now().toString());
    var over = tell(alert);
    var overAgain = tell(alert);

    assertThat(first.path("incidents")).hasSize(1);
    long number = first.path("incidents").get(0).asLong();
    assertThat(again.path("incidents")).isEmpty();
    assertThat(over.path("incidents").get(0).asLong()).isEqualTo(number);
    assertThat(overAgain.path("incidents")).isEmpty();
    var shown = incident("show", number, "--json").json();
    assertThat(shown.path("state").asText()).isEqualTo("mitigated");
    assertThat(shown.path("severity").asText()).isEqualTo("page");
    assertThat(shown.path("cause").asText()).isEqualTo("server");
    assertThat(shown.path("openedBy").asText()).isEqualTo("alert");
    house.forward(Duration.ofMinutes(1));
    alert.put("status", "firing");
    alert.put("startsAt", now().toString());
    assertThat(tell(alert).path("incidents").get(0).asLong()).isEqualTo(number);
    assertThat(incident("show", number, "--json").json().path("mitigatedAt").isNull())
        .isTrue();
  }

  @Test
  void knowsNothingOfAnAlertThatStopsBeforeItFires() {
    var alert = alert("SmdpQueueDeep", "resolved", now().minusSeconds(60), Optional.of(now()));

    assertThat(tell(alert).path("incidents")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"version\":\"3\",\"alerts\":[]}",
        "{\"version\":4,\"alerts\":[]}",
        "{\"version\":\"4\",\"alerts\":{}}",
        "{\"version\":\"4\",\"alerts\":[7]}",
        "{\"version\":\"4\",\"alerts\":[{\"status\":\"firing\"}]}",
        "{\"version\":\"4\",\"alerts\":[{\"status\":\"maybe\",\"labels\":{\"alertname\":\"a\"},"
            + "\"startsAt\":\"2026-01-01T00:00:00Z\",\"fingerprint\":\"ab\"}]}",
        "{\"version\":\"4\",\"alerts\":[{\"status\":\"firing\",\"labels\":{},"
            + "\"startsAt\":\"2026-01-01T00:00:00Z\",\"fingerprint\":\"ab\"}]}",
        "{\"version\":\"4\",\"alerts\":[{\"status\":\"firing\",\"labels\":{\"alertname\":\"a\"},"
            + "\"startsAt\":\"yesterday\",\"fingerprint\":\"ab\"}]}",
        "{\"version\":\"4\",\"alerts\":[{\"status\":\"firing\",\"labels\":{\"alertname\":\"a\"},"
            + "\"startsAt\":\"2026-01-01T00:00:00Z\",\"fingerprint\":\"'; drop table\"}]}",
        "{\"version\":\"4\",\"alerts\":[{\"status\":\"resolved\",\"labels\":{\"alertname\":\"a\"},"
            + "\"startsAt\":\"2026-01-01T00:00:00Z\",\"fingerprint\":\"ab\"}]}"
      })
  void takesNoBodyOfAlertsThatItCannotReadWhole(String body) {
    long before = count();

    var refused = catchThrowableOfType(
        AdminClient.Refused.class,
        () -> house.admin().post(WEBHOOK, "application/json", body.getBytes(UTF_8)));

    assertThat(refused.status()).isEqualTo(400);
    assertThat(count()).isEqualTo(before);
  }

  @Test
  void seesThatAnIncidentIsOverOnceDevicesInstallAgain() {
    failedOrder();
    long number = open("--cause", "template", "--type", TryOutStock.TYPE);
    long identity = open("--cause", "integrity", "--type", TryOutStock.TYPE);
    var stores = house.server().stores();
    var calm = new Calm(stores.incidents(), stores.figures(), this::now);
    calm.run();
    assertThat(incident("show", number, "--json").json().path("state").asText())
        .isEqualTo("detected");
    house.forward(Duration.ofMinutes(11));
    for (int i = 0; i < 4; i++) {
      install();
    }

    calm.run();

    var shown = incident("show", number, "--json").json();
    assertThat(shown.path("state").asText()).isEqualTo("mitigated");
    // the last bad one was before it was detected
    assertThat(time(shown, "mitigatedAt")).isEqualTo(time(shown, "detectedAt"));
    assertThat(incident("show", identity, "--json").json().path("state").asText())
        .isEqualTo("detected");
  }

  private void install() {
    var order = house.release(DownloadOrder.ofType(TryOutStock.TYPE));
    house.lpa(house.card(Curve.NIST_P256)).download(order.activationCode(), Optional.empty());
    assertThat(house.stateBecoming(ProfileState.INSTALLED, order.iccid()))
        .isEqualTo(ProfileState.INSTALLED);
  }

  @Test
  void writesAPostmortemThatNobodyCanWriteInto() {
    long number = open("--cause", "server", "--description", "<script>\n# not a heading");
    incident("note", number, "| pipe <b>bold</b>\n# heading");

    var text = incident("postmortem", number).out();

    assertThat(text)
        .contains("# Incident " + number, "## Timeline", "## Figures", "## Questions")
        .contains("Orders affected: 0", "\\| pipe \\<b\\>bold\\</b\\> \\# heading")
        .contains("    # not a heading")
        .doesNotContain("\n# not", "\n<script>");
  }

  private String failedOrder() {
    var order = house.release(DownloadOrder.ofType(TryOutStock.TYPE));
    var card = house.card(Curve.NIST_P256);
    card.behave(EuiccQuirks.NONE.installationError(BppCommandId.LOAD_PROFILE_ELEMENTS, 12));
    house.lpa(card).download(order.activationCode(), Optional.empty());
    try (var sql = new HouseSql(house)) {
      TestHouse.await(() -> sql.numbers(
                  "select count(*) as n from rsp_session where iccid = ? and result = 'FAILURE'",
                  order.iccid().digits())
              .getOrDefault("n", 0.0)
          > 0);
    }
    return order.iccid().digits();
  }

  private static Map<String, Object> alert(
      String name, String status, Instant startsAt, Optional<Instant> endsAt) {
    var alert = new LinkedHashMap<String, Object>();
    alert.put("status", status);
    alert.put(
        "labels",
        Map.of("alertname", name, "severity", "page", "region", "nowhere", "profile_type", "none"));
    alert.put("annotations", Map.of("summary", "x".repeat(5_000)));
    alert.put("startsAt", startsAt.toString());
    alert.put("endsAt", endsAt.map(Instant::toString).orElse("0001-01-01T00:00:00Z"));
    alert.put("generatorURL", "http://prometheus.example/graph");
    alert.put("fingerprint", "a1b2c3d4e5f6%04d".formatted(alerts++));
    return alert;
  }

  private JsonNode tell(Map<String, Object> alert) {
    return house
        .admin()
        .post(
            WEBHOOK,
            Map.of("version", "4", "groupKey", "{}", "status", "firing", "alerts", List.of(alert)));
  }

  private long count() {
    try (var sql = new HouseSql(house)) {
      return Math.round(sql.numbers("select count(*) as n from incident").getOrDefault("n", -1.0));
    }
  }

  private Instant now() {
    return Instant.parse(house.admin().get("/admin/v1/funnel").path("to").asText());
  }

  private long open(String... options) {
    var words = new ArrayList<>(List.of("incident", "open", "devices fail", "--json"));
    words.addAll(List.of(options));
    return run(words.toArray(String[]::new)).json().path("incident").asLong();
  }

  private static JsonNode row(JsonNode durations, String severity, String cause) {
    for (var row : durations) {
      if (row.path("severity").asText().equals(severity)
          && row.path("cause").asText().equals(cause)) {
        return row;
      }
    }
    throw new AssertionError("no row of %s, %s in %s".formatted(severity, cause, durations));
  }

  private static Instant time(JsonNode incident, String name) {
    return Instant.parse(incident.path(name).asText());
  }

  private Ran incident(String command, long number, String... options) {
    var words = new ArrayList<>(List.of("incident", command, Long.toString(number)));
    words.addAll(List.of(options));
    return run(words.toArray(String[]::new));
  }

  private Ran run(String... words) {
    var all = new ArrayList<Object>(List.of(words));
    all.addAll(List.of("--admin", house.adminUrl(), "--token-file", house.tokenFile()));
    return Ran.of(all.toArray());
  }
}
