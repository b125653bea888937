package org.opensmdp.activation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.opensmdp.activation.SampleSteps.binding;
import static org.opensmdp.activation.SampleSteps.event;
import static org.opensmdp.activation.SampleSteps.fullOrder;
import static org.opensmdp.activation.SampleSteps.order;
import static org.opensmdp.activation.SampleSteps.refused;
import static org.opensmdp.activation.SampleSteps.terms;
import static org.opensmdp.activation.SampleSteps.told;
import static org.opensmdp.activation.SampleSteps.transaction;
import static org.opensmdp.activation.SampleStock.CARD;
import static org.opensmdp.activation.SampleStock.OTHER_CARD;
import static org.opensmdp.activation.SampleStock.iccid;

import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.opensmdp.activation.Downloads.Begun;
import org.opensmdp.profile.BundledTemplate;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.rsp.MatchingId;
import org.opensmdp.rsp.Secret;
import org.opensmdp.rsp.StatusCode;

/** What every store of {@link Downloads} does. */
public abstract class DownloadsContract {
  private static final Iccid ONE = iccid(1);
  private static final Iccid TWO = iccid(2);
  private static final MatchingId TOKEN = new MatchingId("TOKEN-1");

  private TestStore store;
  private Downloads downloads;
  private ProfileType type;
  private SampleSteps steps;

  /** Returns a store with nothing in it. */
  protected abstract TestStore freshStore();

  @BeforeEach
  void fill() {
    store = freshStore();
    downloads = store.downloads();
    type = SampleStock.type(store, SampleStock.operator(store, "Operator"), "Plan", 1, 4);
    steps = new SampleSteps(store);
  }

  @Test
  void findsAnOrderByItsMatchingId() {
    var released = steps.release(ONE, order(Optional.empty(), TOKEN));

    var offer = downloads.findByMatchingId(TOKEN).orElseThrow();

    assertThat(offer.profile()).isEqualTo(released);
    assertThat(offer.imsi()).contains(SampleStock.imsi(1));
    assertThat(offer.type()).isEqualTo(type);
    assertThat(store.versions().template(offer.versionId())).contains(BundledTemplate.load());
    assertThat(offer.readyMade()).isEmpty();
    assertThat(offer.boundBefore()).isEmpty();
    assertThat(downloads.findByMatchingId(new MatchingId("TOKEN-2"))).isEmpty();
  }

  @Test
  void findsAnOrderByItsMatchingIdInAnyState() {
    var allocated = steps.move(new Profile.Available(ONE), new Profile.Allocated(ONE));
    var confirmed = steps.move(allocated, allocated.confirmed(order(Optional.empty(), TOKEN)));

    assertThat(downloads.findByMatchingId(TOKEN).orElseThrow().profile()).isEqualTo(confirmed);
  }

  @Test
  void findsNoOrderByTheEmptyMatchingId() {
    steps.release(ONE, order(Optional.of(CARD), MatchingId.NONE));

    assertThat(downloads.findByMatchingId(MatchingId.NONE)).isEmpty();
  }

  @Test
  void offersACardTheOldestReleasedOrderWithoutMatchingId() {
    steps.release(TWO, order(Optional.of(OTHER_CARD), MatchingId.NONE));
    steps.release(iccid(3), order(Optional.of(CARD), MatchingId.NONE));
    steps.release(ONE, order(Optional.of(CARD), MatchingId.NONE));

    assertThat(downloads.findByEid(CARD).orElseThrow().profile().iccid()).isEqualTo(iccid(3));
  }

  @Test
  void offersACardBeforeAllElseWhatItHasNotHad() {
    var released = steps.release(ONE, order(Optional.of(CARD), TOKEN));
    steps.begin(1, released, CARD);
    steps.bind(1, 1);
    steps.release(TWO, order(Optional.of(CARD), MatchingId.NONE));

    assertThat(downloads.findByEid(CARD).orElseThrow().profile().iccid()).isEqualTo(TWO);
  }

  @Test
  void offersACardAgainWhatWasDeliveredToIt() {
    var released = steps.release(ONE, order(Optional.empty(), TOKEN));
    steps.begin(1, released, CARD);
    var downloaded = steps.bind(1, 1);

    assertThat(downloads.findByEid(CARD).orElseThrow().profile()).isEqualTo(downloaded);
    assertThat(downloads.findByEid(OTHER_CARD)).isEmpty();
  }

  @Test
  void offersACardWhatItIsDiscoveredFor() {
    var released = steps.release(ONE, fullOrder(CARD, TOKEN));

    assertThat(downloads.findByEid(CARD).orElseThrow().profile()).isEqualTo(released);
  }

  @Test
  void offersACardNoOrderThatOnlyAMatchingIdLeadsTo() {
    steps.release(ONE, order(Optional.of(CARD), TOKEN));

    assertThat(downloads.findByEid(CARD)).isEmpty();
  }

  @Test
  void beginsASession() {
    var released = steps.release(ONE, order(Optional.empty(), TOKEN));

    var claimed = steps.begin(1, released, CARD);

    var found = downloads.find(transaction(1)).orElseThrow();
    assertThat(found.session()).isEqualTo(new RspSession.Authenticated(terms(1, ONE, CARD)));
    assertThat(found.profile()).isEqualTo(claimed);
    assertThat(claimed.order().downloadAttempts()).isEqualTo(1);
    assertThat(claimed.eid()).contains(CARD);
    assertThat(found.type()).isEqualTo(type);
    assertThat(found.binding()).isEmpty();
    assertThat(downloads.isUsed(transaction(1))).isTrue();
    assertThat(store.timeline().of(ONE)).contains(told(1, released, claimed)).hasSize(3);
  }

  @Test
  void findsASessionWithItsOrderAlone() {
    assertThat(downloads.findSession(transaction(1))).isEmpty();
    steps.begin(1, steps.release(ONE, fullOrder(CARD, TOKEN)), CARD);
    steps.bind(1, 1);

    var all = downloads.find(transaction(1)).orElseThrow();

    assertThat(downloads.findSession(transaction(1)))
        .contains(new SessionOfOrder(all.session(), all.profile(), all.type()));
  }

  @Test
  void beginsNothingOnAProfileThatSomebodyHasMoved() {
    var released = steps.release(ONE, order(Optional.empty(), TOKEN));
    steps.begin(1, released, CARD);

    var second = steps.begin(2, released, released.authenticated(OTHER_CARD), OTHER_CARD);

    assertThat(second).isEqualTo(Begun.CHANGED_MEANWHILE);
    assertThat(downloads.find(transaction(2))).isEmpty();
    assertThat(downloads.isUsed(transaction(2))).isFalse();
    assertThat(stateOf(ONE)).isEqualTo(released.authenticated(CARD));
    assertThat(downloads.find(transaction(1)).orElseThrow().session())
        .isInstanceOf(RspSession.Authenticated.class);
    assertThat(store.timeline().of(ONE)).hasSize(3);
  }

  @Test
  void beginsATransactionOnce() {
    var released = steps.release(ONE, order(Optional.empty(), TOKEN));
    var claimed = steps.begin(1, released, CARD);

    var again = steps.begin(1, claimed, claimed.authenticated(CARD), CARD);

    assertThat(again).isEqualTo(Begun.TRANSACTION_USED);
    assertThat(stateOf(ONE)).isEqualTo(claimed);
    assertThat(store.timeline().of(ONE)).hasSize(3);
  }

  @Test
  void letsOneOfTheCardsAtOneTimeClaimAnOrder() {
    var released = steps.release(ONE, order(Optional.empty(), TOKEN));

    var begun = AtOnce.run(4, i -> steps.begin(i, released, released.authenticated(CARD), CARD));

    assertThat(begun).filteredOn(Begun.DONE::equals).hasSize(1);
    assertThat(((Profile.Released) stateOf(ONE)).order().downloadAttempts()).isEqualTo(1);
  }

  @Test
  void closesTheOlderSessionsOfAnOrder() {
    var released = steps.release(ONE, order(Optional.empty(), TOKEN));
    var other = steps.release(TWO, order(Optional.of(CARD), MatchingId.NONE));
    steps.begin(3, other, CARD);
    steps.begin(1, released, CARD);
    var downloaded = steps.bind(1, 1);

    steps.begin(2, downloaded, CARD);

    assertThat(downloads.find(transaction(1)).orElseThrow().session())
        .isEqualTo(new RspSession.Closed(terms(1, ONE, CARD), Optional.empty()));
    assertThat(downloads.find(transaction(3)).orElseThrow().session())
        .isInstanceOf(RspSession.Authenticated.class);
  }

  @Test
  void pinsTheVersionThatWasShown() {
    var released = steps.release(ONE, order(Optional.empty(), TOKEN));
    long shown = downloads.findByMatchingId(TOKEN).orElseThrow().versionId();
    steps.begin(1, released, CARD);
    long newer = store.inventory().addStableVersion(type, BundledTemplate.load(3000));
    steps.release(TWO, order(Optional.empty(), new MatchingId("TOKEN-2")));

    assertThat(downloads.findByMatchingId(TOKEN).orElseThrow().versionId()).isEqualTo(shown);
    assertThat(
            downloads.findByMatchingId(new MatchingId("TOKEN-2")).orElseThrow().versionId())
        .isEqualTo(newer);
    assertThat(downloads.find(transaction(1)).orElseThrow().material())
        .isEqualTo(new ProfileMaterial.Personalised(shown, SampleStock.subscriber(1)));
  }

  @Test
  void findsAReadyPackageOctetForOctet() {
    var ready = Secret.of(Bytes.fromHex("A0030201AA"));
    store.inventory().addStock(type, iccid(60), Optional.empty(), SampleStock.NEEDED, ready);
    var released = steps.release(iccid(60), order(Optional.empty(), TOKEN));

    assertThat(downloads.findByMatchingId(TOKEN).orElseThrow())
        .returns(Optional.empty(), DownloadOffer::imsi)
        .returns(0L, DownloadOffer::versionId)
        .returns(Optional.of(SampleStock.NEEDED), DownloadOffer::readyMade);

    steps.begin(1, released, CARD);

    assertThat(downloads.find(transaction(1)).orElseThrow().material())
        .isEqualTo(new ProfileMaterial.ReadyMade(ready, Optional.empty()));
  }

  @Test
  void remembersARefusedTransaction() {
    assertThat(downloads.isUsed(transaction(1))).isFalse();

    downloads.refuse(transaction(1), event(1).of(ONE).in(transaction(1)));

    assertThat(downloads.isUsed(transaction(1))).isTrue();
    assertThat(downloads.find(transaction(1))).isEmpty();
    assertThat(downloads.findSession(transaction(1))).isEmpty();
    assertThat(store.timeline().of(ONE)).containsExactly(event(1).of(ONE).in(transaction(1)));
  }

  @Test
  void refusesNoTransactionThatIsKnown() {
    var released = steps.release(ONE, order(Optional.empty(), TOKEN));
    steps.begin(1, released, CARD);

    downloads.refuse(transaction(1), event(9).of(ONE));

    assertThat(downloads.find(transaction(1)).orElseThrow().session())
        .isInstanceOf(RspSession.Authenticated.class);
    assertThat(store.timeline().of(ONE)).hasSize(3);
  }

  @Test
  void endsAnOrderForGood() {
    var released = steps.release(ONE, fullOrder(CARD, TOKEN));
    var failed = released.failed(StatusCode.DOWNLOAD_ORDER_EXPIRED);

    downloads.fail(transaction(1), released, failed, told(1, released, failed));

    assertThat(stateOf(ONE)).isEqualTo(failed);
    assertThat(downloads.isUsed(transaction(1))).isTrue();
    assertThat(downloads.find(transaction(1))).isEmpty();
    assertThat(downloads.findByMatchingId(TOKEN).orElseThrow().profile()).isEqualTo(failed);
    assertThat(downloads.findByEid(CARD)).isEmpty();
    assertThat(store.timeline().of(ONE)).contains(told(1, released, failed));
  }

  @Test
  void endsNoOrderForATransactionThatIsKnown() {
    var released = steps.release(ONE, order(Optional.empty(), TOKEN));
    var claimed = steps.begin(1, released, CARD);
    var failed = claimed.failed(StatusCode.DOWNLOAD_ATTEMPTS_EXCEEDED);

    downloads.fail(transaction(1), claimed, failed, told(1, claimed, failed));

    assertThat(stateOf(ONE)).isEqualTo(claimed);
    assertThat(downloads.find(transaction(1))).isPresent();
  }

  @Test
  void keepsADeliveredPackage() {
    var released = steps.release(ONE, order(Optional.empty(), TOKEN));
    var claimed = steps.begin(1, released, CARD);

    var downloaded = steps.bind(1, 1);

    var found = downloads.find(transaction(1)).orElseThrow();
    assertThat(found.session())
        .isEqualTo(new RspSession.Bound(
            terms(1, ONE, CARD), binding(1).blocks(), SampleSteps.signature(1)));
    assertThat(found.profile()).isEqualTo(downloaded);
    assertThat(found.binding()).contains(binding(1));
    assertThat(downloads.findByMatchingId(TOKEN).orElseThrow().boundBefore())
        .contains(new DownloadOffer.BoundBefore(
            binding(1).euiccOtpk().curve(),
            binding(1).euiccOtpk().point(),
            terms(1, ONE, CARD).profileMetadata()));
    assertThat(store.timeline().of(ONE)).contains(told(1, claimed, downloaded));
  }

  @Test
  void keepsTheLastOfTwoBindings() {
    steps.begin(1, steps.release(ONE, order(Optional.empty(), TOKEN)), CARD);
    steps.bind(1, 1);

    steps.bind(1, 2);

    assertThat(downloads.find(transaction(1)).orElseThrow().binding()).contains(binding(2));
  }

  @Test
  void keepsTheBindingForTheNextSession() {
    steps.begin(1, steps.release(ONE, order(Optional.empty(), TOKEN)), CARD);
    var downloaded = steps.bind(1, 1);

    steps.begin(2, downloaded, CARD);

    assertThat(downloads.find(transaction(2)).orElseThrow().binding()).contains(binding(1));
  }

  @Test
  void deliversNothingInASessionThatIsClosed() {
    steps.begin(1, steps.release(ONE, order(Optional.empty(), TOKEN)), CARD);
    var read = downloads.find(transaction(1)).orElseThrow();
    close(read, read.profile());

    assertThat(steps.bind(1, read, binding(1))).isFalse();
    assertThat(stateOf(ONE)).isEqualTo(read.profile());
    assertThat(downloads.find(transaction(1)).orElseThrow().binding()).isEmpty();
  }

  @Test
  void deliversNothingOfAProfileThatSomebodyHasMoved() {
    steps.begin(1, steps.release(ONE, order(Optional.empty(), TOKEN)), CARD);
    var read = downloads.find(transaction(1)).orElseThrow();
    refuse(read, ((Profile.Downloadable) read.profile()).wrongCode());

    assertThat(steps.bind(1, read, binding(1))).isFalse();
    assertThat(stateOf(ONE)).isInstanceOf(Profile.Released.class);
    assertThat(downloads.find(transaction(1)).orElseThrow().session())
        .isInstanceOf(RspSession.Authenticated.class);
  }

  private boolean refuse(DownloadInProgress read, Profile to) {
    var from = (Profile.Downloadable) read.profile();
    var open = (RspSession.Open) read.session();
    return downloads.refuseInSession(open, refused(5), from, to, told(1, from, to));
  }

  private boolean close(DownloadInProgress read, Profile to) {
    return downloads.close(
        (RspSession.Open) read.session(),
        SampleSteps.digest(99),
        read.profile(),
        to,
        told(1, read.profile(), to));
  }

  private Profile stateOf(Iccid iccid) {
    return store.profiles().find(iccid).orElseThrow().profile();
  }
}
