package org.opensmdp.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.opensmdp.activation.timeline.ClientLogImport.Said;
import org.opensmdp.activation.timeline.ClientLogSource;

/** The forms in which phones write what became of a download. */
class ClientLogLineTest {

  private static Said read(ClientLogSource source, String line) {
    return new ClientLogLine(source).read(line).orElseThrow();
  }

  @Test
  void readsTheResultOfLpac() {
    var said = read(ClientLogSource.LPAC, """
        {"type":"lpa","payload":{"code":-1,"message":"es9p_authenticate_client",
         "data":{"subjectCode":"8.1.1","reasonCode":"3.8","message":"EID refused"}}}""");

    assertThat(said.code()).isEqualTo("8.1.1/3.8");
    assertThat(said.text()).isEqualTo("es9p_authenticate_client");
  }

  @Test
  void readsAPairInLpacsWords() {
    var said = read(
        ClientLogSource.LPAC,
        "{\"type\":\"lpa\",\"payload\":{\"code\":-1,\"message\":\"refused\",\"data\":\"8.2.6 - 3.8\"}}");

    assertThat(said.code()).isEqualTo("8.2.6/3.8");
  }

  @Test
  void readsWhatLpacsHttpCarried() {
    var answer = """
        {"header":{"functionExecutionStatus":{"status":"Failed","statusCodeData":
         {"subjectCode":"8.8.5","reasonCode":"4.10","message":"expired"}}},"transactionId":"AB01"}""";
    var line = "{\"type\":\"http\",\"payload\":{\"rcode\":200,\"rx\":\"%s\"}}"
        .formatted(HexFormat.of().formatHex(answer.getBytes(UTF_8)));

    var said = read(ClientLogSource.LPAC, line);

    assertThat(said.code()).isEqualTo("8.8.5/4.10");
    assertThat(said.text()).isEqualTo("HTTP 200, expired");
    assertThat(said.about()).contains("AB01");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"type\":\"apdu\",\"payload\":{\"func\":\"transmit\",\"param\":\"80e2910003bf2000\"}}",
        "{\"type\":\"http\",\"payload\":{\"rcode\":200,\"rx\":\"zz\"}}",
        "{\"type\":\"http\",\"payload\":{\"rcode\":204,\"rx\":\"\"}}",
        "{\"type\":7}",
        "{}",
        " "
      })
  void skipsWhatSaysNothing(String line) {
    assertThat(new ClientLogLine(ClientLogSource.LPAC).read(line)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "'{\"errorCode\":10009}', android 10009",
    "'{\"operationCode\":3,\"errorCode\":10012}', android 10012",
    "'{\"detailedCode\":50341657}', android 10009", // 03 002719
    "'{\"smdxSubjectCode\":\"8.2.6\",\"smdxReasonCode\":\"3.8\"}', 8.2.6/3.8",
    "'{\"detailedCode\":176361544}', 8.3.1/4.8", // 0A 831 048
    "'{\"detailedCode\":\"x\"}', android 0"
  })
  void readsTheCodesOfAndroid(String line, String code) {
    assertThat(read(ClientLogSource.ANDROID, line).code()).isEqualTo(code);
  }

  @Test
  void readsTheStatusOfWindows() {
    assertThat(read(ClientLogSource.WINDOWS, "{\"status\":15}").code()).isEqualTo("windows 15");
    assertThat(read(ClientLogSource.WINDOWS, "{\"ESimOperationStatus\":28}").code())
        .isEqualTo("windows 28");
    assertThat(new ClientLogLine(ClientLogSource.WINDOWS).read("{\"status\":\"ok\"}"))
        .isEmpty();
  }

  @Test
  void readsOurOwnForm() {
    var said = read(ClientLogSource.OPENSMDP, """
        {"time":"2026-03-01T12:00:00Z","iccid":"8988220000000000010","code":"pir 12",
         "text":"the chip said no","correlationId":"order-4711"}""");

    assertThat(said.happenedAt()).contains(Instant.parse("2026-03-01T12:00:00Z"));
    assertThat(said.about()).contains("8988220000000000010");
    assertThat(said.code()).isEqualTo("pir 12");
    assertThat(said.correlationId()).contains("order-4711");
  }

  @Test
  void readsTimesOfTwoFormsAndNoOthers() {
    assertThat(read(ClientLogSource.ANDROID, "{\"time\":1772366400000}").happenedAt())
        .contains(Instant.ofEpochMilli(1_772_366_400_000L));
    assertThat(read(ClientLogSource.ANDROID, "{\"time\":\"yesterday\"}").happenedAt())
        .isEmpty();
    assertThat(read(ClientLogSource.ANDROID, "{\"time\":99999999999999999999}").happenedAt())
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"no JSON", "[]", "{\"a\":1", "{\"a\":1,\"a\":2}", "{} {}", "7", "null"})
  void refusesWhatIsNotOneObject(String line) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ClientLogLine(ClientLogSource.OPENSMDP).read(line));
  }

  @Test
  void refusesWhatIsTooLongOrTooDeep() {
    var reader = new ClientLogLine(ClientLogSource.OPENSMDP);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> reader.read("{\"text\":\"" + "x".repeat(ClientLogLine.LONGEST) + "\"}"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> reader.read("{\"a\":".repeat(100) + "1" + "}".repeat(100)));
  }

  @Test
  void takesNoCodeThatIsNone() {
    var said = read(
        ClientLogSource.OPENSMDP,
        "{\"code\":\"<script>\",\"text\":\"it said 8.2.7/3.8\",\"correlationId\":\"a b\"}");

    assertThat(said.code()).isEqualTo("8.2.7/3.8");
    assertThat(said.correlationId()).isEmpty();
  }
}
