package org.opensmdp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opensmdp.rsp.ActivationCode;
import org.opensmdp.server.TryOut;
import org.opensmdp.server.TryOutStock;

/** The orders of a file, on a running server. */
class BulkOrdersIT {
  private final TestHouse house = TestHouse.get();

  @TempDir
  private Path directory = Path.of("");

  /** The stock of the house is for all tests. */
  @AfterAll
  static void fillTheStock() {
    var house = TestHouse.get();
    house.stock().fill(TryOut.operatorClient(house.directory()), 500);
  }

  private Ran bulk(String content, Object... more) throws IOException {
    var file = Files.writeString(directory.resolve("orders.txt"), content);
    var arguments = new ArrayList<Object>(List.of("order", "bulk", file));
    arguments.addAll(List.of("--operator", TryOut.OPERATOR, "--type", TryOutStock.TYPE));
    arguments.addAll(List.of("--admin", house.adminUrl(), "--token-file", house.tokenFile()));
    arguments.addAll(List.of(more));
    return Ran.of(arguments.toArray());
  }

  private static List<String> column(Ran ran, int index) {
    return ran.out().lines().skip(1).map(line -> line.split(",", -1)[index]).toList();
  }

  private long stock() {
    var type = house.server().stores().inventory().findType(TryOutStock.TYPE).orElseThrow();
    return house.server().stores().inventory().available(type);
  }

  @Test
  void ordersEachLineAndLetsABadOneFailAlone() throws IOException {
    var unique = Long.toString(System.nanoTime());
    var content = """
        reference,eid,matchingId,release,confirmationCode,maxDownloadAttempts
        a,,,,,
        b,89049032000000000000000000000001,,,,
        c,,BULK-%1$s,,1234,2
        d,,BULK-%1$s,,,
        e,,lower,,,
        f,,,perhaps,,
        g,,,false,,
        h,,
        i,,,,,x
        """.formatted(unique);

    var ran = bulk(content);

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(column(ran, 1)).containsExactly("a", "b", "c", "d", "e", "f", "g", "h", "i");
    assertThat(column(ran, 2).stream().map(iccid -> iccid.isEmpty() ? "-" : "x"))
        .containsExactly("x", "-", "x", "-", "-", "-", "x", "-", "-");
    assertThat(column(ran, 5).stream().map(reason -> !reason.isEmpty()))
        .containsExactly(false, true, false, true, true, true, false, true, true);
    var code = ActivationCode.parse(column(ran, 3).get(2));
    assertThat(code.confirmationCodeRequired()).isTrue();
    assertThat(code.matchingId()).hasToString("BULK-" + unique);
    assertThat(ran.err()).contains("9 lines, 6 failed").doesNotContain("1234");
    assertThat(ran.out()).doesNotContain("1234");
  }

  @Test
  void givesTheSameProfilesToTheSameFile() throws IOException {
    var content = "reference\n" + "line\n".repeat(150) + System.nanoTime() + "\n";

    var first = bulk(content);
    long left = stock();
    var again = bulk(content);

    assertThat(first.exitCode()).isZero();
    assertThat(again.out()).isEqualTo(first.out());
    assertThat(stock()).isEqualTo(left);
    assertThat(column(first, 2)).hasSize(151).doesNotHaveDuplicates();
  }

  @Test
  void ordersByIccidOnceHoweverOftenItIsAsked() throws IOException {
    var offered = house
        .admin()
        .get("/admin/v1/orders?state=available&type=demo&limit=500")
        .path("orders");
    var iccid = StreamSupport.stream(offered.spliterator(), false)
        .filter(order -> order.path("quarantinedUntil").isNull())
        .map(order -> order.path("iccid").asText())
        .findFirst()
        .orElseThrow();
    var content = "{\"iccid\":\"" + iccid + "\",\"reference\":\"one\"}\nno json\n";

    var first = bulk(content);
    var again = bulk(content);

    assertThat(column(first, 2)).containsExactly(iccid, "");
    assertThat(again.out()).isEqualTo(first.out());
  }

  @Test
  void changesNothingInADryRun() throws IOException {
    long before = stock();

    var ran = bulk(
        "{}\n{\"type\":\"nothing\"}\n{\"iccid\":\"8900000000000000006\"}\n", "--dry-run", "--json");

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.json().path("failed").asInt()).isEqualTo(2);
    assertThat(ran.json().at("/stock/" + TryOutStock.TYPE).asLong()).isEqualTo(before);
    assertThat(stock()).isEqualTo(before);
  }

  @Test
  void writesActivationCodesForTheEyesOfTheUserOnly() throws IOException {
    var out = directory.resolve("results.csv");

    var ran = bulk("reference\n" + System.nanoTime() + "\n", "--out", out);

    assertThat(ran.out()).isEmpty();
    assertThat(Files.readString(out))
        .startsWith("line,reference,iccid,activationCode,error,reason");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(out)))
        .isEqualTo("rw-------");
  }

  @Test
  void refusesAFileOfOtherColumns() throws IOException {
    var ran = bulk("reference,imei\na,b\n");

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.err()).contains("imei", "matchingId");
    assertThat(ran.err().lines().collect(Collectors.toList())).hasSize(1);
  }
}
