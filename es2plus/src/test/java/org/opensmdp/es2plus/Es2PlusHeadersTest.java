package org.opensmdp.es2plus;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opensmdp.http.Reply;

/** What ES2+ says in headers: the caller's own number, and when to come again. */
class Es2PlusHeadersTest {
  private static final String BUSY = "\"subjectCode\":\"1.2\",\"reasonCode\":\"4.4\"";

  private final Es2PlusInterface es2plus = new Es2PlusInterface();

  @Test
  void sendsTheCorrelationBackWhateverTheAnswer() {
    assertThat(correlated("{" + Es2PlusInterface.HEADER + ",\"profileType\":\"gold\"}", "a-1"))
        .contains("a-1");
    assertThat(correlated("{}", "a-2")).contains("a-2");
    assertThat(correlated("no JSON", "a-3")).contains("a-3");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "with a space",
        "tab\there",
        "\u00e9t\u00e9",
        "12345678901234567890123456789012345678901234567890123456789012345"
      })
  void namesACallItselfWhoseNameIsNoIdentifier(String other) {
    assertThat(correlated("{}", other).orElseThrow()).matches("[0-9a-f-]{36}");
  }

  private Optional<String> correlated(String body, String id) {
    var request = Es2PlusInterface.request("downloadOrder", body.getBytes(UTF_8))
        .withClientCertificate(es2plus.client.certificate())
        .withHeader("X-Correlation-ID", id);
    return es2plus.call(request).header("X-Correlation-ID");
  }

  @Test
  void answersTooManyCallsWithBusyAndWhenToComeAgain() {
    var limited = Es2PlusInterface.limitedTo(3);
    for (int i = 0; i < 3; i++) {
      assertThat(text(order(limited))).contains("Executed-Success");
    }

    var refused = order(limited);

    assertThat(text(refused)).contains("Failed", BUSY);
    assertThat(refused.header("Retry-After")).contains("20");
    assertThat(limited.observed).endsWith("ES2+.DownloadOrder PROVIDER_BUSY");
    assertThat(limited.heard).hasSize(3);
    limited.forward(Duration.ofSeconds(20));
    assertThat(text(order(limited))).contains("Executed-Success");
    assertThat(text(order(limited))).contains(BUSY);
  }

  @Test
  void answersBusyToCallsThatFindNoWorker() {
    assertThat(es2plus.routes).hasSize(4).allSatisfy(route -> {
      assertThat(route.busy().status()).isEqualTo(200);
      assertThat(text(route.busy())).contains("Failed", BUSY);
      assertThat(route.busy().header("Retry-After")).contains("2");
    });
  }

  private static Reply order(Es2PlusInterface es2plus) {
    return es2plus.call("downloadOrder", "\"profileType\":\"gold\"");
  }

  private static String text(Reply reply) {
    return new String(reply.body(), UTF_8);
  }
}
