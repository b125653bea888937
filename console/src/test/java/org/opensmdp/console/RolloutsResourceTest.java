package org.opensmdp.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.opensmdp.activation.AdminToken;
import org.opensmdp.activation.AttemptEnd;
import org.opensmdp.activation.Attribution;
import org.opensmdp.activation.AuditEntry;
import org.opensmdp.activation.MoveVersion;
import org.opensmdp.activation.NewVersion;
import org.opensmdp.activation.Operator;
import org.opensmdp.activation.ProfileType;
import org.opensmdp.activation.ProfileType.Protection;
import org.opensmdp.activation.Role;
import org.opensmdp.activation.VersionState;
import org.opensmdp.activation.gate.Stratum;
import org.opensmdp.activation.rollout.BaselineCard;
import org.opensmdp.activation.rollout.KeptRollouts;
import org.opensmdp.activation.rollout.LastStable;
import org.opensmdp.activation.rollout.RolloutByHand;
import org.opensmdp.activation.rollout.RolloutEvidence.TouchedOrder;
import org.opensmdp.activation.rollout.RolloutState;
import org.opensmdp.activation.rollout.StartRollout;
import org.opensmdp.activation.rollout.VersionException;
import org.opensmdp.http.Reply;
import org.opensmdp.http.Request;
import org.opensmdp.http.Route;
import org.opensmdp.profile.BundledTemplate;
import org.opensmdp.profile.Holes;
import org.opensmdp.profile.MetadataTexts;
import org.opensmdp.rsp.Eid;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.rsp.ProfileClass;

/** Versions and rollouts in the hands of people, over the admin API. */
class RolloutsResourceTest {
  private static final String ROLLOUTS = "/admin/v1/rollouts";
  private static final String FREEZES = "/admin/v1/freezes";
  private static final String VERSIONS = "/admin/v1/types/plan/versions";
  private static final String BASELINE = "/admin/v1/types/plan/baseline";
  private static final String SMALL_PLAN = """
      {"stages": [{"percent": 1, "verdicts": 10}, {"percent": 50, "verdicts": 10},
        {"percent": 100, "verdicts": 10}, {"bake": "P1D"}], "gate": {"verdicts": 20}}""";

  private final Door door = new Door();
  private final KeptRollouts kept = new KeptRollouts();
  private final Map<String, Bearer> people = new HashMap<>();
  private final List<Route> routes = routes();
  private ProfileType type = type("plan");

  private List<Route> routes() {
    var versions = door.store.versions();
    var inventory = door.store.inventory();
    MoveVersion.Running running = of -> RolloutByHand.underWay(kept, of.profileTypeId())
        .map(it -> OptionalLong.of(it.rolloutId()))
        .orElse(OptionalLong.empty());
    var move = new MoveVersion(versions, running, door.clock);
    var desk = new RolloutDesk(door.store.administration(), versions, kept);
    var start = new StartRollout(versions, kept, kept, door.clock);
    var byHand = new RolloutByHand(kept, kept, door.clock);
    return new ConsoleRoutes(
            door.access,
            List.of(
                new VersionsResource(door.access, inventory, versions, move),
                new VersionLifeResource(
                    door.access, inventory, versions, move, new LastStable(kept), door.clock),
                new RolloutsResource(door.access, desk, start, byHand, door.clock),
                new RolloutEvidenceResource(door.access, desk, kept, start, door.clock),
                new ExceptionsResource(door.access, desk, byHand),
                new FreezesResource(door.access, desk, door.clock)))
        .routes();
  }

  private ProfileType type(String name) {
    var owner = door.store.inventory().add(new Operator(0, "Owner of " + name, Set.of()));
    var texts = new MetadataTexts(
        "opensmdp", "Plan", ProfileClass.OPERATIONAL, List.of(), Optional.empty());
    return door.store
        .inventory()
        .add(new ProfileType(
            0,
            owner.operatorId(),
            name,
            texts,
            2,
            Protection.SESSION_KEYS,
            5,
            5,
            Optional.empty()));
  }

  @BeforeEach
  void versions() {
    add(VersionState.STABLE);
    add(VersionState.CANDIDATE);
    kept.finds(List.of(new BaselineCard.Line("89049032/1.0.0/2.1.0", 80, 79, 20, 40, 12_000)));
  }

  private void add(VersionState state) {
    door.store
        .inventory()
        .addVersion(
            type, new NewVersion(BundledTemplate.load(), Holes.NONE, state, "", "", List.of()));
  }

  private Bearer token(String person, Role role, Optional<Operator> operator) {
    return people.computeIfAbsent(person, name -> {
      var bearer = Bearer.fresh(new SecureRandom());
      door.store
          .adminTokens()
          .add(new AdminToken(
              0, name, bearer.digest(), role, operator, door.clock.instant(), Optional.empty()));
      return bearer;
    });
  }

  private Reply as(String person, String method, String target, String body) {
    return call(Door.request(token(person, Role.OPERATIONS, Optional.empty()), method, target, body)
        .withHeader("Audit-Reason", "ticket 7"));
  }

  private Reply step(String person, String word) {
    return as(person, "POST", ROLLOUTS + "/1/" + word, "");
  }

  private Reply call(Request request) {
    return Door.call(routes, request);
  }

  private static void refused(Reply reply, int status, String saying) {
    assertThat(reply.status()).isEqualTo(status);
    assertThat(Door.json(reply).at("/error/message").asText()).contains(saying);
  }

  private static String text(Reply reply, String member) {
    return Door.json(reply).path(member).asText();
  }

  private Reply create(String plan) {
    return as("anna", "POST", ROLLOUTS, "{\"type\":\"plan\",\"to\":2,\"plan\":%s}".formatted(plan));
  }

  private void measured() {
    assertThat(as("anna", "POST", BASELINE, "").status()).isEqualTo(201);
  }

  private String report(int installed) {
    return report(
        installed,
        door.store.versions().find(type, 2).orElseThrow().contentHash().toString());
  }

  private static String report(int installed, String hash) {
    return """
        {"contentHash":"%s","packs":[{"pack":"eu-urban","devices":60,"installed":%d,
        "p95InstallSeconds":31.5,"causes":[]}]}""".formatted(hash, installed);
  }

  private void running() {
    create(SMALL_PLAN);
    measured();
    assertThat(step("anna", "start").status()).isEqualTo(200);
    assertThat(as("anna", "POST", ROLLOUTS + "/1/preflight", report(60)).status())
        .isEqualTo(200);
  }

  @Test
  void goesFromADraftToTheStableVersionByTwoPeople() {
    running();
    assertThat(text(as("anna", "GET", ROLLOUTS + "/1", ""), "stageIs")).isEqualTo("1 %");

    refused(step("anna", "promote"), 409, "somebody else runs rollout approve 1 first");
    refused(step("anna", "approve"), 403, "somebody else has to approve");
    assertThat(step("ben", "approve").status()).isEqualTo(200);
    assertThat(text(step("ben", "promote"), "stageIs")).isEqualTo("50 %");
    refused(step("ben", "approve"), 403, "'ben' has drawn rollout 1 up or promoted it last");
    assertThat(step("carla", "approve").status()).isEqualTo(200);
    assertThat(text(step("ben", "promote"), "stageIs")).isEqualTo("100 %");
    assertThat(text(step("ben", "promote"), "state")).isEqualTo("complete");
    refused(step("ben", "promote"), 409, "bakes until");
    door.forward(Duration.ofDays(1));

    assertThat(text(step("dora", "promote"), "state")).isEqualTo("stable");
    var shown = Door.json(as("dora", "GET", ROLLOUTS + "/1", ""));
    assertThat(shown.path("stages")).hasSize(5);
    assertThat(shown.path("steps").findValuesAsText("step"))
        .containsExactly(
            "created",
            "started",
            "preflight",
            "approved",
            "promoted",
            "approved",
            "promoted",
            "completed",
            "stable");
    assertThat(shown.path("steps").findValuesAsText("why")).containsOnly("ticket 7");
    assertThat(door.store.audit().list(0, 100))
        .extracting(AuditEntry::what)
        .contains("rollout.create", "rollout.start", "rollout.approve", "rollout.promote");
    assertThat(door.store.audit().list(0, 100))
        .filteredOn(entry -> entry.what().equals("rollout.approve"))
        .allMatch(entry -> entry.subject().equals("rollout/1"))
        .allMatch(entry -> entry.reason().equals("ticket 7"))
        .extracting(AuditEntry::who)
        .containsExactly("ben", "carla");
  }

  @Test
  void startsNothingWithoutAFreshBaseline() {
    create(SMALL_PLAN);
    refused(step("anna", "start"), 409, "no baseline card of the last 14 days");
    refused(as("anna", "GET", BASELINE, ""), 404, "rollout baseline plan --take");

    kept.finds(List.of(new BaselineCard.Line("89049032/1.0.0/2.1.0", 19, 19, 20, 40, 12_000)));
    measured();
    refused(step("anna", "start"), 409, "counts 19 attempts, and this plan needs 20");
    kept.finds(List.of(new BaselineCard.Line("89049032/1.0.0/2.1.0", 20, 19, 20, 40, 12_000)));
    measured();
    assertThat(Door.json(as("anna", "GET", BASELINE, ""))
            .at("/strata/0/successRate")
            .asDouble())
        .isEqualTo(0.95);
    door.forward(Duration.ofDays(14));
    refused(step("dora", "start"), 409, "no baseline card of the last 14 days");
    assertThat(Door.json(as("dora", "GET", BASELINE, "")).path("fresh").asBoolean(true))
        .isFalse();
  }

  @Test
  void beginsSmallWhereNothingProvenIsThereToFallBackTo() {
    create("{\"stages\":[{\"percent\":5},{\"percent\":100}],\"gate\":{\"verdicts\":20}}");
    kept.finds(List.of(new BaselineCard.Line("89049032/1.0.0/2.1.0", 80, 76, 20, 40, 12_000)));
    measured();

    refused(step("anna", "start"), 409, "no last stable");
    var life = Door.json(as("anna", "GET", VERSIONS + "/1/life", ""));
    assertThat(life.path("lastStable").asBoolean(true)).isFalse();
    assertThat(life.path("lacks").asText()).contains("97 % success");
  }

  @Test
  void letsOneRolloutOfATypeBeUnderWay() {
    running();
    add(VersionState.CANDIDATE);
    as("anna", "POST", ROLLOUTS, "{\"type\":\"plan\",\"to\":3}");

    refused(
        as("anna", "POST", ROLLOUTS + "/2/start", ""), 409, "rollout 1 of the type is under way");
    refused(
        as("anna", "POST", VERSIONS + "/3/promotion", "{\"to\":\"stable\"}"),
        409,
        "rollout 1 of plan is under way");
    refused(as("anna", "POST", VERSIONS + "/2/withdrawal", ""), 409, "rollout 1 of plan");
  }

  @Test
  void goesNowhereInAFreezeButBack() {
    running();
    var freeze =
        as("anna", "POST", FREEZES, "{\"type\":\"plan\",\"until\":\"2026-01-03T00:00:00Z\"}");
    assertThat(freeze.status()).isEqualTo(201);

    refused(step("anna", "promote"), 409, "freeze 1 holds until 2026-01-03T00:00:00Z (ticket 7)");
    step("anna", "pause");
    refused(step("anna", "resume"), 409, "freeze 1");
    assertThat(Door.json(as("anna", "GET", FREEZES, "")).path("freezes")).hasSize(1);
    assertThat(text(step("anna", "rollback"), "state")).isEqualTo("rolling-back");
    assertThat(kept.incidents).singleElement().satisfies(incident -> {
      assertThat(incident.openedBy()).isEqualTo("HAND");
      assertThat(incident.title()).contains("ticket 7");
    });
    refused(step("anna", "resume"), 409, "rollout 1 is rolling back and cannot be resumed");
  }

  @Test
  void startsNothingInAFreezeOfAllUntilItIsLifted() {
    create(SMALL_PLAN);
    measured();
    as("anna", "POST", FREEZES, "{\"until\":\"2026-01-03T00:00:00Z\"}");
    refused(step("anna", "start"), 409, "freeze 1");

    assertThat(as("anna", "DELETE", FREEZES + "/1", "").status()).isEqualTo(204);
    assertThat(step("anna", "start").status()).isEqualTo(200);
    refused(as("anna", "DELETE", FREEZES + "/1", ""), 404, "no freeze 1");
    refused(as("anna", "POST", FREEZES, "{\"until\":\"2025-01-03T00:00:00Z\"}"), 422, "after now");
  }

  @Test
  void rejectsAVersionThatAPackFailsWith() {
    create(SMALL_PLAN);
    measured();
    step("anna", "start");
    var path = ROLLOUTS + "/1/preflight";

    refused(as("anna", "POST", path, report(60, "00".repeat(32))), 422, "run the packs with");
    var few = report(3).replace("\"devices\":60", "\"devices\":3");
    refused(as("anna", "POST", path, few), 422, "3 simulated devices, and this plan needs 20");
    assertThat(as("anna", "POST", path, report(61)).status()).isEqualTo(400);
    var decided = as("anna", "POST", path, report(53));

    assertThat(text(decided, "state")).isEqualTo("rejected");
    assertThat(text(decided, "said")).contains("eu-urban: 53 of 60", "needed: 90.0 %");
    refused(as("anna", "POST", path, report(60)), 409, "is rejected");
    assertThat(Door.json(as("anna", "GET", path, "")).at("/preflights/0/passed").asBoolean(true))
        .isFalse();
  }

  @Test
  void drawsUpOnlyWhatCanBeRolledOut() {
    add(VersionState.DRAFT);

    refused(
        as("anna", "POST", ROLLOUTS, "{\"type\":\"plan\",\"to\":3}"),
        409,
        "take it up with version");
    refused(as("anna", "POST", ROLLOUTS, "{\"type\":\"plan\",\"to\":1}"), 409, "is stable");
    refused(as("anna", "POST", ROLLOUTS, "{\"type\":\"plan\",\"to\":9}"), 404, "no version 9");
    refused(
        as("anna", "POST", ROLLOUTS, "{\"type\":\"plan\",\"from\":2,\"to\":2}"),
        409,
        "stable version, which is 1");
    refused(as("anna", "POST", ROLLOUTS, "{\"type\":\"none\",\"to\":2}"), 404, "type list");
    assertThat(
            as("anna", "POST", ROLLOUTS, "{\"type\":\"plan\",\"to\":2,\"x\":1}").status())
        .isEqualTo(400);
    for (var plan : List.of(
        "{\"stages\":[]}",
        "{\"stages\":[{\"percent\":50}]}",
        "{\"stages\":[{\"percent\":50},{\"percent\":20},{\"percent\":100}]}",
        "{\"stages\":[{}]}",
        "{\"stages\":[{\"bake\":\"P1D\"},{\"percent\":100}]}",
        "{\"gate\":{\"h0\":2}}",
        "{\"exposure\":{\"start\":0}}",
        "{\"segments\":[{\"mccs\":[\"1\"]}]}")) {
      assertThat(create(plan).status()).as(plan).isEqualTo(422);
    }
    assertThat(create("{\"segments\":[{\"regions\":[\"moon\"]}]}").status()).isEqualTo(400);
    assertThat(create("{\"speed\":1}").status()).isEqualTo(400);
    assertThat(kept.list(OptionalLong.empty(), 9)).isEmpty();
  }

  @Test
  void saysThatAFirstVersionIsNotRolledOut() {
    type = type("fresh");
    add(VersionState.CANDIDATE);

    refused(
        as("anna", "POST", ROLLOUTS, "{\"type\":\"fresh\",\"to\":1}"),
        409,
        "nothing to roll out from");
    assertThat(
            as("anna", "POST", "/admin/v1/types/fresh/versions/1/promotion", "{\"to\":\"stable\"}")
                .status())
        .isEqualTo(200);
  }

  @Test
  void asksWhyForEveryStep() {
    create(SMALL_PLAN);
    var bearer = token("ben", Role.OPERATIONS, Optional.empty());

    for (var target : List.of("/1/start", "/1/promote", "/1/approve", "/1/pause", "/1/rollback")) {
      var silent = call(Door.request(bearer, "POST", ROLLOUTS + target, ""));
      refused(silent, 422, "say why in 1 to 500 characters");
    }
    refused(call(Door.request(bearer, "POST", BASELINE, "")), 422, "say why");
    refused(call(Door.request(bearer, "POST", VERSIONS + "/2/withdrawal", "")), 422, "say why");
    assertThat(kept.find(1))
        .hasValueSatisfying(rollout -> assertThat(rollout.state()).isEqualTo(RolloutState.DRAFT));
  }

  @Test
  void letsEveryRoleDoItsPartAndEveryTenantItsOwn() {
    running();
    var viewer = token("vera", Role.VIEWER, Optional.empty());
    var support = token("sam", Role.SUPPORT, Optional.empty());
    var other = door.store.inventory().add(new Operator(0, "Other", Set.of()));
    var stranger = token("otto", Role.ADMINISTRATOR, Optional.of(other));

    assertThat(call(Door.request(viewer, "GET", ROLLOUTS + "/1", "")).status()).isEqualTo(200);
    assertThat(call(Door.request(support, "POST", ROLLOUTS + "/1/pause", "")).status())
        .isEqualTo(403);
    assertThat(call(Door.request(viewer, "POST", BASELINE, "")).status()).isEqualTo(403);
    assertThat(Door.json(call(Door.request(stranger, "GET", ROLLOUTS, ""))).path("rollouts"))
        .isEmpty();
    assertThat(call(Door.request(stranger, "GET", ROLLOUTS + "/1", "")).status())
        .isEqualTo(404);
    var freezeAll = Door.request(stranger, "POST", FREEZES, "{\"until\":\"2027-01-01T00:00:00Z\"}");
    assertThat(call(freezeAll).status()).isEqualTo(403);
    refused(
        as("anna", "GET", ROLLOUTS + "/9", ""), 404, "no rollout 9; see them with rollout list");
    assertThat(as("anna", "GET", ROLLOUTS + "/x", "").status()).isEqualTo(404);
  }

  @Test
  void listsWhomTheVersionHasTouchedAndHidesTheirNumbersFromViewers() {
    running();
    var iccid = Iccid.withCheckDigit("898822900000000001");
    kept.touched.add(new TouchedOrder(
        iccid,
        Eid.withCheckDigits("890490320011223344556677889901"),
        AttemptEnd.Result.FAILURE,
        Optional.of(Attribution.TEMPLATE),
        "PIR 12 PE 3 status 6",
        door.clock.instant()));
    var viewer = token("vera", Role.VIEWER, Optional.empty());

    var csv = new String(as("anna", "GET", ROLLOUTS + "/1/hurt?format=csv", "").body(), UTF_8);
    var masked = Door.json(call(Door.request(viewer, "GET", ROLLOUTS + "/1/hurt", "")));

    assertThat(csv.lines())
        .hasSize(2)
        .anyMatch(line -> line.startsWith(iccid.digits() + ","))
        .anyMatch(line -> line.contains(",failure,template,PIR 12 PE 3 status 6,"));
    JsonNode order = masked.at("/orders/0");
    assertThat(order.path("iccid").asText())
        .startsWith("****")
        .endsWith(iccid.digits().substring(iccid.digits().length() - 4))
        .doesNotContain(iccid.digits().substring(0, 6));
    assertThat(order.path("eid").asText()).startsWith("****");
  }

  @Test
  void movesVersionsByHandAndKeepsTheirNotes() {
    var draft = as(
        "anna",
        "POST",
        VERSIONS + "?draft=true",
        "{\"template\":\"%s\"}".formatted(BundledTemplate.load(4_000)));
    assertThat(text(draft, "state")).isEqualTo("draft");

    var taken = as("anna", "POST", VERSIONS + "/3/promotion", "{\"to\":\"candidate\"}");
    var noted = as("anna", "PUT", VERSIONS + "/3/migration-note", "{\"text\":\"new ACC\"}");
    var tooLong = "{\"text\":\"%s\"}".formatted("x".repeat(4_001));
    var withdrawn = as("anna", "POST", VERSIONS + "/3/withdrawal", "");

    assertThat(text(taken, "state")).isEqualTo("candidate");
    assertThat(Door.json(taken).path("growth").asInt()).isPositive();
    assertThat(noted.status()).isEqualTo(200);
    assertThat(as("anna", "PUT", VERSIONS + "/3/migration-note", tooLong).status())
        .isEqualTo(400);
    assertThat(text(withdrawn, "state")).isEqualTo("withdrawn");
    assertThat(text(withdrawn, "withdrawnWhy")).isEqualTo("ticket 7");
    assertThat(text(as("anna", "GET", VERSIONS + "/3", ""), "migrationNote")).isEqualTo("new ACC");
    refused(
        as("anna", "POST", VERSIONS + "/1/withdrawal", ""), 409, "make another one stable first");
    assertThat(as("anna", "POST", VERSIONS + "/2/promotion", "{\"to\":\"old\"}").status())
        .isEqualTo(400);
    assertThat(door.store.audit().list(0, 100))
        .extracting(entry -> entry.what() + " " + entry.subject())
        .contains(
            "version.promote type/plan/version/3/candidate",
            "version.note type/plan/version/3",
            "version.withdraw type/plan/version/3/withdrawn");
  }

  @Test
  void importsNothingInThePlaceOfTheStableVersionUnsaid() {
    var bearer = token("ben", Role.OPERATIONS, Optional.empty());
    var body = "{\"template\":\"%s\"}".formatted(BundledTemplate.load());

    refused(call(Door.request(bearer, "POST", VERSIONS + "?stable=true", body)), 422, "say why");
    assertThat(as("anna", "POST", VERSIONS + "?stable=true", body).status()).isEqualTo(201);
  }

  @Test
  void showsExceptionsAndLiftsOneWithAReason() {
    var first = door.store.versions().find(type, 1).orElseThrow().versionId();
    var second = door.store.versions().find(type, 2).orElseThrow().versionId();
    running();
    kept.put(new VersionException(
        0,
        type.profileTypeId(),
        Stratum.of("89049032/66.81.2/2.1.0"),
        first,
        Set.of(second),
        1,
        "bad",
        door.clock.instant(),
        Optional.empty()));
    var exceptions = "/admin/v1/types/plan/exceptions";

    var shown = Door.json(as("anna", "GET", exceptions, "")).at("/exceptions/0");
    assertThat(shown.path("stratum").asText()).isEqualTo("89049032/66.81.2/2.1.0");
    assertThat(shown.path("version").asInt()).isEqualTo(1);
    assertThat(shown.at("/failed/0").asInt()).isEqualTo(2);
    assertThat(Door.json(as("anna", "GET", ROLLOUTS + "/1", "")).path("exceptions"))
        .hasSize(1);
    refused(as("anna", "DELETE", exceptions + "/9", ""), 404, "plan has no exception 9");
    refused(as("anna", "GET", "/admin/v1/types/other/exceptions", ""), 404, "no such profile type");
    var bearer = token("anna", Role.OPERATIONS, Optional.empty());
    refused(call(Door.request(bearer, "DELETE", exceptions + "/1", "")), 422, "say why");
    var viewer = token("vera", Role.VIEWER, Optional.empty());
    assertThat(call(Door.request(viewer, "DELETE", exceptions + "/1", "")).status())
        .isEqualTo(403);

    assertThat(as("anna", "DELETE", exceptions + "/1", "").status()).isEqualTo(204);

    var lifted = Door.json(as("anna", "GET", exceptions, "")).at("/exceptions/0/lifted");
    assertThat(lifted.path("by").asText()).isEqualTo("anna");
    assertThat(lifted.path("why").asText()).isEqualTo("ticket 7");
    refused(as("anna", "DELETE", exceptions + "/1", ""), 409, "exception 1 holds no more");
    assertThat(Door.json(as("anna", "GET", ROLLOUTS + "/1", "")).path("exceptions"))
        .isEmpty();
  }
}
