package org.opensmdp.cli.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.opensmdp.rsp.CancelSessionReason;
import org.opensmdp.simulator.EuiccQuirks;

/**
 * The answer was lost on the way and the LPA asks again (SGP.22 v2 §3.1.3): the same request gets the
 * identical octets, over either binding, and counts once.
 */
class RepeatedRequestsIT {

  @ParameterizedTest(name = "{0}, {1}, confirmation code {2}")
  @MethodSource("org.opensmdp.cli.suite.NominalIT#ways")
  void answersAuthenticateClientIdentically(Wire wire, Protection protection, boolean withCode) {
    var visit = Visit.of(wire, protection.order(withCode)).authenticate();
    var first = visit.authenticated();
    var rows = visit.rows();
    var events = visit.events();

    var again = visit.tell(first.request()).authenticated().response();
    var elsewhere =
        visit.scene().server(wire.binding().other()).authenticateClient(first.request());

    assertThat(again).isEqualTo(first.response());
    assertThat(elsewhere).isEqualTo(first.response());
    assertThat(visit.rows()).isEqualTo(rows);
    assertThat(visit.events()).isEqualTo(events);
  }

  @ParameterizedTest(name = "{0}, {1}, confirmation code {2}")
  @MethodSource("org.opensmdp.cli.suite.NominalIT#ways")
  void answersGetBoundProfilePackageIdentically(
      Wire wire, Protection protection, boolean withCode) {
    var visit = Visit.of(wire, protection.order(withCode)).authenticate().download();
    var first = visit.downloaded();
    var rows = visit.rows();
    var events = visit.events();

    var again = visit.ask(first.request()).downloaded().response();
    var elsewhere =
        visit.scene().server(wire.binding().other()).getBoundProfilePackage(first.request());

    assertThat(again.boundProfilePackage()).isEqualTo(first.response().boundProfilePackage());
    assertThat(elsewhere.boundProfilePackage()).isEqualTo(first.response().boundProfilePackage());
    assertThat(visit.rows()).isEqualTo(rows);
    assertThat(visit.events()).isEqualTo(events);
  }

  /** Not a repetition: the card has made another key, and gets a package that fits it. */
  @ParameterizedTest(name = "{0}, {1}, confirmation code {2}")
  @MethodSource("org.opensmdp.cli.suite.NominalIT#ways")
  void bindsAfreshToAnotherKeyInTheSameSession(Wire wire, Protection protection, boolean withCode) {
    var visit = Visit.of(wire, protection.order(withCode)).authenticate().download();
    var firstKey = visit.euiccOtpk();
    var first = visit.downloaded().boundProfilePackage();
    var rows = visit.rows();

    visit.download();

    assertThat(visit.euiccOtpk()).isNotEqualTo(firstKey);
    assertThat(visit
            .downloaded()
            .boundProfilePackage()
            .initialiseSecureChannelRequest()
            .smdpOtpk())
        .isNotEqualTo(first.initialiseSecureChannelRequest().smdpOtpk());
    assertThat(visit.rows()).isEqualTo(rows.bound(visit.euiccOtpk()));
    visit.install();
    assertThat(visit.rows().profile().state()).isEqualTo("INSTALLED");
  }

  /** The answer to a wrong code was lost: asking again costs no second attempt. */
  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("protections")
  void refusesARepeatedWrongCodeAlikeAndCountsItOnce(Wire wire, Protection protection) {
    var visit = Visit.of(wire, protection.order(true)).authenticate();
    var wrong = visit.cardPrepares(Optional.of("0815"));
    visit.assertRefused(new Refused("8.2.7/3.8", 3), by -> by.ask(wrong));
    var rows = visit.rows();
    var events = visit.events();

    visit.assertRefused(new Refused("8.2.7/3.8", 3), by -> by.ask(wrong));

    assertThat(visit.rows()).isEqualTo(rows);
    assertThat(visit.events()).isEqualTo(events);
    assertThat(visit.download().rows().profile().confirmationAttempts()).isEqualTo(1);
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("protections")
  void takesTheRightCodeAfterAWrongOne(Wire wire, Protection protection) {
    var visit = Visit.of(wire, protection.order(true)).authenticate();
    visit.assertRefused(new Refused("8.2.7/3.8", 3), by -> by.download("0815"));
    var rows = visit.rows();

    visit.download();

    assertThat(visit.rows()).isEqualTo(rows.bound(visit.euiccOtpk()));
    assertThat(visit.rows().profile().confirmationAttempts()).isEqualTo(1);
    visit.install();
    assertThat(visit.rows().profile().state()).isEqualTo("INSTALLED");
  }

  /** What phones do by themselves after any Failed: it was a slip of the finger, not a refusal. */
  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("protections")
  void takesTheRightCodeInANewSessionAfterTheCancellationOfAWrongOne(
      Wire wire, Protection protection) {
    var visit = Visit.of(wire, protection.order(true)).authenticate();
    visit.assertRefused(new Refused("8.2.7/3.8", 3), by -> by.download("0815"));
    visit.cancel(CancelSessionReason.END_USER_REJECTION);
    assertThat(visit.rows().profile().state()).isEqualTo("RELEASED");

    visit.authenticate().download().install();

    assertThat(visit.rows().profile().state()).isEqualTo("INSTALLED");
    assertThat(visit.rows().profile().confirmationAttempts()).isEqualTo(1);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("org.opensmdp.cli.suite.Wire#all")
  void answersCancelSessionIdentically(Wire wire) {
    var visit = Visit.of(wire, OrderSpec.PLAIN).authenticate();
    var cancelled = visit.cardCancels(CancelSessionReason.END_USER_REJECTION);
    visit.tell(cancelled);
    var rows = visit.rows();

    visit.tell(cancelled);

    assertThat(visit.rows()).isEqualTo(rows);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("org.opensmdp.cli.suite.Wire#all")
  void refusesToBindToAnotherKeyWhereThePolicySaysSo(Wire wire) {
    var visit =
        Visit.of(wire, OrderSpec.of(SpecialTypes.ONE_KEY)).authenticate().download();
    visit.device().euicc().behave(EuiccQuirks.NONE.renewingOneTimeKeys());
    visit.authenticate();

    visit.assertRefused(new Refused("8.2/3.7", 5), Visit::download);
  }

  static Stream<Arguments> protections() {
    return Wire.all().stream()
        .flatMap(wire ->
            Arrays.stream(Protection.values()).map(protection -> Arguments.of(wire, protection)));
  }
}
