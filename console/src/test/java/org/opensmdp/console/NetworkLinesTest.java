package org.opensmdp.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opensmdp.activation.NetworkEvent;
import org.opensmdp.activation.NetworkEvent.Kind;

/** Batches of network events as they come over the wire. */
class NetworkLinesTest {
  private static final String IMSI = "001010123456789";
  private static final String JSON =
      "{\"imsi\":\"%s\",\"kind\":\"ATTACH\",\"happenedAt\":\"2026-03-01T12:00:00Z\"}"
          .formatted(IMSI);

  @Test
  void readsTheSameEventInAllForms() {
    var csv = "imsi,kind,happenedAt,network\n%s,attach,2026-03-01T12:00:00Z,\n".formatted(IMSI);

    var events = List.of(
        only("text/csv", csv),
        only("application/x-ndjson", JSON + "\n\n"),
        only("application/json", "{\"events\":[" + JSON + "]}"),
        only("application/json", "[" + JSON + "]"));

    assertThat(events).allSatisfy(event -> {
      assertThat(event.imsi().digits()).isEqualTo(IMSI);
      assertThat(event.kind()).isEqualTo(Kind.ATTACH);
      assertThat(event.happenedAt()).isEqualTo(Instant.parse("2026-03-01T12:00:00Z"));
    });
  }

  @Test
  void refusesALineAndQuotesNothingOfIt() {
    for (var line : List.of(
        JSON.replace(IMSI, "12345x7890"),
        JSON.replace("ATTACH", "LOST-99887766"),
        JSON.replace("2026-03-01T12:00:00Z", "yesterday-99887766"),
        JSON.replace("imsi", "imsl"),
        "{\"kind\":99887766",
        "[]")) {
      assertThatExceptionOfType(AdminRefusal.class)
          .as(line)
          .isThrownBy(() -> only("application/x-ndjson", line))
          .satisfies(
              refusal -> assertThat(refusal.text()).doesNotContain("99887766", "12345x7890", IMSI));
    }
  }

  @Test
  void refusesACsvWithoutAHeaderAndRowsOfAnotherLength() {
    assertThatExceptionOfType(AdminRefusal.class)
        .isThrownBy(() -> only("text/csv", IMSI + ",ATTACH,2026-03-01T12:00:00Z"))
        .satisfies(refusal -> assertThat(refusal.text()).contains("imsi,kind,happenedAt"));
    assertThatExceptionOfType(AdminRefusal.class)
        .isThrownBy(() -> only("text/csv", "imsi,kind,happenedAt\n" + IMSI + ",ATTACH"))
        .satisfies(refusal -> assertThat(refusal.text()).isEqualTo("2 columns (expected: 3)"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[", "7", "[7]", "[[]]", "{\"events\":7}", "[] []", "{\"event\":[]}"})
  void refusesABodyThatIsNoListOfEvents(String body) {
    assertThatExceptionOfType(AdminRefusal.class)
        .isThrownBy(() -> NetworkLines.of("application/json", body.getBytes(UTF_8)))
        .returns(400, AdminRefusal::httpStatus);
  }

  @Test
  void refusesMoreThanABatchHolds() {
    var many = (JSON + "\n").repeat(NetworkLines.MOST + 1);

    assertThatExceptionOfType(AdminRefusal.class)
        .isThrownBy(() -> NetworkLines.of("application/x-ndjson", many.getBytes(UTF_8)))
        .returns(422, AdminRefusal::httpStatus);
  }

  private static NetworkEvent only(String type, String body) {
    var lines = NetworkLines.of(type, body.getBytes(UTF_8));
    assertThat(lines).hasSize(1);
    return lines.get(0).event().get();
  }
}
