package org.opensmdp.activation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.opensmdp.activation.SampleSteps.NOW;
import static org.opensmdp.activation.SampleSteps.event;
import static org.opensmdp.activation.SampleStock.CARD;
import static org.opensmdp.activation.SampleStock.iccid;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.opensmdp.activation.ProfileType.Protection;
import org.opensmdp.activation.ProfileType.Rebinding;
import org.opensmdp.profile.MetadataTexts;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.MatchingId;

/** What every store of {@link Administration} and {@link Orders} does. */
public abstract class AdministrationContract {
  private static final Bytes KEY = Digest.of(Bytes.of((byte) 7));
  private static final OrderSearch ALL = new OrderSearch(
      Optional.empty(),
      Optional.empty(),
      Optional.empty(),
      Optional.empty(),
      Optional.empty(),
      Optional.empty(),
      Optional.empty());

  private TestStore store;
  private Administration administration;
  private Orders orders;
  private Operator one;
  private Operator two;
  private ProfileType plan;

  /** Returns a store with nothing in it. */
  protected abstract TestStore freshStore();

  @BeforeEach
  void fill() {
    store = freshStore();
    administration = store.administration();
    orders = store.orders();
    one = SampleStock.operator(store, "one");
    two = SampleStock.operator(store, "two");
    plan = SampleStock.type(store, one, "Plan", 1, 3);
    SampleStock.type(store, two, "Other", 11, 2);
  }

  @Test
  void changesTheTermsOfOneOperator() {
    var terms =
        new OperatorTerms(Set.of("8900"), Set.of("00101"), Optional.of(60), Duration.ofDays(30));

    administration.change(new Operator(one.operatorId(), "one", Set.of("2.999.1"), terms));

    assertThat(administration.operator("one"))
        .contains(new Operator(one.operatorId(), "one", Set.of("2.999.1"), terms));
    assertThat(administration.operators()).extracting(Operator::name).containsExactly("one", "two");
    assertThat(administration.operator("two")).contains(two);
    assertThat(administration.operator("three")).isEmpty();
  }

  @Test
  void letsAKeySpeakForOneOperatorOnly() {
    assertThat(administration.addClient(one, KEY)).isTrue();
    assertThat(administration.addClient(two, KEY)).isFalse();
    assertThat(administration.removeClient(two, KEY)).isFalse();
    assertThat(administration.clients(one)).containsExactly(KEY);
    assertThat(administration.clients(two)).isEmpty();
    assertThat(store.operators().findByClientKey(KEY)).contains(one);

    assertThat(administration.removeClient(one, KEY)).isTrue();

    assertThat(store.operators().findByClientKey(KEY)).isEmpty();
  }

  @Test
  void changesTextsAndPoliciesOfAType() {
    var texts = plan.texts();
    var changed = new ProfileType(
        plan.profileTypeId(),
        plan.operatorId(),
        plan.name(),
        new MetadataTexts(
            "New name",
            "New plan",
            texts.profileClass(),
            texts.notifications(),
            texts.icon(),
            texts.policyRules()),
        plan.mncLength(),
        Protection.PROFILE_KEYS,
        9,
        8,
        Optional.empty(),
        Rebinding.REFUSE);

    administration.change(changed);

    assertThat(administration.types(Optional.of(one))).containsExactly(changed);
    assertThat(administration.types(Optional.empty())).hasSize(2);
    assertThat(store.profiles().find(iccid(1)).orElseThrow().type()).isEqualTo(changed);
  }

  @Test
  void findsOrdersByWhatTheyAre() {
    release(1, "A-1");
    release(11, "B-1");

    assertThat(found(ALL)).containsExactly(iccid(1).digits(), iccid(11).digits());
    assertThat(found(search().operator(one))).containsExactly(iccid(1).digits());
    assertThat(found(search().type("Other"))).containsExactly(iccid(11).digits());
    assertThat(found(search().matchingId("B-1"))).containsExactly(iccid(11).digits());
    assertThat(found(search().matchingId(""))).isEmpty();
    assertThat(found(search().state(ProfileState.AVAILABLE))).hasSize(3);
    assertThat(found(search().state(ProfileState.INSTALLED))).isEmpty();
    assertThat(found(search().after(1))).containsExactly(iccid(11).digits());
    assertThat(found(search().before(0))).isEmpty();
    assertThat(found(search().before(3600))).hasSize(2);
    assertThat(orders.search(ALL, 1)).hasSize(1);
  }

  @Test
  void tellsWhoseAnOrderIs() {
    release(1, "A-1");

    var view = orders.find(iccid(1)).orElseThrow();

    assertThat(view.operator()).isEqualTo(one);
    assertThat(view.type()).isEqualTo(plan);
    assertThat(view.profile()).isInstanceOf(Profile.Released.class);
    assertThat(orders.find(iccid(99))).isEmpty();
  }

  @Test
  void givesAnOrderLimitsThatGoWithIt() {
    var released = release(1, "A-1");
    var limits = new OrderLimits(Optional.of(NOW.plusSeconds(77)), Optional.of(1), Optional.of(2));

    assertThat(orders.limit(released, limits, event(5).of(iccid(1)))).isTrue();

    var stored = store.profiles().find(iccid(1)).orElseThrow();
    assertThat(stored.type().maxDownloadAttempts()).isEqualTo(1);
    assertThat(stored.type().maxConfirmationAttempts()).isEqualTo(2);
    assertThat(((Profile.Released) stored.profile()).order().expiresAt())
        .contains(NOW.plusSeconds(77));
    assertThat(store.timeline().of(iccid(1))).hasSize(2);

    var back = ((Profile.Released) stored.profile()).returnedToStock();
    store.profiles().move(stored.profile(), back, KEY, event(6).moving(stored.profile(), back));
    assertThat(store.profiles().find(iccid(1)).orElseThrow().type()).isEqualTo(plan);
  }

  @Test
  void limitsNothingThatHasMovedMeanwhile() {
    var released = release(1, "A-1");
    var withdrawn = released.withdrawn();
    store.profiles().move(released, withdrawn, KEY, event(6).moving(released, withdrawn));

    var limits = new OrderLimits(Optional.empty(), Optional.of(1), Optional.empty());

    assertThat(orders.limit(released, limits, event(7).of(iccid(1)))).isFalse();
    assertThat(store.timeline().of(iccid(1))).hasSize(2);
  }

  private Profile.Released release(int number, String matchingId) {
    var available = new Profile.Available(iccid(number));
    var released = new Profile.Released(
        iccid(number),
        new Order(
            Optional.of(CARD),
            MatchingId.strict(matchingId),
            Optional.empty(),
            Optional.empty(),
            0,
            0,
            Optional.empty()));
    store.profiles().move(available, released, KEY, event(1).moving(available, released));
    return released;
  }

  private List<String> found(OrderSearch search) {
    return orders.search(search, 10).stream()
        .map(view -> view.profile().iccid().digits())
        .toList();
  }

  private List<String> found(Wanted wanted) {
    return found(wanted.search);
  }

  private static Wanted search() {
    return new Wanted(ALL);
  }

  /** A search by one thing. */
  private record Wanted(OrderSearch search) {
    Wanted operator(Operator operator) {
      return with(
          Optional.of(operator.operatorId()), Optional.empty(), Optional.empty(), Optional.empty());
    }

    Wanted type(String name) {
      return with(Optional.empty(), Optional.of(name), Optional.empty(), Optional.empty());
    }

    Wanted matchingId(String text) {
      return with(
          Optional.empty(), Optional.empty(), Optional.of(new MatchingId(text)), Optional.empty());
    }

    Wanted state(ProfileState state) {
      return with(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(state));
    }

    Wanted after(int number) {
      return new Wanted(new OrderSearch(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.of(iccid(number))));
    }

    Wanted before(int seconds) {
      return new Wanted(new OrderSearch(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.of(NOW.plusSeconds(seconds)),
          Optional.empty()));
    }

    private Wanted with(
        Optional<Long> operatorId,
        Optional<String> type,
        Optional<MatchingId> matchingId,
        Optional<ProfileState> state) {
      return new Wanted(new OrderSearch(
          operatorId,
          type,
          Optional.empty(),
          matchingId,
          state,
          Optional.empty(),
          Optional.empty()));
    }
  }
}
