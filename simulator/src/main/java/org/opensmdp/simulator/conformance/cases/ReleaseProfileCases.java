package org.opensmdp.simulator.conformance.cases;

import static org.opensmdp.simulator.conformance.cases.OrderCases.refuses;
import static org.opensmdp.simulator.conformance.cases.OrderCases.refusesSomehow;

import java.util.ArrayList;
import java.util.List;
import org.opensmdp.rsp.StatusCode;
import org.opensmdp.simulator.conformance.Case;
import org.opensmdp.simulator.conformance.CaseSource;
import org.opensmdp.simulator.conformance.Fault;
import org.opensmdp.simulator.conformance.Feature;
import org.opensmdp.simulator.conformance.Trial;
import org.opensmdp.simulator.conformance.cases.Standing.State;

/** ES2+.ReleaseProfile (SGP.22 v2 §5.3.4). */
public final class ReleaseProfileCases implements CaseSource {
  private static final String FUNCTION = "releaseProfile";

  @Override
  public List<Case> cases() {
    var cases = new ArrayList<Case>();
    cases.add(releases());
    cases.add(repeats());
    cases.addAll(refusals());
    int number = 6;
    for (var state : State.values()) {
      if (state != State.CONFIRMED) {
        cases.add(inState("%02d_In%s".formatted(number, state.text()), state));
        number++;
      }
    }
    return cases;
  }

  private static Case.Builder of(String number, String purpose) {
    return OrderCases.of(FUNCTION, number, purpose)
        .needs(Feature.LATE_RELEASE)
        .requirement("SGP.22 v2 §5.3.4");
  }

  private static OrderCall call(Trial trial, Standing standing) {
    return OrderCall.of(trial, FUNCTION).with("iccid", standing.iccid().padded());
  }

  private static Case releases() {
    return of("01_Releases", "A confirmed profile is released and can be downloaded then")
        .tags("nominal")
        .given("a profile in the state Confirmed")
        .expects("Executed-Success with the header alone; authenticateClient succeeds")
        .finds(
            Fault.refuses(FUNCTION, "8.2.1", "3.5"),
            Fault.says(FUNCTION, "iccid", "8988"),
            Fault.refuses("authenticateClient", "8.2", "1.2"))
        .run(trial -> {
          var standing = Standing.in(trial, State.CONFIRMED);
          trial.step("Release it");
          call(trial, standing).send().succeeds();
          trial.step("A card comes for it");
          standing.phone().authenticateWith(standing.matchingId());
        });
  }

  private static Case repeats() {
    return of("02_RepeatedCall", "A call that is repeated gets the answer it has got")
        .needs(Feature.IDEMPOTENT_ES2PLUS)
        .tags("repeat")
        .given("a profile in the state Confirmed")
        .expects("Executed-Success twice")
        .finds(Fault.refuses(FUNCTION, "8.2.1", "3.5").at(2))
        .run(trial -> {
          var call = call(trial, Standing.in(trial, State.CONFIRMED));
          trial.step("Release it");
          call.send().succeeds();
          trial.step("Send the same octets again");
          call.send().succeeds();
        });
  }

  private static List<Case> refusals() {
    return List.of(
        OrderCases.refusesForeign(
            of("03_ForeignIccid", "The order of another operator is not released"),
            FUNCTION,
            1,
            call -> call),
        OrderCases.refusesUnknown(
            of("04_UnknownIccid", "An ICCID the server does not have is refused"),
            FUNCTION,
            call -> call),
        refusesSomehow(
            of("05_WithoutIccid", "A call without ICCID is refused").tags("malformed"),
            FUNCTION,
            trial -> OrderCall.of(trial, FUNCTION).send().fails()));
  }

  private static Case inState(String number, State state) {
    var builder = of(number, "A profile in the state %s is not released".formatted(state.text()))
        .tags("state")
        .given("a profile in the state " + state.text());
    var alone = state == State.AVAILABLE ? builder.tags("alone") : builder;
    return refuses(alone, FUNCTION, StatusCode.ICCID_INVALID_TRANSITION, trial -> {
      var standing = Standing.in(trial, state);
      trial.step("Release it");
      call(trial, standing).send().fails(StatusCode.ICCID_INVALID_TRANSITION);
    });
  }
}
