package org.opensmdp.simulator.conformance.cases;

import static org.opensmdp.simulator.conformance.cases.ConfirmOrderCases.FUNCTION;
import static org.opensmdp.simulator.conformance.cases.ConfirmOrderCases.anyMatchingId;
import static org.opensmdp.simulator.conformance.cases.ConfirmOrderCases.call;
import static org.opensmdp.simulator.conformance.cases.ConfirmOrderCases.confirms;
import static org.opensmdp.simulator.conformance.cases.OrderCases.refuses;
import static org.opensmdp.simulator.conformance.cases.OrderCases.refusesSomehow;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.opensmdp.rsp.MatchingId;
import org.opensmdp.rsp.StatusCode;
import org.opensmdp.simulator.OrderConfirmation;
import org.opensmdp.simulator.conformance.Case;
import org.opensmdp.simulator.conformance.CaseSource;
import org.opensmdp.simulator.conformance.Fault;
import org.opensmdp.simulator.conformance.Trial;
import org.opensmdp.simulator.conformance.cases.Standing.State;

/** ES2+.ConfirmOrder refuses (SGP.22 v2 §5.3.2). */
public final class ConfirmOrderRefusalCases implements CaseSource {
  @Override
  public List<Case> cases() {
    var cases = new ArrayList<Case>();
    cases.addAll(refusals());
    cases.addAll(associations());
    cases.addAll(conflicts());
    cases.addAll(states());
    cases.addAll(malformed());
    return cases;
  }

  private static List<Case> refusals() {
    return List.of(
        OrderCases.refusesForeign(
            ConfirmOrderCases.of(
                "12_ForeignIccid", "The order of another operator is not confirmed"),
            FUNCTION,
            1,
            call -> call.with("releaseFlag", true)),
        OrderCases.refusesUnknown(
            ConfirmOrderCases.of("13_UnknownIccid", "An ICCID the server does not have is refused"),
            FUNCTION,
            call -> call.with("releaseFlag", true)));
  }

  private static List<Case> associations() {
    return List.of(
        refused(
            "14_DefaultWithoutEid",
            "An empty matchingId without an EID is refused",
            State.ALLOCATED,
            StatusCode.EID_MISSING,
            (trial, call) -> call.with("matchingId", "")),
        refused(
            "15_SmdsWithoutEid",
            "An SM-DS without an EID is refused",
            State.ALLOCATED,
            StatusCode.EID_MISSING,
            (trial, call) -> call.with("smdsAddress", "smds.example.com")),
        refused(
            "16_OtherEid",
            "Another EID than that of downloadOrder is refused",
            State.LINKED,
            StatusCode.EID_INVALID_ASSOCIATION,
            (trial, call) -> call.with("eid", trial.anyEid().digits())));
  }

  private static List<Case> conflicts() {
    return List.of(
        refuses(
            ConfirmOrderCases.of("17_MatchingIdInUse", "A matchingId of another order is refused")
                .given("a profile in the state Released, another in the state Allocated"),
            FUNCTION,
            2,
            StatusCode.MATCHING_ID_IN_USE,
            trial -> {
              var given = anyMatchingId();
              var first = Standing.in(trial, State.ALLOCATED);
              trial.prepare(
                  "Confirm the first with a matchingId",
                  () -> trial
                      .operator()
                      .confirmOrder(OrderConfirmation.release(first.iccid())
                          .matchingId(new MatchingId(given))));
              var second = Standing.in(trial, State.ALLOCATED);
              trial.step("Confirm the second with the same matchingId");
              call(trial, second)
                  .with("matchingId", given)
                  .send()
                  .fails(StatusCode.MATCHING_ID_IN_USE);
            }),
        ConfirmOrderCases.of(
                "18_RefusalChangesNothing",
                "An order whose confirmation was refused can be confirmed")
            .tags("refusal", "retry")
            .given("a profile in the state Linked")
            .expects("Executed-Success after Failed")
            .finds(Fault.refuses(FUNCTION, "8.2.1", "3.5"))
            .run(trial -> {
              var standing = Standing.in(trial, State.LINKED);
              trial.step("Confirm it for another card");
              call(trial, standing).with("eid", trial.anyEid().digits()).send().fails();
              trial.step("Confirm it as it should be");
              confirms(call(trial, standing));
            }));
  }

  private interface Odd {
    OrderCall change(Trial trial, OrderCall call);
  }

  private static Case refused(
      String number, String purpose, State state, StatusCode status, Odd odd) {
    var builder =
        ConfirmOrderCases.of(number, purpose).given("a profile in the state " + state.text());
    return refuses(builder, FUNCTION, status, trial -> {
      var standing = Standing.in(trial, state);
      trial.step("Confirm it");
      odd.change(trial, call(trial, standing)).send().fails(status);
    });
  }

  private static List<Case> states() {
    var cases = new ArrayList<Case>();
    int number = 19;
    for (var state : State.values()) {
      if (!Set.of(State.ALLOCATED, State.LINKED).contains(state)) {
        cases.add(inState(number + "_In" + state.text(), state));
        number++;
      }
    }
    return cases;
  }

  private static Case inState(String number, State state) {
    var builder = ConfirmOrderCases.of(
            number, "A profile in the state %s is not confirmed".formatted(state.text()))
        .tags("state")
        .given("a profile in the state " + state.text());
    var alone = state == State.AVAILABLE ? builder.tags("alone") : builder;
    return alone
        .tags("refusal")
        .expects("Failed with any status code")
        .finds(needsConfirming(state) ? Fault.accepts(FUNCTION).at(2) : Fault.accepts(FUNCTION))
        .run(trial -> {
          var standing = Standing.in(trial, state);
          trial.step("Confirm it with another matchingId");
          call(trial, standing).with("matchingId", anyMatchingId()).send().fails();
        });
  }

  private static boolean needsConfirming(State state) {
    return state != State.AVAILABLE && state != State.UNAVAILABLE;
  }

  private static List<Case> malformed() {
    return List.of(
        odd(
            "26_LowerCaseMatchingId",
            "A matchingId in lower case is refused",
            (trial, call) -> call.with("matchingId", "lower-case-1")),
        odd(
            "27_MatchingIdOfOtherSigns",
            "A matchingId of other signs is refused",
            (trial, call) -> call.with("matchingId", "A_B'C")),
        odd(
            "28_WithoutReleaseFlag",
            "A call without releaseFlag is refused",
            (trial, call) -> call.without("releaseFlag")),
        odd(
            "29_WithoutIccid",
            "A call without ICCID is refused",
            (trial, call) -> call.without("iccid")),
        odd("30_OddEid", "An EID that is none is refused", (trial, call) -> call.with("eid", "1")),
        odd(
            "31_ReleaseFlagAsText",
            "A releaseFlag that is a text is refused",
            (trial, call) -> call.with("releaseFlag", "true")));
  }

  private static Case odd(String number, String purpose, Odd odd) {
    return refusesSomehow(
        ConfirmOrderCases.of(number, purpose).tags("malformed"), FUNCTION, trial -> {
          var standing = Standing.in(trial, State.ALLOCATED);
          trial.step("Confirm it");
          odd.change(trial, call(trial, standing)).send().fails();
        });
  }
}
