package org.opensmdp.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opensmdp.activation.ProfileState;
import org.opensmdp.crypto.Curve;
import org.opensmdp.rsp.ActivationCode;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.server.TryOut;
import org.opensmdp.server.TryOutStock;
import org.opensmdp.simulator.InstallOutcome;

/** Orders over the admin API and the command line, on a running server. */
class OrderAdministrationIT {
  private static final String ORDERS = "/admin/v1/orders";

  private final TestHouse house = TestHouse.get();
  private final AdminClient admin = house.admin();

  @Test
  void placesAnOrderThatADeviceDownloads() {
    var placed = place(Map.of());
    var card = house.card(Curve.NIST_P256);

    var outcome = house
        .lpa(card)
        .download(ActivationCode.parse(placed.path("uri").asText()), Optional.empty());

    assertThat(outcome).isInstanceOf(InstallOutcome.Installed.class);
    var iccid = placed.path("iccid").asText();
    assertThat(house.stateBecoming(ProfileState.INSTALLED, new Iccid(iccid)))
        .isEqualTo(ProfileState.INSTALLED);
    var shown = admin.get(ORDERS + "/" + iccid);
    assertThat(shown.path("state").asText()).isEqualTo("Installed");
    assertThat(shown.path("eid").asText()).isEqualTo(card.eid().digits());
    var events = admin.get(ORDERS + "/" + iccid + "/timeline").path("events");
    assertThat(events.findValuesAsText("function"))
        .contains("ES2+.DownloadOrder", "ES2+.ConfirmOrder", "ES9+.GetBoundProfilePackage");
  }

  @Test
  void givesTheSameProfileToTheSameCall() {
    var call = Map.<String, Object>of("callIdentifier", "ticket-4711");

    var first = place(call);
    var again = place(call);

    assertThat(again.path("iccid")).isEqualTo(first.path("iccid"));
    assertThat(again.path("uri")).isEqualTo(first.path("uri"));
  }

  @Test
  void movesAnOrderByTheRulesOfTheOperator() {
    var iccid = place(Map.of("release", false)).path("iccid").asText();

    assertThat(state(iccid)).isEqualTo("Confirmed");
    assertThat(admin
            .post(ORDERS + "/" + iccid + "/release", Map.of())
            .path("state")
            .asText())
        .isEqualTo("Released");
    assertThatExceptionOfType(AdminClient.Refused.class)
        .isThrownBy(() -> admin.post(ORDERS + "/" + iccid + "/confirm", Map.of()))
        .returns(409, AdminClient.Refused::status)
        .returns("8.2.1/3.5", AdminClient.Refused::code);
    assertThat(admin
            .post(ORDERS + "/" + iccid + "/cancel", Map.of("finalState", "available"))
            .path("state")
            .asText())
        .isEqualTo("Available");
    assertThatExceptionOfType(AdminClient.Refused.class)
        .isThrownBy(() -> admin.get(ORDERS + "/" + iccid + "/activation-code"))
        .returns(409, AdminClient.Refused::status);
  }

  @Test
  void findsOrdersByWhatTheyAre() {
    var placed = place(Map.of("matchingId", "FIND-ME-1"));
    var iccid = placed.path("iccid").asText();

    assertThat(found("?matchingId=FIND-ME-1")).containsExactly(iccid);
    assertThat(found("?matchingId=FIND-ME-2")).isEmpty();
    assertThat(found("?matchingId=FIND-ME-1&state=installed")).isEmpty();
    assertThat(found("?matchingId=FIND-ME-1&olderThan=PT5M")).isEmpty();
    assertThat(found("?state=available&limit=2")).hasSize(2);
    for (var wrong : List.of("?state=x", "?limit=0", "?limit=a", "?olderThan=5", "?eid=1")) {
      assertThatExceptionOfType(AdminClient.Refused.class)
          .isThrownBy(() -> found(wrong))
          .returns(400, AdminClient.Refused::status);
    }
  }

  @Test
  void endsAnOrderByItsOwnLimits() {
    var placed = place(Map.of("maxDownloadAttempts", 1));
    var code = ActivationCode.parse(placed.path("uri").asText());
    var iccid = new Iccid(placed.path("iccid").asText());
    assertThat(admin.get(ORDERS + "/" + iccid).path("maxDownloadAttempts").asInt())
        .isEqualTo(1);

    admin.put(ORDERS + "/" + iccid + "/limits", Map.of("lifetime", "PT1H"));
    house.forward(Duration.ofHours(2));
    house.lpa(house.card(Curve.NIST_P256)).download(code, Optional.empty());

    assertThat(house.state(iccid)).isEqualTo(ProfileState.ERROR);
    assertThat(admin.get(ORDERS + "/" + iccid).at("/failure/code").asText())
        .isEqualTo("8.8.5/4.10");
  }

  @Test
  void showsNoTokenToWhoOnlyLooks() {
    var placed = place(Map.of("matchingId", "SECRET-7"));
    var viewer = tokenOf(Map.of("name", "v", "role", "viewer"));
    var iccid = placed.path("iccid").asText();

    assertThat(viewer.get(ORDERS + "/" + iccid).toString()).doesNotContain("SECRET-7");
    for (var path : List.of("/activation-code", "/activation-code.png", "/activation-code.svg")) {
      assertThatExceptionOfType(AdminClient.Refused.class)
          .isThrownBy(() -> viewer.octets(ORDERS + "/" + iccid + path))
          .returns(403, AdminClient.Refused::status);
    }
  }

  @Test
  void hidesFromATenantWhatIsAnothers() {
    var other = "tenant-" + System.nanoTime();
    admin.post("/admin/v1/operators", Map.of("name", other));
    var tenant = tokenOf(Map.of("name", "t", "role", "administrator", "operator", other));
    var iccid = place(Map.of()).path("iccid").asText();
    var before = admin.get(ORDERS + "/" + iccid);
    var one = ORDERS + "/" + iccid;

    refused(404, () -> tenant.get(one));
    refused(404, () -> tenant.get(one + "/timeline"));
    refused(404, () -> tenant.get(one + "/activation-code"));
    refused(404, () -> tenant.octets(one + "/activation-code.png"));
    refused(404, () -> tenant.post(one + "/confirm", Map.of()));
    refused(404, () -> tenant.post(one + "/release", Map.of()));
    refused(404, () -> tenant.post(one + "/cancel", Map.of()));
    refused(404, () -> tenant.put(one + "/limits", Map.of("maxDownloadAttempts", 1)));
    refused(404, () -> tenant.post(ORDERS, order(Map.of())));
    refused(403, () -> tenant.post(ORDERS, Map.of("type", TryOutStock.TYPE)));
    refused(403, () -> tenant.post(ORDERS, Map.of("iccid", iccid)));
    refused(404, () -> tenant.get(ORDERS + "?operator=" + TryOut.OPERATOR));
    refused(404, () -> tenant.get("/admin/v1/operators/" + TryOut.OPERATOR));
    refused(403, () -> tenant.put("/admin/v1/operators/" + TryOut.OPERATOR, Map.of()));
    refused(403, () -> tenant.put("/admin/v1/operators/" + other, Map.of("networks", List.of())));
    refused(403, () -> tenant.post("/admin/v1/operators", Map.of("name", other + "b")));
    refused(404, () -> tenant.get("/admin/v1/types/" + TryOutStock.TYPE));
    refused(404, () -> tenant.put("/admin/v1/types/" + TryOutStock.TYPE, Map.of()));
    refused(403, () -> tenant.get("/admin/v1/audit"));
    refused(404, () -> tenant.post("/admin/v1/bulk-orders/x", bulk(TryOut.OPERATOR)));

    assertThat(tenant.get(ORDERS).path("orders")).isEmpty();
    assertThat(tenant.get("/admin/v1/types").path("types")).isEmpty();
    assertThat(tenant.get("/admin/v1/operators").path("operators")).hasSize(1);
    var lines = tenant.post("/admin/v1/bulk-orders/x", bulk(other)).path("results");
    assertThat(lines.at("/0/error/code").asText()).isEqualTo("8.2.5/1.2");
    assertThat(lines.at("/1/error/code").asText()).isEqualTo("8.2.1/1.2");
    assertThat(admin.get(one)).isEqualTo(before);
  }

  private Map<String, Object> bulk(String operator) {
    return Map.of(
        "operator",
        operator,
        "orders",
        List.of(
            Map.of("line", 1, "type", TryOutStock.TYPE),
            Map.of("line", 2, "iccid", place(Map.of()).path("iccid").asText())));
  }

  @Test
  void drawsTheCodeOfAnOrder(@TempDir Path directory) throws Exception {
    var placed = place(Map.of());
    var iccid = placed.path("iccid").asText();
    var png = directory.resolve("code.png");
    var svg = directory.resolve("code.svg");

    var ran = order("qr", iccid, "--png", png, "--svg", svg);

    assertThat(ran.exitCode()).isZero();
    assertThat(ran.out())
        .startsWith(placed.path("uri").asText())
        .contains("'" + placed.path("uri").asText() + "'");
    assertThat(Files.readAllBytes(png))
        .isEqualTo(admin.octets(ORDERS + "/" + iccid + "/activation-code.png"));
    assertThat(Files.readString(svg)).startsWith("<svg");
    assertThat(placed.at("/links/apple").asText())
        .isEqualTo("https://esimsetup.apple.com/esim_qrcode_provisioning?carddata="
            + placed.path("uri").asText());
  }

  @Test
  void repairsAPastedCodeAndTeachesWhereItCannot() {
    var repaired = Ran.of("order", "qr", "lpa:1$smdp.example.com$a-1", "--json");
    var mangled = Ran.of("order", "qr", "LPA:1.example.com-A-1");

    assertThat(repaired.json().path("uri").asText()).isEqualTo("LPA:1$smdp.example.com$A-1");
    assertThat(repaired.err()).contains("capital");
    assertThat(mangled.exitCode()).isEqualTo(1);
    assertThat(mangled.err()).contains("single quotes");
    refused(
        422,
        () -> admin.post("/admin/v1/activation-codes/check", Map.of("text", "LPA:1$s.example")));
  }

  @Test
  void saysWhatBecameOfTheOrderBehindACode() {
    var uri = order("place", "--operator", TryOut.OPERATOR, "--type", TryOutStock.TYPE, "--json")
        .json()
        .path("uri")
        .asText();
    var body = Map.of("text", "Here it is: " + uri.toLowerCase(Locale.ROOT));
    var open = admin.post("/admin/v1/activation-codes/doctor", body);
    var unknown = admin.post("/admin/v1/activation-codes/doctor", Map.of("text", uri + "9"));

    assertThat(open.path("iccid").asText()).isNotEmpty();
    assertThat(open.path("certain").asBoolean()).isTrue();
    assertThat(open.path("mended").asText()).isEqualTo(uri);
    assertThat(unknown.path("findings").toString()).contains("no order that goes on");
    order("cancel", open.path("iccid").asText(), "--reason", "a test");
    assertThat(admin
            .post("/admin/v1/activation-codes/doctor", body)
            .path("certain")
            .asBoolean())
        .isFalse();
    assertThat(admin.get("/admin/v1/glossary/8.2.6-3.8?lang=th").path("code").asText())
        .isEqualTo("8.2.6/3.8");
  }

  @Test
  void administersOrdersFromTheCommandLine() {
    var placed =
        order("place", "--operator", TryOut.OPERATOR, "--type", TryOutStock.TYPE, "--json");
    var iccid = placed.json().path("iccid").asText();

    assertThat(order("show", iccid).out()).contains("Released", TryOut.OPERATOR);
    assertThat(order("timeline", iccid).out())
        .contains("Available -> Allocated", "The operator ordered the profile");
    assertThat(
            order("list", "--type", TryOutStock.TYPE, "--limit", 500, "--json").out())
        .contains(iccid);
    assertThat(order("cancel", iccid, "--json", "--reason", "a test")
            .json()
            .path("state")
            .asText())
        .isEqualTo("Unavailable");
    assertThat(order("release", iccid).exitCode()).isEqualTo(1);
    assertThat(order("show", "89").err()).contains("not-found");
    assertThat(order("show").exitCode()).isEqualTo(2);
  }

  @Test
  void administersOperatorsAndTypesFromTheCommandLine() {
    var name = "cli-" + System.nanoTime();
    var pem = TryOut.operators(house.directory()).resolve("es2plus-ca.pem");

    var added =
        run("operator", "add", name, "--iccid-prefix", "8949", "--network", "26201", "--json");
    run("operator", "change", name, "--calls-per-minute", "600");
    var client = run("operator", "client", name, "--add", pem, "--json");
    var key = client.json().at("/clients/0").asText();
    var type = run(
        "type",
        "add",
        name,
        "--operator",
        name,
        "--provider",
        "P",
        "--profile-name",
        "N",
        "--json");
    var changed = run("type", "change", name, "--lifetime", "P30D", "--json");

    assertThat(added.exitCode()).isZero();
    assertThat(key).hasSize(64);
    assertThat(run("operator", "show", name).out()).contains("8949", "26201", "600", key);
    assertThat(run("operator", "client", name, "--add", pem).exitCode()).isEqualTo(1);
    assertThat(run("operator", "client", name, "--remove", key).out()).doesNotContain(key);
    assertThat(type.json().path("maxDownloadAttempts").asInt()).isEqualTo(5);
    assertThat(changed.json().path("orderLifetime").asText()).isEqualTo("PT720H");
    assertThat(run("type", "list").out()).contains(name);
    refused(400, () -> admin.put("/admin/v1/types/" + name, Map.of("name", "other")));
    refused(
        400, () -> admin.put("/admin/v1/operators/" + name, Map.of("iccidPrefixes", List.of("1"))));
    assertThat(run("audit", "verify").out()).contains("true");
    assertThat(run("audit", "list", "--json").out()).contains("operator/" + name, "type/" + name);
  }

  private Ran order(Object... arguments) {
    var all = new ArrayList<Object>(List.of("order"));
    all.addAll(List.of(arguments));
    return run(all.toArray());
  }

  private Ran run(Object... arguments) {
    var all = new ArrayList<Object>(List.of(arguments));
    all.addAll(List.of("--admin", house.adminUrl(), "--token-file", house.tokenFile()));
    return Ran.of(all.toArray());
  }

  private static void refused(int status, Runnable call) {
    assertThatExceptionOfType(AdminClient.Refused.class)
        .isThrownBy(call::run)
        .returns(status, AdminClient.Refused::status);
  }

  private AdminClient tokenOf(Map<String, Object> token) {
    return house.admin(admin.post("/admin/v1/tokens", token).path("token").asText());
  }

  private JsonNode place(Map<String, Object> more) {
    return admin.post(ORDERS, order(more));
  }

  private static Map<String, Object> order(Map<String, Object> more) {
    var body = new HashMap<String, Object>(more);
    body.put("operator", TryOut.OPERATOR);
    body.put("type", TryOutStock.TYPE);
    return body;
  }

  private String state(String iccid) {
    return admin.get(ORDERS + "/" + iccid).path("state").asText();
  }

  private List<String> found(String query) {
    return admin.get(ORDERS + query).path("orders").findValuesAsText("iccid");
  }
}
