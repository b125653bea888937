package org.opensmdp.activation.slo;

import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Where each objective stands: what was kept, and what is left of its budget. Any thread. */
public final class Health {
  private static final Duration MONTH = Duration.ofDays(30);
  private static final Duration HOUR = Duration.ofHours(1);

  private final Figures figures;
  private final InstantSource clock;

  public Health(Figures figures, InstantSource clock) {
    this.figures = figures;
    this.clock = clock;
  }

  /** Returns the tallies of a scope; objectives that the part cannot be asked for are missing. */
  public Map<Objective, Tally> tallies(Scope scope) {
    var attempts = figures.attempts(scope);
    var tallies = new EnumMap<Objective, Tally>(Objective.class);
    tallies.put(Objective.ACTIVATION, attempts.activation());
    tallies.put(Objective.ORDER, figures.orders(scope).installed());
    tallies.put(Objective.CONFIRMATION, attempts.confirmation());
    tallies.put(Objective.CONFIRMATION_IN_A_DAY, attempts.confirmedInADay());
    tallies.put(Objective.INSTALL_LATENCY, attempts.quick());
    tallies.put(Objective.INTEGRITY, figures.integrity(scope));
    if (scope.part().isOfOrders()) {
      tallies.putAll(ofCalls(figures.calls(scope)));
      tallies.put(Objective.CALLBACKS, figures.callbacks(scope));
    }
    return tallies;
  }

  /** Returns the availability of both interfaces and the latency of ES9+, of calls by function. */
  public static Map<Objective, Tally> ofCalls(List<CallFigures> calls) {
    var tallies = new EnumMap<Objective, Tally>(Objective.class);
    tallies.put(Objective.DEVICE_INTERFACE, Tally.NONE);
    tallies.put(Objective.OPERATOR_INTERFACE, Tally.NONE);
    tallies.put(Objective.SERVER_LATENCY, Tally.NONE);
    for (var call : calls) {
      var objective =
          call.isOfDevices() ? Objective.DEVICE_INTERFACE : Objective.OPERATOR_INTERFACE;
      tallies.merge(objective, call.answered(), Tally::plus);
      tallies.merge(Objective.SERVER_LATENCY, call.quick(), Tally::plus);
    }
    return tallies;
  }

  /** Returns the budgets of a part, now. */
  public List<ErrorBudget> budgets(Part part) {
    var now = clock.instant();
    var month = tallies(Scope.last(MONTH, now, part));
    var hour = tallies(Scope.last(HOUR, now, part));
    return month.entrySet().stream()
        .map(objective -> new ErrorBudget(
            objective.getKey(),
            objective.getValue(),
            hour.getOrDefault(objective.getKey(), Tally.NONE)))
        .toList();
  }
}
