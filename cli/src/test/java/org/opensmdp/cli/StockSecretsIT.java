package org.opensmdp.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opensmdp.crypto.KeyUnwrap;
import org.opensmdp.crypto.KeyUnwrap.Wrapping;
import org.opensmdp.crypto.TransportKey;
import org.opensmdp.persistence.Database;
import org.opensmdp.persistence.DatabaseConfig;
import org.opensmdp.rsp.Secret;
import org.opensmdp.server.ConfigReader;
import org.opensmdp.server.TryOut;
import org.opensmdp.server.TryOutStock;

/**
 * Two files of stock, one in the clear and one wrapped, into a server process; then nothing of a key is
 * in its tables, in its files, in its logs or in its heap.
 */
class StockSecretsIT {
  private static final int ROWS = 2_000;
  private static final int FAULTY_EVERY = 50;
  private static final Path BIN = Path.of(System.getProperty("java.home"), "bin");

  private final SecureRandom random = new SecureRandom();

  @Test
  void leavesNoKeyOfAFileAnywhere(@TempDir Path folder) throws Exception {
    assumeTrue(Files.isExecutable(BIN.resolve("jcmd")), "jcmd makes the heap dump, a JDK has it");
    var data = folder.resolve("data");
    var log = folder.resolve("server.log");
    var dump = folder.resolve("server.hprof");
    var clear = new StockRows(random, Optional.empty(), FAULTY_EVERY).remembering();
    clear.write(folder.resolve("clear.csv"), 1, ROWS);
    var transportKey = random.generateSeed(32);
    var wrap = KeyUnwrap.of(new TransportKey(Secret.of(transportKey)), Wrapping.AES_KW);
    var wrapped = new StockRows(random, Optional.of(wrap), FAULTY_EVERY).remembering();
    wrapped.write(folder.resolve("wrapped.csv"), 1_000_000, ROWS);
    Files.writeString(folder.resolve("key.hex"), HexFormat.of().formatHex(transportKey));

    var server = serve(data, log);
    try {
      var admin = List.of("--data", data.toString(), "--admin", admin(log));
      ran(
          0,
          admin,
          "stock",
          "keys",
          "add",
          "TK",
          folder.resolve("key.hex"),
          "--operator",
          TryOut.OPERATOR);
      ran(1, admin, "stock", "import", folder.resolve("clear.csv"), "--type", TryOutStock.TYPE);
      ran(
          1,
          admin,
          "stock",
          "import",
          folder.resolve("wrapped.csv"),
          "--type",
          TryOutStock.TYPE,
          "--transport-key",
          "TK");
      dumpHeap(server, dump);
    } finally {
      server.destroy();
      assertThat(server.waitFor(60, TimeUnit.SECONDS)).isTrue();
    }

    var keys = new ArrayList<>(clear.keys());
    keys.addAll(wrapped.keys());
    var hunt = new KeyHunt(keys);
    assertThat(hunt.inFile(folder.resolve("clear.csv"))).contains("HEX");
    assertThat(hunt.inFiles(data))
        .as("files of the server, its write-ahead log among them")
        .isEmpty();
    assertThat(hunt.inFile(log)).as("log").isEmpty();
    assertThat(hunt.inFile(dump)).as("heap after a collection").isEmpty();
    assertThat(inTables(data, hunt)).as("columns as text").isEmpty();
    assertThat(KeyHunt.texts(List.of("8900101000000000", "0010100000000010")).inFiles(data))
        .as("numbers, which show that the scan sees what is there")
        .isNotEmpty();
    assertThat(KeyHunt.texts(List.of("org/opensmdp/persistence")).inFile(dump)).isNotEmpty();
  }

  private static void ran(int expected, List<String> admin, Object... words) {
    var arguments = new ArrayList<Object>(List.of(words));
    arguments.addAll(admin);
    var ran = Ran.of(arguments.toArray());
    assertThat(ran.exitCode()).as(ran.out() + ran.err()).isEqualTo(expected);
    if (expected == 1) {
      assertThat(ran.out())
          .contains("%d accepted, 0 there already, %d rejected"
              .formatted(ROWS - ROWS / FAULTY_EVERY, ROWS / FAULTY_EVERY));
    }
  }

  private static Process serve(Path data, Path log) throws IOException {
    return new ProcessBuilder(
            BIN.resolve("java").toString(),
            "-Xmx256m",
            "-Dopensmdp.log=DEBUG",
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName(),
            "serve",
            "--data",
            data.toString(),
            "--free-ports",
            "--stock",
            "0")
        .redirectErrorStream(true)
        .redirectOutput(log.toFile())
        .start();
  }

  private static String admin(Path log) {
    TestHouse.await(() -> line(log, "admin ").isPresent());
    var address = line(log, "admin ").orElseThrow();
    return URI.create("http://127.0.0.1" + address.substring(address.lastIndexOf(':')))
        .toString();
  }

  private static Optional<String> line(Path log, String start) {
    try (var lines = Files.lines(log, UTF_8)) {
      return lines.filter(line -> line.startsWith(start)).findFirst();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Without -all: what is alive after a full collection. */
  private static void dumpHeap(Process server, Path dump) throws Exception {
    var jcmd = new ProcessBuilder(
            BIN.resolve("jcmd").toString(),
            Long.toString(server.pid()),
            "GC.heap_dump",
            dump.toString())
        .redirectErrorStream(true)
        .start();
    var said = new String(jcmd.getInputStream().readAllBytes(), UTF_8);
    assertThat(jcmd.waitFor()).as(said).isZero();
    assertThat(dump).isNotEmptyFile();
  }

  private static TreeSet<String> inTables(Path data, KeyHunt hunt) throws Exception {
    var config = new ConfigReader(Map.of()).read(data.resolve("opensmdp.yaml"));
    var found = new TreeSet<String>();
    try (var database = Database.open(new DatabaseConfig.Embedded(config.data()));
        var connection = database.dataSource().getConnection()) {
      for (var table : tables(connection)) {
        var text = text(connection, table);
        hunt.in(new ByteArrayInputStream(text)).forEach(form -> found.add(form + " in " + table));
      }
      assertThat(new String(text(connection, "profile"), US_ASCII)).contains("0010100000000010");
    }
    return found;
  }

  private static List<String> tables(Connection connection) throws SQLException {
    var tables = new ArrayList<String>();
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(
            "select table_name from information_schema.tables where table_schema = 'public'"
                + " and table_type = 'BASE TABLE'")) {
      while (rows.next()) {
        tables.add(String.valueOf(rows.getString(1)));
      }
    }
    assertThat(tables).contains("profile", "stock_import_line", "transport_key", "audit");
    return tables;
  }

  /** Octets come as hexadecimal digits, as in a dump. */
  private static byte[] text(Connection connection, String table) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(
            "select coalesce(string_agg(t::text, E'\\n'), '') from \"" + table + "\" t")) {
      rows.next();
      return String.valueOf(rows.getString(1)).getBytes(UTF_8);
    }
  }
}
