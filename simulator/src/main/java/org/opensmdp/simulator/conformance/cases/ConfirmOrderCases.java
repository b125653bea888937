package org.opensmdp.simulator.conformance.cases;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.opensmdp.rsp.Es9Function;
import org.opensmdp.rsp.MatchingId;
import org.opensmdp.rsp.StatusCode;
import org.opensmdp.simulator.conformance.Case;
import org.opensmdp.simulator.conformance.CaseSource;
import org.opensmdp.simulator.conformance.Fault;
import org.opensmdp.simulator.conformance.Feature;
import org.opensmdp.simulator.conformance.Order;
import org.opensmdp.simulator.conformance.Phone;
import org.opensmdp.simulator.conformance.ServerAnswer;
import org.opensmdp.simulator.conformance.Trial;
import org.opensmdp.simulator.conformance.Wish;
import org.opensmdp.simulator.conformance.cases.Standing.State;

/** ES2+.ConfirmOrder (SGP.22 v2 §5.3.2). */
public final class ConfirmOrderCases implements CaseSource {
  static final String FUNCTION = "confirmOrder";
  private static final String AUTHENTICATE = "authenticateClient";
  private static final int ENOUGH = 16;

  @Override
  public List<Case> cases() {
    var cases = new ArrayList<Case>();
    cases.addAll(matchingIds());
    cases.addAll(devices());
    cases.addAll(defaults());
    cases.addAll(cards());
    cases.addAll(repeats());
    return cases;
  }

  static Case.Builder of(String number, String purpose) {
    return OrderCases.of(FUNCTION, number, purpose).requirement("SGP.22 v2 §5.3.2");
  }

  static OrderCall call(Trial trial, Standing standing) {
    return OrderCall.of(trial, FUNCTION)
        .with("iccid", standing.iccid().padded())
        .with("releaseFlag", true);
  }

  static OrderCall.Reply confirms(OrderCall call) {
    return call.send().succeeds("matchingId", "eid?", "smdpAddress?");
  }

  static String anyMatchingId() {
    return "CONF-" + UUID.randomUUID().toString().toUpperCase(Locale.ROOT);
  }

  private static List<Case> matchingIds() {
    return List.of(
        of("01_MadeMatchingId", "Without a matchingId the server makes one")
            .tags("nominal", "matching")
            .given("a profile in the state Allocated")
            .expects("a matchingId of A-Z, 0-9 and -, too long to be guessed")
            .finds(
                Fault.without(FUNCTION, "matchingId"),
                Fault.says(FUNCTION, "matchingId", "abc_def"),
                Fault.says(FUNCTION, "matchingId", "A1"),
                Fault.says(FUNCTION, "iccid", "8988"))
            .run(trial -> {
              var standing = Standing.in(trial, State.ALLOCATED);
              trial.step("Confirm it without a matchingId");
              var id = confirms(call(trial, standing)).text("matchingId");
              trial.check(
                  "matchingId",
                  "[A-Z0-9-], 16 characters or more",
                  id,
                  id.matches("[A-Z0-9-]*") && id.length() >= ENOUGH);
            }),
        of("02_GivenMatchingId", "A matchingId that is given is taken as it is")
            .tags("nominal", "matching")
            .given("a profile in the state Allocated")
            .expects("the matchingId that was given")
            .finds(Fault.says(FUNCTION, "matchingId", "ANOTHER-1"))
            .run(trial -> {
              var standing = Standing.in(trial, State.ALLOCATED);
              var given = anyMatchingId();
              trial.step("Confirm it with a matchingId");
              var id = confirms(call(trial, standing).with("matchingId", given)).text("matchingId");
              trial.check("matchingId", given, id);
            }),
        of("03_TwoMatchingIds", "Two orders get two matchingIds")
            .tags("matching")
            .given("two profiles in the state Allocated")
            .expects("two matchingIds")
            .finds(Fault.says(FUNCTION, "matchingId", "ALWAYS-THE-SAME-0001"))
            .run(trial -> {
              var first = confirms(call(trial, Standing.in(trial, State.ALLOCATED)));
              var second = confirms(call(trial, Standing.in(trial, State.ALLOCATED)));
              boolean two = !first.text("matchingId").equals(second.text("matchingId"));
              trial.check("second matchingId", "another", two ? "another" : "the same");
            }));
  }

  private static List<Case> defaults() {
    return List.of(
        of("04_EmptyMatchingId", "An empty matchingId stays empty: the default SM-DP+ case")
            .needs(Feature.DEFAULT_SMDP)
            .tags("nominal", "matching", "default")
            .given("a profile in the state Linked")
            .expects("an empty matchingId; the card finds the profile by its EID")
            .finds(
                Fault.says(FUNCTION, "matchingId", "MADE-UP-1"),
                Fault.refuses(AUTHENTICATE, "8.1.1", "3.8"))
            .run(trial -> {
              var standing = Standing.in(trial, State.LINKED);
              trial.step("Confirm it with an empty matchingId");
              var answer = confirms(call(trial, standing).with("matchingId", ""));
              trial.check("matchingId", "", answer.text("matchingId"));
              trial.step("The card comes without a matchingId");
              standing.phone().authenticateWith(Optional.empty());
            }),
        of("05_SmdpAddress", "An address that is answered is the one devices can use")
            .tags("address")
            .given("a profile in the state Allocated")
            .expects("no smdpAddress, or the address of ES9+")
            .finds(Fault.says(FUNCTION, "smdpAddress", "elsewhere.example.com"))
            .run(trial -> {
              var answer = confirms(call(trial, Standing.in(trial, State.ALLOCATED)));
              var address = answer.text("smdpAddress");
              boolean right = address.isEmpty()
                  || host(address).equalsIgnoreCase(host(trial.target().smdpAddress()));
              trial.check("smdpAddress", trial.target().smdpAddress(), address, right);
            }));
  }

  private static String host(String address) {
    int colon = address.indexOf(':');
    return colon < 0 ? address : address.substring(0, colon);
  }

  private static List<Case> devices() {
    return List.of(
        of("06_Released", "With releaseFlag true the profile can be downloaded")
            .tags("nominal", "release")
            .given("a profile in the state Allocated")
            .expects("authenticateClient succeeds")
            .finds(Fault.refuses(AUTHENTICATE, "8.2", "1.2"))
            .run(trial -> {
              var standing = Standing.in(trial, State.ALLOCATED);
              trial.step("Confirm it, released");
              var id = confirms(call(trial, standing)).text("matchingId");
              trial.step("A card comes for it");
              standing.phone().authenticateWith(Optional.of(new MatchingId(id)));
            }),
        of("07_NotReleased", "With releaseFlag false the profile cannot be downloaded yet")
            .needs(Feature.LATE_RELEASE)
            .tags("release", "refusal")
            .given("a profile in the state Allocated")
            .expects("authenticateClient Failed 8.2/1.2")
            .finds(Fault.refuses(AUTHENTICATE, "8", "4.2"), Fault.accepts(AUTHENTICATE))
            .run(trial -> {
              var standing = Standing.in(trial, State.ALLOCATED);
              trial.step("Confirm it, not released");
              var id =
                  confirms(call(trial, standing).with("releaseFlag", false)).text("matchingId");
              trial.step("A card comes for it");
              var phone = standing.phone();
              trial.refuses(
                  Es9Function.AUTHENTICATE_CLIENT,
                  StatusCode.PROFILE_NOT_ALLOWED,
                  () -> phone.authenticateWith(Optional.of(new MatchingId(id))));
            }),
        code("08_ConfirmationCode", true),
        code("09_NoConfirmationCode", false));
  }

  private static List<Case> cards() {
    return List.of(
        of("10_EidOfTheOrder", "An EID named by confirmOrder binds the order to that card")
            .tags("eid")
            .given("a profile in the state Allocated")
            .expects("another card is refused 8.1.1/3.8, the card itself is served")
            .finds(
                Fault.refuses(AUTHENTICATE, "8", "4.2"),
                Fault.accepts(AUTHENTICATE).at(1))
            .run(trial -> {
              var standing = Standing.in(trial, State.ALLOCATED);
              var phone = standing.phone();
              trial.step("Confirm it for a card");
              var eid = phone.identity().eid().digits();
              var id = Optional.of(new MatchingId(
                  confirms(call(trial, standing).with("eid", eid)).text("matchingId")));
              trial.step("Another card comes");
              trial.refuses(
                  Es9Function.AUTHENTICATE_CLIENT,
                  StatusCode.EID_REFUSED,
                  () -> trial.phone().authenticateWith(id));
              trial.step("The card itself comes");
              phone.authenticateWith(id);
            }),
        of("11_EidOfTheReservation", "An EID named by downloadOrder is answered, if any is")
            .tags("eid")
            .given("a profile in the state Linked")
            .expects("no eid, or the EID of the order")
            .finds(Fault.says(FUNCTION, "eid", "89049032123451234512345678901235"))
            .run(trial -> {
              var standing = Standing.in(trial, State.LINKED);
              var answered = confirms(call(trial, standing)).text("eid");
              var eid = standing.eid().orElseThrow().digits();
              trial.check("eid", eid, answered, answered.isEmpty() || answered.equals(eid));
            }));
  }

  /** The flag is the last octet of smdpSigned2 where no one-time key is named. */
  private static ServerAnswer turned(ServerAnswer answer) {
    return answer.json(object -> {
      var octets = Base64.getDecoder().decode(object.path("smdpSigned2").asText());
      octets[octets.length - 1] ^= (byte) 0xFF;
      object.put("smdpSigned2", Base64.getEncoder().encodeToString(octets));
    });
  }

  private static Case code(String number, boolean wanted) {
    return of(
            number,
            wanted
                ? "An order with a Confirmation Code asks the user for it"
                : "An order without a Confirmation Code asks for none")
        .needs(Feature.CONFIRMATION_CODE)
        .tags("confirmation-code")
        .expects("ccRequiredFlag " + wanted)
        .finds(Fault.of("turns ccRequiredFlag", AUTHENTICATE, ConfirmOrderCases::turned))
        .run(trial -> {
          var phone = trial.phone().orders(wanted ? Wish.PLAIN.withCode() : Wish.PLAIN);
          trial.step("A card comes for it");
          var signed = phone.authenticate().authenticated().response().smdpSigned2();
          trial.check("ccRequiredFlag", wanted, signed.ccRequiredFlag());
        });
  }

  private static List<Case> repeats() {
    return List.of(
        of("32_RepeatedCall", "A call that is repeated gets the answer it has got")
            .needs(Feature.IDEMPOTENT_ES2PLUS)
            .tags("repeat")
            .given("a profile in the state Allocated")
            .expects("the same matchingId")
            .finds(
                Fault.says(FUNCTION, "matchingId", "ANOTHER-MATCHING-ID-1").at(2),
                Fault.refuses(FUNCTION, "8.2.1", "3.5").at(2))
            .run(trial -> {
              var call = call(trial, Standing.in(trial, State.ALLOCATED));
              trial.step("Confirm it");
              var first = confirms(call).text("matchingId");
              trial.step("Send the same octets again");
              trial.check("matchingId", first, confirms(call).text("matchingId"));
            }),
        of("33_FirstCardWins", "An order without EID is bound to the first card that comes")
            .tags("eid")
            .expects("the second card is refused 8.1.1/3.8")
            .finds(
                Fault.accepts(AUTHENTICATE).at(2),
                Fault.refuses(AUTHENTICATE, "8", "4.2").at(2))
            .run(ConfirmOrderCases::firstCardWins));
  }

  private static void firstCardWins(Trial trial) {
    Phone first = trial.phone().orders(Wish.PLAIN);
    Order order = first.order();
    trial.prepare("The first card comes", first::authenticate);
    trial.step("A second card comes");
    trial.refuses(
        Es9Function.AUTHENTICATE_CLIENT,
        StatusCode.EID_REFUSED,
        () -> trial.phone().scans(order).authenticate());
  }
}
