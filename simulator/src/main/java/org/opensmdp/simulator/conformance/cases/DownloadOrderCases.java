package org.opensmdp.simulator.conformance.cases;

import static org.opensmdp.simulator.conformance.cases.OrderCases.refuses;
import static org.opensmdp.simulator.conformance.cases.OrderCases.refusesSomehow;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.rsp.StatusCode;
import org.opensmdp.simulator.conformance.Case;
import org.opensmdp.simulator.conformance.CaseSource;
import org.opensmdp.simulator.conformance.Fault;
import org.opensmdp.simulator.conformance.Feature;
import org.opensmdp.simulator.conformance.ProfileKind;
import org.opensmdp.simulator.conformance.Trial;
import org.opensmdp.simulator.conformance.cases.Standing.State;

/** ES2+.DownloadOrder (SGP.22 v2 §5.3.1). */
public final class DownloadOrderCases implements CaseSource {
  private static final String FUNCTION = "downloadOrder";
  private static final String ICCID = "[0-9]{19}F|[0-9]{20}|[0-9]{18,19}";

  @Override
  public List<Case> cases() {
    var cases = new ArrayList<Case>();
    cases.addAll(successes());
    cases.addAll(refusals());
    cases.addAll(stock());
    cases.addAll(inUse());
    cases.addAll(malformed());
    cases.addAll(repeats());
    return cases;
  }

  private static Case.Builder of(String number, String purpose) {
    return OrderCases.of(FUNCTION, number, purpose).requirement("SGP.22 v2 §5.3.1");
  }

  private static OrderCall call(Trial trial) {
    return OrderCall.of(trial, FUNCTION);
  }

  private static OrderCall ofType(Trial trial) {
    return call(trial).with("profileType", trial.type(ProfileKind.PLAIN));
  }

  private static List<Case> successes() {
    return List.of(
        of("01_ByType", "A profile is ordered by its type")
            .tags("nominal")
            .expects("Executed-Success with header and iccid, of 18 to 20 characters")
            .finds(
                Fault.without(FUNCTION, "iccid"),
                Fault.says(FUNCTION, "iccid", "8988"),
                Fault.says(FUNCTION, "matchingId", "A"),
                Fault.status(FUNCTION, 201))
            .run(trial -> {
              trial.step("Order by profileType");
              var iccid = ofType(trial).send().succeeds("iccid").text("iccid");
              trial.check("iccid", ICCID, iccid, iccid.matches(ICCID));
            }),
        of("02_ByTypeForAnEid", "A profile is ordered for a card, and the order knows the card")
            .tags("nominal", "eid")
            .expects("confirmOrder with an empty matchingId needs no EID any more")
            .finds(Fault.without(FUNCTION, "iccid"), Fault.refuses("confirmOrder", "8.1.1", "2.2"))
            .run(trial -> {
              trial.step("Order by profileType and EID");
              var eid = trial.anyEid().digits();
              var iccid =
                  ofType(trial).with("eid", eid).send().succeeds("iccid").text("iccid");
              trial.step("Confirm with an empty matchingId and without EID");
              OrderCall.of(trial, "confirmOrder")
                  .with("iccid", iccid)
                  .with("matchingId", "")
                  .with("releaseFlag", true)
                  .send()
                  .succeeds("matchingId", "eid?", "smdpAddress?");
            }),
        byIccid(
            "03_ByIccid",
            "A profile is ordered by its ICCID",
            (trial, iccid) -> call(trial).with("iccid", iccid.padded())),
        byIccid(
            "04_ByIccidWithoutFiller",
            "An ICCID without F is the same ICCID",
            (trial, iccid) -> call(trial).with("iccid", iccid.digits())),
        byIccid(
            "05_ByIccidAndItsType",
            "ICCID and the type it is of may both be given",
            (trial, iccid) -> ofType(trial).with("iccid", iccid.padded())),
        of("06_TwoOrders", "Two orders of a type get two profiles")
            .expects("two ICCIDs")
            .finds(Fault.says(FUNCTION, "iccid", OrderCases.UNKNOWN.padded()))
            .run(trial -> {
              trial.step("Order by profileType, twice");
              var first = ofType(trial).send().succeeds("iccid").text("iccid");
              var second = ofType(trial).send().succeeds("iccid").text("iccid");
              trial.check("second ICCID", "another", second, !first.equals(second));
            }));
  }

  private interface ByIccid {
    OrderCall call(Trial trial, Iccid iccid);
  }

  /** One at a time: nobody else may take what has gone back to the stock. */
  private static Case byIccid(String number, String purpose, ByIccid call) {
    return of(number, purpose)
        .tags("nominal", "alone")
        .given("a profile in the state Available")
        .expects("Executed-Success with the ICCID that was asked for")
        .finds(
            Fault.says(FUNCTION, "iccid", OrderCases.UNKNOWN.padded()).at(2),
            Fault.refuses(FUNCTION, "8.2.1", "3.9").at(2))
        .run(trial -> {
          var iccid = Standing.in(trial, State.AVAILABLE).iccid();
          trial.step("Order it by ICCID");
          var answered = call.call(trial, iccid).send().succeeds("iccid").text("iccid");
          trial.check("iccid", iccid, Iccid.parse(answered));
        });
  }

  private static List<Case> refusals() {
    return List.of(
        OrderCases.refusesForeign(
            of("07_ForeignIccid", "The profile of another operator is not given away"),
            FUNCTION,
            2,
            call -> call),
        OrderCases.refusesUnknown(
            of("08_UnknownIccid", "An ICCID the server does not have is refused"),
            FUNCTION,
            call -> call),
        refuses(
            of("09_ForeignType", "The type of another operator is not given away")
                .needs(Feature.SECOND_OPERATOR)
                .orders(ProfileKind.FOREIGN),
            FUNCTION,
            StatusCode.PROFILE_TYPE_NOT_ALLOWED,
            trial -> {
              trial.step("Order a type of the second operator");
              call(trial)
                  .with("profileType", trial.type(ProfileKind.FOREIGN))
                  .send()
                  .fails(StatusCode.PROFILE_TYPE_NOT_ALLOWED);
            }),
        refused(
            "10_UnknownType",
            "A type the server does not have is refused",
            StatusCode.PROFILE_TYPE_UNKNOWN,
            trial -> call(trial).with("profileType", "conformance-no-such-type")));
  }

  private static List<Case> stock() {
    return List.of(
        refuses(
            of("11_OutOfStock", "A type of which none is left is refused")
                .orders(ProfileKind.OUT_OF_STOCK),
            FUNCTION,
            StatusCode.PROFILE_TYPE_UNAVAILABLE,
            trial -> {
              trial.step("Order a type that is out of stock");
              call(trial)
                  .with("profileType", trial.type(ProfileKind.OUT_OF_STOCK))
                  .send()
                  .fails(StatusCode.PROFILE_TYPE_UNAVAILABLE);
            }),
        of("12_IccidOfAnotherType", "An ICCID that is not of the type that is named is refused")
            .tags("refusal", "alone")
            .orders(ProfileKind.OPERATIONAL)
            .given("a profile in the state Available")
            .expects("Failed 8.2.5/3.8 or 8.2.5/3.10")
            .finds(
                Fault.accepts(FUNCTION).at(2),
                Fault.refuses(FUNCTION, "8", "4.2").at(2))
            .run(trial -> {
              var iccid = Standing.in(trial, State.AVAILABLE).iccid();
              trial.step("Order it as a profile of another type");
              call(trial)
                  .with("iccid", iccid.padded())
                  .with("profileType", trial.type(ProfileKind.OPERATIONAL))
                  .send()
                  .failsWithOneOf("8.2.5/3.8", "8.2.5/3.10");
            }));
  }

  private interface Calling {
    OrderCall call(Trial trial);
  }

  private static Case refused(String number, String purpose, StatusCode status, Calling calling) {
    return refuses(of(number, purpose), FUNCTION, status, trial -> {
      trial.step("Order it");
      calling.call(trial).send().fails(status);
    });
  }

  private static List<Case> inUse() {
    var cases = new ArrayList<Case>();
    int number = 13;
    for (var state : State.values()) {
      if (state != State.AVAILABLE) {
        cases.add(inUse(number + "_InUse" + state.text(), state));
        number++;
      }
    }
    return cases;
  }

  private static Case inUse(String number, State state) {
    var last = Fault.accepts(FUNCTION).at(2);
    return of(number, "A profile in the state %s is not ordered again".formatted(state.text()))
        .tags("refusal", "state")
        .given("a profile in the state " + state.text())
        .expects("Failed 8.2.1/3.3")
        .finds(last, Fault.refuses(FUNCTION, "8", "4.2").at(2))
        .run(trial -> {
          var iccid = Standing.in(trial, state).iccid();
          trial.step("Order it by ICCID, for another card");
          call(trial)
              .with("iccid", iccid.padded())
              .with("eid", trial.anyEid().digits())
              .send()
              .fails(StatusCode.ICCID_IN_USE);
        });
  }

  private static List<Case> malformed() {
    return List.of(
        odd(
            "21_Nothing",
            "An order that names neither ICCID nor type is refused",
            trial -> call(trial)),
        odd(
            "22_EidAlone",
            "An order that names an EID alone is refused",
            trial -> call(trial).with("eid", trial.anyEid().digits())),
        odd(
            "23_EidOfWrongCheckDigits",
            "An EID whose check digits do not hold is refused",
            trial -> ofType(trial).with("eid", "89049032000000000000000000000099")),
        odd(
            "24_EidTooShort",
            "An EID of another length is refused",
            trial -> ofType(trial).with("eid", "8904903200000000000000000000")),
        odd(
            "25_EidWithLetters",
            "An EID with letters is refused",
            trial -> ofType(trial).with("eid", "89049032ABCDEF000000000000000012")),
        odd(
            "26_IccidTooLong",
            "An ICCID of more than 20 characters is refused",
            trial -> call(trial).with("iccid", "890010999999999999999999")),
        odd(
            "27_IccidWithLetters",
            "An ICCID with letters is refused",
            trial -> call(trial).with("iccid", "89001099999999ABCDEF")),
        odd(
            "28_EmptyType",
            "An empty profile type is refused",
            trial -> call(trial).with("profileType", "")));
  }

  private static Case odd(String number, String purpose, Calling calling) {
    return refusesSomehow(of(number, purpose).tags("malformed"), FUNCTION, trial -> {
      trial.step("Order");
      calling.call(trial).send().fails();
    });
  }

  private static List<Case> repeats() {
    Consumer<Trial> sameCall = trial -> {
      trial.step("Order by profileType");
      var call = ofType(trial);
      var first = call.send().succeeds("iccid").text("iccid");
      trial.step("Send the same octets again");
      trial.check("iccid", first, call.send().succeeds("iccid").text("iccid"));
    };
    return List.of(
        of("29_RepeatedCall", "A call that is repeated gets the answer it has got")
            .needs(Feature.IDEMPOTENT_ES2PLUS)
            .tags("repeat")
            .expects("the same ICCID")
            .finds(
                Fault.says(FUNCTION, "iccid", OrderCases.UNKNOWN.padded()).at(2),
                Fault.refuses(FUNCTION, "8.2.1", "3.3").at(2))
            .run(sameCall),
        of("30_RepeatedOtherwise", "A call with another EID than before is a new call")
            .tags("repeat", "refusal")
            .given("a profile in the state Linked")
            .expects("Failed 8.2.1/3.3")
            .finds(
                Fault.accepts(FUNCTION).at(2),
                Fault.refuses(FUNCTION, "8", "4.2").at(2))
            .run(trial -> {
              var iccid = Standing.in(trial, State.LINKED).iccid();
              trial.step("Order the same ICCID without EID");
              call(trial).with("iccid", iccid.padded()).send().fails(StatusCode.ICCID_IN_USE);
            }));
  }
}
