package org.opensmdp.console;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.opensmdp.activation.Inventory;
import org.opensmdp.activation.Operator;
import org.opensmdp.activation.ProfileType;
import org.opensmdp.activation.Region;
import org.opensmdp.activation.slo.Part;
import org.opensmdp.activation.slo.Scope;

/**
 * Reads out of a query which attempts are asked for: from, to, operator, type, version, region, eum,
 * firmware. A token that is bound to an operator asks for that one's, whatever it says.
 */
final class ScopeQuery {
  private static final Duration USUAL = Duration.ofDays(30);
  private static final Duration LONGEST = Duration.ofDays(400);
  private static final int LONGEST_TEXT = 50;

  private final Inventory inventory;
  private final InstantSource clock;

  ScopeQuery(Inventory inventory, InstantSource clock) {
    this.inventory = inventory;
    this.clock = clock;
  }

  /** Returns the scope; without from and to the last 30 days. */
  Scope scope(AdminCall call) {
    var now = clock.instant();
    var to = call.query("to", Requests::instant).orElse(now);
    var from = call.query("from", Requests::instant).orElseGet(() -> to.minus(USUAL));
    check(from, to);
    return new Scope(from, to, now, part(call));
  }

  private static void check(Instant from, Instant to) {
    if (!from.isBefore(to)) {
      throw AdminRefusal.unreadable("from is not before to");
    }
    if (from.plus(LONGEST).isBefore(to)) {
      throw AdminRefusal.unreadable("from, to: at most 400 days; more is not kept");
    }
  }

  Part part(AdminCall call) {
    var type = call.query("type").map(name -> type(call, name));
    return AdminCall.read(
        "version",
        "",
        text -> new Part(
            operatorId(call),
            type.map(ProfileType::profileTypeId),
            call.query("version", Integer::parseInt),
            call.query("region", ScopeQuery::region),
            call.query("eum", text("8 digits", "[0-9]{8}")),
            call.query("firmware", text("a version, as 66.81.2", "[0-9.]+"))));
  }

  private Optional<Long> operatorId(AdminCall call) {
    var named = call.query("operator").map(name -> operator(call, name).operatorId());
    return named.or(() -> call.tenant().map(Operator::operatorId));
  }

  private Operator operator(AdminCall call, String name) {
    return inventory
        .findOperator(name)
        .filter(found -> call.mayTouch(found.operatorId()))
        .orElseThrow(() -> AdminRefusal.notFound("there is no such operator"));
  }

  ProfileType type(AdminCall call, String name) {
    return inventory
        .findType(name)
        .filter(found -> call.mayTouch(found.operatorId()))
        .orElseThrow(() -> AdminRefusal.notFound("there is no such type"));
  }

  static Region region(String word) {
    return Words.constant(Region.class, word);
  }

  private static Function<String, String> text(String expected, String pattern) {
    return text -> {
      if (text.length() > LONGEST_TEXT || !text.matches(pattern)) {
        throw new IllegalArgumentException(expected + " expected");
      }
      return text.toLowerCase(Locale.ROOT);
    };
  }
}
