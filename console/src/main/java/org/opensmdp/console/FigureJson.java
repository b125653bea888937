package org.opensmdp.console;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.opensmdp.activation.Attribution;
import org.opensmdp.activation.slo.AttemptFigures;
import org.opensmdp.activation.slo.CallFigures;
import org.opensmdp.activation.slo.DeviceModel;
import org.opensmdp.activation.slo.ErrorBudget;
import org.opensmdp.activation.slo.Funnel;
import org.opensmdp.activation.slo.Objective;
import org.opensmdp.activation.slo.Tally;

/** Figures as JSON: counts as they are, shares and seconds as numbers, null where there is nothing. */
final class FigureJson {
  private FigureJson() {}

  static Map<String, Object> attempts(AttemptFigures figures) {
    var members = new LinkedHashMap<String, Object>();
    if (!figures.key().isEmpty()) {
      members.put("key", figures.key());
    }
    members.put("authenticated", figures.authenticated());
    members.put("delivered", figures.delivered());
    members.put("open", figures.open());
    members.put("succeeded", figures.succeeded());
    members.put("failed", figures.failed());
    members.put("cancelled", figures.cancelled());
    members.put("unconfirmed", figures.unconfirmed());
    var blamed = new LinkedHashMap<String, Long>();
    for (var attribution : Attribution.values()) {
      blamed.put(Words.of(attribution), figures.blamed().getOrDefault(attribution, 0L));
    }
    members.put("blamed", blamed);
    members.put("lateSuccesses", figures.lateSuccesses());
    members.put("lateFailures", figures.lateFailures());
    members.put("successRate", number(figures.activation().ratio()));
    members.put("medianSeconds", number(figures.medianSeconds()));
    members.put("p95Seconds", number(figures.p95Seconds()));
    members.put("within60Seconds", number(figures.quick().ratio()));
    return members;
  }

  static Map<String, Object> objective(Objective objective, Tally tally) {
    var members = new LinkedHashMap<String, Object>();
    members.put("number", objective.number());
    members.put("name", Words.of(objective));
    members.put("target", objective.target());
    members.putAll(tally(tally));
    members.put("met", met(objective, tally));
    return members;
  }

  /** Nothing has missed a target yet, and nothing has met it. */
  private static Optional<Boolean> met(Objective objective, Tally tally) {
    return tally.valid() == 0
        ? Optional.empty()
        : Optional.of(tally.ratio().orElse(0) >= objective.target());
  }

  static Map<String, Object> tally(Tally tally) {
    var members = new LinkedHashMap<String, Object>();
    members.put("good", tally.good());
    members.put("valid", tally.valid());
    members.put("ratio", number(tally.ratio()));
    return members;
  }

  static Map<String, Object> budget(ErrorBudget budget) {
    var members = objective(budget.objective(), budget.month());
    members.put("allowed", budget.allowed());
    members.put("used", budget.used());
    members.put("left", number(budget.left()));
    members.put("burn", number(budget.burn()));
    members.put("overdrawn", budget.isOverdrawn());
    return members;
  }

  static Map<String, Object> call(CallFigures call) {
    var members = new LinkedHashMap<String, Object>();
    members.put("function", call.function());
    members.put("answered", tally(call.answered()));
    members.put("quick", tally(call.quick()));
    members.put("p95Millis", number(call.p95Millis()));
    return members;
  }

  static Map<String, Object> funnel(Funnel funnel) {
    var members = new LinkedHashMap<String, Object>();
    members.put("asked", funnel.asked());
    members.put("authenticated", funnel.authenticated());
    members.put("delivered", funnel.delivered());
    members.put("reported", funnel.reported());
    members.put("installed", funnel.installed());
    members.put("enabled", funnel.enabled());
    return members;
  }

  static Map<String, Object> model(DeviceModel model) {
    var members = new LinkedHashMap<String, Object>();
    if (model.tac().isEmpty()) {
      members.put("eum", model.eum());
      members.put("firmware", model.firmware());
      members.put("svn", model.svn());
      members.put("packageVersion", model.packageVersion());
    } else {
      members.put("tac", model.tac());
    }
    members.put("type", model.type());
    members.put("version", model.version());
    members.put("delivered", model.delivered());
    members.put("successRate", number(model.activation().ratio()));
    members.put("medianSeconds", number(model.medianSeconds()));
    members.put("lastSeen", model.lastSeen());
    return members;
  }

  static Optional<Double> number(OptionalDouble number) {
    return number.isPresent() ? Optional.of(number.getAsDouble()) : Optional.empty();
  }
}
