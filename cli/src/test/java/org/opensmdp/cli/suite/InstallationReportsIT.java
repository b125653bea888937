package org.opensmdp.cli.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.opensmdp.rsp.CancelSessionReason;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.rsp.ProfileInstallationResult;

/**
 * Reports of an installation that are late, repeated, misdirected or forged (SGP.22 v2 §5.6.4): the
 * device always hears 204, and the order believes what its own card has signed, once.
 */
class InstallationReportsIT {
  private static final Iccid FOREIGN = Iccid.withCheckDigit("898800000000000099");

  /**
   * A report, and what it is worth.
   *
   * @param effect on the order, if it is believed
   */
  record Row(
      String what,
      Visit.Step before,
      Function<Visit, ProfileInstallationResult> report,
      String verdict,
      UnaryOperator<OrderRows> effect) {
    @Override
    public String toString() {
      return what + " -> " + verdict;
    }
  }

  @ParameterizedTest(name = "{0}, over {1}")
  @MethodSource("rows")
  void judges(Row row, Wire wire) {
    var visit = Visit.of(wire, OrderSpec.PLAIN);
    row.before.take(visit);
    var rows = visit.rows();
    var report = row.report.apply(visit);

    visit.server().handleNotification(report);

    assertThat(visit.scene().tables().verdict(report).verdict()).isEqualTo(row.verdict);
    var after = row.effect.apply(rows);
    assertThat(visit.rows()).isEqualTo(after);
    // What contradicts the session is told a second time, by the handoff check.
    var told = visit.events().stream()
        .filter(event -> event.function().equals("ES9+.HandleNotification"))
        .reduce((earlier, later) -> later)
        .orElseThrow();
    if (row.verdict.equals("ACCEPTED")) {
      assertThat(told.from()).contains(rows.profile().state());
      assertThat(told.to()).contains(after.profile().state());
    } else {
      assertThat(told.detail()).startsWith(row.verdict + ":");
      assertThat(told.to()).isEmpty();
    }
  }

  /** The card's own word counts after all that others have said. */
  @ParameterizedTest(name = "{0}, over {1}")
  @MethodSource("notBelieved")
  void believesTheCardAfterwards(Row row, Wire wire) {
    var visit = Visit.of(wire, OrderSpec.PLAIN);
    row.before.take(visit);
    var untrue = row.report.apply(visit);
    visit.server().handleNotification(untrue);
    visit.scene().tables().verdict(untrue);
    var rows = visit.rows();

    var genuine = Report.of(visit).installation();
    visit.server().handleNotification(genuine);

    assertThat(visit.scene().tables().verdict(genuine))
        .isEqualTo(NotificationRow.accepted(visit, "INSTALL"));
    assertThat(visit.rows()).isEqualTo(rows.installed());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("org.opensmdp.cli.suite.Wire#all")
  void keepsTheSameOctetsOnce(Wire wire) {
    var visit = Visit.of(wire, OrderSpec.PLAIN).authenticate().download();
    var report = Report.of(visit).installation();
    visit.server().handleNotification(report);
    visit.scene().tables().verdict(report);
    var rows = visit.rows();
    var events = visit.events();

    visit.server().handleNotification(report);
    visit.scene().server(wire.binding().other()).handleNotification(report);

    assertThat(visit.scene().tables().notificationCount(report)).isEqualTo(1);
    assertThat(visit.rows()).isEqualTo(rows);
    assertThat(visit.events()).isEqualTo(events);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("org.opensmdp.cli.suite.Wire#all")
  void knowsNothingOfASessionThatNobodyHasBegun(Wire wire) {
    var visit = Visit.of(wire, OrderSpec.PLAIN).authenticate().download();
    var rows = visit.rows();
    var events = visit.events();
    var report = Report.of(visit).in(Forged.TRANSACTION).about(FOREIGN).installation();

    visit.server().handleNotification(report);

    assertThat(visit.scene().tables().verdict(report).verdict()).isEqualTo("UNKNOWN");
    assertThat(visit.rows()).isEqualTo(rows);
    assertThat(visit.events()).isEqualTo(events);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("org.opensmdp.cli.suite.Wire#all")
  void findsTheOrderByItsIccidWhereTheSessionIsUnknown(Wire wire) {
    var visit = Visit.of(wire, OrderSpec.PLAIN).authenticate().download();
    var rows = visit.rows();
    var report = Report.of(visit).in(Forged.TRANSACTION).installation();

    visit.server().handleNotification(report);

    assertThat(visit.scene().tables().verdict(report))
        .isEqualTo(NotificationRow.accepted(visit, "INSTALL"));
    assertThat(visit.rows().profile()).isEqualTo(rows.installed().profile());
  }

  static Stream<Arguments> rows() {
    return Stream.concat(notBelievedRows().stream(), believedRows().stream())
        .flatMap(row -> Wire.all().stream().map(wire -> Arguments.of(row, wire)));
  }

  static Stream<Arguments> notBelieved() {
    return notBelievedRows().stream()
        .flatMap(row -> Wire.all().stream().map(wire -> Arguments.of(row, wire)));
  }

  private static List<Row> notBelievedRows() {
    return List.of(
        untrue(
            "signed by another card of the same EUM",
            "FORGED",
            (visit, genuine) ->
                genuine.signedBy(visit.scene().of(visit.wire().curve()).euicc(Scene.anyEid()))),
        untrue(
            "signed by a stranger",
            "FORGED",
            (visit, genuine) -> genuine.signedBy(Forged.stranger(visit))),
        untrue(
            "a failure signed by another card",
            "FORGED",
            (visit, genuine) -> genuine
                .saying(Report.FAILURE)
                .signedBy(visit.scene().of(visit.wire().curve()).euicc(Scene.anyEid()))),
        untrue("about another ICCID", "UNKNOWN", (visit, genuine) -> genuine.about(FOREIGN)),
        untrue(
            "a failure about another ICCID",
            "UNKNOWN",
            (visit, genuine) -> genuine.about(FOREIGN).saying(Report.FAILURE)),
        untrue("for another server", "UNKNOWN", (visit, genuine) -> genuine.to(Forged.OID)));
  }

  private static Row untrue(String what, String verdict, BiFunction<Visit, Report, Report> change) {
    return new Row(
        what,
        visit -> visit.authenticate().download(),
        visit -> change.apply(visit, Report.of(visit)).installation(),
        verdict,
        rows -> rows);
  }

  private static List<Row> believedRows() {
    return List.of(
        new Row(
            "a success",
            visit -> visit.authenticate().download(),
            visit -> Report.of(visit).installation(),
            "ACCEPTED",
            OrderRows::installed),
        new Row(
            "without an ICCID",
            visit -> visit.authenticate().download(),
            visit -> Report.of(visit).aboutNothing().installation(),
            "ACCEPTED",
            OrderRows::installed),
        new Row(
            "of a session that was put off meanwhile",
            visit -> visit.authenticate().download().cancel(CancelSessionReason.POSTPONED),
            visit -> Report.of(visit).installation(),
            "ACCEPTED",
            OrderRows::installed),
        new Row(
            "of a session that a later one has superseded",
            visit -> visit.authenticate().download().authenticate(),
            visit -> Report.of(visit).in(visit.downloaded().transactionId()).installation(),
            "ACCEPTED",
            rows -> rows.installed().lastSession("AUTHENTICATED")),
        new Row(
            "of an order that has ended",
            visit -> visit.authenticate().download().cancel(CancelSessionReason.END_USER_REJECTION),
            visit -> Report.of(visit).installation(),
            "ACCEPTED",
            OrderRows::installed),
        new Row(
            "a failure after the success",
            visit -> visit.authenticate().download().install(),
            visit -> Report.of(visit).seqNumber(7).saying(Report.FAILURE).installation(),
            "ACCEPTED",
            rows -> rows),
        new Row(
            "the success in other words",
            visit -> visit.authenticate().download().install(),
            visit -> Report.of(visit).saying(Report.SUCCESS_IN_OTHER_WORDS).installation(),
            "DUPLICATE",
            rows -> rows),
        new Row(
            "a failure under the number of the success",
            visit -> visit.authenticate().download().install(),
            visit -> Report.of(visit).saying(Report.FAILURE).installation(),
            "DUPLICATE",
            rows -> rows));
  }
}
