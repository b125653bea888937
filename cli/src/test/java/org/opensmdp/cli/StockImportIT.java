package org.opensmdp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opensmdp.server.TryOutStock;

/** Files of stock by the command line, into a server process that may be killed. */
class StockImportIT {
  private static final int ROWS = 30_000;
  private static final int FAULTY_EVERY = 100;

  @Test
  void importsOnceWhateverIsKilledInTheMiddle(@TempDir Path folder) throws Exception {
    var file = folder.resolve("stock.csv");
    var data = folder.resolve("data");
    var rows = new StockRows(new SecureRandom(), Optional.empty(), FAULTY_EVERY);
    rows.write(file, 1, ROWS);
    long importId;

    try (var server = serve(data)) {
      var client = client(data, server);
      importId = open(client, file).path("importId").asLong();
      var some = new CountDownLatch(2);
      var upload = upload(client, importId, file, some);
      assertThat(some.await(60, TimeUnit.SECONDS)).isTrue();
      server.process().destroyForcibly().waitFor(); // SIGKILL, with chunks under way
      upload.interrupt();
      upload.join();
    }

    try (var server = serve(data)) {
      var admin = admin(server);
      var verdicts = folder.resolve("verdicts.csv");
      var dry = ran(data, admin, "stock", "import", file, "--type", TryOutStock.TYPE, "--dry-run");
      var resumed = ran(
          data,
          admin,
          "stock",
          "import",
          file,
          "--resume",
          importId,
          "--verdicts",
          verdicts,
          "--json");
      var again = ran(data, admin, "stock", "import", file, "--type", TryOutStock.TYPE, "--json");

      int good = ROWS - rows.faulty(ROWS);
      assertThat(dry.exitCode()).isEqualTo(1);
      assertThat(dry.out()).contains("dry run: ").contains(", 300 rejected");
      assertThat(resumed.exitCode()).isEqualTo(1);
      assertThat(resumed.json().path("accepted").asInt()).isEqualTo(good);
      assertThat(resumed.json().path("rejected").asInt()).isEqualTo(rows.faulty(ROWS));
      assertThat(again.json().path("accepted").asInt()).isZero();
      assertThat(again.json().path("alreadyThere").asInt()).isEqualTo(good);
      assertThat(Files.readAllLines(verdicts).get(0)).isEqualTo("line,iccid,verdict,reason");
      var level = ran(data, admin, "stock", "level", "--json").json();
      assertThat(level.path("stock"))
          .anyMatch(of -> of.path("type").asText().equals(TryOutStock.TYPE)
              && of.path("available").asInt() == good);
    }
  }

  private static Thread upload(AdminClient client, long importId, Path file, CountDownLatch some) {
    var thread = new Thread(() -> {
      try (var from = StockFile.open(file)) {
        from.header(',');
        new StockUpload(client, client.get("/admin/v1/stock-imports/" + importId))
            .send(from, line -> {}, (octets, line) -> some.countDown());
      } catch (IOException | InterruptedException | RuntimeException e) {
        // the server was killed: that is the point
      }
    });
    thread.start();
    return thread;
  }

  private static JsonNode open(AdminClient client, Path file) throws IOException {
    try (var from = StockFile.open(file)) {
      return client.post(
          "/admin/v1/stock-imports", Map.of("type", TryOutStock.TYPE, "header", from.header(',')));
    }
  }

  private static Ran ran(Path data, URI admin, Object... words) {
    var all = Stream.concat(Arrays.stream(words), Stream.of("--data", data, "--admin", admin));
    return Ran.of(all.toArray());
  }

  private static Child serve(Path data) throws IOException {
    return Child.start(
        List.of("-Xmx256m"),
        List.of("serve", "--data", data.toString(), "--free-ports", "--stock", "0"));
  }

  private static AdminClient client(Path data, Child server) throws IOException {
    var address = admin(server);
    return AdminClient.of(address, Files.readString(data.resolve("admin.token")).strip());
  }

  private static URI admin(Child server) throws IOException {
    var port = "";
    var line = "";
    while (!line.startsWith("ready")) {
      line = server.readLine();
      if (line.startsWith("admin ")) {
        port = line.substring(line.lastIndexOf(':') + 1);
      }
    }
    return URI.create("http://127.0.0.1:" + port);
  }
}
