package org.opensmdp.simulator.conformance.cases;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.opensmdp.rsp.BppCommandId;
import org.opensmdp.rsp.ErrorReason;
import org.opensmdp.simulator.conformance.Case;
import org.opensmdp.simulator.conformance.CaseSource;
import org.opensmdp.simulator.conformance.ProfileKind;
import org.opensmdp.simulator.conformance.Trial;

/**
 * ES9+.HandleNotification and an installation that has failed: every errorReason, at every command. What
 * may pass leaves the order, what will not ends it.
 */
public final class InstallationErrorCases implements CaseSource {
  private static final int LAST_OF_V2 = 15;

  @Override
  public List<Case> cases() {
    var reasons = IntStream.concat(IntStream.rangeClosed(1, LAST_OF_V2), IntStream.of(127))
        .mapToObj(ErrorReason::of)
        .map(reason -> error(BppCommandId.LOAD_PROFILE_ELEMENTS, reason));
    var commands = Arrays.stream(BppCommandId.values())
        .filter(command -> command != BppCommandId.LOAD_PROFILE_ELEMENTS)
        .flatMap(command -> Stream.of(ErrorReason.BSP_SECURITY_ERROR, ErrorReason.INTERRUPTION)
            .map(reason -> error(command, reason)));
    var odd = Stream.of(odd("UnknownReason", 5, 99), odd("UnknownCommand", 42, 12));
    return Stream.of(reasons, commands, odd).flatMap(cases -> cases).toList();
  }

  private static Case error(BppCommandId command, ErrorReason reason) {
    var name = "06_Error%dAtCommand%d".formatted(reason.code(), command.code());
    var made = HandleNotificationCases.about(name, purpose(command, reason))
        .orders(ProfileKind.PLAIN)
        .requirement("SGP.22 v2 §5.6.4, §2.5.6")
        .tags("report", "installation-error")
        .given("a package was delivered");
    return reason.temporary()
        ? made.expects("HTTP 204 without a body; the order is downloaded and installed afterwards")
            .finds(Afterwards.endedAt(2))
            .run(trial -> comesAgain(trial, command, reason))
        : made.expects("HTTP 204 without a body; afterwards authenticateClient is Failed")
            .finds(Afterwards.keeps())
            .run(trial -> comesInVain(trial, command.code(), reason.code()));
  }

  private static String purpose(BppCommandId command, ErrorReason reason) {
    return "errorReason %d at bppCommandId %d %s the order"
        .formatted(reason.code(), command.code(), reason.temporary() ? "leaves" : "ends");
  }

  private static void comesAgain(Trial trial, BppCommandId command, ErrorReason reason) {
    var phone = HandleNotificationCases.delivered(trial);
    trial.step("Report errorReason %d".formatted(reason.code()));
    var failure = Report.failure(command.code(), reason.code());
    Delivery.of(trial, Report.of(trial, phone).saying(failure).installation());
    Afterwards.moment();
    Afterwards.downloadable(trial, phone);
  }

  private static void comesInVain(Trial trial, int command, int reason) {
    var phone = HandleNotificationCases.delivered(trial);
    trial.step("Report errorReason %d".formatted(reason));
    var failure = Report.failure(command, reason);
    Delivery.of(trial, Report.of(trial, phone).saying(failure).installation());
    Afterwards.moment(); // a new session before the report is judged would be another case
    Afterwards.ended(trial, phone);
  }

  /** Numbers that no version names are failures like any other. */
  private static Case odd(String name, int command, int reason) {
    return HandleNotificationCases.about(
            "06_Error" + name, "A failure with a number that nobody knows ends the order")
        .orders(ProfileKind.PLAIN)
        .requirement("SGP.22 v2 §5.6.4, §2.5.6")
        .tags("report", "installation-error", "hostile")
        .given("a package was delivered")
        .expects("HTTP 204 without a body; afterwards authenticateClient is Failed")
        .finds(Afterwards.keeps())
        .run(trial -> comesInVain(trial, command, reason));
  }
}
