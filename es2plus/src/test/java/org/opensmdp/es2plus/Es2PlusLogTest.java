package org.opensmdp.es2plus;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.opensmdp.activation.FunctionCall;
import org.slf4j.LoggerFactory;

/** One line a call, under fixed keys, without codes. */
class Es2PlusLogTest {
  private final Logger logger = (Logger) LoggerFactory.getLogger(FunctionCall.class);
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

  @BeforeEach
  void listen() {
    lines.start();
    logger.addAppender(lines);
  }

  @AfterEach
  void stop() {
    logger.detachAppender(lines);
  }

  private Map<String, String> onlyLine() {
    assertThat(lines.list).hasSize(1);
    return lines.list.get(0).getKeyValuePairs().stream()
        .collect(toMap(pair -> pair.key, pair -> String.valueOf(pair.value)));
  }

  @Test
  void logsWhoOrderedWhatForWhomAndNoCode() {
    String order =
        "\"iccid\":\"%s\",\"eid\":\"%s\",\"confirmationCode\":\"s3cret\",\"releaseFlag\":true";

    new Es2PlusInterface()
        .call("confirmOrder", order.formatted(Es2PlusInterface.ICCID, Es2PlusInterface.EID));

    assertThat(onlyLine())
        .containsEntry("function", "ES2+.ConfirmOrder")
        .containsEntry("status", "OK")
        .containsEntry("callerId", "North")
        .containsEntry("iccid", Es2PlusInterface.ICCID.digits())
        .containsEntry("eid", Es2PlusInterface.EID.digits())
        .containsOnlyKeys(
            "function", "status", "callerId", "iccid", "eid", "correlationId", "durationMicros");
  }

  @Test
  void logsACallThatOnlyTheStockKnowsTheIccidOf() {
    new Es2PlusInterface().call("downloadOrder", "\"profileType\":\"gold\"");

    assertThat(onlyLine()).containsEntry("iccid", Es2PlusInterface.ICCID.digits());
  }

  @Test
  void logsTheCorrelationOfTheCaller() {
    var es2plus = new Es2PlusInterface();
    es2plus.call(Es2PlusInterface.request("releaseProfile", "{}".getBytes(UTF_8))
        .withClientCertificate(es2plus.client.certificate())
        .withHeader("X-Correlation-ID", "order/4711"));

    assertThat(onlyLine()).containsEntry("correlationId", "order/4711");
  }

  @Test
  void logsAMalformedCodeWithoutTheCode() {
    new Es2PlusInterface().call("confirmOrder", "\"confirmationCode\":\"s3cret");

    assertThat(onlyLine()).containsEntry("status", "MALFORMED");
    assertThat(onlyLine().toString()).doesNotContain("s3cret");
  }
}
