package org.opensmdp.cli.suite;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.opensmdp.simulator.LpaListener;
import org.opensmdp.simulator.LpaStep;
import org.opensmdp.simulator.device.DeviceOutcome;

/** Counts the tries of a device and says how it ended for it. One thread. */
final class Tries implements LpaListener {
  private int begun;
  private int cancelled;

  @Override
  public void stepped(LpaStep step, Duration took, Optional<RuntimeException> failure) {
    begun += step == LpaStep.INITIATE_AUTHENTICATION ? 1 : 0;
    cancelled += step == LpaStep.CANCEL_SESSION ? 1 : 0;
  }

  String text(DeviceOutcome outcome) {
    return ending(outcome)
        + (cancelled > 0 ? ", cancelled" : "")
        + (begun > 1 ? ", try " + begun : "");
  }

  private static String ending(DeviceOutcome outcome) {
    if (outcome instanceof DeviceOutcome.Installed done) {
      return done.enabled() ? "installed and enabled" : "installed, not enabled";
    }
    if (outcome instanceof DeviceOutcome.NotInstalled not) {
      return "not installed, %s: %s".formatted(not.code(), not.cause());
    }
    if (outcome instanceof DeviceOutcome.Refused refused) {
      return "%s refused, %s: %s".formatted(name(refused.step()), refused.pair(), refused.cause());
    }
    var lost = (DeviceOutcome.Lost) outcome;
    return "%s fails: %s".formatted(name(lost.step()), lost.cause());
  }

  /** {@code AUTHENTICATE_CLIENT} as the standard writes it. */
  static String name(LpaStep step) {
    var words = step.name().toLowerCase(Locale.ROOT).split("_");
    var name = new StringBuilder(words[0]);
    for (int i = 1; i < words.length; i++) {
      name.append(words[i].substring(0, 1).toUpperCase(Locale.ROOT)).append(words[i].substring(1));
    }
    return name.toString();
  }
}
