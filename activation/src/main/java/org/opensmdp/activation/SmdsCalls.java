package org.opensmdp.activation;

import java.time.Duration;
import org.opensmdp.rsp.RspException;
import org.opensmdp.rsp.StatusCode;

/** Calls of ES12, each seen by those who watch: one line in the log, one figure. */
final class SmdsCalls {
  static final String REGISTER = "ES12.RegisterEvent";
  static final String DELETE = "ES12.DeleteEvent";

  private final Smds smds;
  private final FunctionObserver observer;

  SmdsCalls(Smds smds, FunctionObserver observer) {
    this.smds = smds;
    this.observer = observer;
  }

  static String functionOf(EventRecord event) {
    return event.shallBePresent() ? REGISTER : DELETE;
  }

  SmdsAnswer register(EventRecord event, Duration within) {
    var call = begun(REGISTER, event);
    return ended(call, smds.registerEvent(event, within));
  }

  SmdsAnswer delete(EventRecord event, Duration within) {
    var call = begun(DELETE, event);
    return ended(call, smds.deleteEvent(event, within));
  }

  private FunctionCall begun(String function, EventRecord event) {
    var call = FunctionCall.begin(function, observer);
    call.of(event.iccid());
    call.by(event.eid());
    return call;
  }

  private static SmdsAnswer ended(FunctionCall call, SmdsAnswer answer) {
    if (answer instanceof SmdsAnswer.Unreachable unreachable) {
      call.refused(new RspException(StatusCode.SMDS_INACCESSIBLE, unreachable.why()));
    } else if (answer instanceof SmdsAnswer.Failed failed) {
      call.refused(new RspException(StatusCode.SMDS_EXECUTION_ERROR, failed.why()));
    } else {
      call.succeeded();
    }
    return answer;
  }
}
