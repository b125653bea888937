package org.opensmdp.es9plus;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.opensmdp.rsp.StatusCode.MATCHING_ID_REFUSED;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.opensmdp.activation.FunctionCall;
import org.opensmdp.rsp.RspException;
import org.slf4j.LoggerFactory;

/** One line a call, under fixed keys, without bodies. */
class Es9PlusLogTest {
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
    assertThat(lines.list).hasSize(1).allMatch(line -> line.getLevel() == Level.INFO);
    return lines.list.get(0).getKeyValuePairs().stream()
        .collect(toMap(pair -> pair.key, pair -> String.valueOf(pair.value)));
  }

  @Test
  void logsASuccess() {
    new Es9PlusInterface().call("initiateAuthentication", Bodies.INITIATE);

    assertThat(onlyLine())
        .containsEntry("function", "ES9+.InitiateAuthentication")
        .containsEntry("status", "OK")
        .containsEntry("transactionId", "AB00CD")
        .containsOnlyKeys("function", "status", "transactionId", "durationMicros");
  }

  @Test
  void logsARefusalWithMessageAndDetail() {
    var refusal = new RspException(MATCHING_ID_REFUSED, "no such order", "asked for ABC");

    Es9PlusInterface.failing(refusal).call("authenticateClient", Bodies.AUTHENTICATE);

    assertThat(onlyLine())
        .containsEntry("status", "MATCHING_ID_REFUSED")
        .containsEntry("message", "no such order")
        .containsEntry("detail", "asked for ABC")
        .containsEntry("transactionId", "AB00CD");
  }

  @Test
  void logsJunkWithoutTheJunk() {
    new Es9PlusInterface().call("cancelSession", "{\"transactionId\": s3cret}");

    assertThat(onlyLine())
        .containsEntry("status", "MALFORMED")
        .containsEntry("message", "the body is not JSON");
    assertThat(onlyLine().toString()).doesNotContain("s3cret");
  }
}
