package org.opensmdp.activation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.opensmdp.activation.Refusals.assertRefused;
import static org.opensmdp.activation.SampleStock.OTHER_CARD;
import static org.opensmdp.rsp.StatusCode.EUICC_INSUFFICIENT_MEMORY;
import static org.opensmdp.rsp.StatusCode.PROFILE_TYPE_STOPPED_ON_WARNING;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.opensmdp.activation.ProfileType.Protection;
import org.opensmdp.profile.BundledTemplate;
import org.opensmdp.profile.ProfileTemplate;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.EuiccInfo2;
import org.opensmdp.rsp.MatchingId;
import org.opensmdp.rsp.StatusCode;
import org.opensmdp.rsp.VersionType;

/** Which card is offered which profile, through ES9+.AuthenticateClient (SGP.22 v2 §5.6.3). */
class EligibleCardTest {
  private static final MatchingId TOKEN = new MatchingId("TOKEN-1");

  private final RulesOnStore rules = new RulesOnStore(new InMemoryStore());
  private final ProfileType type = rules
      .store
      .inventory()
      .add(SampleStock.sample(rules.operator, "Plan", Protection.SESSION_KEYS));

  /** Where the package comes from: what it asks for is judged the same way. */
  enum Source {
    TEMPLATE {
      @Override
      void stock(RulesOnStore rules, ProfileType type) {
        var inventory = rules.store.inventory();
        new Intake(inventory).version(type, BundledTemplate.load());
        inventory.addStock(type, List.of(SampleStock.subscriber(1)));
      }
    },
    READY_MADE {
      @Override
      void stock(RulesOnStore rules, ProfileType type) {
        new Intake(rules.store.inventory()).readyPackage(type, readyMade());
      }
    };

    abstract void stock(RulesOnStore rules, ProfileType type);
  }

  @ParameterizedTest
  @EnumSource
  void offersItToACardThatCanTakeIt(Source source) {
    order(source);

    assertThat(rules.authenticate(TOKEN)).isNotNull();
  }

  @ParameterizedTest
  @EnumSource
  void refusesACardThatDoesNotKnowTheFormat(Source source) {
    order(source);

    assertUnable(
        PROFILE_TYPE_STOPPED_ON_WARNING,
        "the profile package has format 2.",
        info -> info.profileVersion(new VersionType(2, 0, 0)));
  }

  @ParameterizedTest
  @EnumSource
  void refusesACardThatLacksAService(Source source) {
    order(source);

    assertUnable(
        PROFILE_TYPE_STOPPED_ON_WARNING,
        "the eUICC does not support ",
        info -> info.uiccCapability(9));
  }

  @ParameterizedTest
  @EnumSource
  void refusesACardWithoutRoomForIt(Source source) {
    order(source);
    int room = readyMade().size() + Eligibility.RESERVE_OCTETS - 1;

    assertUnable(
        EUICC_INSUFFICIENT_MEMORY,
        "the profile needs %d octets, the eUICC has %d free".formatted(room + 1, room),
        info -> info.extCardResource(1, room, 8192));
  }

  @Test
  void judgesAReadyMadePackageByItsOwnHeader() {
    var later = Bytes.fromHex(readyMade().toString().replaceFirst("800102", "800103"));
    new Intake(rules.store.inventory()).readyPackage(type, later);
    release();

    assertUnable(
        PROFILE_TYPE_STOPPED_ON_WARNING, "the profile package has format 3.", info -> info);
  }

  private void order(Source source) {
    source.stock(rules, type);
    release();
  }

  private void release() {
    rules.order(type, Optional.empty(), TOKEN, true);
  }

  /** Asserts that the card is refused, named in the timeline, and that another may have the order. */
  private void assertUnable(
      StatusCode status, String message, UnaryOperator<EuiccInfo2.Builder> says) {
    var iccid = SampleStock.iccid(1);
    var before = rules.store.profiles().find(iccid);

    rules.card.saying(says);
    assertRefused(status, () -> rules.authenticate(TOKEN));

    assertThat(rules.store.profiles().find(iccid)).isEqualTo(before);
    var events = rules.store.timeline().of(iccid);
    assertThat(events.get(events.size() - 1))
        .returns(status.name(), ActivationEvent::status)
        .returns(Optional.of(rules.card.eid()), ActivationEvent::eid)
        .extracting(ActivationEvent::detail)
        .asString()
        .startsWith(message);
    var able = rules.card(OTHER_CARD).saying(info -> info.profileVersion(new VersionType(3, 3, 1)));
    assertThat(rules.authenticate(able, Optional.of(TOKEN))).isNotNull();
  }

  private static Bytes readyMade() {
    return ProfileTemplate.of(BundledTemplate.load()).render(SampleStock.subscriber(1));
  }
}
