package org.opensmdp.simulator.conformance.cases;

import static org.opensmdp.simulator.conformance.cases.OrderCases.refuses;
import static org.opensmdp.simulator.conformance.cases.OrderCases.refusesSomehow;

import java.util.ArrayList;
import java.util.List;
import org.opensmdp.rsp.Es9Function;
import org.opensmdp.rsp.StatusCode;
import org.opensmdp.simulator.conformance.Case;
import org.opensmdp.simulator.conformance.CaseSource;
import org.opensmdp.simulator.conformance.Fault;
import org.opensmdp.simulator.conformance.Trial;
import org.opensmdp.simulator.conformance.Wish;
import org.opensmdp.simulator.conformance.cases.Standing.State;

/** ES2+.CancelOrder (SGP.22 v2 §5.3.3). */
public final class CancelOrderCases implements CaseSource {
  private static final String FUNCTION = "cancelOrder";
  private static final String INDICATOR = "finalProfileStatusIndicator";
  private static final List<State> ORDERED = List.of(
      State.ALLOCATED,
      State.LINKED,
      State.CONFIRMED,
      State.RELEASED,
      State.DOWNLOADED,
      State.ERROR);

  @Override
  public List<Case> cases() {
    var cases = new ArrayList<Case>();
    int number = 1;
    for (var indicator : List.of("Available", "Unavailable")) {
      for (var state : ORDERED) {
        cases.add(
            cancels("%02d_%sTo%s".formatted(number, state.text(), indicator), state, indicator));
        number++;
      }
    }
    cases.addAll(effects());
    cases.addAll(refusals());
    cases.addAll(association());
    cases.addAll(malformed());
    return cases;
  }

  private static Case.Builder of(String number, String purpose) {
    return OrderCases.of(FUNCTION, number, purpose).requirement("SGP.22 v2 §5.3.3");
  }

  /** Complete: the EID of an order that names one, the matchingId of an order that has one. */
  private static OrderCall call(Trial trial, Standing standing, String indicator) {
    var call = OrderCall.of(trial, FUNCTION)
        .with("iccid", standing.iccid().padded())
        .with(INDICATOR, indicator);
    standing.eid().ifPresent(eid -> call.with("eid", eid.digits()));
    standing.matchingId().ifPresent(id -> call.with("matchingId", id.text()));
    return call;
  }

  private static Case cancels(String number, State state, String indicator) {
    boolean hasCode = state.compareTo(State.CONFIRMED) >= 0;
    var found = Fault.refuses("authenticateClient", "8", "4.2");
    var builder = of(
            number,
            "The order of a profile in the state %s is cancelled, to %s"
                .formatted(state.text(), indicator))
        .tags("nominal", "state")
        .given("a profile in the state " + state.text())
        .expects("Executed-Success with the header alone; a code that was out leads nowhere")
        .finds(Fault.refuses(FUNCTION, "8.2.1", "3.5"), Fault.says(FUNCTION, "iccid", "8988"));
    var finds = hasCode && state.compareTo(State.RELEASED) <= 0 ? builder.finds(found) : builder;
    return finds.run(trial -> {
      var standing = Standing.in(trial, state);
      trial.step("Cancel the order");
      call(trial, standing, indicator).send().succeeds();
      if (hasCode) {
        trial.step("A card comes with the code of the order");
        trial.refuses(
            Es9Function.AUTHENTICATE_CLIENT,
            StatusCode.MATCHING_ID_REFUSED,
            () -> standing.phone().authenticateWith(standing.matchingId()));
      }
    });
  }

  private static List<Case> effects() {
    return List.of(
        of("13_UnavailableStays", "A profile that is made Unavailable is not ordered again")
            .tags("state")
            .given("a profile in the state Allocated")
            .expects("downloadOrder Failed 8.2.1/3.3")
            .finds(Fault.accepts("downloadOrder").at(2))
            .run(trial -> {
              var standing = Standing.in(trial, State.ALLOCATED);
              trial.step("Cancel the order, to Unavailable");
              call(trial, standing, "Unavailable").send().succeeds();
              trial.step("Order it by ICCID");
              OrderCall.of(trial, "downloadOrder")
                  .with("iccid", standing.iccid().padded())
                  .send()
                  .fails(StatusCode.ICCID_IN_USE);
            }),
        of("14_AvailableAgain", "A profile that is made Available can be ordered again")
            .tags("state", "alone")
            .given("a profile in the state Released")
            .expects("a new order with another matchingId; the old one leads nowhere")
            .finds(
                Fault.refuses("downloadOrder", "8.2.1", "3.3").at(2),
                Fault.refuses("authenticateClient", "8", "4.2"))
            .run(CancelOrderCases::ordersAgain),
        of("15_EndsTheSession", "A session of the order ends when the order is cancelled")
            .tags("session")
            .given("an order a card has come for")
            .expects("getBoundProfilePackage Failed 8.10.1/3.9")
            .finds(
                Fault.refuses("getBoundProfilePackage", "8", "4.2"),
                Fault.accepts("getBoundProfilePackage"))
            .run(trial -> {
              var phone = trial.phone().orders(Wish.PLAIN);
              trial.prepare("A card comes for it", phone::authenticate);
              trial.step("Cancel the order");
              OrderCall.of(trial, FUNCTION)
                  .with("iccid", phone.order().iccid().padded())
                  .with("matchingId", phone.order().matchingId().orElseThrow().text())
                  .with(INDICATOR, "Unavailable")
                  .send()
                  .succeeds();
              trial.step("The card asks for the package");
              trial.refuses(
                  Es9Function.GET_BOUND_PROFILE_PACKAGE,
                  StatusCode.TRANSACTION_UNKNOWN,
                  phone::download);
            }));
  }

  private static void ordersAgain(Trial trial) {
    var standing = Standing.in(trial, State.RELEASED);
    trial.step("Cancel the order, to Available");
    call(trial, standing, "Available").send().succeeds();
    trial.step("Order the profile again");
    var iccid = standing.iccid().padded();
    OrderCall.of(trial, "downloadOrder").with("iccid", iccid).send().succeeds("iccid");
    OrderCall.of(trial, "confirmOrder")
        .with("iccid", iccid)
        .with("releaseFlag", true)
        .send()
        .succeeds("matchingId", "eid?", "smdpAddress?");
    trial.step("A card comes with the old code");
    trial.refuses(
        Es9Function.AUTHENTICATE_CLIENT,
        StatusCode.MATCHING_ID_REFUSED,
        () -> standing.phone().authenticateWith(standing.matchingId()));
  }

  private static List<Case> refusals() {
    return List.of(
        OrderCases.refusesForeign(
            of("16_ForeignIccid", "The order of another operator is not cancelled"),
            FUNCTION,
            1,
            call -> call.with(INDICATOR, "Available")),
        OrderCases.refusesUnknown(
            of("17_UnknownIccid", "An ICCID the server does not have is refused"),
            FUNCTION,
            call -> call.with(INDICATOR, "Available")),
        refuses(
            of("18_Installed", "The order of a profile that is installed is not cancelled")
                .tags("state")
                .given("a profile in the state Installed"),
            FUNCTION,
            StatusCode.ICCID_IN_USE,
            trial -> {
              var standing = Standing.in(trial, State.INSTALLED);
              trial.step("Cancel the order");
              call(trial, standing, "Available").send().fails(StatusCode.ICCID_IN_USE);
            }),
        nothingOrdered("19_Available", State.AVAILABLE),
        nothingOrdered("20_Unavailable", State.UNAVAILABLE));
  }

  private static Case nothingOrdered(String number, State state) {
    return of(number, "A profile in the state %s has no order to cancel".formatted(state.text()))
        .tags("refusal", "state", "alone")
        .given("a profile in the state " + state.text())
        .expects("Failed with any status code")
        .finds(Fault.accepts(FUNCTION).at(2))
        .run(trial -> {
          var standing = Standing.in(trial, state);
          trial.step("Cancel its order with another EID");
          call(trial, standing, "Available")
              .with("eid", trial.anyEid().digits())
              .send()
              .fails();
        });
  }

  private static List<Case> association() {
    return List.of(
        odd(
            "21_WithoutEid",
            "The EID of the order must be named",
            State.LINKED,
            (trial, call) -> call.without("eid")),
        odd(
            "22_OtherEid",
            "Another EID than that of the order is refused",
            State.LINKED,
            (trial, call) -> call.with("eid", trial.anyEid().digits())),
        odd(
            "23_WithoutMatchingId",
            "The matchingId of the order must be named",
            State.RELEASED,
            (trial, call) -> call.without("matchingId")),
        refuses(
            of("24_OtherMatchingId", "Another matchingId than that of the order is refused")
                .given("a profile in the state Released"),
            FUNCTION,
            StatusCode.MATCHING_ID_INVALID_ASSOCIATION,
            trial -> {
              var standing = Standing.in(trial, State.RELEASED);
              trial.step("Cancel the order with another matchingId");
              call(trial, standing, "Available")
                  .with("matchingId", "ANOTHER-1")
                  .send()
                  .fails(StatusCode.MATCHING_ID_INVALID_ASSOCIATION);
            }));
  }

  private static List<Case> malformed() {
    return List.of(
        refusesSomehow(
            of("25_WithoutIccid", "A call without ICCID is refused").tags("malformed"),
            FUNCTION,
            trial -> OrderCall.of(trial, FUNCTION)
                .with(INDICATOR, "Available")
                .send()
                .failsWithOneOf("8.2.1/2.2", "1.6/2.2")),
        odd(
            "26_WithoutIndicator",
            "A call without finalProfileStatusIndicator is refused",
            State.ALLOCATED,
            (trial, call) -> call.without(INDICATOR)),
        odd(
            "27_OddIndicator",
            "A finalProfileStatusIndicator that is none is refused",
            State.ALLOCATED,
            (trial, call) -> call.with(INDICATOR, "Installed")));
  }

  private interface Odd {
    OrderCall change(Trial trial, OrderCall call);
  }

  private static Case odd(String number, String purpose, State state, Odd odd) {
    var builder = of(number, purpose).given("a profile in the state " + state.text());
    return refusesSomehow(builder, FUNCTION, trial -> {
      var standing = Standing.in(trial, state);
      trial.step("Cancel the order");
      odd.change(trial, call(trial, standing, "Available")).send().fails();
    });
  }
}
