package org.opensmdp.activation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.opensmdp.activation.SampleSteps.order;
import static org.opensmdp.activation.SampleStock.iccid;
import static org.opensmdp.activation.SampleStock.subscriber;

import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.opensmdp.activation.Handoff.Result;
import org.opensmdp.activation.ProfileType.Protection;
import org.opensmdp.profile.BundledTemplate;
import org.opensmdp.profile.ProfileTemplate;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.MatchingId;
import org.opensmdp.rsp.TransactionId;

/** What every store keeps of one handoff for the next (docs/handoffs.md). */
public abstract class HandoffsContract {
  private static final MatchingId TOKEN = new MatchingId("TOKEN-1");

  private RulesOnStore rules;

  /** Returns a store with nothing in it. */
  protected abstract TestStore freshStore();

  @BeforeEach
  void fill() {
    rules = new RulesOnStore(freshStore());
  }

  @ParameterizedTest
  @EnumSource
  void keepsTheVerdictOfTheRelease(Protection protection) {
    released(type(protection));

    var download = found(rules.authenticate(TOKEN).transactionId());

    var verdict = download.verdict().orElseThrow();
    assertThat(verdict.versionId()).isEqualTo(download.material().versionId()).isPositive();
    assertThat(verdict.packageDigest()).isEqualTo(digest(BundledTemplate.load()));
    assertThat(rules.handoffs.count(Handoff.RELEASE, Result.MATCH)).isEqualTo(1);
    assertThat(rules.handoffs.count(Handoff.PACKAGE, Result.MATCH)).isEqualTo(1);
    assertThat(rules.handoffs.count(Handoff.METADATA, Result.MATCH)).isEqualTo(1);
  }

  @Test
  void keepsTheVerdictOfAReleaseOfItsOwn() {
    var type = type(Protection.SESSION_KEYS);
    var confirmed = rules.order(type, Optional.empty(), TOKEN, false);
    assertThat(rules.handoffs.count(Handoff.RELEASE, Result.MATCH)).isZero();

    rules.releaseProfile.run(rules.caller, confirmed.iccid());

    assertThat(found(rules.authenticate(TOKEN).transactionId()).verdict()).isPresent();
    assertThat(rules.handoffs.count(Handoff.RELEASE, Result.MATCH)).isEqualTo(1);
  }

  @Test
  void keepsWhatThePhoneWasShownAndWhatPhoneItIs() {
    released(type(Protection.SESSION_KEYS));

    var session = rules.authenticate(TOKEN);

    var download = found(session.transactionId());
    assertThat(download.shown()).contains(Digest.of(session.profileMetadata()));
    assertThat(download.session().terms().tac())
        .hasValueSatisfying(tac -> assertThat(tac.size()).isEqualTo(4));
    assertThat(rules.handoffs.count(Handoff.AUTHENTICATION, Result.MATCH)).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource
  void deliversWhatWasReleased(Protection protection) {
    released(type(protection));

    rules.download(rules.authenticate(TOKEN), rules.newKey());
    rules.download(rules.authenticate(TOKEN), rules.newKey());

    assertThat(rules.handoffs.count(Handoff.BINDING, Result.MATCH)).isEqualTo(2);
    assertThat(rules.handoffs.contradictions()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void judgesAPackageOfAnotherVersionWhenItIsBoundAndKeepsTheVerdict(Protection protection) {
    var type = type(protection);
    released(type);
    long newer = rules.store.inventory().addStableVersion(type, BundledTemplate.load(3_000));
    var session = rules.authenticate(TOKEN);
    assertThat(found(session.transactionId()).verdict())
        .hasValueSatisfying(before -> assertThat(before.versionId()).isNotEqualTo(newer));

    rules.download(session, rules.newKey());

    assertThat(found(session.transactionId()).verdict())
        .contains(new ReleaseVerdict(newer, digest(BundledTemplate.load(3_000))));
    assertThat(rules.handoffs.count(Handoff.BINDING, Result.UNKNOWN)).isEqualTo(1);
    assertThat(rules.handoffs.count(Handoff.PACKAGE, Result.MATCH)).isEqualTo(2);
  }

  @Test
  void judgesAnOrderThatWasReleasedBeforeVerdictsWereKept() {
    var type = type(Protection.SESSION_KEYS);
    rules.steps.release(iccid(1), order(Optional.empty(), TOKEN));
    var session = rules.authenticate(TOKEN);
    assertThat(found(session.transactionId()).verdict()).isEmpty();

    rules.download(session, rules.newKey());

    assertThat(found(session.transactionId()).verdict())
        .hasValueSatisfying(verdict ->
            assertThat(verdict.packageDigest()).isEqualTo(digest(BundledTemplate.load())));
    assertThat(type.profileTypeId()).isPositive();
  }

  @Test
  void forgetsTheVerdictWithTheOrder() {
    var released = (Profile.Released) released(type(Protection.SESSION_KEYS));
    var available = rules.steps.move(released, released.returnedToStock());
    var allocated = rules.steps.move(available, available.allocated());
    rules.steps.move(allocated, allocated.released(order(Optional.empty(), TOKEN)));

    assertThat(found(rules.authenticate(TOKEN).transactionId()).verdict()).isEmpty();
  }

  @Test
  void saysThatNobodyElseHasTheProfile() {
    released(type(Protection.SESSION_KEYS));
    assertThat(rules.store.downloads().findByMatchingId(TOKEN).orElseThrow().heldElsewhere())
        .isFalse();

    rules.authenticate(TOKEN);

    assertThat(rules.store.downloads().findByMatchingId(TOKEN).orElseThrow().heldElsewhere())
        .isFalse();
  }

  @Test
  void notesWhatATemplateWas() {
    var type = type(Protection.SESSION_KEYS);
    var template = BundledTemplate.load(3_000);

    long version = rules.store.inventory().addStableVersion(type, template);

    assertThat(rules.store.versions().contentHash(version)).contains(Digest.of(template));
    assertThat(rules.store.versions().contentHash(999_999)).isEmpty();
  }

  private DownloadInProgress found(TransactionId transactionId) {
    return rules.store.downloads().find(transactionId).orElseThrow();
  }

  private ProfileType type(Protection protection) {
    return SampleStock.type(
        rules.store, SampleStock.sample(rules.operator, "Plan", protection), 1, 1);
  }

  private Profile.Ordered released(ProfileType type) {
    return rules.order(type, Optional.empty(), TOKEN, true);
  }

  private static Bytes digest(Bytes template) {
    return Digest.of(ProfileTemplate.of(template).render(subscriber(1)));
  }
}
