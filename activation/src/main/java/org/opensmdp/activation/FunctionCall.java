package org.opensmdp.activation;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.opensmdp.rsp.Eid;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.rsp.RspException;
import org.opensmdp.rsp.TransactionId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * One call of a function as those see it who watch: timed, told to the observer and logged in one
 * line when it ends, which it does once. Values are logged under the fixed keys of the operations
 * manual, bodies never. One thread.
 */
public final class FunctionCall {
  private static final Logger LOG = LoggerFactory.getLogger(FunctionCall.class);

  private final String function;
  private final FunctionObserver observer;
  private final long began = System.nanoTime();
  private final Map<String, Object> facts = new LinkedHashMap<>();

  private FunctionCall(String function, FunctionObserver observer) {
    this.function = function;
    this.observer = observer;
  }

  /**
   * Starts the clock.
   *
   * @param function the standard's name, {@code ES9+.AuthenticateClient}
   */
  public static FunctionCall begin(String function, FunctionObserver observer) {
    return new FunctionCall(function, observer);
  }

  public void in(TransactionId transactionId) {
    facts.put("transactionId", transactionId);
  }

  public void by(Eid eid) {
    facts.put("eid", eid);
  }

  public void by(Caller caller) {
    facts.put("callerId", caller.operator().name());
  }

  /** What the caller has called the matter, in its logs and ours. */
  public void correlated(String correlationId) {
    facts.put("correlationId", correlationId);
  }

  public void of(Iccid iccid) {
    facts.put("iccid", iccid);
  }

  public void succeeded() {
    end("OK");
  }

  public void refused(RspException refusal) {
    facts.put("message", refusal.text());
    if (!refusal.detail().isEmpty()) {
      facts.put("detail", refusal.detail());
    }
    end(refusal.status().name());
  }

  /**
   * Ends a call that never became one.
   *
   * @param message what was wrong with the octets, without the octets
   */
  public void malformed(String message) {
    facts.put("message", message);
    end("MALFORMED");
  }

  public void unavailable(StorageUnavailable why) {
    facts.put("message", String.valueOf(why.getMessage()));
    end("UNAVAILABLE");
  }

  /** Ends a call that our own fault ends; whoever answers it logs the stack. */
  public void failed() {
    end("DEFECT");
  }

  private void end(String status) {
    var duration = Duration.ofNanos(System.nanoTime() - began);
    observer.finished(function, status, duration);
    LoggingEventBuilder line =
        LOG.atInfo().addKeyValue("function", function).addKeyValue("status", status);
    for (var fact : facts.entrySet()) {
      line = line.addKeyValue(fact.getKey(), fact.getValue());
    }
    line.addKeyValue("durationMicros", duration.toNanos() / 1_000).log("Function call");
  }
}
