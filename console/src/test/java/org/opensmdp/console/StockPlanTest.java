package org.opensmdp.console;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opensmdp.activation.StockField;
import org.opensmdp.activation.StockImport.KeyUse;
import org.opensmdp.activation.StockLine;
import org.opensmdp.activation.StockVerdict;
import org.opensmdp.crypto.KeyUnwrap.Wrapping;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Secret;

/** How files are read: the mapping, and the lines. */
class StockPlanTest {
  private static final String KEY = "91F0A7C35B2E84D60C7A19E3F5486B2D";

  @Test
  void knowsColumnsByTheirUsualNames() {
    var plan = plan(
        "{\"header\":[\"ICCID\",\"IMSI\",\"K\",\"OPC\",\"Algorithm\",\"PIN 1\",\"PUK_1\",\"ADM1\","
            + "\"MSISDN\",\"OTA-1-2\",\"field.SUCI\"]}");

    var line = lines(
            plan,
            "8988220000000000010,262019999000001," + KEY + "," + KEY
                + ",tuak,1234,12345678,0102030405060708,+49170," + KEY + ",x y\n")
        .get(0);

    assertThat(line.unreadable()).isEmpty();
    assertThat(line.number()).isEqualTo(1);
    assertThat(line.iccid()).isEqualTo("8988220000000000010");
    assertThat(line.imsi()).isEqualTo("262019999000001");
    assertThat(line.algorithm()).contains("tuak");
    assertThat(line.secrets())
        .containsEntry(StockField.KI, hex(KEY))
        .containsEntry(StockField.PIN1, text("1234"))
        .containsEntry(StockField.ADM1, hex("0102030405060708"))
        .containsEntry(StockField.named("MSISDN"), text("+49170"))
        .containsEntry(StockField.otaKey(1, 2), hex(KEY))
        .containsEntry(StockField.named("SUCI"), text("x y"));
    assertThat(line.wrapped()).isEmpty();
  }

  @Test
  void readsWhatTheMappingSays() {
    var plan = plan("""
        {"header":["serial","sub","k1","k2","junk"],
         "mapping":{"separator":";","columns":{"serial":"iccid","sub":"imsi",
           "k1":{"field":"ki","encoding":"base64"},"k2":{"field":"opc","wrapped":false},"junk":"ignore"},
          "constants":{"algorithm":"milenage","field.SMSC":"+4917"},
          "iccid":{"order":"swapped","checkDigit":"absent"},
          "transportKey":"TK-1","wrapping":"aes-cbc"}}
        """);

    var line = lines(
            plan, "988822000000000010;262019999000001;kfCnw1suhNYMehnj9UhrLQ==;" + KEY + ";a\r\n")
        .get(0);

    assertThat(line.iccid()).isEqualTo("8988220000000000010");
    assertThat(line.secrets())
        .containsEntry(StockField.KI, hex(KEY))
        .containsEntry(StockField.OPC, hex(KEY))
        .containsEntry(StockField.named("SMSC"), text("+4917"))
        .hasSize(3);
    assertThat(line.wrapped()).isEqualTo(Set.of(StockField.KI));
    assertThat(line.algorithm()).contains("milenage");
    assertThat(plan.key()).contains(new KeyUse("TK-1", Wrapping.AES_CBC));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"header\":[]}",
        "{\"header\":[\"ICCID\"]}",
        "{\"header\":[\"ICCID\",\"IMSI\",\"surprise\"]}",
        "{\"header\":[\"ICCID\",\"IMSI\",\"K\",\"Ki\"]}",
        "{\"header\":[\"ICCID\",\"IMSI\",\"OTA-0-1\"]}",
        "{\"header\":[\"ICCID\",\"IMSI\",\"OTA-1-128\"]}",
        "{\"header\":[\"ICCID\",\"IMSI\"],\"mapping\":{\"separator\":\"ab\"}}",
        "{\"header\":[\"ICCID\",\"IMSI\"],\"mapping\":{\"seperator\":\";\"}}",
        "{\"header\":[\"ICCID\",\"IMSI\"],\"mapping\":{\"columns\":{\"Ki\":\"ki\"}}}",
        "{\"header\":[\"ICCID\",\"IMSI\"],\"mapping\":{\"wrapping\":\"rot13\"}}",
        "{\"header\":[\"ICCID\",\"IMSI\"],\"mapping\":{\"iccid\":{\"order\":\"odd\"}}}",
        "{\"header\":[\"ICCID\",\"IMSI\"],\"mapping\":{\"constants\":{\"ki\":\"00\"}}}",
        "{\"header\":[\"ICCID\",\"IMSI\",\"Ki\"],\"mapping\":{\"columns\":{\"Ki\":{\"field\":\"ki\",\"wrapped\":true}}}}"
      })
  void refusesAMappingThatItDoesNotUnderstand(String json) {
    assertThatExceptionOfType(AdminRefusal.class)
        .isThrownBy(() -> plan(json))
        .returns(400, AdminRefusal::httpStatus);
  }

  @Test
  void countsLinesAsTheFileDoes() {
    var lines = new StockLines(usual(), bytes("a,b,,\n\n\r\nc,d,,\n"), 41);

    assertThat(lines.next().orElseThrow().number()).isEqualTo(41);
    assertThat(lines.next().orElseThrow().number()).isEqualTo(44);
    assertThat(lines.next()).isEmpty();
  }

  @Test
  void takesQuotesAndBlanksOff() {
    var line =
        lines(usual(), "\" 89 88220000000000010F \", 1 ,\"" + KEY + "\",").get(0);

    assertThat(line.iccid()).isEqualTo("8988220000000000010");
    assertThat(line.imsi()).isEqualTo("1");
    assertThat(line.secrets()).containsOnly(java.util.Map.entry(StockField.KI, hex(KEY)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1,2,3", "1,2,3,4,5", "\"1,2,,", "\"1\"x,2,,", "1"})
  void saysThatALineHasOtherColumns(String text) {
    assertThat(lines(usual(), text).get(0).unreadable())
        .map(StockLine.Fault::verdict)
        .contains(StockVerdict.LINE_FORM);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1,2,0,", "1,2,0G,", "1,2,,zz"})
  void saysWhichColumnIsNotInItsEncoding(String text) {
    var fault = lines(usual(), text).get(0).unreadable().orElseThrow();

    assertThat(fault.verdict()).isEqualTo(StockVerdict.COLUMN_FORM);
    assertThat(fault.detail()).isIn("Ki", "OPc");
  }

  @Property
  void readsAnyOctets(@ForAll byte[] octets) {
    var lines = new StockLines(usual(), octets.clone(), 1);
    int count = 0;
    Optional<StockLine> line;
    while ((line = lines.next()).isPresent()) {
      count++;
      line.get().erase();
    }

    assertThat(count).isLessThanOrEqualTo(octets.length);
  }

  private static StockPlan usual() {
    return plan("{\"header\":[\"ICCID\",\"IMSI\",\"Ki\",\"OPc\"]}");
  }

  private static StockPlan plan(String json) {
    return StockPlan.of(new Members(AdminJson.read(json.getBytes(UTF_8))));
  }

  private static List<StockLine> lines(StockPlan plan, String text) {
    var lines = new StockLines(plan, bytes(text), 1);
    var all = new ArrayList<StockLine>();
    for (var line = lines.next(); line.isPresent(); line = lines.next()) {
      all.add(line.get());
    }
    return all;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(US_ASCII);
  }

  private static Secret hex(String digits) {
    return Secret.of(Bytes.fromHex(digits));
  }

  private static Secret text(String text) {
    return Secret.of(bytes(text));
  }
}
