package org.opensmdp.cli.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.rsp.NotificationEvent;
import org.opensmdp.rsp.OtherSignedNotification;
import org.opensmdp.simulator.ProfileManagementResult;
import org.opensmdp.simulator.VirtualEuicc;

/** What the card reports after the installation: enabled, disabled, deleted (SGP.22 v2 §5.6.4). */
class OtherNotificationsIT {

  /** What the user does, and what the server knows then. */
  enum Deed {
    ENABLE("ENABLED", VirtualEuicc::enable),
    DISABLE("DISABLED", VirtualEuicc::disable),
    DELETE("DELETED", VirtualEuicc::delete);

    private final String deviceState;
    private final BiFunction<VirtualEuicc, Iccid, ProfileManagementResult> onTheCard;

    Deed(String deviceState, BiFunction<VirtualEuicc, Iccid, ProfileManagementResult> onTheCard) {
      this.deviceState = deviceState;
      this.onTheCard = onTheCard;
    }
  }

  @ParameterizedTest(name = "{0}, over {1}")
  @MethodSource("lives")
  void followsTheProfileOnTheDevice(List<Deed> life, Wire wire) {
    var visit = installed(wire);

    for (var deed : life) {
      var rows = visit.rows();
      var events = visit.events();
      var result = deed.onTheCard.apply(visit.device().euicc(), visit.order().iccid());
      assertThat(result).isEqualTo(ProfileManagementResult.OK);
      var report = visit.device().euicc().notifications().get(0);

      visit.device().lpa().sendNotifications();

      assertThat(visit.scene().tables().verdict(report))
          .isEqualTo(NotificationRow.accepted(visit, deed.name()));
      assertThat(visit.rows()).isEqualTo(rows.deviceState(deed.deviceState));
      assertThat(visit.told(events)).isEqualTo(EventRow.of("HandleNotification", EventRow.OK));
      assertThat(visit.lastEvent().detail()).contains(deed.name());
    }
    assertThat(visit.device().euicc().notifications()).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("org.opensmdp.cli.suite.Wire#all")
  void believesTheLatestReportInWhateverOrderTheyCome(Wire wire) {
    var visit = installed(wire);
    var enabled = Report.of(visit).seqNumber(7).other(NotificationEvent.ENABLE);
    var deleted = Report.of(visit).seqNumber(9).other(NotificationEvent.DELETE);
    var disabled = Report.of(visit).seqNumber(8).other(NotificationEvent.DISABLE);

    for (var report : List.of(enabled, deleted, disabled)) {
      visit.server().handleNotification(report);
      assertThat(visit.scene().tables().verdict(report).verdict()).isEqualTo("ACCEPTED");
    }

    assertThat(visit.rows().profile().deviceState()).contains("DELETED");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("org.opensmdp.cli.suite.Wire#all")
  void countsAReportOnce(Wire wire) {
    var visit = installed(wire);
    var report = Report.of(visit).seqNumber(7);
    var first = report.other(NotificationEvent.ENABLE);
    visit.server().handleNotification(first);
    visit.scene().tables().verdict(first);
    visit.server().handleNotification(first);
    var sameCard =
        visit.scene().of(wire.curve()).euicc(visit.device().identity().eid());
    var signedAgain = report.signedBy(sameCard).other(NotificationEvent.ENABLE);

    visit.server().handleNotification(signedAgain);

    assertThat(visit.scene().tables().verdict(signedAgain).verdict()).isEqualTo("DUPLICATE");
    assertThat(visit.scene().tables().notificationCount(first)).isEqualTo(1);
    assertThat(visit.rows().profile().deviceState()).contains("ENABLED");
  }

  /**
   * A report that is not believed, or says nothing of a profile of this server.
   *
   * @param told whether the timeline of the order tells of it
   */
  record Row(
      String what, String verdict, BiFunction<Visit, Report, OtherSignedNotification> report) {
    @Override
    public String toString() {
      return what + " -> " + verdict;
    }
  }

  @ParameterizedTest(name = "{0}, over {1}")
  @MethodSource("rows")
  void movesNothingFor(Row row, Wire wire) {
    var visit = installed(wire);
    var rows = visit.rows();
    var events = visit.events();
    var report = row.report.apply(visit, Report.of(visit).seqNumber(7));

    visit.server().handleNotification(report);

    assertThat(visit.scene().tables().verdict(report).verdict()).isEqualTo(row.verdict);
    assertThat(visit.rows()).isEqualTo(rows);
    assertThat(visit.events()).isEqualTo(events);
  }

  private static Visit installed(Wire wire) {
    return Visit.of(wire, OrderSpec.of(SpecialTypes.OPERATIONAL))
        .authenticate()
        .download()
        .install();
  }

  static Stream<Arguments> lives() {
    return Stream.of(
            List.of(Deed.ENABLE),
            List.of(Deed.ENABLE, Deed.DISABLE, Deed.ENABLE),
            List.of(Deed.ENABLE, Deed.DISABLE, Deed.DELETE),
            List.of(Deed.DELETE))
        .flatMap(life -> Wire.all().stream().map(wire -> Arguments.of(life, wire)));
  }

  static Stream<Arguments> rows() {
    return untrue().flatMap(row -> Wire.all().stream().map(wire -> Arguments.of(row, wire)));
  }

  private static Stream<Row> untrue() {
    var another = Arrays.stream(NotificationEvent.values())
        .map(event -> new Row(
            "another card's word on " + event,
            "UNKNOWN",
            (visit, genuine) -> genuine
                .signedBy(visit.scene().of(visit.wire().curve()).euicc(Scene.anyEid()))
                .other(event)));
    return Stream.concat(
        another,
        Stream.of(
            new Row(
                "a signature over nothing",
                "FORGED",
                (visit, genuine) -> genuine.forged(NotificationEvent.DELETE)),
            new Row(
                "a stranger's word",
                "FORGED",
                (visit, genuine) ->
                    genuine.signedBy(Forged.stranger(visit)).other(NotificationEvent.DELETE)),
            new Row(
                "a profile of another server",
                "ACCEPTED",
                (visit, genuine) -> genuine
                    .about(Iccid.withCheckDigit("898800000000000098"))
                    .other(NotificationEvent.DELETE))));
  }
}
