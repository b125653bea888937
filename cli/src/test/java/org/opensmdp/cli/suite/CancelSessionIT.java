package org.opensmdp.cli.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.opensmdp.simulator.EuiccQuirks;

/**
 * Every reason to give up after every step (SGP.22 v2 §5.6.5): what ends the order ends it wherever it
 * stands; the user may come back from the others.
 */
class CancelSessionIT {
  private static final Refused TRANSACTION = new Refused("8.10.1/3.9", 1);
  private static final Refused WRONG_CODE = new Refused("8.2.7/3.8", 3);

  /** Where the session stands when the device gives it up. */
  enum Point {
    AFTER_AUTHENTICATE_CLIENT(OrderSpec.PLAIN, Visit::authenticate),
    AFTER_THE_PACKAGE(OrderSpec.PLAIN, visit -> visit.authenticate().download()),
    AFTER_A_WRONG_CODE(
        OrderSpec.WITH_CODE,
        visit -> visit.authenticate().assertRefused(WRONG_CODE, by -> by.download("0815"))),
    AFTER_A_WRONG_CODE_IN_A_RETRY(
        OrderSpec.WITH_CODE,
        visit -> visit
            .authenticate()
            .download()
            .authenticate()
            .assertRefused(WRONG_CODE, by -> by.download("0815")));

    private final OrderSpec order;
    private final Visit.Step steps;

    Point(OrderSpec order, Visit.Step steps) {
      this.order = order;
      this.steps = steps;
    }

    Visit reach(Wire wire) {
      var visit = Visit.of(wire, order);
      steps.take(visit);
      return visit;
    }

    /** Phones refuse in the user's name after a Failed of ours, and the user knows nothing of it. */
    boolean forgives(CancelReason reason) {
      return order.confirmationCode().isPresent() && reason == CancelReason.END_USER_REJECTION;
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }

  /** How a session has ended before the device gives it up. */
  enum End {
    REPORTED(visit -> visit.authenticate().download().install()),
    SUPERSEDED(visit -> visit.authenticate().download());

    private final Visit.Step steps;

    End(Visit.Step steps) {
      this.steps = steps;
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Execution(ExecutionMode.CONCURRENT)
  @ParameterizedTest(name = "reason {0}, {1}, over {2}")
  @MethodSource("everywhere")
  void givesUp(CancelReason reason, Point point, Wire wire) {
    var visit = point.reach(wire);
    var rows = visit.rows();
    var events = visit.events();

    visit.cancel(reason.reason());

    var after = point.forgives(reason) ? rows.lastSession("CLOSED") : reason.after(rows);
    assertThat(visit.rows()).isEqualTo(after);
    assertThat(visit.told(events))
        .isEqualTo(EventRow.of(
            "CancelSession", rows.profile().state(), after.profile().state(), EventRow.OK));
    comesBack(visit, reason.ends() && !point.forgives(reason));
  }

  private static void comesBack(Visit visit, boolean inVain) {
    if (inVain) {
      visit.assertRefused(new Refused("8.2/1.2", 127), Visit::authenticate);
    } else {
      visit.authenticate().download().install();
    }
    assertThat(visit.rows().profile().state()).isEqualTo(inVain ? "ERROR" : "INSTALLED");
  }

  /** Whatever a card signs then: the session is over, and the order is not its to end. */
  @Execution(ExecutionMode.CONCURRENT)
  @ParameterizedTest(name = "reason {0}, {1}, over {2}")
  @MethodSource("ended")
  void refusesToGiveUpWhatHasEnded(CancelReason reason, End end, Wire wire) {
    var visit = Visit.of(wire, OrderSpec.PLAIN);
    end.steps.take(visit);
    var late = visit.cancellation(reason.reason());
    var of = visit.transactionId();
    if (end == End.SUPERSEDED) {
      visit.authenticate();
    }
    var rows = visit.rows();
    var events = visit.events();

    visit.assertRefused(TRANSACTION, by -> by.tell(of, late));

    assertThat(visit.rows()).isEqualTo(rows);
    assertThat(visit.told(events).status()).isEqualTo(TRANSACTION.status());
  }

  /** The card cannot cancel, and says so: the session is closed and the order kept. */
  @Execution(ExecutionMode.CONCURRENT)
  @ParameterizedTest(name = "cancelSessionErrorCode {0}, {1}, over {2}")
  @MethodSource("errors")
  void closesTheSessionQuietlyOnAnErrorOfTheCard(int code, Point point, Wire wire) {
    var visit = point.reach(wire);
    visit.device().euicc().behave(EuiccQuirks.NONE.cancelSessionError(code));
    var rows = visit.rows();
    var events = visit.events();

    visit.cancel(CancelReason.END_USER_REJECTION.reason());

    assertThat(visit.rows()).isEqualTo(rows.lastSession("CLOSED"));
    assertThat(visit.told(events))
        .isEqualTo(EventRow.of(
            "CancelSession", rows.profile().state(), rows.profile().state(), EventRow.OK));
  }

  static Stream<Arguments> everywhere() {
    return Arrays.stream(CancelReason.values())
        .flatMap(reason -> Arrays.stream(Point.values())
            .flatMap(point -> Wire.all().stream().map(wire -> Arguments.of(reason, point, wire))));
  }

  static Stream<Arguments> ended() {
    return Arrays.stream(CancelReason.values())
        .flatMap(reason -> Arrays.stream(End.values())
            .flatMap(end -> Wire.all().stream().map(wire -> Arguments.of(reason, end, wire))));
  }

  static Stream<Arguments> errors() {
    return Stream.of(5, 127)
        .flatMap(code -> Arrays.stream(Point.values())
            .flatMap(point -> Wire.all().stream().map(wire -> Arguments.of(code, point, wire))));
  }
}
