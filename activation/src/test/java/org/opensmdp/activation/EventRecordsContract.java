package org.opensmdp.activation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.opensmdp.activation.SampleSteps.NOW;
import static org.opensmdp.activation.SampleSteps.digest;
import static org.opensmdp.activation.SampleSteps.event;
import static org.opensmdp.activation.SampleSteps.fullOrder;
import static org.opensmdp.activation.SampleStock.CARD;
import static org.opensmdp.activation.SampleStock.OTHER_CARD;
import static org.opensmdp.activation.SampleStock.iccid;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.opensmdp.activation.EventRecord.Presence;
import org.opensmdp.activation.EventRecords.Result;
import org.opensmdp.activation.Profiles.Moved;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.rsp.MatchingId;
import org.opensmdp.rsp.StatusCode;

/** What every store of events for SM-DSs guarantees. */
public abstract class EventRecordsContract {
  private static final MatchingId EVENT = new MatchingId("EVENT-1");
  private static final Iccid ONE = iccid(1);
  private static final Iccid TWO = iccid(2);
  private static final Duration LEASE = Duration.ofMinutes(2);
  private static final Instant LATER = NOW.plusSeconds(1000);

  private TestStore store;
  private SampleSteps steps;
  private EventRecords records;

  protected abstract TestStore freshStore();

  @BeforeEach
  void fill() {
    store = freshStore();
    steps = new SampleSteps(store);
    records = store.eventRecords();
    SampleStock.type(store, SampleStock.operator(store, "Operator"), "Plan", 1, 3);
  }

  @Test
  void wantsTheEventOfAnOrderThatIsReleased() {
    steps.release(ONE, fullOrder(CARD, EVENT));

    assertThat(records.take(LATER, LEASE, 9))
        .singleElement()
        .returns(ONE, EventRecord::iccid)
        .returns(CARD, EventRecord::eid)
        .returns(EVENT, EventRecord::eventId)
        .returns("smds.example.com", EventRecord::smdsAddress)
        .returns(Presence.PRESENT, EventRecord::wanted)
        .returns(Presence.UNKNOWN, EventRecord::known)
        .returns(false, EventRecord::checking);
  }

  @Test
  void wantsNothingBeforeTheReleaseNorOfAnOrderWithoutAnSmDs() {
    var allocated = steps.move(new Profile.Available(ONE), new Profile.Allocated(ONE));
    steps.move(allocated, allocated.confirmed(fullOrder(CARD, EVENT)));
    steps.release(TWO, SampleSteps.order(Optional.of(CARD), new MatchingId("PLAIN")));

    assertThat(records.take(LATER, LEASE, 9)).isEmpty();
  }

  @Test
  void wantsTheEventWhenAConfirmedOrderIsReleased() {
    var allocated = steps.move(new Profile.Available(ONE), new Profile.Allocated(ONE));
    var confirmed = steps.move(allocated, allocated.confirmed(fullOrder(CARD, EVENT)));
    steps.move(confirmed, confirmed.released());

    assertThat(records.take(LATER, LEASE, 9)).hasSize(1);
  }

  @Test
  void wantsItGoneWhenTheOrderIsCancelled() {
    var released = steps.release(ONE, fullOrder(CARD, EVENT));
    settle(one(LATER), Result.done(Presence.PRESENT));
    steps.move(released, released.returnedToStock());

    assertGone();
  }

  @Test
  void wantsItGoneWhenTheOrderExpires() {
    var released = steps.release(ONE, fullOrder(CARD, EVENT));
    settle(one(LATER), Result.done(Presence.PRESENT));
    var failed = released.failed(StatusCode.DOWNLOAD_ORDER_EXPIRED);
    store.downloads().end(released, failed, event(500).moving(released, failed));

    assertGone();
  }

  @Test
  void wantsItGoneWhenTheProfileIsInstalled() {
    var released = steps.release(ONE, fullOrder(CARD, EVENT));
    settle(one(LATER), Result.done(Presence.PRESENT));
    steps.begin(1, released, CARD);
    var downloaded = steps.bind(1, 1);
    assertThat(records.take(LATER, LEASE, 9)).isEmpty();

    install(downloaded);

    assertGone();
  }

  private void assertGone() {
    assertThat(one(LATER.plusSeconds(1)).wanted()).isEqualTo(Presence.ABSENT);
  }

  private void install(Profile.Downloaded downloaded) {
    var found = store.downloads().findSession(SampleSteps.transaction(1)).orElseThrow();
    long report = store.notifications().store(digest(90), LATER).orElseThrow();
    var installed = downloaded.installed();
    boolean accepted = store
        .notifications()
        .accept(
            report,
            new Notifications.Origin(CARD, 1, Optional.empty(), "smdp.example.com"),
            found,
            installed,
            Optional.empty(),
            event(600).moving(downloaded, installed));
    assertThat(accepted).isTrue();
  }

  @Test
  void wantsNothingOfAnEventThatWasNeverTriedWhenItsOrderEnds() {
    var released = steps.release(ONE, fullOrder(CARD, EVENT));
    steps.move(released, released.withdrawn());

    assertThat(records.take(LATER, LEASE, 9)).isEmpty();
    assertThat(records.backlog().pending()).isZero();
  }

  @Test
  void givesATurnOnceAndAgainWhenItWasLost() {
    steps.release(ONE, fullOrder(CARD, EVENT));
    var lost = one(LATER);

    assertThat(records.take(LATER.plus(LEASE).minusSeconds(1), LEASE, 9)).isEmpty();
    var again = one(LATER.plus(LEASE));
    settle(lost, Result.done(Presence.PRESENT));
    assertThat(records.backlog().pending()).as("the lost turn settles nothing").isOne();
    settle(again, Result.done(Presence.PRESENT));
    assertThat(records.backlog().pending()).isZero();
  }

  @Test
  void isDueAtOnceIfTheWishChangesWhileSomebodyCalls() {
    var released = steps.release(ONE, fullOrder(CARD, EVENT));
    var registering = one(LATER);
    steps.move(released, released.returnedToStock());

    assertThat(records.take(LATER.plusSeconds(1), LEASE, 9))
        .as("not while the call may still arrive")
        .isEmpty();
    settle(registering, Result.done(Presence.PRESENT));
    assertGone();
  }

  @Test
  void neverUsesAnEventIdTwice() {
    var released = steps.release(ONE, fullOrder(CARD, EVENT));
    steps.move(released, released.returnedToStock());
    var again = steps.move(new Profile.Available(ONE), new Profile.Allocated(ONE));
    var other = steps.move(new Profile.Available(TWO), new Profile.Allocated(TWO));

    for (Profile.Reserved next : List.of(again, other)) {
      assertThat(move(next, next.released(fullOrder(CARD, EVENT))))
          .isEqualTo(Moved.MATCHING_ID_TAKEN);
      assertThat(move(next, next.confirmed(fullOrder(OTHER_CARD, EVENT))))
          .isEqualTo(Moved.MATCHING_ID_TAKEN);
      var wanted = next.released(fullOrder(CARD, EVENT));
      assertThat(records.announce(wanted, LATER, LEASE)).isEmpty();
      assertThat(records.isBeingWithdrawn(wanted)).isFalse();
    }
  }

  private Moved move(Profile from, Profile.Ordered to) {
    return store.profiles().move(from, to, digest(99), event(700).moving(from, to));
  }

  @Test
  void deletesWhatWasAnnouncedAndNeverReleased() {
    var released = announced();

    assertThat(records.take(LATER.plus(LEASE).minusSeconds(1), LEASE, 9)).isEmpty();
    var orphan = one(LATER.plus(LEASE));
    assertThat(orphan.wanted()).isEqualTo(Presence.ABSENT);
    settle(orphan, Result.done(Presence.ABSENT));
    assertThat(records.announce(released, LATER.plusSeconds(999), LEASE))
        .as("the eventId has never been out")
        .isPresent();
  }

  private Profile.Released announced() {
    var allocated = steps.move(new Profile.Available(ONE), new Profile.Allocated(ONE));
    var released = allocated.released(fullOrder(CARD, EVENT));
    assertThat(records.announce(released, LATER, LEASE)).isPresent();
    assertThat(records.announce(released, LATER, LEASE))
        .as("somebody has the turn")
        .isEmpty();
    assertThat(records.isBeingWithdrawn(released)).isTrue();
    return released;
  }

  @Test
  void keepsTheRegistrationMadeBeforeTheRelease() {
    var allocated = steps.move(new Profile.Available(ONE), new Profile.Allocated(ONE));
    var released = allocated.released(fullOrder(CARD, EVENT));
    var announced = records.announce(released, LATER, LEASE).orElseThrow();
    var registered = new Result(Presence.PRESENT, Optional.of(LATER.plus(LEASE)), 0, "", false);
    records.settle(announced, registered, Optional.of(event(800).of(ONE)), LATER);
    steps.move(allocated, released);

    assertThat(records.take(LATER.plus(LEASE).plusSeconds(1), LEASE, 9)).isEmpty();
    assertThat(store.timeline().of(ONE))
        .anyMatch(told -> told.happenedAt().equals(NOW.plusSeconds(800)));
  }

  @Test
  void withdrawsAnAnnouncementAtOnce() {
    var allocated = steps.move(new Profile.Available(ONE), new Profile.Allocated(ONE));
    var announced = records
        .announce(allocated.released(fullOrder(CARD, EVENT)), LATER, LEASE)
        .orElseThrow();
    settle(announced, new Result(Presence.PRESENT, Optional.of(LATER.plus(LEASE)), 0, "", false));
    records.withdraw(announced, LATER);

    assertThat(one(LATER).wanted()).isEqualTo(Presence.ABSENT);
  }

  @Test
  void keepsWhatFailedForItsTimeAndHastensIt() {
    steps.release(ONE, fullOrder(CARD, EVENT));
    var again = LATER.plusSeconds(60);
    settle(one(LATER), new Result(Presence.UNKNOWN, Optional.of(again), 3, "away", false));

    assertThat(records.take(again.minusSeconds(1), LEASE, 9)).isEmpty();
    assertThat(records.pending(9))
        .singleElement()
        .returns(3, EventRecord::attempts)
        .returns("away", EventRecord::lastError);
    assertThat(records.hasten("other.example.com", LATER)).isZero();
    assertThat(records.hasten("smds.example.com", LATER)).isOne();
    assertThat(one(LATER).attempts()).isEqualTo(3);
  }

  @Test
  void keepsTheDeadUntilTheyAreReplayed() {
    steps.release(ONE, fullOrder(CARD, EVENT));
    settle(one(LATER), new Result(Presence.UNKNOWN, Optional.empty(), 30, "away", true));

    assertThat(records.take(LATER.plusSeconds(99_999), LEASE, 9)).isEmpty();
    assertThat(records.dead(9)).singleElement().returns("away", EventRecord::lastError);
    assertThat(records.backlog()).returns(1L, EventRecords.Backlog::dead);
    assertThat(records.replay(Optional.of(TWO), LATER)).isZero();
    assertThat(records.replay(Optional.of(ONE), LATER)).isOne();
    assertThat(one(LATER).attempts()).isZero();
    assertThat(records.dead(9)).isEmpty();
  }

  @Test
  void checksWhatIsSettled() {
    var released = steps.release(ONE, fullOrder(CARD, EVENT));
    settle(one(LATER), Result.done(Presence.PRESENT));

    assertThat(records.check(LATER.minusSeconds(1), NOW, LATER))
        .as("settled just now")
        .isZero();
    assertThat(records.check(LATER, NOW.minusSeconds(1), LATER)).isOne();
    var checking = one(LATER);
    assertThat(checking)
        .returns(true, EventRecord::checking)
        .returns(Presence.PRESENT, EventRecord::known);
    steps.move(released, released.returnedToStock());
    settle(checking, Result.done(Presence.PRESENT));
    assertThat(one(LATER.plusSeconds(1)))
        .returns(false, EventRecord::checking)
        .returns(Presence.ABSENT, EventRecord::wanted);
  }

  @Test
  void saysSinceWhenTheOldestWaits() {
    assertThat(records.backlog().oldest()).isEmpty();
    steps.release(ONE, fullOrder(CARD, EVENT));
    one(LATER);

    assertThat(records.backlog()).returns(1L, EventRecords.Backlog::pending);
    assertThat(records.backlog().oldest().orElseThrow()).isBeforeOrEqualTo(LATER);
  }

  private EventRecord one(Instant now) {
    var taken = records.take(now, LEASE, 9);
    assertThat(taken).hasSize(1);
    return taken.get(0);
  }

  private void settle(EventRecord record, Result result) {
    records.settle(record, result, Optional.empty(), LATER);
  }
}
