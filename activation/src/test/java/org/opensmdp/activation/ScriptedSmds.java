package org.opensmdp.activation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** SM-DSs that answer as they are told, and remember what they were asked. */
final class ScriptedSmds implements Smds {
  static final SmdsAnswer DONE = new SmdsAnswer.Done();
  static final SmdsAnswer AWAY = new SmdsAnswer.Unreachable("nobody listens there", false);
  static final SmdsAnswer BROKEN = new SmdsAnswer.Unreachable("the connection broke", true);
  static final SmdsAnswer REFUSED = new SmdsAnswer.Failed("1.2/4.4 busy", false);

  final List<String> calls = new ArrayList<>();
  SmdsAnswer answer = DONE;
  Runnable meanwhile = () -> {};

  @Override
  public SmdsAnswer registerEvent(EventRecord event, Duration within) {
    return called("register " + event.eventId());
  }

  @Override
  public SmdsAnswer deleteEvent(EventRecord event, Duration within) {
    return called("delete " + event.eventId());
  }

  private SmdsAnswer called(String call) {
    calls.add(call);
    meanwhile.run();
    return answer;
  }
}
