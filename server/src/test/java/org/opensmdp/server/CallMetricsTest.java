package org.opensmdp.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.client.CollectorRegistry;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.opensmdp.activation.Attribution;
import org.opensmdp.rsp.StatusCode;

/** The metrics and the admin API's figures blame the same refusals on us. */
class CallMetricsTest {
  private final CollectorRegistry registry = new CollectorRegistry();
  private final CallMetrics metrics = new CallMetrics(registry);

  @ParameterizedTest
  @EnumSource
  void countsARefusalAsTheFiguresDo(StatusCode status) {
    metrics.finished("ES9+.AuthenticateClient", status.name(), Duration.ofMillis(1));

    var attribution = CallMetrics.word(Attribution.ofRefusal(status));
    assertThat(registry.getSampleValue(
            "smdp_es9_requests_total",
            new String[] {"fn", "attribution"},
            new String[] {"authenticateClient", attribution}))
        .isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(names = "TRANSACTION_UNKNOWN")
  void blamesNoTransactionOfSomebodyElseOnUs(StatusCode status) {
    assertThat(Attribution.ofRefusal(status)).isEqualTo(Attribution.DEVICE);
  }
}
