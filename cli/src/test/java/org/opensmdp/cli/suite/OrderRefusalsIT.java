package org.opensmdp.cli.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.opensmdp.cli.suite.RefusalCase.Told.OF_THE_SESSION;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.opensmdp.rsp.CancelSessionReason;
import org.opensmdp.rsp.Eid;
import org.opensmdp.rsp.MatchingId;
import org.opensmdp.rsp.VersionType;
import org.opensmdp.simulator.EuiccProfile;
import org.opensmdp.simulator.OrderCancellation;
import org.opensmdp.simulator.OrderCancellation.FinalProfileStatus;

/**
 * ES9+.AuthenticateClient refuses (SGP.22 v2 §5.6.3): the card is proven, and there is no order for it,
 * or not any more, or the card cannot take the profile. The order is told of it.
 */
class OrderRefusalsIT {
  private static final UnaryOperator<OrderRows> NOTHING = rows -> rows;

  @ParameterizedTest(name = "{0} over {1}")
  @MethodSource("cases")
  void refuses(RefusalCase one, Wire wire) {
    one.run(wire, "AuthenticateClient");
  }

  /** What one card cannot take another may have: the refusal has given the order to nobody. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("org.opensmdp.cli.suite.Wire#all")
  void leavesTheOrderToAnotherCard(Wire wire) {
    var visit = Visit.of(wire, OrderSpec.PLAIN);
    var able = visit.device();
    visit.by(visit.scene().device(wire, card -> card.nonVolatileMemory(1)));
    visit.assertRefused(new Refused("8.1/4.8", 11), Visit::authenticate);

    visit.by(able).authenticate().download().install();

    assertThat(visit.rows().profile().state()).isEqualTo("INSTALLED");
    assertThat(visit.rows().profile().eid()).contains(able.eid());
  }

  static Stream<Arguments> cases() {
    return RefusalCase.everywhere(Stream.of(matching(), states(), limits(), eligibility())
        .flatMap(List::stream)
        .toList());
  }

  private static List<RefusalCase> matching() {
    return List.of(
        unmatched("an unknown matchingId", "8.2.6/3.8", 6, new MatchingId("NO-SUCH-ORDER")),
        unmatched("a matchingId in lower case", "8.2.6/3.8", 6, new MatchingId("no-such-order")),
        unmatched("a matchingId of other characters", "8.2.6/3.8", 6, new MatchingId("A_B'C")),
        unmatched("no matchingId and no order for the card", "8.1.1/3.8", 7, null),
        unmatched("an empty matchingId and no order", "8.1.1/3.8", 7, MatchingId.NONE),
        anotherCard("an order for another card", OrderSpec.PLAIN.linked(), NOTHING),
        anotherCard("an order that another card has come for", OrderSpec.PLAIN, NOTHING)
            .after(of -> of.authenticate().by(of.scene().device(of.wire()))),
        anotherCard("a package that another card has got", OrderSpec.PLAIN, NOTHING)
            .after(of -> of.authenticate().download().by(of.scene().device(of.wire()))),
        RefusalCase.of("13", "the default order of another card", "8.1.1/3.8", 7)
            .ordered(OrderSpec.PLAIN.found())
            .after(of -> of.by(of.scene().device(of.wire())))
            .when(of -> of.authenticateWith(Optional.empty()))
            .told(OF_THE_SESSION),
        RefusalCase.of("13", "an order the operator has cancelled", "8.2.6/3.8", 6)
            .after(of -> withdraw(of))
            .when(Visit::authenticate)
            .told(OF_THE_SESSION));
  }

  private static RefusalCase unmatched(String what, String pair, int error, MatchingId id) {
    return RefusalCase.of("13", what, pair, error)
        .when(of -> of.authenticateWith(Optional.ofNullable(id)))
        .told(OF_THE_SESSION);
  }

  private static RefusalCase anotherCard(
      String what, OrderSpec order, UnaryOperator<OrderRows> effect) {
    return RefusalCase.of("13", what, "8.1.1/3.8", 7)
        .ordered(order)
        .after(of -> of.by(of.scene().device(of.wire())))
        .when(Visit::authenticate)
        .leaving(effect);
  }

  static void withdraw(Visit visit) {
    visit
        .scene()
        .operator()
        .cancelOrder(new OrderCancellation(
            visit.order().iccid(),
            Optional.<Eid>empty(),
            visit.order().matchingId(),
            FinalProfileStatus.UNAVAILABLE));
  }

  private static List<RefusalCase> states() {
    return List.of(
        inState("a profile that is not released", visit -> {})
            .ordered(OrderSpec.PLAIN.unreleased()),
        inState(
            "a profile that is installed", of -> of.authenticate().download().install()),
        inState(
                "an order whose codes are used up",
                of -> of.authenticate()
                    .assertRefused(new Refused("8.2.7/3.8", 3), by -> by.download("0815"))
                    .assertRefused(new Refused("8.2.7/6.4", 4), by -> by.download("0815")))
            .ordered(OrderSpec.of(SpecialTypes.TWICE).withCode()),
        inState(
            "an order the user has refused",
            of -> of.authenticate().cancel(CancelSessionReason.END_USER_REJECTION)));
  }

  private static RefusalCase inState(String what, Visit.Step before) {
    return RefusalCase.of("14", what, "8.2/1.2", 127).after(before).when(Visit::authenticate);
  }

  private static List<RefusalCase> limits() {
    var expired = RefusalCase.of("15", "an order that has expired", "8.8.5/4.10", 18)
        .ordered(OrderSpec.of(SpecialTypes.AN_HOUR))
        .after(of -> of.scene().house().forward(SpecialTypes.LIFETIME))
        .when(Visit::authenticate)
        .ending();
    var usedUp = RefusalCase.of("16", "an order without attempts left", "8.8.5/6.4", 127)
        .ordered(OrderSpec.of(SpecialTypes.TWICE))
        .after(of -> of.authenticate().authenticate())
        .when(Visit::authenticate)
        .ending();
    return List.of(
        expired,
        again(expired, "15", "an order that has expired, again"),
        usedUp,
        again(usedUp, "16", "an order without attempts left, again"));
  }

  /** Whoever comes later is told the same; nothing is left to change. */
  private static RefusalCase again(RefusalCase first, String row, String what) {
    return RefusalCase.of(row, what, first.refused().pair(), first.refused().error())
        .ordered(first.order())
        .after(of -> {
          first.before().take(of);
          of.assertRefused(first.refused(), first.step());
        })
        .when(first.step());
  }

  private static List<RefusalCase> eligibility() {
    return List.of(
        ineligible("a policy rule the card forbids", card -> card.forbiddenPolicyRules(List.of(1)))
            .ordered(OrderSpec.of(SpecialTypes.PPR1)),
        ineligible(
            "a test profile for a card that takes none", card -> card.rspCapability(List.of(0, 1))),
        ineligible(
            "a package of a later format than the card's",
            card -> card.profileVersion(new VersionType(1, 0, 0))),
        ineligible("a service the card lacks", card -> card.uiccCapability(List.of(9))),
        unable("18", "too little memory", "8.1/4.8", 11, card -> card.nonVolatileMemory(1000)));
  }

  private static RefusalCase ineligible(String what, UnaryOperator<EuiccProfile.Builder> card) {
    return unable("17", what, "8.2.5/4.3", 8, card);
  }

  private static RefusalCase unable(
      String row, String what, String pair, int error, UnaryOperator<EuiccProfile.Builder> card) {
    return RefusalCase.of(row, what, pair, error)
        .after(of -> of.by(of.scene().device(of.wire(), card)))
        .when(Visit::authenticate);
  }
}
