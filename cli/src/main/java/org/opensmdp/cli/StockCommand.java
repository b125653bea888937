package org.opensmdp.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stock}: subscribers into stock, how much is left, and the keys that theirs travel under. */
@Command(
    name = "stock",
    description = "Stock: import files, show levels, keep transport keys.",
    subcommands = {StockCommand.Import.class, StockCommand.Level.class, StockKeysCommand.class})
final class StockCommand implements Runnable {
  private static final String IMPORTS = "/admin/v1/stock-imports";

  @Override
  public void run() {
    CommandLine.usage(this, System.out);
  }

  /** {@code stock import}. */
  @Command(
      name = "import",
      description = {
        "Put the subscribers of a CSV file into stock. Exit code 1 if a line was rejected.",
        "docs/operations.md, Stock, describes the file and the mapping."
      })
  static final class Import implements Callable<Integer> {
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory()); // reads JSON, too
    private static final int SHOWN = 10;

    @Mixin
    private AdminOptions admin = new AdminOptions();

    @Parameters(paramLabel = "FILE", description = "The file.")
    private Path file = Path.of("");

    @Option(names = "--type", description = "The profile type.")
    private Optional<String> type = Optional.empty();

    @Option(
        names = "--mapping",
        paramLabel = "FILE",
        description = "YAML or JSON: which column is what (default: by the names of the columns).")
    private Optional<Path> mapping = Optional.empty();

    @Option(names = "--transport-key", paramLabel = "NAME", description = "What keys are under.")
    private Optional<String> transportKey = Optional.empty();

    @Option(
        names = "--wrapping",
        description = "aes-kw (default), aes-kwp, aes-ecb, aes-cbc or aes-cbc-iv.")
    private Optional<String> wrapping = Optional.empty();

    @Option(names = "--dry-run", description = "Check every line and take none.")
    private boolean dryRun;

    @Option(
        names = "--resume",
        paramLabel = "NUMBER",
        description = "Go on with this import, of the same file.")
    private Optional<Long> resume = Optional.empty();

    @Option(
        names = "--verdicts",
        paramLabel = "FILE",
        description = "Write the lines that were not accepted there: line,iccid,verdict,reason.")
    private Optional<Path> verdicts = Optional.empty();

    @Override
    public Integer call() throws IOException, InterruptedException {
      var client = admin.client();
      var plan = plan();
      long size = Files.size(file);
      try (var from = StockFile.open(file);
          var into = new Verdicts(verdicts, SHOWN)) {
        var opened = opened(client, plan, header(plan, from));
        var bar = new ProgressBar(System.err, "lines");
        var lines = new AtomicInteger();
        System.err.println("import " + opened.path("importId") + (dryRun ? ", a dry run" : ""));
        var done = new StockUpload(client, opened)
            .send(
                from,
                into::add,
                (octets, line) -> bar.show(
                    octets / (double) Math.max(1, size),
                    lines.accumulateAndGet(line.intValue(), Math::max)));
        bar.end(total(done));
        report(done, into);
        return done.path("rejected").asLong() > 0 ? 1 : 0;
      }
    }

    private static long total(JsonNode done) {
      return done.path("accepted").asLong()
          + done.path("alreadyThere").asLong()
          + done.path("rejected").asLong();
    }

    private ObjectNode plan() throws IOException {
      var plan = YAML.createObjectNode();
      if (mapping.isPresent()) {
        var read = YAML.readTree(Files.readAllBytes(mapping.get()));
        if (!read.isObject()) {
          throw new IllegalArgumentException(mapping.get() + " is no mapping");
        }
        plan.setAll((ObjectNode) read);
      }
      transportKey.ifPresent(name -> plan.put("transportKey", name));
      wrapping.ifPresent(name -> plan.put("wrapping", name));
      return plan;
    }

    /** A file whose mapping names the columns has no line of names. */
    private static List<String> header(ObjectNode plan, StockFile from) throws IOException {
      if (plan.has("names")) {
        return YAML.convertValue(
            plan.get("names"),
            YAML.getTypeFactory().constructCollectionType(List.class, String.class));
      }
      var separator = plan.path("separator").asText(",").replace("\\t", "\t");
      return from.header(separator.isEmpty() ? ',' : separator.charAt(0));
    }

    private JsonNode opened(AdminClient client, ObjectNode plan, List<String> header) {
      if (resume.isPresent()) {
        return client.get(IMPORTS + "/" + resume.get());
      }
      var body = new LinkedHashMap<String, Object>();
      body.put(
          "type",
          type.orElseThrow(() -> new IllegalArgumentException("name the profile type: --type")));
      body.put("dryRun", dryRun);
      body.put("header", header);
      body.put("mapping", plan);
      return client.post(IMPORTS, body);
    }

    private void report(JsonNode done, Verdicts into) {
      if (admin.json()) {
        System.out.println(done);
        return;
      }
      into.shown().forEach(System.out::println);
      System.out.printf(
          "%s: %d accepted, %d there already, %d rejected%n",
          done.path("dryRun").asBoolean() ? "dry run" : "done",
          done.path("accepted").asLong(),
          done.path("alreadyThere").asLong(),
          done.path("rejected").asLong());
    }
  }

  /** The lines that were not accepted, into a file and the first of them onto the screen. */
  static final class Verdicts implements AutoCloseable {
    private final Optional<PrintStream> file;
    private final List<String> first = new ArrayList<>();
    private final int most;

    Verdicts(Optional<Path> path, int most) throws IOException {
      this.file = path.isEmpty()
          ? Optional.empty()
          : Optional.of(new PrintStream(Files.newOutputStream(path.get()), false, UTF_8));
      this.most = most;
      file.ifPresent(out -> out.println("line,iccid,verdict,reason"));
    }

    void add(JsonNode line) {
      var verdict = line.path("verdict").asText();
      file.ifPresent(out -> out.printf(
          "%d,%s,%s,\"%s\"%n",
          line.path("line").asLong(),
          line.path("iccid").asText(),
          verdict,
          line.path("reason").asText().replace('"', '\'')));
      if (first.size() < most && !verdict.equals("ALREADY_THERE")) {
        first.add("  line %d %s: %s (%s)"
            .formatted(
                line.path("line").asLong(),
                line.path("iccid").asText(),
                line.path("reason").asText(),
                verdict));
      }
    }

    List<String> shown() {
      return List.copyOf(first);
    }

    @Override
    public void close() {
      file.ifPresent(PrintStream::close);
    }
  }

  /** {@code stock level}. */
  @Command(name = "level", description = "What is in stock, and for how many days it will do.")
  static final class Level implements Runnable {
    @Mixin
    private AdminOptions admin = new AdminOptions();

    @Override
    public void run() {
      var answer = admin.client().get("/admin/v1/stock");
      if (admin.json()) {
        System.out.println(answer);
        return;
      }
      System.out.printf(
          "%-20s %-20s %10s %10s %10s%n", "operator", "type", "available", "a day", "days");
      answer
          .path("stock")
          .forEach(level -> System.out.printf(
              "%-20s %-20s %10d %10.1f %10s%n",
              level.path("operator").asText(),
              level.path("type").asText(),
              level.path("available").asLong(),
              level.path("perDay").asDouble(),
              level.path("daysOfCover").asText("-")));
    }
  }
}
