package org.opensmdp.simulator.conformance.cases;

import java.util.Locale;
import java.util.function.Consumer;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.rsp.StatusCode;
import org.opensmdp.simulator.conformance.Case;
import org.opensmdp.simulator.conformance.Fault;
import org.opensmdp.simulator.conformance.Feature;
import org.opensmdp.simulator.conformance.ProfileKind;
import org.opensmdp.simulator.conformance.Trial;

/** What the cases of the ES2+ functions have in common. */
final class OrderCases {
  /** Of nobody: the issuer identifier number belongs to no network. */
  static final Iccid UNKNOWN = Iccid.withCheckDigit("890010999999999999");

  private OrderCases() {}

  /** Starts a case of an ES2+ function, which is run once. */
  static Case.Builder of(String function, String number, String purpose) {
    return Case.of(
            "ES2+.%s%s_%s"
                .formatted(
                    function.substring(0, 1).toUpperCase(Locale.ROOT),
                    function.substring(1),
                    number),
            purpose)
        .tags("es2plus", function)
        .needs(Feature.ES2PLUS, Feature.JSON, Feature.NIST)
        .orders(ProfileKind.PLAIN)
        .once();
  }

  /** Ends a case in which the function refuses with this status code. */
  static Case refuses(
      Case.Builder builder, String function, StatusCode status, Consumer<Trial> body) {
    return refuses(builder, function, 1, status, body);
  }

  /**
   * The same where the function is called before, to prepare.
   *
   * @param nth which of its answers is the refusal, from 1
   */
  static Case refuses(
      Case.Builder builder, String function, int nth, StatusCode status, Consumer<Trial> body) {
    return builder
        .tags("refusal")
        .expects("Failed " + status.subject() + "/" + status.reason())
        .finds(
            Fault.accepts(function).at(nth), Fault.refuses(function, "8", "4.2").at(nth))
        .run(body);
  }

  /** Ends a case in which the function refuses with any status code: no source prescribes one. */
  static Case refusesSomehow(Case.Builder builder, String function, Consumer<Trial> body) {
    return builder
        .tags("refusal")
        .expects("Failed with any status code")
        .finds(Fault.accepts(function))
        .run(body);
  }

  /** Fills in what a function wants beside the ICCID. */
  interface Members {
    OrderCall of(OrderCall call);
  }

  /**
   * Ends a case in which the function is called for a profile of another operator.
   *
   * @param nth which of its answers is the refusal, from 1
   */
  static Case refusesForeign(Case.Builder builder, String function, int nth, Members members) {
    var needing = builder.needs(Feature.SECOND_OPERATOR).orders(ProfileKind.FOREIGN);
    return refuses(needing, function, nth, StatusCode.ICCID_NOT_ALLOWED, trial -> {
      var iccid = foreign(trial);
      trial.step("The first operator calls %s for it".formatted(function));
      members
          .of(OrderCall.of(trial, function).with("iccid", iccid.padded()))
          .send()
          .fails(StatusCode.ICCID_NOT_ALLOWED);
    });
  }

  /** Ends a case in which the function is called for an ICCID that the server does not have. */
  static Case refusesUnknown(Case.Builder builder, String function, Members members) {
    return refuses(builder, function, StatusCode.ICCID_UNKNOWN, trial -> {
      trial.step("Call %s for an ICCID of nobody".formatted(function));
      members
          .of(OrderCall.of(trial, function).with("iccid", UNKNOWN.padded()))
          .send()
          .fails(StatusCode.ICCID_UNKNOWN);
    });
  }

  /** Orders a profile of the second operator. */
  static Iccid foreign(Trial trial) {
    var iccid = new Iccid[1];
    trial.prepare("The second operator orders a profile of its own", () -> {
      var answer = OrderCall.of(trial, trial.secondAccess(), "downloadOrder")
          .with("profileType", trial.type(ProfileKind.FOREIGN))
          .send()
          .succeeds("iccid");
      iccid[0] = Iccid.parse(answer.text("iccid"));
    });
    return iccid[0];
  }
}
