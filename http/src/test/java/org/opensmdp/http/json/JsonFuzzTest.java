package org.opensmdp.http.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Hostile octets as JSON: read, or refused in one of two ways; what is written is read as it was. */
class JsonFuzzTest {
  private static final Set<String> WANTED = Set.of("header", "name", "flag");

  static Stream<byte[]> bodies() {
    return Stream.of(
            "{\"name\":\"a\\nb\\u00e9\",\"flag\":true,\"header\":{\"name\":\"c\"}}",
            "{\"x\":{\"name\":1,\"name\":2},\"x\":[[1],{}],\"name\":null,\"y\":1.5e3}",
            " {\"flag\":false , \"name\":\"\\ud83d\\ude00\"}\r\n",
            "\uFEFF{\"name\":\"\"}",
            "{\"name\":\"a\",\"name\":\"b\"}",
            "{}{}",
            "[[{}]]")
        .map(body -> body.getBytes(UTF_8));
  }

  @MethodSource("bodies")
  @FuzzTest
  void bodies(byte[] input) {
    Optional<JsonObject> body = read(input);

    body.ifPresent(JsonFuzzTest::assertAnswersEveryQuestion);
    body.flatMap(outer -> asked(outer, members -> members.object("header")))
        .ifPresent(JsonFuzzTest::assertAnswersEveryQuestion);
  }

  @MethodSource("bodies")
  @FuzzTest
  void texts(byte[] input) {
    var text = new String(input, UTF_8);

    var written = JsonText.object(0).text("name", text).open("header").close().end();

    assertThat(read(written).orElseThrow().requiredText("name")).isEqualTo(text);
    assertThat(JsonText.printable(text, 128)).matches("[ -~]{0,128}");
  }

  private static Optional<JsonObject> read(byte[] octets) {
    try {
      return Optional.of(JsonObject.read(octets, WANTED));
    } catch (NotJson refused) {
      assertThat(refused.httpStatus()).isEqualTo(400);
      return Optional.empty();
    }
  }

  private static void assertAnswersEveryQuestion(JsonObject body) {
    for (String name : WANTED) {
      var kinds = List.of(
          asked(body, members -> members.text(name)),
          asked(body, members -> members.flag(name)),
          asked(body, members -> members.object(name)));
      assertThat(kinds).filteredOn(Optional::isPresent).hasSizeLessThanOrEqualTo(1);
    }
    assertThat(body.toString()).hasSizeLessThan(100);
  }

  private static <T> Optional<T> asked(
      JsonObject body, Function<JsonObject, Optional<T>> question) {
    try {
      return question.apply(body);
    } catch (WrongMember refused) {
      assertThat(refused.text()).matches("[a-z ]+");
      return Optional.empty();
    }
  }
}
