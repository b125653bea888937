package org.opensmdp.http.json;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opensmdp.http.Request;

class JsonObjectTest {
  private static final Set<String> WANTED = Set.of("header", "name", "flag", "inner");

  private static JsonObject read(String json) {
    return JsonObject.read(json.getBytes(UTF_8), WANTED);
  }

  @Test
  void readsTextsTruthValuesAndObjects() {
    var object = read("{\"name\":\"a\\nb\",\"flag\":true,\"header\":{\"inner\":\"c\"}}");

    assertThat(object.requiredText("name")).isEqualTo("a\nb");
    assertThat(object.requiredFlag("flag")).isTrue();
    assertThat(object.object("header").orElseThrow().requiredText("inner")).isEqualTo("c");
  }

  @Test
  void skipsWhatNobodyAskedFor() {
    var object = read("{\"x\":{\"name\":1,\"name\":2},\"x\":[[1],{}],\"name\":\"a\",\"y\":null}");

    assertThat(object.requiredText("name")).isEqualTo("a");
    assertThat(object).hasToString("JsonObject[name]");
  }

  @Test
  void takesNullForAbsent() {
    var object = read("{\"name\":null}");

    assertThat(object.text("name")).isEmpty();
    assertThatExceptionOfType(WrongMember.class)
        .isThrownBy(() -> object.requiredText("name"))
        .withMessage("name is missing")
        .returns(true, WrongMember::isMissing);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "1.5e3", "true", "[]", "[[\"a\"]]", "{}", "{\"name\":\"a\"}"})
  void refusesAnotherKindOfValue(String value) {
    var object = read("{\"name\":" + value + "}");

    assertThatExceptionOfType(WrongMember.class)
        .isThrownBy(() -> object.text("name"))
        .withMessage("name is not a string")
        .returns(false, WrongMember::isMissing);
  }

  @Test
  void refusesATextForATruthValueOrAnObject() {
    var object = read("{\"flag\":\"true\",\"header\":\"a\"}");

    assertThatThrownBy(() -> object.requiredFlag("flag")).hasMessage("flag is not true or false");
    assertThatThrownBy(() -> object.object("header")).hasMessage("header is not an object");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "null",
        "1",
        "\"name\"",
        "[]",
        "[{}]",
        "{",
        "{\"name\"",
        "{\"name\":",
        "{\"name\":\"a\"",
        "{\"name\":\"a\",}",
        "{name:\"a\"}",
        "{'name':'a'}",
        "{\"name\":\"a\"} x",
        "{}{}",
        "<html>",
        "{\"name\":\"a\nb\"}",
        "{\"name\":\"a\",\"name\":\"a\"}",
        "{\"name\":null,\"name\":\"a\"}",
        "{\"x\":[}",
        "{\"header\":{\"inner\":\"a\",\"inner\":\"b\"}}"
      })
  void refusesWhatIsNotOneObject(String junk) {
    assertThatExceptionOfType(NotJson.class)
        .isThrownBy(() -> read(junk))
        .returns(400, NotJson::httpStatus);
  }

  @Test
  void refusesDeepNestsLongNamesAndBrokenUtf8() {
    byte[] broken = {'{', '"', 'n', 'a', 'm', 'e', '"', ':', '"', (byte) 0xC3, 'a', '"', '}'};

    assertThatThrownBy(() -> read("{\"x\":" + "[".repeat(100_000))).isInstanceOf(NotJson.class);
    assertThatThrownBy(() -> read("{\"header\":".repeat(100))).isInstanceOf(NotJson.class);
    assertThatThrownBy(() -> read("{\"" + "n".repeat(50_000) + "\":1}"))
        .isInstanceOf(NotJson.class);
    assertThatThrownBy(() -> JsonObject.read(broken, WANTED)).isInstanceOf(NotJson.class);
  }

  @Test
  void putsNoContentIntoMessages() {
    assertThatThrownBy(() -> read("{\"name\":s3cret}"))
        .hasMessage("the body is not JSON")
        .hasNoCause();
  }

  @Test
  void forgivesAByteOrderMarkAndUtf16() {
    byte[] marked = "\uFEFF{\"name\":\"a\"}".getBytes(UTF_8);
    byte[] wide = "{\"name\":\"a\"}".getBytes(UTF_16BE);

    assertThat(JsonObject.read(marked, WANTED).requiredText("name")).isEqualTo("a");
    assertThat(JsonObject.read(wide, WANTED).requiredText("name")).isEqualTo("a");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json",
        "APPLICATION/JSON",
        "application/json;charset=UTF-8",
        "application/json; charset=iso-8859-1",
        "text/json",
        "application/problem+json",
        "",
        " ; x"
      })
  void takesEveryContentTypeOfJson(String contentType) {
    var request = Request.of("POST", "/", "{}".getBytes(UTF_8));

    assertThat(JsonObject.bodyOf(request, WANTED).text("name")).isEmpty();
    assertThat(JsonObject.bodyOf(request.withHeader("Content-Type", contentType), WANTED)
            .text("name"))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "json", "x"})
  void refusesAnotherContentType(String contentType) {
    var request =
        Request.of("POST", "/", "{}".getBytes(UTF_8)).withHeader("Content-Type", contentType);

    assertThatExceptionOfType(NotJson.class)
        .isThrownBy(() -> JsonObject.bodyOf(request, WANTED))
        .returns(415, NotJson::httpStatus);
  }
}
