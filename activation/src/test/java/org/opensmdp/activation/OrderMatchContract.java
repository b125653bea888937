package org.opensmdp.activation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.opensmdp.activation.Refusals.assertRefused;
import static org.opensmdp.activation.SampleSteps.fullOrder;
import static org.opensmdp.activation.SampleSteps.order;
import static org.opensmdp.activation.SampleStock.CARD;
import static org.opensmdp.activation.SampleStock.OTHER_CARD;
import static org.opensmdp.activation.SampleStock.iccid;
import static org.opensmdp.rsp.StatusCode.EID_REFUSED;
import static org.opensmdp.rsp.StatusCode.MATCHING_ID_REFUSED;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.opensmdp.rsp.AuthenticateClientResponse;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.rsp.MatchingId;
import org.opensmdp.rsp.StoreMetadataRequest;

/**
 * Which order a card gets, over every store (SGP.22 v2 §5.6.3): by the token of an activation code, by
 * the event of a discovery server, or by its EID alone. No matchingId and an empty one are the same.
 */
public abstract class OrderMatchContract {
  private static final MatchingId TOKEN = new MatchingId("TOKEN-1");
  private static final MatchingId EVENT = new MatchingId("EVENT-1");
  private static final Iccid ONE = iccid(1);
  private static final Iccid TWO = iccid(2);

  private RulesOnStore rules;

  /** Returns a store with nothing in it. */
  protected abstract TestStore freshStore();

  @BeforeEach
  void fill() {
    rules = new RulesOnStore(freshStore());
    SampleStock.type(rules.store, rules.operator, "Plan", 1, 3);
  }

  /** No matchingId, and an empty one. */
  static Stream<Optional<MatchingId>> none() {
    return Stream.of(Optional.empty(), Optional.of(MatchingId.NONE));
  }

  static Stream<MatchingId> junk() {
    return Stream.of(
            "token-1",
            " TOKEN-1",
            "TOKEN-1 ",
            "TOKEN_1",
            "TOKEN-1\0",
            "TOKEN-1' or ''='",
            "%",
            "*",
            "TÖKEN-1",
            "\uFF34OKEN-1",
            "1$smdp.example.com$TOKEN-1",
            "TOKEN-1".repeat(36))
        .map(MatchingId::new);
  }

  @Test
  void findsTheOrderOfAnActivationCodeForWhoeverComes() {
    rules.steps.release(ONE, order(Optional.empty(), TOKEN));

    assertThat(iccidOf(rules.authenticate(TOKEN))).isEqualTo(ONE);
    assertThat(rules.store.profiles().find(ONE).orElseThrow().profile().eid()).contains(CARD);
  }

  /** Among them what v2.6 asks codes back with: this server gives none back. */
  @ParameterizedTest
  @ValueSource(
      strings = {"TOKEN-2", "TOKEN-", "ACR-0-8988220000000000010", "ACR-1-8988220000000000010"})
  void refusesATokenThatNoOrderHas(String token) {
    rules.steps.release(ONE, order(Optional.of(CARD), TOKEN));

    assertRefused(MATCHING_ID_REFUSED, () -> rules.authenticate(new MatchingId(token)));
  }

  @ParameterizedTest
  @MethodSource("junk")
  void refusesWhatIsNoToken(MatchingId typed) {
    rules.steps.release(ONE, order(Optional.empty(), TOKEN));
    rules.steps.release(TWO, order(Optional.of(CARD), MatchingId.NONE));

    assertRefused(MATCHING_ID_REFUSED, () -> rules.authenticate(typed));
    assertThat(iccidOf(rules.authenticate(TOKEN))).isEqualTo(ONE);
  }

  @Test
  void refusesACardThatTheOrderWasNotMadeFor() {
    rules.steps.release(ONE, order(Optional.of(OTHER_CARD), TOKEN));

    assertRefused(EID_REFUSED, () -> rules.authenticate(TOKEN));
    var other = rules.card(OTHER_CARD);
    assertThat(iccidOf(rules.authenticate(other, Optional.of(TOKEN)))).isEqualTo(ONE);
  }

  @Test
  void givesACodeToTheFirstOfTwoCardsAtOneTime() {
    rules.steps.release(ONE, order(Optional.empty(), TOKEN));
    var requests = Stream.of(CARD, OTHER_CARD)
        .map(eid -> rules.request(rules.card(eid), Optional.of(TOKEN)))
        .toList();

    var outcomes =
        AtOnce.run(2, i -> Refusals.of(() -> rules.authenticateClient.run(requests.get(i))));

    assertThat(outcomes).filteredOn(Optional::isEmpty).hasSize(1);
    assertThat(outcomes.stream().flatMap(Optional::stream))
        .extracting(refusal -> refusal.status())
        .isEqualTo(List.of(EID_REFUSED));
  }

  @Test
  void findsTheEventOfADiscoveryServer() {
    rules.steps.release(ONE, discovered());

    assertThat(iccidOf(rules.authenticate(EVENT))).isEqualTo(ONE);
  }

  @Test
  void refusesAnEventThatWasNotRegistered() {
    rules.steps.release(ONE, discovered());

    assertRefused(MATCHING_ID_REFUSED, () -> rules.authenticate(new MatchingId("EVENT-2")));
  }

  @Test
  void refusesTheEventOfAnotherCard() {
    rules.steps.release(ONE, discovered());
    var other = rules.card(OTHER_CARD);

    assertRefused(EID_REFUSED, () -> rules.authenticate(other, Optional.of(EVENT)));
  }

  /** Some LPAs forget the EventID between the discovery server and this one. */
  @ParameterizedTest
  @MethodSource("none")
  void findsADiscoveredOrderByTheCardAlone(Optional<MatchingId> none) {
    rules.steps.release(ONE, discovered());

    assertThat(iccidOf(rules.authenticate(rules.card, none))).isEqualTo(ONE);
  }

  @ParameterizedTest
  @MethodSource("none")
  void offersNoOtherCardADiscoveredOrder(Optional<MatchingId> none) {
    rules.steps.release(ONE, discovered());
    var other = rules.card(OTHER_CARD);

    assertRefused(EID_REFUSED, () -> rules.authenticate(other, none));
  }

  @ParameterizedTest
  @MethodSource("none")
  void findsTheOldestOrderOfTheDefaultCaseByTheCard(Optional<MatchingId> none) {
    rules.steps.release(TWO, order(Optional.of(CARD), MatchingId.NONE));
    rules.steps.release(ONE, order(Optional.of(CARD), MatchingId.NONE));
    rules.steps.release(iccid(3), order(Optional.of(OTHER_CARD), MatchingId.NONE));

    assertThat(iccidOf(rules.authenticate(rules.card, none))).isEqualTo(TWO);
  }

  @ParameterizedTest
  @MethodSource("none")
  void refusesACardThatNothingWaitsFor(Optional<MatchingId> none) {
    rules.steps.release(ONE, order(Optional.of(CARD), TOKEN)); // only its token leads there
    rules.steps.release(TWO, order(Optional.of(OTHER_CARD), MatchingId.NONE));

    assertRefused(EID_REFUSED, () -> rules.authenticate(rules.card, none));
  }

  @ParameterizedTest
  @MethodSource("none")
  void findsADeliveredOrderAgainHoweverTheCardAsks(Optional<MatchingId> none) {
    rules.steps.release(ONE, order(Optional.empty(), TOKEN));
    var key = rules.newKey();
    rules.download(rules.authenticate(TOKEN), key);

    var byToken = rules.authenticate(TOKEN);
    var byCard = rules.authenticate(rules.card, none);

    for (var again : List.of(byToken, byCard)) {
      assertThat(iccidOf(again)).isEqualTo(ONE);
      assertThat(again.smdpSigned2().bppEuiccOtpk()).contains(key.publicKey().point());
    }
    assertThat(rules.store.profiles().find(ONE).orElseThrow().profile())
        .isInstanceOf(Profile.Downloaded.class);
  }

  @ParameterizedTest
  @MethodSource("none")
  void findsADeliveredOrderOfTheDefaultCaseAgain(Optional<MatchingId> none) {
    rules.steps.release(ONE, order(Optional.of(CARD), MatchingId.NONE));
    rules.download(rules.authenticate(rules.card, none), rules.newKey());

    assertThat(iccidOf(rules.authenticate(rules.card, none))).isEqualTo(ONE);
    assertRefused(EID_REFUSED, () -> rules.authenticate(rules.card(OTHER_CARD), none));
  }

  private static Order discovered() {
    return fullOrder(CARD, EVENT);
  }

  private static Iccid iccidOf(AuthenticateClientResponse answer) {
    return StoreMetadataRequest.parse(answer.profileMetadata()).iccid();
  }
}
