package org.opensmdp.console;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.opensmdp.console.Door.errorCode;
import static org.opensmdp.console.Door.json;
import static org.opensmdp.console.Door.request;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.opensmdp.activation.Operator;
import org.opensmdp.activation.ProfileType;
import org.opensmdp.activation.ProfileType.Protection;
import org.opensmdp.activation.Role;
import org.opensmdp.activation.StockImport;
import org.opensmdp.activation.StockVerdict;
import org.opensmdp.crypto.KeyUnwrap;
import org.opensmdp.crypto.KeyUnwrap.Wrapping;
import org.opensmdp.crypto.TransportKey;
import org.opensmdp.http.Reply;
import org.opensmdp.http.Request;
import org.opensmdp.http.Route;
import org.opensmdp.profile.MetadataTexts;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.ProfileClass;
import org.opensmdp.rsp.Secret;

class StockResourceTest {
  private static final String HEADER = "\"header\":[\"ICCID\",\"IMSI\",\"Ki\",\"OPc\"]";
  private static final String KI = "91F0A7C35B2E84D60C7A19E3F5486B2D";
  private static final String OPC = "3D8E12C7A95F604BE8D1A3740F6C2B95";
  private static final String GOOD = "8988220000000000010,262019999000001," + KI + "," + OPC + "\n";
  private static final String BAD = "8988220000000000011,262019999000002," + KI + "," + OPC + "\n";

  private final Door door = new Door();
  private final Map<StockVerdict, Integer> counted = new EnumMap<>(StockVerdict.class);
  private final StockResource stock = new StockResource(
      door.access,
      door.store.stock(),
      new StockImport(
          door.store.stock(), (verdict, lines) -> counted.merge(verdict, lines, Integer::sum)),
      door.store.inventory(),
      door.clock);
  private final TransportKeysResource keys = new TransportKeysResource(
      door.access, door.store.stock(), door.store.inventory(), door.clock);
  private final Operator operator = operator("Operator");
  private final ProfileType type = type("Plan", operator);
  private final Bearer operations = door.token(Role.OPERATIONS);
  private final Bearer administrator = door.token(Role.ADMINISTRATOR);

  @Test
  void takesAChunkAndSaysWhatIsWrongWithTheRest() {
    var opened = open(operations, "{\"type\":\"Plan\"," + HEADER + "}");
    assertThat(opened.status()).isEqualTo(201);

    var chunk = chunk(operations, opened, 0, "2", GOOD + BAD);

    assertThat(chunk.status()).isEqualTo(200);
    assertThat(json(chunk).path("accepted").asInt()).isEqualTo(1);
    assertThat(json(chunk).path("rejected").asInt()).isEqualTo(1);
    assertThat(json(chunk).at("/lines/0/line").asInt()).isEqualTo(3);
    assertThat(json(chunk).at("/lines/0/verdict").asText()).isEqualTo("ICCID_CHECK_DIGIT");
    assertThat(json(chunk).at("/lines/0").has("iccid")).isFalse();
    assertThat(chunk.toString() + new String(chunk.body(), US_ASCII)).doesNotContain(KI, OPC);
    assertThat(counted)
        .containsEntry(StockVerdict.ACCEPTED, 1)
        .containsEntry(StockVerdict.ICCID_CHECK_DIGIT, 1);
    assertThat(door.store.inventory().available(type)).isEqualTo(1);
  }

  @Test
  void erasesTheBodyOfAChunk() {
    var opened = open(operations, "{\"type\":\"Plan\"," + HEADER + "}");
    var body = GOOD.getBytes(US_ASCII);
    var sent = Request.of("PUT", "/admin/v1/stock-imports/1/chunks/0", body)
        .withHeader("Authorization", "Bearer " + operations.reveal())
        .withPathValue("id", json(opened).path("importId").asText())
        .withPathValue("number", "0");

    handle(stock, "PUT", "chunks", sent);

    assertThat(body).containsOnly(0);
  }

  @Test
  void takesAChunkOnceAndRefusesOthersUnderItsNumber() {
    var opened = open(operations, "{\"type\":\"Plan\"," + HEADER + "}");
    var first = chunk(operations, opened, 0, "1", GOOD);

    var again = chunk(operations, opened, 0, "1", GOOD);
    var other = chunk(operations, opened, 0, "1", BAD);

    assertThat(again.body()).isEqualTo(first.body());
    assertThat(other.status()).isEqualTo(409);
    assertThat(counted).containsOnly(Map.entry(StockVerdict.ACCEPTED, 1));
  }

  @Test
  void endsAnImportWhenAllOfItIsHere() {
    var opened = open(operations, "{\"type\":\"Plan\"," + HEADER + "}");
    chunk(operations, opened, 0, "1", GOOD);

    assertThat(finish(opened, "{\"chunks\":2}").status()).isEqualTo(409);
    var finished = finish(opened, "{\"chunks\":1}");

    assertThat(json(finished).path("accepted").asInt()).isEqualTo(1);
    assertThat(json(finished).path("finishedAt").isNull()).isFalse();
    assertThat(chunk(operations, opened, 1, "2", BAD).status()).isEqualTo(409);
  }

  @Test
  void writesNothingOnADryRun() {
    var opened = open(operations, "{\"type\":\"Plan\",\"dryRun\":true," + HEADER + "}");

    assertThat(json(chunk(operations, opened, 0, "1", GOOD)).path("accepted").asInt())
        .isOne();
    assertThat(door.store.inventory().available(type)).isZero();
  }

  @Test
  void unwrapsUnderAKeyThatWasAddedBefore() {
    var octets = Bytes.fromHex("C1C2C3C4C5C6C7C8D1D2D3D4D5D6D7D8");
    var wrap = KeyUnwrap.of(new TransportKey(Secret.of(octets)), Wrapping.AES_KW);
    var mapping = "{\"type\":\"Plan\"," + HEADER + ",\"mapping\":{\"transportKey\":\"TK\"}}";
    assertThat(open(operations, mapping).status()).isEqualTo(404);

    var added = addKey("TK", octets);
    var opened = open(operations, mapping);
    var line = "8988220000000000010,262019999000001,%s,%s\n"
        .formatted(wrap.wrap(secret(KI)), wrap.wrap(secret(OPC)));

    assertThat(added.status()).isEqualTo(201);
    assertThat(json(added).path("checkValue").asText()).hasSize(6);
    assertThat(json(chunk(operations, opened, 0, "1", line)).path("accepted").asInt())
        .isOne();
    assertThat(
            json(chunk(operations, opened, 1, "2", GOOD)).at("/lines/0/verdict").asText())
        .isEqualTo("KEY_NOT_UNWRAPPED");
    assertThat(addKey("TK", octets).status()).isEqualTo(409);
    assertThat(addKey("short", octets.slice(0, 8)).status()).isEqualTo(422);
  }

  @Test
  void refusesKeysInTheClearWhereThePolicySaysSo() {
    var body = "{\"operator\":\"Operator\",\"clearKeys\":false}";
    var set = handle(
        keys, "PUT", "stock-policy", request(administrator, "PUT", "/admin/v1/stock-policy", body));
    var opened = open(operations, "{\"type\":\"Plan\"," + HEADER + "}");

    assertThat(set.status()).isEqualTo(204);
    assertThat(
            json(chunk(operations, opened, 0, "1", GOOD)).at("/lines/0/verdict").asText())
        .isEqualTo("KEY_IN_CLEAR");
  }

  @Test
  void asksForTheRightRoles() {
    var body = "{\"type\":\"Plan\"," + HEADER + "}";

    assertThat(open(door.token(Role.SUPPORT), body).status()).isEqualTo(403);
    assertThat(levels(door.token(Role.VIEWER)).status()).isEqualTo(200);
    var list = request(operations, "GET", "/admin/v1/transport-keys?operator=Operator", "");
    assertThat(handle(keys, "GET", "transport-keys", list).status()).isEqualTo(403);
  }

  @Test
  void showsATenantItsOwnOnly() {
    var stranger = operator("Stranger");
    type("Its plan", stranger);
    var bound = door.token(Role.OPERATIONS, Optional.of(stranger));
    var opened = open(operations, "{\"type\":\"Plan\"," + HEADER + "}");

    assertThat(open(bound, "{\"type\":\"Plan\"," + HEADER + "}").status()).isEqualTo(404);
    assertThat(chunk(bound, opened, 0, "1", GOOD).status()).isEqualTo(404);
    assertThat(json(levels(bound)).path("stock")).hasSize(1);
    assertThat(json(levels(bound)).at("/stock/0/type").asText()).isEqualTo("Its plan");
    assertThat(json(levels(operations)).path("stock")).hasSize(2);
  }

  @Test
  void refusesWhatMakesNoSense() {
    var opened = open(operations, "{\"type\":\"Plan\"," + HEADER + "}");

    assertThat(open(operations, "{\"type\":\"No plan\"," + HEADER + "}").status())
        .isEqualTo(404);
    assertThat(open(operations, "{\"type\":\"Plan\"}").status()).isEqualTo(400);
    assertThat(errorCode(open(operations, "[]"))).isEqualTo("unreadable");
    assertThat(chunk(operations, opened, -1, "1", GOOD).status()).isEqualTo(400);
    assertThat(chunk(operations, opened, 0, "0", GOOD).status()).isEqualTo(400);
    assertThat(chunk(operations, opened, 0, "x", GOOD).status()).isEqualTo(400);
  }

  private Reply open(Bearer bearer, String body) {
    return handle(
        stock, "POST", "stock-imports", request(bearer, "POST", "/admin/v1/stock-imports", body));
  }

  private Reply chunk(Bearer bearer, Reply opened, int number, String line, String csv) {
    return handle(
        stock,
        "PUT",
        "chunks",
        request(bearer, "PUT", "/admin/v1/stock-imports/1/chunks/0?line=" + line, csv)
            .withPathValue("id", json(opened).path("importId").asText())
            .withPathValue("number", Integer.toString(number)));
  }

  private Reply finish(Reply opened, String body) {
    return handle(
        stock,
        "POST",
        "finish",
        request(operations, "POST", "/admin/v1/stock-imports/1/finish", body)
            .withPathValue("id", json(opened).path("importId").asText()));
  }

  private Reply addKey(String name, Bytes octets) {
    var sent = Request.of("PUT", "/admin/v1/transport-keys/o/n", octets.toArray())
        .withHeader("Authorization", "Bearer " + administrator.reveal())
        .withPathValue("operator", "Operator")
        .withPathValue("name", name);
    return handle(keys, "PUT", "transport-keys", sent);
  }

  private Reply levels(Bearer bearer) {
    return handle(stock, "GET", "stock", request(bearer, "GET", "/admin/v1/stock", ""));
  }

  private static Reply handle(Resource resource, String method, String part, Request request) {
    return resource.routes().stream()
        .filter(route -> route.method().equals(method))
        .filter(route -> List.of(route.path().split("/")).contains(part))
        .filter(route -> !part.equals("stock-imports") || route.path().endsWith(part))
        .map(Route::handler)
        .findFirst()
        .orElseThrow()
        .handle(request);
  }

  private Operator operator(String name) {
    return door.store.inventory().add(new Operator(0, name, Set.of(name)));
  }

  private ProfileType type(String name, Operator owner) {
    var texts =
        new MetadataTexts("Example", "Plan", ProfileClass.OPERATIONAL, List.of(), Optional.empty());
    return door.store
        .inventory()
        .add(new ProfileType(
            0,
            owner.operatorId(),
            name,
            texts,
            2,
            Protection.SESSION_KEYS,
            4,
            3,
            Optional.empty()));
  }

  private static Secret secret(String hex) {
    return Secret.of(Bytes.fromHex(hex));
  }
}
