package org.opensmdp.simulator.apdu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The lines of JSON that lpac's stdio driver writes and reads. */
class StdioDoorTest {
  private static final String ISD_R = "a0000005591010ffffffff8900000100";
  private static final String CONNECT = call("connect", "null");

  private final List<String> messages = new ArrayList<>();
  private final SmallEs10 es10 = new SmallEs10();
  private CardTransport card = card(BlockMode.WHOLE);

  private CardTransport card(BlockMode mode) {
    var options = CardOptions.defaults().blockMode(mode);
    return new CardTransport(es10, new BareUicc(), options, CardListener.NONE);
  }

  private static String call(String func, String param) {
    return "{\"type\":\"apdu\",\"payload\":{\"func\":\"%s\",\"param\":%s}}".formatted(func, param);
  }

  private static String hex(String value) {
    return '"' + value + '"';
  }

  private List<JsonNode> answers(String... lines) {
    var out = new StringWriter();
    new StdioDoor(card, messages::add)
        .serve(new StringReader(String.join("\n", lines) + "\n"), out);
    return out.toString().lines().map(StdioDoorTest::parsed).toList();
  }

  private static JsonNode parsed(String line) {
    try {
      return new ObjectMapper().readTree(line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int ecode(JsonNode answer) {
    assertThat(answer.path("type").textValue()).isEqualTo("apdu");
    assertThat(answer.path("payload").path("ecode").isInt()).isTrue();
    return answer.path("payload").path("ecode").intValue();
  }

  @Test
  void walksTheWholeConversationOfAnLpa() {
    var answers = answers(
        CONNECT,
        call("logic_channel_open", hex(ISD_R)),
        call("transmit", hex("81e2910006bf3e035c015a")),
        call("logic_channel_close", hex("01")),
        call("disconnect", "null"));

    assertThat(answers).extracting(StdioDoorTest::ecode).containsExactly(0, 1, 0, 0, 0);
    assertThat(answers.get(2).path("payload").path("data").textValue())
        .isEqualTo("bf3e125a10890490320000000000000000000001349000");
    assertThat(messages).isEmpty();
  }

  @Test
  void opensChannelsOverT0Too() {
    card = card(BlockMode.T0);

    var answers = answers(
        CONNECT,
        call("logic_channel_open", hex(ISD_R)),
        call("transmit", hex("81e2910006bf3e035c015a")));

    assertThat(answers).extracting(StdioDoorTest::ecode).containsExactly(0, 1, 0);
    assertThat(answers.get(2).path("payload").path("data").textValue()).isEqualTo("6115");
  }

  @Test
  void takesABasicChannelThatIsClosed() {
    assertThat(answers(CONNECT, call("logic_channel_close", hex("00"))))
        .extracting(StdioDoorTest::ecode)
        .containsExactly(0, 0);
  }

  @Test
  void opensTheFurtherChannels() {
    var calls = new ArrayList<>(List.of(CONNECT));
    for (int i = 0; i < 20; i++) {
      calls.add(call("logic_channel_open", hex(ISD_R)));
    }

    var answers = answers(calls.toArray(String[]::new));

    assertThat(ecode(answers.get(19))).isEqualTo(19);
    assertThat(ecode(answers.get(20))).isNegative();
  }

  @Test
  void givesBackTheChannelOfAnApplicationThatIsNotThere() {
    var answers = answers(
        CONNECT,
        call("logic_channel_open", hex("a0000000871002")),
        call("logic_channel_open", hex(ISD_R)));

    assertThat(answers).extracting(StdioDoorTest::ecode).containsExactly(0, -1, 1);
    assertThat(messages)
        .containsExactly(
            "stdio: logic_channel_open: no application A0000000871002 (status word 6A82)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x",
        "{",
        "[]",
        "null",
        "7",
        "{}",
        "{\"type\":7}",
        "{\"type\":\"apdu\"}",
        "{\"type\":\"apdu\",\"payload\":null}",
        "{\"type\":\"apdu\",\"payload\":[]}",
        "{\"type\":\"apdu\",\"payload\":{}}",
        "{\"type\":\"apdu\",\"payload\":{\"func\":null}}",
        "{\"type\":\"apdu\",\"payload\":{\"func\":\"transmit\"}}",
        "{\"type\":\"apdu\",\"payload\":{\"func\":\"transmit\",\"param\":null}}",
        "{\"type\":\"apdu\",\"payload\":{\"func\":\"transmit\",\"param\":\"8\"}}",
        "{\"type\":\"apdu\",\"payload\":{\"func\":\"transmit\",\"param\":\"zz\"}}",
        "{\"type\":\"apdu\",\"payload\":{\"func\":\"transmit\",\"param\":129}}",
        "{\"type\":\"apdu\",\"payload\":{\"func\":\"explode\",\"param\":null}}",
        "{\"type\":\"apdu\",\"payload\":{\"func\":\"logic_channel_open\",\"param\":\"\"}}",
        "{\"type\":\"apdu\",\"payload\":{\"func\":\"logic_channel_close\",\"param\":\"05\"}}",
        "{\"type\":\"apdu\",\"payload\":{\"func\":\"logic_channel_close\",\"param\":\"0101\"}}",
        "{\"type\":\"apdu\",\"type\":\"apdu\"}",
        "{\"type\":\"apdu\"} {}"
      })
  void answersWhatItCannotDoByANegativeNumber(String line) {
    var answers = answers(CONNECT, line, call("transmit", hex("80aa000000")));

    assertThat(answers).extracting(StdioDoorTest::ecode).containsExactly(0, -1, 0);
    assertThat(messages).singleElement().asString().startsWith("stdio: ");
  }

  @Test
  void doesNothingBeforeItIsConnected() {
    var answers = answers(
        call("transmit", hex("80aa000000")),
        CONNECT,
        call("disconnect", "null"),
        call("transmit", hex("80aa000000")));

    assertThat(answers).extracting(StdioDoorTest::ecode).containsExactly(-1, 0, 0, -1);
  }

  @Test
  void passesOverWhatIsNotForTheCard() {
    var answers = answers(
        "{\"type\":\"progress\",\"payload\":{\"code\":0,\"message\":\"es10b\"}}",
        "",
        "{\"type\":\"lpa\",\"payload\":{\"code\":0}}",
        CONNECT);

    assertThat(answers).extracting(StdioDoorTest::ecode).containsExactly(0);
  }

  @Test
  void tellsAnLpaThatNobodyDoesItsHttp() {
    var answers = answers("{\"type\":\"http\",\"payload\":{\"url\":\"https://x\",\"tx\":\"\"}}");

    assertThat(answers.get(0).toString())
        .isEqualTo("{\"type\":\"http\",\"payload\":{\"rcode\":0,\"rx\":\"\"}}");
  }

  @Test
  void givesUpALineWithoutEnd() {
    assertThatThrownBy(() -> answers("x".repeat(CardLines.LONGEST + 1)))
        .isInstanceOf(UncheckedIOException.class);
  }

  @Test
  void losesTheSessionWhenAnLpaConnectsAnew() {
    answers(CONNECT, call("disconnect", "null"), CONNECT);

    assertThat(es10.powerCycles).isEqualTo(3);
  }

  @Property
  void answersAnyLineThatHasNoTypeOnce(@ForAll @StringLength(max = 200) String line) {
    var one = line.replaceAll("[\r\n]", " ").strip();

    assertThat(answers(one)).hasSize(one.isEmpty() ? 0 : 1);
  }

  @Property
  void answersAnyCallOnce(@ForAll @StringLength(max = 60) String func, @ForAll int number) {
    var payload = new ObjectMapper().createObjectNode().put("func", func).put("param", number);
    var line = "{\"type\":\"apdu\",\"payload\":%s}".formatted(payload);

    assertThat(answers(CONNECT, line)).hasSize(2);
  }
}
