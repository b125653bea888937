package org.opensmdp.activation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.opensmdp.activation.SampleSteps.binding;
import static org.opensmdp.activation.SampleSteps.digest;
import static org.opensmdp.activation.SampleSteps.event;
import static org.opensmdp.activation.SampleSteps.fullOrder;
import static org.opensmdp.activation.SampleSteps.order;
import static org.opensmdp.activation.SampleSteps.transaction;
import static org.opensmdp.activation.SampleStock.CARD;
import static org.opensmdp.activation.SampleStock.iccid;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.opensmdp.activation.Profile.Allocated;
import org.opensmdp.activation.Profile.Available;
import org.opensmdp.activation.Profile.Linked;
import org.opensmdp.activation.ProfileType.Protection;
import org.opensmdp.activation.Profiles.Moved;
import org.opensmdp.profile.ProfilePolicyRule;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.rsp.MatchingId;
import org.opensmdp.rsp.Secret;

/** What every store of {@link Profiles} does. */
public abstract class ProfilesContract {
  private static final int STOCK = 5;
  private static final Iccid ONE = iccid(1);
  private static final Iccid TWO = iccid(2);
  private static final MatchingId TOKEN = new MatchingId("TOKEN-1");

  private TestStore store;
  private Profiles profiles;
  private Operator operator;
  private ProfileType type;
  private SampleSteps steps;

  /** Returns a store with nothing in it. */
  protected abstract TestStore freshStore();

  @BeforeEach
  void fill() {
    store = freshStore();
    profiles = store.profiles();
    operator = SampleStock.operator(store, "Operator");
    type = SampleStock.type(store, operator, "Plan", 1, STOCK);
    steps = new SampleSteps(store);
  }

  @Test
  void keepsThePolicyRulesOfAType() {
    var draft = SampleStock.withRules(
        SampleStock.sample(operator, "Locked", Protection.SESSION_KEYS),
        ProfilePolicyRule.PPR1,
        ProfilePolicyRule.PPR2);

    var locked = SampleStock.type(store, draft, 50, 1);

    assertThat(profiles.findType("Locked")).contains(locked);
    assertThat(locked.texts()).isEqualTo(draft.texts());
    assertThat(profiles.find(iccid(50)).orElseThrow().type()).isEqualTo(locked);
    assertThat(profiles.findType("Plan").orElseThrow().texts().policyRules()).isEmpty();
  }

  @Test
  void takesNoPackageWithPolicyRulesAndWithoutOwner() {
    var locked = SampleStock.type(
        store,
        SampleStock.withRules(
            SampleStock.sample(operator, "Locked", Protection.SESSION_KEYS),
            ProfilePolicyRule.PPR1),
        50,
        0);
    var ready = Secret.of(SampleStock.KI);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> store
            .inventory()
            .addStock(locked, iccid(60), Optional.empty(), SampleStock.NEEDED, ready));
    assertThat(profiles.find(iccid(60))).isEmpty();
  }

  @Test
  void findsNothingUnderAnIccidThatIsNotInStock() {
    assertThat(profiles.find(iccid(99))).isEmpty();
  }

  @Test
  void findsAProfileWithWhoseItIs() {
    assertThat(profiles.find(ONE))
        .contains(new StoredProfile(
            new Available(ONE), operator.operatorId(), type, List.of(), Optional.empty()));
  }

  @Test
  void findsATypeByItsName() {
    assertThat(profiles.findType("Plan")).contains(type);
    assertThat(profiles.findType("plan")).isEmpty();
  }

  @Test
  void reservesForNoCardInParticular() {
    var iccid = profiles.reserve(type, Optional.empty(), digest(1), event(1)).orElseThrow();

    var reserved = new Allocated(iccid);
    assertThat(profiles.find(iccid))
        .contains(new StoredProfile(
            reserved, operator.operatorId(), type, List.of(digest(1)), Optional.empty()));
    assertThat(store.timeline().of(iccid))
        .containsExactly(event(1).moving(new Available(iccid), reserved));
    assertThat(store.inventory().available(type)).isEqualTo(STOCK - 1);
  }

  @Test
  void reservesForOneCard() {
    var iccid = profiles.reserve(type, Optional.of(CARD), digest(1), event(1)).orElseThrow();

    var linked = new Linked(iccid, Optional.of(CARD));
    assertThat(stateOf(iccid)).isEqualTo(linked);
    assertThat(store.timeline().of(iccid))
        .containsExactly(event(1).moving(new Available(iccid), linked));
  }

  @Test
  void reservesNothingOfATypeThatIsUsedUp() {
    var other = SampleStock.type(store, operator, "Other plan", 50, 1);
    profiles.reserve(other, Optional.empty(), digest(1), event(1));

    assertThat(profiles.reserve(other, Optional.empty(), digest(2), event(2))).isEmpty();
    assertThat(store.inventory().available(type)).isEqualTo(STOCK);
  }

  @Test
  void reservesNoProfileTwiceForCallersAtOneTime() {
    var reserved =
        AtOnce.run(STOCK + 3, i -> profiles.reserve(type, Optional.empty(), digest(i), event(i)));

    var iccids = reserved.stream().flatMap(Optional::stream).toList();
    assertThat(iccids).hasSize(STOCK);
    assertThat(new HashSet<>(iccids)).hasSize(STOCK);
  }

  @Test
  void reservesOneProfileForOneCallHoweverOftenItComesAtOneTime() {
    var reserved =
        AtOnce.run(6, i -> profiles.reserve(type, Optional.empty(), digest(1), event(1)));

    assertThat(new HashSet<>(reserved)).hasSize(1).doesNotContain(Optional.empty());
    assertThat(store.inventory().available(type)).isEqualTo(STOCK - 1);
    assertThat(store.timeline().of(reserved.get(0).orElseThrow())).hasSize(1);
  }

  @Test
  void reservesTheLastProfileAgainForTheCallThatHasIt() {
    var other = SampleStock.type(store, operator, "Other plan", 50, 1);
    var iccid = profiles.reserve(other, Optional.empty(), digest(1), event(1));

    assertThat(profiles.reserve(other, Optional.empty(), digest(1), event(2))).isEqualTo(iccid);
  }

  @Test
  void reservesTheLastProfileForOneCallHoweverOftenItComesAtOneTime() {
    for (int i = 0; i < 5; i++) {
      int round = 20 + i;
      var last = SampleStock.type(store, operator, "Plan " + round, 50 + i, 1);

      var reserved =
          AtOnce.run(6, n -> profiles.reserve(last, Optional.empty(), digest(round), event(1)));

      assertThat(reserved).containsOnly(Optional.of(iccid(50 + round - 20)));
    }
  }

  @Test
  void findsAProfileByTheCallThatReservedIt() {
    var iccid = profiles.reserve(type, Optional.empty(), digest(1), event(1)).orElseThrow();

    assertThat(profiles.findByCall(operator.operatorId(), digest(1)).map(StoredProfile::profile))
        .contains(new Allocated(iccid));
    assertThat(profiles.findByCall(operator.operatorId(), digest(2))).isEmpty();
    assertThat(profiles.findByCall(operator.operatorId() + 1, digest(1))).isEmpty();
  }

  @Test
  void findsAProfileByTheCallThatReservedItWhateverMovedItSince() {
    var iccid = profiles.reserve(type, Optional.empty(), digest(101), event(1)).orElseThrow();
    var allocated = new Allocated(iccid);
    var released = steps.move(allocated, allocated.released(order(Optional.empty(), TOKEN)));
    steps.begin(1, released, CARD);
    var downloaded = steps.bind(1, 1);

    var found = profiles.findByCall(operator.operatorId(), digest(101)).orElseThrow();

    assertThat(found.profile()).isEqualTo(downloaded);
    assertThat(found.calls()).containsExactly(digest(101), digest(1));
    assertThat(profiles.findByCall(operator.operatorId(), digest(1))).isEmpty();
  }

  @Test
  void forgetsTheCallOfAnOrderThatIsGivenUp() {
    var first = profiles.reserve(type, Optional.empty(), digest(101), event(1)).orElseThrow();
    var second = profiles.reserve(type, Optional.empty(), digest(102), event(2)).orElseThrow();

    steps.move(new Allocated(first), new Allocated(first).returnedToStock());
    steps.move(new Allocated(second), new Allocated(second).withdrawn());

    assertThat(profiles.findByCall(operator.operatorId(), digest(101))).isEmpty();
    assertThat(profiles.findByCall(operator.operatorId(), digest(102))).isEmpty();
    assertThat(profiles.reserve(type, Optional.empty(), digest(101), event(3))).isPresent();
  }

  @Test
  void movesAProfileWithItsEvent() {
    var from = new Available(ONE);
    var to = from.linked(CARD);
    var event = event(1).moving(from, to);

    assertThat(profiles.move(from, to, digest(1), event)).isEqualTo(Moved.DONE);
    assertThat(stateOf(ONE)).isEqualTo(to);
    assertThat(store.timeline().of(ONE)).containsExactly(event);
  }

  @Test
  void keepsAllThatAnOrderSays() {
    var linked = steps.move(new Available(ONE), new Available(ONE).linked(CARD));
    var confirmed = steps.move(linked, linked.confirmed(fullOrder(CARD, TOKEN)));

    assertThat(stateOf(ONE)).isEqualTo(confirmed);
    assertThat(stateOf(ONE)).isEqualTo(new Profile.Confirmed(ONE, fullOrder(CARD, TOKEN)));

    var released = steps.move(confirmed, confirmed.released());

    assertThat(stateOf(ONE)).isEqualTo(released);
  }

  @Test
  void movesNothingThatSomebodyHasMoved() {
    var from = new Available(ONE);
    steps.move(from, from.allocated());

    var late = profiles.move(from, from.linked(CARD), digest(9), event(9));

    assertThat(late).isEqualTo(Moved.CHANGED_MEANWHILE);
    assertThat(stateOf(ONE)).isEqualTo(new Allocated(ONE));
    assertThat(store.timeline().of(ONE)).hasSize(1);
  }

  @Test
  void letsOneOfTheCallersAtOneTimeMoveAProfile() {
    var from = new Available(ONE);

    var moved = AtOnce.run(
        6,
        i -> profiles.move(
            from, from.allocated(), digest(i), event(i).moving(from, from.allocated())));

    assertThat(moved).filteredOn(Moved.DONE::equals).hasSize(1);
    assertThat(moved).filteredOn(Moved.CHANGED_MEANWHILE::equals).hasSize(5);
    assertThat(store.timeline().of(ONE)).hasSize(1);
  }

  @Test
  void givesAMatchingIdToOneOrderOnly() {
    steps.release(ONE, order(Optional.empty(), TOKEN));
    var allocated = steps.move(new Available(TWO), new Allocated(TWO));
    var released = allocated.released(order(Optional.empty(), TOKEN));

    assertThat(profiles.move(allocated, released, digest(9), event(9)))
        .isEqualTo(Moved.MATCHING_ID_TAKEN);
    assertThat(stateOf(TWO)).isEqualTo(allocated);
    assertThat(store.timeline().of(TWO)).hasSize(1);
  }

  @Test
  void letsManyOrdersHaveNoMatchingId() {
    steps.release(ONE, order(Optional.of(CARD), MatchingId.NONE));
    var second = steps.release(TWO, order(Optional.of(CARD), MatchingId.NONE));

    assertThat(stateOf(TWO)).isEqualTo(second);
  }

  @Test
  void freesTheMatchingIdOfAnOrderThatIsGivenUp() {
    var released = steps.release(ONE, order(Optional.empty(), TOKEN));
    steps.move(released, released.withdrawn());

    var second = steps.release(TWO, order(Optional.empty(), TOKEN));

    assertThat(stateOf(TWO)).isEqualTo(second);
  }

  @Test
  void wipesOrderBindingAndSessionsOfAProfileThatGoesBackToStock() {
    var released = steps.release(ONE, order(Optional.empty(), TOKEN));
    steps.begin(1, released, CARD);
    var downloaded = steps.bind(1, 1);

    var back = steps.move(downloaded, downloaded.returnedToStock());

    assertThat(stateOf(ONE)).isEqualTo(back);
    assertThat(store.downloads().findByMatchingId(TOKEN)).isEmpty();
    assertThat(store.downloads().findByEid(CARD)).isEmpty();
    assertThat(store.downloads().find(transaction(1))).isEmpty();
    assertThat(store.downloads().findSession(transaction(1))).isEmpty();
    assertThat(store.downloads().isUsed(transaction(1))).isTrue();
  }

  @Test
  void givesTheNextOrderOfAProfileNothingOfTheOneBefore() {
    var released = steps.release(ONE, order(Optional.empty(), TOKEN));
    steps.begin(1, released, CARD);
    var downloaded = steps.bind(1, 1);
    steps.move(downloaded, downloaded.returnedToStock());

    var again = steps.release(ONE, order(Optional.empty(), TOKEN));

    var offer = store.downloads().findByMatchingId(TOKEN).orElseThrow();
    assertThat(offer.profile()).isEqualTo(again);
    assertThat(offer.boundBefore()).isEmpty();
    assertThat(store.downloads().find(transaction(1))).isEmpty();
  }

  @Test
  void endsTheSessionsOfAProfileThatIsWithdrawn() {
    var released = steps.release(ONE, order(Optional.empty(), TOKEN));
    var authenticated = steps.begin(1, released, CARD);
    var session = store.downloads().find(transaction(1)).orElseThrow();

    steps.move(authenticated, ((Profile.Released) authenticated).withdrawn());

    assertThat(store.downloads().find(transaction(1))).isEmpty();
    assertThat(steps.bind(1, session, binding(1))).isFalse();
    assertThat(stateOf(ONE)).isEqualTo(new Profile.Unavailable(ONE));
  }

  @Test
  void tellsWhatHappenedOldestFirst() {
    steps.release(ONE, order(Optional.empty(), TOKEN));
    steps.release(TWO, order(Optional.empty(), MatchingId.NONE));

    assertThat(store.timeline().of(ONE))
        .extracting(ActivationEvent::to)
        .containsExactly(Optional.of(ProfileState.ALLOCATED), Optional.of(ProfileState.RELEASED));
    assertThat(store.timeline().of(ONE))
        .extracting(ActivationEvent::happenedAt)
        .isEqualTo(IntStream.of(1, 2).mapToObj(SampleSteps.NOW::plusSeconds).toList());
    assertThat(store.timeline().of(iccid(99))).isEqualTo(List.of());
  }

  @Test
  void showsATenantNothingOfAnother() {
    var other = profiles.ofTenant(SampleStock.operator(store, "Other operator").operatorId());
    var from = new Available(ONE);

    assertThat(other.find(ONE)).isEmpty();
    assertThat(other.findType("Plan")).isEmpty();
    assertThat(other.findMaterial(ONE)).isEmpty();
    assertThat(other.isKnown(ONE)).isTrue();
    assertThat(other.isKnown(iccid(99))).isFalse();
    assertThat(other.isKnownType("Plan")).isTrue();
    assertThat(other.isKnownType("No plan")).isFalse();
    assertThat(other.reserve(type, Optional.empty(), digest(1), event(1))).isEmpty();
    assertThat(other.move(from, from.allocated(), digest(1), event(1)))
        .isEqualTo(Moved.CHANGED_MEANWHILE);
    assertThat(stateOf(ONE)).isEqualTo(from);
    assertThat(store.inventory().available(type)).isEqualTo(STOCK);
    assertThat(store.timeline().of(ONE)).isEmpty();
  }

  @Test
  void servesATenantItsOwn() {
    var own = profiles.ofTenant(operator.operatorId());
    var from = new Available(ONE);
    var event = event(1).moving(from, from.linked(CARD));

    assertThat(own.move(from, from.linked(CARD), digest(1), event)).isEqualTo(Moved.DONE);
    assertThat(own.find(ONE).orElseThrow().namedEid()).contains(CARD);
    assertThat(own.findType("Plan")).contains(type);
    assertThat(own.findMaterial(ONE)).isPresent();
    var iccid = own.reserve(type, Optional.empty(), digest(2), event(2)).orElseThrow();
    assertThat(own.findByCall(operator.operatorId(), digest(2)).orElseThrow().calls())
        .containsExactly(digest(2));
    var timeline = store.timeline().ofTenant(operator.operatorId());
    assertThat(timeline.of(ONE)).containsExactly(event);
    assertThat(timeline.of(iccid)).hasSize(1);
  }

  @Test
  void remembersTheCallsOfAnOrderAndTheCancellationBefore() {
    var first = steps.move(new Available(ONE), new Allocated(ONE));
    var second = steps.move(first, first.confirmed(order(Optional.empty(), TOKEN)));
    steps.move(second, second.returnedToStock());
    steps.move(new Available(ONE), new Available(ONE).linked(CARD));

    var found = profiles.find(ONE).orElseThrow();

    assertThat(found.calls()).containsExactly(digest(3), digest(4));
    assertThat(found.namedEid()).contains(CARD);
  }

  @Test
  void takesACardThatCameByItselfForNoneThatWasNamed() {
    var released = steps.release(ONE, order(Optional.empty(), TOKEN));
    steps.begin(1, released, CARD);

    var found = profiles.find(ONE).orElseThrow();

    assertThat(found.profile().eid()).contains(CARD);
    assertThat(found.namedEid()).isEmpty();
  }

  private Profile stateOf(Iccid iccid) {
    return profiles.find(iccid).orElseThrow().profile();
  }
}
