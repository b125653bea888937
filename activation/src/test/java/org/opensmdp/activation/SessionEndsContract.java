package org.opensmdp.activation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.opensmdp.activation.SampleSteps.fullOrder;
import static org.opensmdp.activation.SampleSteps.order;
import static org.opensmdp.activation.SampleSteps.refused;
import static org.opensmdp.activation.SampleSteps.terms;
import static org.opensmdp.activation.SampleSteps.told;
import static org.opensmdp.activation.SampleSteps.transaction;
import static org.opensmdp.activation.SampleStock.CARD;
import static org.opensmdp.activation.SampleStock.iccid;

import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.rsp.MatchingId;
import org.opensmdp.rsp.RspException;
import org.opensmdp.rsp.StatusCode;

/** How sessions end, and orders with them: refusals, cancellations, time. */
public abstract class SessionEndsContract {
  private static final Iccid ONE = iccid(1);
  private static final Iccid TWO = iccid(2);
  private static final MatchingId TOKEN = new MatchingId("TOKEN-1");

  private TestStore store;
  private Downloads downloads;
  private SampleSteps steps;

  /** Returns a store with nothing in it. */
  protected abstract TestStore freshStore();

  @BeforeEach
  void fill() {
    store = freshStore();
    downloads = store.downloads();
    SampleStock.type(store, SampleStock.operator(store, "Operator"), "Plan", 1, 4);
    steps = new SampleSteps(store);
  }

  @Test
  void marksASessionThatWasToldFailed() {
    var claimed = steps.begin(1, steps.release(ONE, fullOrder(CARD, TOKEN)), CARD);
    var read = downloads.find(transaction(1)).orElseThrow();

    assertThat(refuse(read, claimed.wrongCode())).isTrue();

    var found = downloads.find(transaction(1)).orElseThrow();
    assertThat(found.session()).isInstanceOf(RspSession.Authenticated.class);
    assertThat(found.session().terms().failed()).isTrue();
    assertThat(found.session().terms().refused()).contains(refused(5));
    assertThat(found.profile()).isEqualTo(claimed.wrongCode());
    assertThat(store.timeline().of(ONE)).contains(told(1, claimed, claimed.wrongCode()));
  }

  @Test
  void remembersThatASessionWasToldFailed() {
    var claimed = steps.begin(1, steps.release(ONE, order(Optional.empty(), TOKEN)), CARD);
    refuse(downloads.find(transaction(1)).orElseThrow(), claimed);

    steps.bind(1, 1);

    assertThat(downloads.find(transaction(1)).orElseThrow().session().terms().failed())
        .isTrue();
  }

  @Test
  void refusesNothingOnAProfileThatSomebodyHasMoved() {
    var claimed = steps.begin(1, steps.release(ONE, order(Optional.empty(), TOKEN)), CARD);
    var read = downloads.find(transaction(1)).orElseThrow();
    refuse(read, claimed.wrongCode());

    assertThat(refuse(read, claimed.wrongCode())).isFalse();
    assertThat(stateOf(ONE)).isEqualTo(claimed.wrongCode());
    assertThat(store.timeline().of(ONE)).hasSize(4);
  }

  @Test
  void countsEveryWrongCodeOfThoseAtOneTime() {
    steps.begin(1, steps.release(ONE, order(Optional.empty(), TOKEN)), CARD);

    AtOnce.run(4, i -> {
      boolean counted;
      do {
        var read = downloads.find(transaction(1)).orElseThrow();
        counted = refuse(read, ((Profile.Downloadable) read.profile()).wrongCode());
      } while (!counted);
      return counted;
    });

    assertThat(((Profile.Released) stateOf(ONE)).order().confirmationAttempts()).isEqualTo(4);
  }

  @Test
  void endsAnOrderInItsSession() {
    var claimed = steps.begin(1, steps.release(ONE, fullOrder(CARD, TOKEN)), CARD);
    var failed = claimed.wrongCode().failed(StatusCode.CONFIRMATION_CODE_ATTEMPTS_EXCEEDED);

    refuse(downloads.find(transaction(1)).orElseThrow(), failed);

    assertThat(stateOf(ONE)).isEqualTo(failed);
  }

  @Test
  void closesASession() {
    var claimed = steps.begin(1, steps.release(ONE, order(Optional.empty(), TOKEN)), CARD);
    var read = downloads.find(transaction(1)).orElseThrow();

    assertThat(close(read, claimed)).isTrue();

    assertThat(downloads.find(transaction(1)).orElseThrow().session())
        .isEqualTo(new RspSession.Closed(terms(1, ONE, CARD), Optional.of(SampleSteps.digest(99))));
    assertThat(stateOf(ONE)).isEqualTo(claimed);
    assertThat(store.timeline().of(ONE)).contains(told(1, claimed, claimed));
  }

  @Test
  void closesASessionOnce() {
    var claimed = steps.begin(1, steps.release(ONE, order(Optional.empty(), TOKEN)), CARD);
    var read = downloads.find(transaction(1)).orElseThrow();
    close(read, claimed);

    assertThat(close(read, claimed.failed(StatusCode.DOWNLOAD_ORDER_REFUSED))).isFalse();
    assertThat(stateOf(ONE)).isEqualTo(claimed);
    assertThat(store.timeline().of(ONE)).hasSize(4);
  }

  @Test
  void closesNoSessionOfAProfileThatSomebodyHasMoved() {
    var claimed = steps.begin(1, steps.release(ONE, order(Optional.empty(), TOKEN)), CARD);
    var read = downloads.find(transaction(1)).orElseThrow();
    refuse(read, claimed.wrongCode());

    assertThat(close(read, claimed)).isFalse();
    assertThat(downloads.find(transaction(1)).orElseThrow().session())
        .isInstanceOf(RspSession.Authenticated.class);
  }

  @Test
  void dropsTheBindingOfAnOrderThatEndsBadly() {
    steps.begin(1, steps.release(ONE, order(Optional.empty(), TOKEN)), CARD);
    var downloaded = steps.bind(1, 1);
    var failed = downloaded.failed(StatusCode.METADATA_CHANGED);

    close(downloads.find(transaction(1)).orElseThrow(), failed);

    assertThat(stateOf(ONE)).isEqualTo(failed);
    assertThat(downloads.find(transaction(1)).orElseThrow().binding()).isEmpty();
    assertThat(downloads.findByMatchingId(TOKEN).orElseThrow().boundBefore()).isEmpty();
  }

  @Test
  void keepsTheBindingOfAnOrderThatIsPutOff() {
    steps.begin(1, steps.release(ONE, order(Optional.empty(), TOKEN)), CARD);
    var downloaded = steps.bind(1, 1);

    close(downloads.find(transaction(1)).orElseThrow(), downloaded);

    assertThat(downloads.findByMatchingId(TOKEN).orElseThrow().boundBefore()).isPresent();
  }

  @Test
  void tellsARefusalOfASessionOnceUnlessItMovesTheOrder() {
    var claimed = steps.begin(1, steps.release(ONE, order(Optional.empty(), TOKEN)), CARD);
    var session = (RspSession.Open) downloads.find(transaction(1)).orElseThrow().session();
    var refusal = new RspException(StatusCode.CONFIRMATION_CODE_REFUSED, "wrong");
    var refused = told(1, claimed, claimed).refused(refusal);
    var moved = told(2, claimed, claimed.wrongCode()).in(transaction(1)).refused(refusal);

    downloads.refuseInSession(session, refused(5), claimed, claimed, refused);
    downloads.refuseInSession(session, refused(5), claimed, claimed, refused);
    downloads.refuseInSession(session, refused(5), claimed, claimed.wrongCode(), moved);

    assertThat(store.timeline().of(ONE)).containsOnlyOnce(refused).endsWith(moved);
  }

  @Test
  void findsTheSessionsOfAnOrder() {
    var released = steps.release(ONE, order(Optional.empty(), TOKEN));
    steps.release(TWO, order(Optional.of(CARD), new MatchingId("TOKEN-2")));
    var claimed = steps.begin(1, released, CARD);
    steps.begin(2, claimed, CARD);

    assertThat(downloads.sessionsOf(ONE))
        .extracting(found -> found.session().terms().transactionId())
        .containsExactlyInAnyOrder(transaction(1), transaction(2));
    assertThat(downloads.sessionsOf(ONE))
        .contains(downloads.findSession(transaction(2)).orElseThrow());
    assertThat(downloads.sessionsOf(TWO)).isEmpty();
  }

  @Test
  void findsReleasedOrdersWhoseTimeIsUp() {
    var ending = steps.release(ONE, fullOrder(CARD, TOKEN));
    steps.release(TWO, order(Optional.empty(), new MatchingId("TOKEN-2")));
    var end = ending.order().expiresAt().orElseThrow();

    assertThat(downloads.expired(end.minusSeconds(1), 10)).isEmpty();
    assertThat(downloads.expired(end, 10)).containsExactly(ending);
    assertThat(downloads.expired(end, 0)).isEmpty();
  }

  @Test
  void leavesAnOrderToTheSessionThatADeviceHasForIt() {
    var claimed = steps.begin(1, steps.release(ONE, fullOrder(CARD, TOKEN)), CARD);
    var end = claimed.order().expiresAt().orElseThrow();
    var sessionEnds = terms(1, ONE, CARD).expiresAt();

    assertThat(sessionEnds).isBefore(end);
    assertThat(downloads.expired(sessionEnds.minusSeconds(1), 10)).isEmpty();
    assertThat(downloads.expired(end, 10)).containsExactly((Profile.Released) claimed);
  }

  @Test
  void leavesADeliveredOrderAloneWhoseTimeIsUp() {
    var claimed = steps.begin(1, steps.release(ONE, fullOrder(CARD, TOKEN)), CARD);
    steps.bind(1, 1);

    assertThat(downloads.expired(claimed.order().expiresAt().orElseThrow(), 10)).isEmpty();
  }

  @Test
  void endsAnOrderThatNobodyHasComeFor() {
    var released = steps.release(ONE, fullOrder(CARD, TOKEN));
    var failed = released.failed(StatusCode.DOWNLOAD_ORDER_EXPIRED);

    assertThat(downloads.end(released, failed, told(1, released, failed))).isTrue();
    assertThat(stateOf(ONE)).isEqualTo(failed);
    assertThat(store.timeline().of(ONE)).endsWith(told(1, released, failed));
  }

  @Test
  void endsNoOrderThatACardHasComeForMeanwhile() {
    var released = steps.release(ONE, fullOrder(CARD, TOKEN));
    var claimed = steps.begin(1, released, CARD);
    var failed = released.failed(StatusCode.DOWNLOAD_ORDER_EXPIRED);

    assertThat(downloads.end(released, failed, told(2, released, failed))).isFalse();
    assertThat(stateOf(ONE)).isEqualTo(claimed);
    assertThat(store.timeline().of(ONE)).doesNotContain(told(2, released, failed));
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
