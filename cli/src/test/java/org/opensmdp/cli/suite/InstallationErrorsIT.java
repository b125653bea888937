package org.opensmdp.cli.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.opensmdp.rsp.BppCommandId;
import org.opensmdp.simulator.EuiccQuirks;

/**
 * Every error a card reports instead of a success (SGP.22 v2 §2.5.6, §5.6.4), at every command of the
 * package: heard with 204, judged then, and the order ends or waits.
 */
class InstallationErrorsIT {

  @Execution(ExecutionMode.CONCURRENT)
  @ParameterizedTest(name = "{0}, over {1}")
  @MethodSource("everyReason")
  void endsTheOrderOrLetsTheCardComeAgain(InstallationError error, Wire wire) {
    var visit = Visit.of(wire, OrderSpec.PLAIN).authenticate().download();

    assertReported(visit, error, BppCommandId.LOAD_PROFILE_ELEMENTS);

    visit.device().euicc().behave(EuiccQuirks.NONE);
    if (error.temporary()) {
      visit.authenticate().download().install();
      assertThat(visit.rows().profile().state()).isEqualTo("INSTALLED");
    } else {
      visit.assertRefused(new Refused("8.2/1.2", 127), Visit::authenticate);
      assertThat(visit.rows().profile().state()).isEqualTo("ERROR");
    }
  }

  /** Early in the package the report names no ICCID yet; the session knows it. */
  @Execution(ExecutionMode.CONCURRENT)
  @ParameterizedTest(name = "at {0}: {1}, over {2}")
  @MethodSource("everyCommand")
  void countsTheReportWhereverThePackageFailed(
      BppCommandId command, InstallationError error, Wire wire) {
    var visit =
        Visit.of(wire, Protection.PROFILE_KEYS.order(false)).authenticate().download();

    assertReported(visit, error, command);
  }

  private static void assertReported(Visit visit, InstallationError error, BppCommandId command) {
    visit.device().euicc().behave(EuiccQuirks.NONE.installationError(command, error.errorReason()));
    var rows = visit.rows();
    var events = visit.events();

    var report = visit.device().lpa().install(visit.downloaded());
    visit.device().lpa().sendNotifications();

    assertThat(visit.scene().tables().verdict(report))
        .isEqualTo(NotificationRow.accepted(visit, "INSTALL"));
    var after = error.after(rows);
    assertThat(visit.rows()).isEqualTo(after);
    assertThat(visit.told(events))
        .isEqualTo(EventRow.of(
            "HandleNotification",
            "DOWNLOADED",
            after.profile().state(),
            error.refused().status()));
    assertThat(visit.lastEvent().detail())
        .contains("bppCommandId " + command.code() + ",")
        .contains("errorReason " + error.errorReason() + ",");
    assertThat(visit.device().euicc().notifications()).isEmpty();
  }

  static Stream<Arguments> everyReason() {
    return InstallationError.all().stream()
        .flatMap(error -> Wire.all().stream().map(wire -> Arguments.of(error, wire)));
  }

  static Stream<Arguments> everyCommand() {
    return Stream.of(BppCommandId.values())
        .filter(command -> command != BppCommandId.STORE_METADATA_2) // these metadata fit into one
        .flatMap(command -> Stream.of(8, 11)
            .flatMap(reason -> Wire.all().stream()
                .map(wire -> Arguments.of(command, InstallationError.of(reason), wire))));
  }
}
