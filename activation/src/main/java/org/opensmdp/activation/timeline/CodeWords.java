package org.opensmdp.activation.timeline;

import java.time.Instant;
import org.opensmdp.activation.Order;
import org.opensmdp.activation.Profile;

/** Whether the activation code of an order still works: what a customer asks first. */
final class CodeWords {
  private CodeWords() {}

  static String of(CaseFile file, Instant now) {
    var profile = file.order().profile();
    if (profile instanceof Profile.Downloadable downloadable) {
      return ofOpen(downloadable.order(), file, now);
    }
    return switch (profile.state()) {
      case CONFIRMED -> "The activation code works as soon as the operator releases the order.";
      case INSTALLED -> "The activation code is used up.";
      case ERROR -> "The activation code does not work any more; armed again (care rearm) it does.";
      default -> "There is no activation code.";
    };
  }

  private static String ofOpen(Order order, CaseFile file, Instant now) {
    int left = file.order().type().maxDownloadAttempts() - order.downloadAttempts();
    if (order.expiresAt().filter(end -> !now.isBefore(end)).isPresent() || left <= 0) {
      return "The activation code does not work any more: its time or its tries are used up.";
    }
    var whom = order.eid().isPresent() ? "on the chip with the EID below only" : "on any phone";
    return "The activation code still works, %s; %d tries are left.".formatted(whom, left);
  }
}
