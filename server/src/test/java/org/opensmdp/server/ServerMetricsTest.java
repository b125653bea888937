package org.opensmdp.server;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.opensmdp.activation.Notifications.Verdict;
import org.slf4j.LoggerFactory;

/** What those hear who watch the server. */
class ServerMetricsTest {
  private final Logger logger = (Logger) LoggerFactory.getLogger(ServerMetrics.class);
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
  private final ServerMetrics metrics = new ServerMetrics();

  @BeforeEach
  void listen() {
    lines.start();
    logger.addAppender(lines);
  }

  @AfterEach
  void listenNoMore() {
    logger.detachAppender(lines);
  }

  @Test
  void countsEveryReportByItsVerdict() {
    metrics.judged(1, Verdict.ACCEPTED, "");
    metrics.judged(2, Verdict.FORGED, "euiccSignPIR does not verify");
    metrics.judged(3, Verdict.FORGED, "euiccSignPIR does not verify");

    assertThat(metrics.text())
        .contains("rsp_report_total{verdict=\"ACCEPTED\",} 1.0")
        .contains("rsp_report_total{verdict=\"FORGED\",} 2.0");
  }

  @Test
  void logsAReportThatIsNotBelievedAndNoOther() {
    metrics.judged(1, Verdict.ACCEPTED, "");
    metrics.judged(2, Verdict.DUPLICATE, "the report counts already");
    metrics.judged(3, Verdict.FORGED, "euiccSignPIR does not verify");

    assertThat(lines.list).singleElement().satisfies(line -> {
      assertThat(line.getLevel()).isEqualTo(Level.WARN);
      assertThat(line.getFormattedMessage())
          .isEqualTo("A report was not believed: euiccSignPIR does not verify");
      assertThat(line.getKeyValuePairs())
          .anySatisfy(pair -> assertThat(pair).hasToString("notificationId=\"3\""));
    });
  }
}
