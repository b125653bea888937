package org.opensmdp.cli.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.opensmdp.activation.ProfileState;
import org.opensmdp.cli.suite.BackOffice.Answer;

/** Whatever stands where a value of ES2+ should: a defined answer, and no change. */
class OrderMembersIT {
  private static final Map<String, List<String>> MEMBERS = Map.of(
      "downloadOrder", List.of("eid", "iccid", "profileType"),
      "confirmOrder",
          List.of("iccid", "eid", "matchingId", "confirmationCode", "smdsAddress", "releaseFlag"),
      "cancelOrder", List.of("iccid", "eid", "matchingId", "finalProfileStatusIndicator"),
      "releaseProfile", List.of("iccid"));

  private final Scene scene = Scene.get();
  private final BackOffice office = BackOffice.of(scene.house());

  @ParameterizedTest(name = "{0}, {1}: {2}")
  @MethodSource("wrongKinds")
  void refusesAnotherKindOfValue(String function, String member, String value) {
    unchanged(members -> office.call(function, with(members, member, value)).failed("1.6/2.1"));
  }

  static Stream<Arguments> wrongKinds() {
    var cases = new ArrayList<Arguments>();
    MEMBERS.forEach((function, members) -> members.forEach(member -> {
      for (var value : List.of("7", "1e400", "[]", "['A']", "{}", "{'a':{'iccid':'1'}}")) {
        cases.add(Arguments.of(function, member, value));
      }
      cases.add(Arguments.of(function, member, member.equals("releaseFlag") ? "'true'" : "true"));
    }));
    return cases.stream();
  }

  /** Not our signs, too long, or not fit for a database: another pair for each, and none a defect. */
  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("strangeTexts")
  void refusesTextsThatMeanNothing(String function, String member, String text) {
    unchanged(members -> {
      var answer = office.call(function, with(members, member, "'" + text + "'"));
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.body()).contains("\"status\":\"Failed\"");
      assertThat(answer.body().length()).isLessThan(400);
      return answer;
    });
  }

  static Stream<Arguments> strangeTexts() {
    var cases = new ArrayList<Arguments>();
    MEMBERS.forEach((function, members) -> members.stream()
        .filter(member -> !member.equals("confirmationCode") && !member.equals("smdsAddress"))
        .forEach(member -> {
          for (var text : List.of(
              "9".repeat(200_000),
              "\\u0000",
              "89\\u0000",
              "\\ud800",
              "\u0664\u0662",
              "%00",
              "'';--".replace('\'', '`'))) {
            cases.add(Arguments.of(function, member, text));
          }
        }));
    return cases.stream();
  }

  @ParameterizedTest
  @ValueSource(strings = {"iccid", "eid", "matchingId", "releaseFlag", "header"})
  void readsNoMemberTwice(String member) {
    unchanged(members -> {
      var twice = "'%1$s':null,'%1$s':null".formatted(member);
      var answer = office.call("confirmOrder", members + "," + twice);
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.body()).isEmpty();
      return answer;
    });
  }

  @Test
  void ignoresMembersItDoesNotKnow() {
    var standing = Standing.in(ProfileState.CONFIRMED);

    office
        .call(
            "releaseProfile",
            "'iccid':'%s','iccidd':1,'extension':{'iccid':[{}]},'extension':2"
                .formatted(standing.iccid()))
        .succeededWithNothingElse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "[]", "null", "7", "{", "{'header':{}} {}", "\ufeff{}x"})
  void refusesWhatIsNoJsonObject(String body) {
    for (var function : MEMBERS.keySet()) {
      assertThat(office.post(function, body.replace('\'', '"')).status()).isEqualTo(400);
    }
  }

  @Test
  void refusesABodyThatIsTooLarge() {
    var answer = office.post("downloadOrder", "{\"a\":\"" + "x".repeat(2 << 20) + "\"}");

    assertThat(answer.status()).isEqualTo(413);
  }

  @Test
  void refusesABodyThatIsNestedWithoutEnd() {
    var deep = "{\"a\":".repeat(100_000);

    assertThat(office.post("downloadOrder", deep).status()).isEqualTo(400);
  }

  private static String with(String members, String member, String value) {
    var others = members.replaceAll(",?'" + member + "':('[^']*'|true)", "");
    return others.replaceFirst("^,", "") + (others.isEmpty() ? "" : ",") + "'" + member + "':"
        + value;
  }

  /** What is done with the members of a call that would succeed. */
  private interface Call {
    Answer with(String members);
  }

  private void unchanged(Call call) {
    var standing = Standing.in(ProfileState.ALLOCATED);
    var tables = scene.tables();
    var row = tables.row(standing.iccid());
    var events = tables.events(standing.iccid());

    call.with("'iccid':'%s','releaseFlag':true,'finalProfileStatusIndicator':'Available'"
        .formatted(standing.iccid()));

    assertThat(tables.row(standing.iccid())).isEqualTo(row);
    assertThat(tables.events(standing.iccid()).stream().filter(event -> !events.contains(event)))
        .allMatch(event -> event.from().equals(event.to()));
  }
}
