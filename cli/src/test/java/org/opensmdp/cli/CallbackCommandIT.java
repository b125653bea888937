package org.opensmdp.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opensmdp.crypto.Curve;
import org.opensmdp.server.TryOut;
import org.opensmdp.server.TryOutStock;
import org.opensmdp.simulator.DownloadOrder;
import org.opensmdp.simulator.InstallOutcome;

/** {@code callback}, from setting one to what was given up and is told after all. */
class CallbackCommandIT {
  private static final String KIND = "handle-notification";

  private final TestHouse house = TestHouse.get();

  private Ran callback(String command, Object... further) {
    var words = new ArrayList<Object>(List.of("callback", command, TryOut.OPERATOR));
    words.addAll(List.of(further));
    words.addAll(List.of("--admin", house.adminUrl(), "--token-file", house.tokenFile()));
    return Ran.of(words.toArray());
  }

  @Test
  void holdsGivesUpAndTellsAfterAll(@TempDir Path folder) throws IOException {
    int before = dead().size(); // of an earlier try
    try (var operator = OperatorHouse.open(house.directory())) {
      var ca = Files.writeString(folder.resolve("ca.pem"), operator.caPem());
      var url = operator.endpoint().url();
      var set = callback("set", KIND, url, "--trusted-ca", ca, "--points", "3,4", "--hold");
      assertThat(set.out()).contains(KIND, url, "held");
      download();
      TestHouse.await(() -> callback("pending").out().lines().count() == 2);
      assertThat(callback("show", "--json").json().at("/callbacks/0/points")).hasSize(2);
      assertThat(operator.endpoint().calls()).isEmpty();

      assertThat(callback("remove", KIND).exitCode()).isZero();

      var dead = dead();
      assertThat(dead).hasSize(before + 2);
      assertThat(callback("replay").out()).startsWith("0 "); // nobody is called
      callback("set", KIND, url, "--trusted-ca", ca, "--points", "3,4");
      var one = dead.get(before).path("id").asText();
      assertThat(callback("replay", one).out()).startsWith("1 ");
      assertThat(callback("replay").out()).startsWith(before + 1 + " ");
      TestHouse.await(() -> operator.endpoint().taken().size() == before + 2);
      assertThat(operator.endpoint().taken())
          .as(callback("pending", "--json").out())
          .hasSize(before + 2)
          .anySatisfy(call -> assertThat(call.body()).contains(one));
      assertThat(operator.endpoint().taken())
          .allSatisfy(call -> assertThat(call.path()).endsWith("/handleNotification"));
      var metrics = new String(house.admin().octets("/metrics"), UTF_8);
      assertThat(metrics)
          .contains("smdp_callback_total{channel=\"es2plus\",outcome=\"delivered\",}")
          .contains("smdp_outbox_oldest_seconds{channel=\"webhook\",} 0.0");
    } finally {
      callback("remove", KIND);
    }
  }

  private JsonNode dead() {
    return callback("dead", "--json").json().path("callbacks");
  }

  private void download() {
    var order = house.release(DownloadOrder.ofType(TryOutStock.TYPE));
    var lpa = house.lpa(house.card(Curve.NIST_P256));
    assertThat(lpa.download(order.activationCode(), Optional.empty()))
        .isInstanceOf(InstallOutcome.Installed.class);
    lpa.sendNotifications();
  }

  @Test
  void saysWhatIsWrong() {
    assertThat(callback("set", KIND, "http://a.example").err()).contains("url: https://");
    assertThat(callback("set", "pigeon", "https://a.example").exitCode()).isEqualTo(1);
    assertThat(callback("replay", "not-an-id").exitCode()).isEqualTo(1);
  }
}
