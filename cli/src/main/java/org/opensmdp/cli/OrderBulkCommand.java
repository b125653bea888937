package org.opensmdp.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.attribute.PosixFilePermissions.asFileAttribute;
import static java.nio.file.attribute.PosixFilePermissions.fromString;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.dataformat.csv.CsvGenerator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.opensmdp.cli.BulkOrders.Results;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code order bulk}: the orders of a file, with a result for each line. */
@Command(
    name = "bulk",
    description = {
      "Place the orders of a file; write a line for each, with its activation code or its error.",
      "The same file again gives the same profiles: a run that was cut off is run again.",
      "Columns: reference, type, iccid, eid, matchingId, confirmationCode, release, expiresAt,",
      "lifetime, maxDownloadAttempts, maxConfirmationAttempts; or the same as JSON, an object a line."
    })
final class OrderBulkCommand implements Callable<Integer> {
  private static final int BAR = 30;
  private static final ObjectWriter CSV = CsvMapper.builder()
      .enable(CsvGenerator.Feature.STRICT_CHECK_FOR_QUOTING)
      .build()
      .writer(CsvSchema.builder()
          .addColumns(
              List.of("line", "reference", "iccid", "activationCode", "error", "reason"),
              CsvSchema.ColumnType.STRING)
          .setUseHeader(true)
          .build());

  @Mixin
  private AdminOptions admin = new AdminOptions();

  @Parameters(paramLabel = "FILE", description = "CSV with a heading, or JSON lines.")
  private Path file = Path.of("");

  @Option(names = "--operator", description = "For whom.")
  private Optional<String> operator = Optional.empty();

  @Option(names = "--type", description = "Of lines that name neither type nor ICCID.")
  private Optional<String> type = Optional.empty();

  @Option(names = "--out", paramLabel = "FILE", description = "Where the results go, as CSV.")
  private Optional<Path> out = Optional.empty();

  @Option(names = "--dry-run", description = "Order nothing; say what would fail.")
  private boolean dryRun;

  @Option(
      names = "--bulk-id",
      description = "What makes a repeat the same (default: from the content of the file).")
  private Optional<String> bulkId = Optional.empty();

  @Override
  public Integer call() {
    long began = System.nanoTime();
    byte[] content = read();
    var lines = BulkFile.read(new String(content, UTF_8));
    var common = new LinkedHashMap<String, Object>();
    operator.ifPresent(name -> common.put("operator", name));
    type.ifPresent(name -> common.put("type", name));
    common.put("dryRun", dryRun);
    var id = bulkId.orElseGet(() -> fingerprint(content));
    var results = new BulkOrders(admin.client(), id, common)
        .run(lines, done -> progress(done, lines.size(), began));
    write(results);
    summary(results, id, (System.nanoTime() - began) / 1e9);
    return results.failed() > 0 ? 1 : 0;
  }

  private byte[] read() {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read: " + e, e);
    }
  }

  /** The operator and the type are part of it: another one's order is another order. */
  private String fingerprint(byte[] content) {
    try {
      var sha256 = MessageDigest.getInstance("SHA-256");
      sha256.update((operator.orElse("") + "\n" + type.orElse("") + "\n").getBytes(UTF_8));
      return HexFormat.of().formatHex(sha256.digest(content), 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static void progress(int done, int all, long began) {
    int full = BAR * done / Math.max(1, all);
    double seconds = (System.nanoTime() - began) / 1e9;
    System.err.printf(
        Locale.ROOT,
        "\r[%s%s] %d/%d lines, %.0f a second%s",
        "#".repeat(full),
        " ".repeat(BAR - full),
        done,
        all,
        done / seconds,
        done == all ? "%n".formatted() : "");
    System.err.flush();
  }

  private void write(Results results) {
    var csv = csv(results.lines());
    if (out.isEmpty()) {
      if (!admin.json()) {
        System.out.print(csv);
      }
      return;
    }
    try {
      // Whoever reads an activation code can download the profile.
      if (Files.notExists(out.get())) {
        Files.createFile(out.get(), asFileAttribute(fromString("rw-------")));
      }
      Files.writeString(out.get(), csv);
    } catch (IOException e) {
      throw new UncheckedIOException(out.get() + " cannot be written: " + e, e);
    }
  }

  private static String csv(List<JsonNode> results) {
    try {
      return CSV.writeValueAsString(results.stream().map(OrderBulkCommand::row).toList());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("plain values can be written", e);
    }
  }

  private static List<String> row(JsonNode line) {
    return List.of(
        line.path("line").asText(),
        AdminText.text(line.path("reference")),
        line.path("iccid").asText(),
        line.path("activationCode").asText(),
        line.path("error").path("code").asText(),
        line.path("error").path("message").asText());
  }

  private void summary(Results results, String id, double seconds) {
    int all = results.lines().size();
    if (admin.json()) {
      var members = new LinkedHashMap<String, Object>();
      members.put("bulkId", id);
      members.put("lines", all);
      members.put("failed", results.failed());
      members.put("seconds", seconds);
      members.put("stock", results.stock());
      System.out.println(Json.line(members));
      return;
    }
    System.err.printf(
        Locale.ROOT, "%d lines, %d failed, %.1f s, bulk %s%n", all, results.failed(), seconds, id);
    results
        .stock()
        .forEach((name, available) -> System.err.printf("type %s: %d in stock%n", name, available));
    reasons(results).forEach((reason, count) -> System.err.printf("%6d  %s%n", count, reason));
  }

  private static Map<String, Long> reasons(Results results) {
    return results.lines().stream()
        .filter(line -> line.has("error"))
        .collect(Collectors.groupingBy(
            line -> line.path("error").path("message").asText(), Collectors.counting()));
  }
}
