package org.opensmdp.activation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.opensmdp.activation.Refusals.assertRefused;
import static org.opensmdp.activation.SampleSteps.digest;
import static org.opensmdp.activation.SampleSteps.order;
import static org.opensmdp.activation.SampleStock.CARD;
import static org.opensmdp.activation.SampleStock.iccid;
import static org.opensmdp.rsp.StatusCode.DOWNLOAD_ORDER_EXPIRED;
import static org.opensmdp.rsp.StatusCode.EUICC_VERIFICATION_FAILED;
import static org.opensmdp.rsp.StatusCode.ICCID_INVALID_TRANSITION;
import static org.opensmdp.rsp.StatusCode.PROFILE_UNAVAILABLE;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.opensmdp.activation.ProfileType.Protection;
import org.opensmdp.activation.ProfileType.Rebinding;
import org.opensmdp.crypto.BoundPackageOpener;
import org.opensmdp.crypto.BppFailure;
import org.opensmdp.crypto.EphemeralKey;
import org.opensmdp.crypto.OpenedCommand;
import org.opensmdp.profile.BundledTemplate;
import org.opensmdp.profile.ProfileTemplate;
import org.opensmdp.rsp.AuthenticateClientResponse;
import org.opensmdp.rsp.BoundProfilePackage;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.MatchingId;
import org.opensmdp.rsp.TransactionId;

/** How packages are bound, protected ahead and bound again, over every store (SGP.22 v2 §5.6.2). */
public abstract class BindingContract {
  private static final MatchingId TOKEN = new MatchingId("TOKEN-1");
  private static final int COPIES = 50;

  private RulesOnStore rules;

  /** Returns a store with nothing in it. */
  protected abstract TestStore freshStore();

  @BeforeEach
  void fill() {
    rules = new RulesOnStore(freshStore());
  }

  @Test
  void deliversOnePackageToEveryKeyAndOnlyItsKeysAnew() throws BppFailure {
    released(type(Protection.PROFILE_KEYS));
    var session = rules.authenticate(TOKEN);
    var firstKey = rules.newKey();
    var first = rules.download(session, firstKey);
    var nextSession = rules.authenticate(TOKEN);
    var secondKey = rules.newKey();

    var second = rules.download(nextSession, secondKey);

    assertThat(second.sequenceOf86()).isEqualTo(first.sequenceOf86());
    assertThat(second.firstSequenceOf87()).isNotEqualTo(first.firstSequenceOf87());
    assertThat(second.sequenceOf88()).isNotEqualTo(first.sequenceOf88());
    assertThat(second.secondSequenceOf87()).isNotEqualTo(first.secondSequenceOf87());
    assertThat(otpk(second)).isNotEqualTo(otpk(first));
    assertThat(elements(session, firstKey, first)).isEqualTo(profile());
    assertThat(elements(nextSession, secondKey, second)).isEqualTo(profile());
  }

  @ParameterizedTest
  @EnumSource
  void deliversTheSameToTheSameKeyInEverySession(Protection protection) throws BppFailure {
    released(type(protection));
    var key = rules.newKey();
    var first = rules.download(rules.authenticate(TOKEN), key);
    var session = rules.authenticate(TOKEN);

    var again = rules.download(session, key);

    assertThat(blocks(again)).isEqualTo(blocks(first));
    assertThat(otpk(again)).isEqualTo(otpk(first));
    assertThat(again.der()).isNotEqualTo(first.der());
    assertThat(elements(session, key, again)).isEqualTo(profile());
  }

  @ParameterizedTest
  @EnumSource
  void deliversWhatWasPreparedAtTheRelease(Releasing way) {
    var type = type(Protection.PROFILE_KEYS);
    way.release(rules, type);
    var session = rules.authenticate(TOKEN);
    var prepared = prepared(session.transactionId()).orElseThrow();

    var bound = rules.download(session, rules.newKey());

    assertThat(bound.sequenceOf86().toString())
        .endsWith(prepared.protection().protectedSegments().toString());
    assertThat(prepared(session.transactionId())).contains(prepared);
  }

  /** How an order comes to be released. */
  enum Releasing {
    BY_CONFIRM_ORDER {
      @Override
      void release(RulesOnStore rules, ProfileType type) {
        rules.order(type, Optional.empty(), TOKEN, true);
      }
    },
    BY_RELEASE_PROFILE {
      @Override
      void release(RulesOnStore rules, ProfileType type) {
        var confirmed = rules.order(type, Optional.empty(), TOKEN, false);
        rules.releaseProfile.run(rules.caller, confirmed.iccid());
      }
    };

    abstract void release(RulesOnStore rules, ProfileType type);
  }

  @Test
  void preparesNothingForATypeWithSessionKeys() {
    released(type(Protection.SESSION_KEYS));
    var session = rules.authenticate(TOKEN);
    rules.download(session, rules.newKey());

    rules.download(session, rules.newKey());

    assertThat(prepared(session.transactionId())).isEmpty();
  }

  @Test
  void preparesAtTheBindingWhatWasReleasedBefore() {
    type(Protection.PROFILE_KEYS);
    rules.steps.release(iccid(1), order(Optional.empty(), TOKEN)); // as a server without it did
    var session = rules.authenticate(TOKEN);
    assertThat(prepared(session.transactionId())).isEmpty();

    var first = rules.download(session, rules.newKey());

    var second = rules.download(rules.authenticate(TOKEN), rules.newKey());
    assertThat(second.sequenceOf86()).isEqualTo(first.sequenceOf86());
  }

  @Test
  void preparesAnewWhatWasPreparedWithAnOlderVersion() throws BppFailure {
    var type = type(Protection.PROFILE_KEYS);
    released(type);
    long newer = rules.store.inventory().addStableVersion(type, BundledTemplate.load(3_000));
    var session = rules.authenticate(TOKEN);
    var older = prepared(session.transactionId()).orElseThrow();
    var key = rules.newKey();

    var bound = rules.download(session, key);

    var prepared = prepared(session.transactionId()).orElseThrow();
    assertThat(older.versionId()).isNotEqualTo(newer);
    assertThat(prepared.versionId()).isEqualTo(newer);
    assertThat(prepared.protection().keys()).isNotEqualTo(older.protection().keys());
    assertThat(elements(session, key, bound))
        .isEqualTo(
            ProfileTemplate.of(BundledTemplate.load(3_000)).render(SampleStock.subscriber(1)));
  }

  @Test
  void doesNotReleaseAnOrderWhosePackageCannotBeMade() {
    var draft = SampleStock.sample(rules.operator, "Empty", Protection.PROFILE_KEYS);
    var type = rules.store.inventory().add(draft); // has no version
    rules.store.inventory().addStock(type, List.of(SampleStock.subscriber(1)));

    assertRefused(ICCID_INVALID_TRANSITION, () -> released(type));
    assertThat(rules.store.profiles().find(iccid(1)).orElseThrow().profile())
        .isInstanceOf(Profile.Allocated.class);
  }

  @Test
  void bindsAReadyMadePackageThatWasProtectedAhead() throws BppFailure {
    var draft = SampleStock.sample(rules.operator, "Ready", Protection.PROFILE_KEYS);
    var type = rules.store.inventory().add(draft);
    new Intake(rules.store.inventory()).readyPackage(type, profile());
    released(type);
    var session = rules.authenticate(TOKEN);
    var key = rules.newKey();

    var bound = rules.download(session, key);

    assertThat(prepared(session.transactionId()).orElseThrow().versionId()).isZero();
    assertThat(elements(session, key, bound)).isEqualTo(profile());
  }

  @ParameterizedTest
  @EnumSource
  void refusesAnotherKeyWhereTheTypeAllowsOne(Protection protection) {
    released(type(protection, Rebinding.REFUSE));
    var key = rules.newKey();
    var session = rules.authenticate(TOKEN);
    var first = rules.download(session, key);
    var another = rules.newKey();

    assertRefused(PROFILE_UNAVAILABLE, () -> rules.download(session, another));
    assertRefused(PROFILE_UNAVAILABLE, () -> rules.download(rules.authenticate(TOKEN), another));

    assertThat(blocks(rules.download(rules.authenticate(TOKEN), key))).isEqualTo(blocks(first));
    assertThat(rules.store.profiles().find(iccid(1)).orElseThrow().profile())
        .isInstanceOf(Profile.Downloaded.class);
    assertThat(rules.store.timeline().of(iccid(1)))
        .filteredOn(event -> event.status().equals("PROFILE_UNAVAILABLE"))
        .hasSize(2)
        .allSatisfy(event -> assertThat(event.eid()).contains(CARD));
  }

  @Test
  void judgesTheKeyAndTheTimeOfTheOrderBeforeThePolicy() {
    released(type(Protection.SESSION_KEYS, Rebinding.REFUSE));
    rules.clock.forward(SampleStock.ORDER_LIFETIME.minusSeconds(60));
    var session = rules.authenticate(TOKEN);
    rules.download(session, rules.newKey());
    var offCurve = Bytes.concat(Bytes.of((byte) 4), digest(1), digest(2));
    var beside = rules.card.prepare(session, offCurve, Optional.empty());

    assertRefused(EUICC_VERIFICATION_FAILED, () -> rules.getBoundProfilePackage.run(beside));
    rules.clock.forward(Duration.ofSeconds(60));
    assertRefused(DOWNLOAD_ORDER_EXPIRED, () -> rules.download(session, rules.newKey()));
  }

  @ParameterizedTest
  @EnumSource
  void bindsOnceHoweverManyCopiesOfARequestComeAtOneTime(Protection protection) {
    released(type(protection));
    var session = rules.authenticate(TOKEN);
    var request = rules.card.prepare(session, rules.newKey().publicKey().point(), Optional.empty());

    var answers =
        AtOnce.run(COPIES, i -> rules.getBoundProfilePackage.run(request).boundProfilePackage());

    var stored = rules.store.downloads().find(session.transactionId()).orElseThrow();
    assertThat(answers).hasSize(COPIES).containsOnly(answers.get(0));
    assertThat(stored.binding().orElseThrow().smdpOtpk().point())
        .isEqualTo(otpk(BoundProfilePackage.parse(answers.get(0))));
    assertThat(rules.store.timeline().of(iccid(1)))
        .filteredOn(event -> event.function().equals("ES9+.GetBoundProfilePackage"))
        .hasSize(1);
  }

  private ProfileType type(Protection protection) {
    return type(protection, Rebinding.ALLOW);
  }

  private ProfileType type(Protection protection, Rebinding policy) {
    var draft = SampleStock.sample(rules.operator, "Plan", protection).with(policy);
    return SampleStock.type(rules.store, draft, 1, 1);
  }

  private Profile.Ordered released(ProfileType type) {
    return rules.order(type, Optional.empty(), TOKEN, true);
  }

  private Optional<PreparedPackage> prepared(TransactionId transactionId) {
    return rules.store.downloads().find(transactionId).orElseThrow().prepared();
  }

  private static Bytes profile() {
    return ProfileTemplate.of(BundledTemplate.load()).render(SampleStock.subscriber(1));
  }

  private static Bytes otpk(BoundProfilePackage bound) {
    return bound.initialiseSecureChannelRequest().smdpOtpk();
  }

  private static Bytes blocks(BoundProfilePackage bound) {
    return Bytes.concat(
        bound.firstSequenceOf87(),
        bound.sequenceOf88(),
        bound.secondSequenceOf87().orElse(Bytes.EMPTY),
        bound.sequenceOf86());
  }

  /** Opens a package as the card does and returns the profile elements in it. */
  private static Bytes elements(
      AuthenticateClientResponse session, EphemeralKey key, BoundProfilePackage bound)
      throws BppFailure {
    var dpPb = TestPki.NIST.credentials("set").dpPb().certificate().publicKey();
    var opener = new BoundPackageOpener(key, dpPb, session.transactionId(), CARD);
    var elements = new ArrayList<Bytes>();
    for (Bytes segment : bound.segments()) {
      opener.feed(segment).ifPresent(command -> {
        if (command instanceof OpenedCommand.LoadProfileElements loaded) {
          elements.add(loaded.octets());
        }
      });
    }
    assertThat(opener.ended()).isTrue();
    return Bytes.concat(elements.toArray(Bytes[]::new));
  }
}
