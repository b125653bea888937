package org.opensmdp.cli.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/**
 * One row of the tables of refusals: what is wrong, what the server must answer, and what that may
 * change.
 *
 * @param row the number of the check in its function
 * @param before what happens before, and is not refused
 * @param step what is refused
 * @param effect what the refusal does to the rows of the order: nothing, as a rule
 */
record RefusalCase(
    String row,
    String what,
    Refused refused,
    OrderSpec order,
    Visit.Step before,
    Visit.Step step,
    UnaryOperator<OrderRows> effect,
    Told told) {

  /** Whom the event of the refusal names. */
  enum Told {
    /** The order, in its timeline. */
    OF_THE_ORDER,
    /** The session alone: no card is proven, or no order found. */
    OF_THE_SESSION,
    /** Nobody can be named, and nothing is told. */
    NOT_AT_ALL
  }

  static RefusalCase of(String row, String what, String pair, int error) {
    return new RefusalCase(
        row,
        what,
        new Refused(pair, error),
        OrderSpec.PLAIN,
        visit -> {},
        visit -> {},
        rows -> rows,
        Told.OF_THE_ORDER);
  }

  RefusalCase ordered(OrderSpec value) {
    return new RefusalCase(row, what, refused, value, before, step, effect, told);
  }

  RefusalCase after(Visit.Step value) {
    return new RefusalCase(row, what, refused, order, value, step, effect, told);
  }

  RefusalCase when(Visit.Step value) {
    return new RefusalCase(row, what, refused, order, before, value, effect, told);
  }

  RefusalCase leaving(UnaryOperator<OrderRows> value) {
    return new RefusalCase(row, what, refused, order, before, step, value, told);
  }

  /** The refusal ends the order. */
  RefusalCase ending() {
    var before = effect;
    return leaving(rows -> before.apply(rows).ended(refused.status()));
  }

  RefusalCase told(Told value) {
    return new RefusalCase(row, what, refused, order, before, step, effect, value);
  }

  void run(Wire wire, String function) {
    var visit = Visit.of(wire, order);
    before.take(visit);
    var rows = visit.rows();
    var events = visit.events();

    visit.assertRefused(refused, step);

    var after = effect.apply(rows);
    assertThat(visit.rows()).as("rows").isEqualTo(after);
    if (told == Told.NOT_AT_ALL) {
      assertThat(visit.events()).as("events").isEqualTo(events);
    } else {
      assertThat(visit.told(events)).as("event").isEqualTo(event(function, rows, after));
    }
  }

  private EventRow event(String function, OrderRows rows, OrderRows after) {
    return told == Told.OF_THE_ORDER
        ? EventRow.of(function, rows.profile().state(), after.profile().state(), refused.status())
        : EventRow.of(function, refused.status());
  }

  /** Every case on every wire. */
  static Stream<Arguments> everywhere(List<RefusalCase> cases) {
    return cases.stream().flatMap(one -> Wire.all().stream().map(wire -> Arguments.of(one, wire)));
  }

  @Override
  public String toString() {
    return "%s: %s -> %s".formatted(row, what, refused);
  }
}
