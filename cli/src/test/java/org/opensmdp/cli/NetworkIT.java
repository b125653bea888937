package org.opensmdp.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opensmdp.activation.ProfileState;
import org.opensmdp.crypto.Curve;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.server.TryOut;
import org.opensmdp.server.TryOutStock;
import org.opensmdp.simulator.DownloadOrder;

/** What an operator's network says of profiles that cards have installed, over the command line and HTTP. */
class NetworkIT {
  private static final String PATH = "/admin/v1/network-events";
  private static final String NOBODY = "999990000%06d";

  private final TestHouse house = TestHouse.get();

  @TempDir
  private Path directory = Path.of("");

  private String token = "";
  private Path tokenFile = Path.of("");

  @BeforeEach
  void comeAsTheOperator() throws IOException {
    token = house
        .admin()
        .post(
            "/admin/v1/tokens",
            Map.of("name", "core network", "role", "operations", "operator", TryOut.OPERATOR))
        .path("token")
        .asText();
    tokenFile = Files.writeString(directory.resolve("core.token"), token);
  }

  @Test
  void takesAFileOnceAndNamesTheLinesThatAreNoEvents() throws IOException {
    var iccid = installed();
    var now = house.clock().instant();
    var file = write(
        "imsi,kind,happenedAt,network,cause",
        "%s,ATTACH,%s,26201,".formatted(imsi(iccid), now),
        "",
        "%s,SESSION_DROP,%s,26201,radio lost".formatted(imsi(iccid), now.plusSeconds(1)),
        "%s,ATTACH,%s,,".formatted(NOBODY.formatted(0), now),
        "99887766,LOST,%s,,".formatted(now));

    var first = network("import", file.toString(), "--json");
    var second = network("import", file.toString());

    assertThat(first.err()).doesNotContain("opensmdp:");
    var counts = first.json().path("counts");
    assertThat(counts.path("ACCEPTED").asInt()).isEqualTo(2);
    assertThat(counts.path("UNKNOWN_IMSI").asInt()).isEqualTo(1);
    assertThat(first.json().at("/malformed/0/line").asInt()).isEqualTo(6);
    assertThat(first.exitCode()).isEqualTo(1);
    assertThat(second.out()).contains("0 events accepted, 3 known before", "1 not readable");
    assertThat(second.err()).contains("line 6: kind is not ATTACH, DETACH or SESSION_DROP");
    assertThat(first.out() + second.out() + second.err()).doesNotContain(imsi(iccid), "99887766");
    assertThat(run("order", "timeline", iccid.digits()).out())
        .contains("Network.Attach", "Network.SessionDrop");
    var drops = network("drops", "--within", "PT1H", "--json").json().path("drops");
    assertThat(drops).anySatisfy(row -> {
      assertThat(row.path("type").asText()).isEqualTo(TryOutStock.TYPE);
      assertThat(row.path("version").asInt()).isEqualTo(1);
      assertThat(row.path("profiles").asInt()).isPositive();
    });
    assertThat(network("drops").out()).contains(TryOutStock.TYPE + "/1");
  }

  @Test
  void opensAnIncidentWhereTheNetworkBelievesInAnotherProfile() {
    var iccid = installed();
    var event = Map.of(
        "imsi",
        imsi(iccid),
        "kind",
        "ATTACH",
        "happenedAt",
        house.clock().instant().toString(),
        "iccid",
        Iccid.withCheckDigit("890010199999999999").digits());

    var answer = house.admin(token).post(PATH, List.of(event, event));

    assertThat(answer.path("lines"))
        .extracting(line -> line.path("verdict").asText())
        .containsExactly("CROSSED", "DUPLICATE");
    assertThat(house.admin().get("/admin/v1/incidents?open=true").path("incidents"))
        .anySatisfy(incident -> {
          assertThat(incident.path("source").asText()).isEqualTo("identity " + iccid.digits());
          assertThat(incident.path("cause").asText()).isEqualTo("integrity");
        });
  }

  @Test
  void listsWhatIsInstalledAndHasNeverAttached() throws IOException {
    var served = installed();
    var lost = installed();
    network(
        "import",
        write("[{\"imsi\":\"%s\",\"kind\":\"ATTACH\",\"happenedAt\":\"%s\"}]"
                .formatted(imsi(served), house.clock().instant()))
            .toString());

    house.forward(Duration.ofHours(2));

    var late = network("unattached", "--within", "PT1H", "--json").json();
    assertThat(late.path("profiles"))
        .extracting(profile -> profile.path("iccid").asText())
        .contains(lost.digits())
        .doesNotContain(served.digits());
    assertThat(late.path("count").asInt()).isGreaterThanOrEqualTo(1);
    assertThat(network("unattached", "--within", "PT3H", "--json").json().path("profiles"))
        .extracting(profile -> profile.path("iccid").asText())
        .doesNotContain(lost.digits());
    assertThat(network("unattached", "--within", "PT1H").out())
        .contains("have never attached", lost.digits());
    assertThat(network("unattached", "--within", "an hour").exitCode()).isEqualTo(1);
  }

  @Test
  void sendsALongFileInBatches() throws IOException {
    var now = house.clock().instant();
    var file = write(IntStream.rangeClosed(1, 1_001)
        .mapToObj(i -> "{\"imsi\":\"%s\",\"kind\":\"DETACH\",\"happenedAt\":\"%s\"}"
            .formatted(NOBODY.formatted(i), now))
        .toArray(String[]::new));

    var ran = network("import", file.toString(), "--json");

    assertThat(ran.exitCode()).isZero();
    assertThat(ran.json().at("/counts/UNKNOWN_IMSI").asInt()).isEqualTo(1_001);
  }

  @Test
  void wantsToKnowWhoseNetworkItIs() {
    assertThat(catchThrowableOfType(
            AdminClient.Refused.class, () -> house.admin().post(PATH, List.of())))
        .returns(403, AdminClient.Refused::status)
        .hasMessageContaining("bound to it");
    assertThat(catchThrowableOfType(
            AdminClient.Refused.class,
            () -> house.admin(token).post(PATH, "text/csv", "imsi\n1".getBytes(UTF_8))))
        .returns(400, AdminClient.Refused::status);
  }

  private Iccid installed() {
    var order = house.release(DownloadOrder.ofType(TryOutStock.TYPE));
    house.lpa(house.card(Curve.NIST_P256)).download(order.activationCode(), Optional.empty());
    assertThat(house.stateBecoming(ProfileState.INSTALLED, order.iccid()))
        .isEqualTo(ProfileState.INSTALLED);
    return order.iccid();
  }

  private String imsi(Iccid iccid) {
    var file = house.server().stores().caseFiles().read(iccid).orElseThrow();
    return file.imsi().orElseThrow().digits();
  }

  private Path write(String... lines) throws IOException {
    return Files.writeString(directory.resolve("events"), String.join("\n", lines));
  }

  private Ran network(String... words) {
    var all = new ArrayList<>(List.of("network"));
    all.addAll(List.of(words));
    return run(tokenFile, all);
  }

  private Ran run(String... words) {
    return run(house.tokenFile(), List.of(words));
  }

  private Ran run(Path token, List<String> words) {
    var all = new ArrayList<Object>(words);
    all.addAll(List.of("--admin", house.adminUrl(), "--token-file", token));
    return Ran.of(all.toArray());
  }
}
