package org.opensmdp.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import org.opensmdp.crypto.KeyUnwrap;
import org.opensmdp.crypto.KeyUnwrap.Wrapping;
import org.opensmdp.crypto.TransportKey;
import org.opensmdp.rsp.Secret;
import org.opensmdp.server.TryOut;
import org.opensmdp.server.TryOutStock;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bench import}: a file of made-up subscribers into a server of its own, over the admin API. */
@Command(
    name = "import",
    description = {
      "Import of stock: rows a second, with every check, sealed and durable.",
      "The server and its PostgreSQL run here, in processes of their own."
    })
final class BenchImportCommand implements Callable<Integer> {
  private static final String KEY = "bench";
  private static final int EXAMPLES = 6;

  @Option(names = "--rows", description = "Lines of the file (default: 200000).")
  private int rows = 200_000;

  @Option(names = "--faulty-every", description = "One faulty line of so many (default: 100).")
  private int faultyEvery = 100;

  @Option(names = "--wrapped", description = "Keys under a transport key, by RFC 3394.")
  private boolean wrapped;

  @Option(names = "--json", description = "End with one JSON object on standard output.")
  private boolean json;

  private final SecureRandom random = new SecureRandom();
  private final PrintStream out = System.err;

  @Override
  public Integer call() throws Exception {
    try (var temporary = BenchDirectory.create();
        var server = server(temporary.path())) {
      var directory = temporary.path();
      var client = AdminClient.of(admin(server), token(directory));
      var wrap = wrapped ? Optional.of(wrap(client)) : Optional.<KeyUnwrap>empty();
      var generator = new StockRows(random, wrap, faultyEvery);
      var file = directory.resolve("stock.csv");
      out.println("writing a file of " + rows + " lines");
      generator.write(file, 1, rows);
      var figures = measure(server, client, file);
      report(figures);
      boolean right = Long.valueOf(generator.faulty(rows)).equals(figures.get("rejected"));
      return right ? 0 : 1;
    }
  }

  private Child server(Path directory) throws IOException {
    out.println("starting the server");
    return Child.start(
        List.of("-XX:+UseSerialGC", "-Xmx160m"),
        List.of("serve", "--data", directory.toString(), "--free-ports", "--stock", "0"));
  }

  private static URI admin(Child server) throws IOException {
    var address = "";
    String line;
    do {
      line = server.readLine();
      if (line.startsWith("admin ")) {
        address = line.substring(line.lastIndexOf(':') + 1);
      }
    } while (!line.startsWith("ready"));
    return URI.create("http://127.0.0.1:" + address);
  }

  private static String token(Path directory) throws IOException {
    return Files.readString(directory.resolve("admin.token")).strip();
  }

  private KeyUnwrap wrap(AdminClient client) {
    var octets = new byte[32];
    random.nextBytes(octets);
    client.put(
        "/admin/v1/transport-keys/" + AdminClient.encoded(TryOut.OPERATOR) + "/" + KEY,
        "application/octet-stream",
        octets);
    var key = new TransportKey(Secret.of(octets));
    Arrays.fill(octets, (byte) 0);
    return KeyUnwrap.of(key, Wrapping.AES_KW);
  }

  private Map<String, Object> measure(Child server, AdminClient client, Path file)
      throws IOException, InterruptedException {
    long size = Files.size(file);
    var examples = new ArrayList<String>();
    try (var from = StockFile.open(file)) {
      var opened = open(client, from.header(','));
      var bar = new ProgressBar(out, "lines");
      var most = new AtomicLong();
      var cpu = server.cpu();
      long begun = System.nanoTime();
      var done = new StockUpload(client, opened)
          .send(
              from,
              line -> example(examples, line),
              (octets, line) ->
                  bar.show(octets / (double) size, most.accumulateAndGet(line, Math::max)));
      double seconds = (System.nanoTime() - begun) / 1e9;
      bar.end(rows);
      examples.forEach(out::println);
      double cpuMillis = server.cpu().minus(cpu).toNanos() / 1e6;
      return figures(done, seconds, cpuMillis, server);
    }
  }

  private JsonNode open(AdminClient client, List<String> header) {
    var mapping = wrapped ? Map.of("transportKey", KEY) : Map.of();
    return client.post(
        "/admin/v1/stock-imports",
        Map.of("type", TryOutStock.TYPE, "header", header, "mapping", mapping));
  }

  private static void example(List<String> examples, JsonNode line) {
    if (examples.size() < EXAMPLES) {
      examples.add("  line %d %s: %s"
          .formatted(
              line.path("line").asLong(),
              line.path("verdict").asText(),
              line.path("reason").asText()));
    }
  }

  private Map<String, Object> figures(JsonNode done, double seconds, double cpuMillis, Child server)
      throws IOException {
    var figures = new LinkedHashMap<String, Object>();
    figures.put("rows", rows);
    figures.put("accepted", done.path("accepted").asLong());
    figures.put("rejected", done.path("rejected").asLong());
    figures.put("seconds", Math.round(seconds * 1000) / 1000.0);
    figures.put("rowsPerSecond", Math.round(rows / seconds));
    figures.put("serverCpuUsPerRow", Math.round(cpuMillis * 1e4 / rows) / 10.0);
    figures.put("rssMb", Math.round(server.residentMegabytes()));
    figures.put("wrapped", wrapped);
    return figures;
  }

  private void report(Map<String, Object> figures) {
    figures.forEach((name, value) -> out.printf(Locale.ROOT, "  %-26s %s%n", name, value));
    if (json) {
      System.out.println(Json.line(figures));
      System.out.flush();
    }
  }
}
