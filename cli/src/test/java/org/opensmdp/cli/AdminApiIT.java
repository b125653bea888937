package org.opensmdp.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The door of the admin API, on real sockets. */
class AdminApiIT {
  private final TestHouse house = TestHouse.get();

  @Test
  void writesTheFirstTokenForTheEyesOfItsUserOnly() throws IOException {
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(house.tokenFile())))
        .isEqualTo("rw-------");
    assertThat(house.admin().get("/admin/v1/tokens").path("tokens")).isNotEmpty();
  }

  @Test
  void makesTokensThatDoWhatTheirRoleMay() {
    var made = house.admin().post("/admin/v1/tokens", Map.of("name", "noc", "role", "viewer"));
    var viewer = house.admin(made.path("token").asText());

    assertThat(viewer.get("/admin/v1/openapi.json").path("openapi").asText()).startsWith("3.1");
    assertThatExceptionOfType(AdminClient.Refused.class)
        .isThrownBy(() -> viewer.get("/admin/v1/tokens"))
        .returns(403, AdminClient.Refused::status);
    house.admin().delete("/admin/v1/tokens/" + made.path("tokenId").asLong());
    assertThatExceptionOfType(AdminClient.Refused.class)
        .isThrownBy(() -> viewer.get("/admin/v1/openapi.json"))
        .returns(401, AdminClient.Refused::status);
  }

  @Test
  void countsWhoCameWithoutAToken() throws Exception {
    int before = unauthenticated();

    assertThatExceptionOfType(AdminClient.Refused.class)
        .isThrownBy(() -> house.admin("osmdp_00").get("/admin/v1/tokens"))
        .returns("unauthenticated", AdminClient.Refused::code);

    assertThat(unauthenticated()).isEqualTo(before + 1);
  }

  @Test
  void leavesHealthAndMetricsOpen() throws Exception {
    assertThat(open("/health/live")).isEqualTo("live\n");
    assertThat(open("/metrics")).contains("http_refused_total");
  }

  @Test
  void administersFromTheCommandLine() {
    var url = house.adminUrl().toString();
    var file = house.tokenFile().toString();

    var made = Ran.of(
        "token",
        "new",
        "desk",
        "--role",
        "support",
        "--json",
        "--admin",
        url,
        "--token-file",
        file);
    var listed = Ran.of("token", "list", "--admin", url, "--token-file", file);
    var nowhere = Ran.of("token", "list", "--admin", "http://127.0.0.1:1", "--token-file", file);
    var wrong = Ran.of("token", "new", "desk", "--admin", url, "--token-file", file);

    assertThat(made.exitCode()).isZero();
    assertThat(made.out()).contains("osmdp_");
    assertThat(listed.out()).contains("desk", "support", "all operators").doesNotContain("osmdp_");
    assertThat(nowhere.exitCode()).isEqualTo(1);
    assertThat(nowhere.err()).contains("Is it running?");
    assertThat(wrong.exitCode()).isEqualTo(2);
  }

  private int unauthenticated() throws Exception {
    return open("/metrics")
        .lines()
        .filter(line -> line.startsWith("http_refused_total{why=\"unauthenticated\""))
        .mapToInt(line -> (int) Double.parseDouble(line.replaceFirst(".* ", "")))
        .findFirst()
        .orElse(0);
  }

  private String open(String path) throws Exception {
    URI uri = house.adminUrl().resolve(path);
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
        .body();
  }
}
