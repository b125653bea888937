package org.opensmdp.activation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.opensmdp.activation.SampleSteps.NOW;
import static org.opensmdp.activation.SampleSteps.event;
import static org.opensmdp.activation.SampleSteps.order;
import static org.opensmdp.activation.SampleSteps.told;
import static org.opensmdp.activation.SampleSteps.transaction;
import static org.opensmdp.activation.SampleStock.ADDRESS;
import static org.opensmdp.activation.SampleStock.CARD;
import static org.opensmdp.activation.SampleStock.OTHER_CARD;
import static org.opensmdp.activation.SampleStock.iccid;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.opensmdp.activation.Notifications.Acceptance;
import org.opensmdp.activation.Notifications.Origin;
import org.opensmdp.activation.Notifications.Unjudged;
import org.opensmdp.activation.Notifications.Verdict;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Eid;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.rsp.MatchingId;
import org.opensmdp.rsp.NotificationEvent;
import org.opensmdp.rsp.StatusCode;

/** What every store of {@link Notifications} does. */
public abstract class NotificationsContract {
  private static final Iccid ONE = iccid(1);
  private static final MatchingId TOKEN = new MatchingId("TOKEN-1");
  private static final Bytes AID = Bytes.fromHex("A0000005591010FFFFFFFF8900001100");
  private static final Origin INSTALLED =
      new Origin(CARD, 7, Optional.of(NotificationEvent.INSTALL), ADDRESS);

  private TestStore store;
  private Notifications notifications;
  private SampleSteps steps;

  /** Returns a store with nothing in it. */
  protected abstract TestStore freshStore();

  @BeforeEach
  void fill() {
    store = freshStore();
    notifications = store.notifications();
    SampleStock.type(store, SampleStock.operator(store, "Operator"), "Plan", 1, 2);
    steps = new SampleSteps(store);
  }

  @Test
  void keepsAReportOctetForOctet() {
    long number = notifications.store(raw(1), NOW).orElseThrow();

    assertThat(notifications.unjudged(10)).containsExactly(new Unjudged(number, raw(1), NOW));
  }

  @Test
  void keepsTheSameOctetsOnce() {
    notifications.store(raw(1), NOW);

    assertThat(notifications.store(raw(1), NOW.plusSeconds(60))).isEmpty();
    assertThat(notifications.unjudged(10)).hasSize(1);
  }

  @Test
  void keepsTheSameOctetsOnceAlsoWhenTheyAreJudged() {
    notifications.judge(stored(1), Verdict.UNKNOWN, "no session", event(1));

    assertThat(notifications.store(raw(1), NOW)).isEmpty();
  }

  @Test
  void keepsTheSameOctetsOnceFromSendersAtOneTime() {
    var numbers = AtOnce.run(6, i -> notifications.store(raw(1), NOW));

    assertThat(numbers).filteredOn(Optional::isPresent).hasSize(1);
    assertThat(notifications.unjudged(10)).hasSize(1);
  }

  @Test
  void givesTheOldestReportsFirst() {
    long first = stored(1);
    long second = stored(2);
    stored(3);

    assertThat(notifications.unjudged(2))
        .extracting(Unjudged::notificationId)
        .containsExactly(first, second);
  }

  @Test
  void givesAJudgedReportNoMore() {
    var event = event(1).of(ONE);

    notifications.judge(stored(1), Verdict.FORGED, "the signature does not verify", event);

    assertThat(notifications.unjudged(10)).isEmpty();
    assertThat(store.timeline().of(ONE)).containsExactly(event);
  }

  @Test
  void tellsAVerdictOnceHoweverOftenItIsPassed() {
    var event = event(1).of(ONE).saying("FORGED: the signature does not verify");
    var later = event(2).of(ONE).saying("FORGED: the signature does not verify");

    notifications.judge(stored(1), Verdict.FORGED, "the signature does not verify", event);
    notifications.judge(stored(2), Verdict.FORGED, "the signature does not verify", later);
    notifications.judge(stored(3), Verdict.FORGED, "other", later.saying("FORGED: other"));

    assertThat(notifications.unjudged(10)).isEmpty();
    assertThat(store.timeline().of(ONE)).containsExactly(event, later.saying("FORGED: other"));
  }

  @Test
  void acceptsAnInstallation() {
    var download = delivered();
    var installed = ((Profile.Downloaded) download.profile()).installed();
    var event = told(1, download.profile(), installed);

    boolean counted =
        notifications.accept(stored(1), INSTALLED, download, installed, Optional.of(AID), event);

    assertThat(counted).isTrue();
    var found = store.downloads().find(transaction(1)).orElseThrow();
    assertThat(found.profile()).isEqualTo(installed);
    assertThat(found.session()).isInstanceOf(RspSession.Closed.class);
    assertThat(found.binding()).isEmpty();
    assertThat(notifications.unjudged(10)).isEmpty();
    assertThat(store.timeline().of(ONE)).contains(event);
  }

  @Test
  void keepsTheBindingOfAnInstallationThatMayBeTriedAgain() {
    var download = delivered();

    accept(stored(1), INSTALLED, download, download.profile());

    var found = store.downloads().find(transaction(1)).orElseThrow();
    assertThat(found.session()).isInstanceOf(RspSession.Closed.class);
    assertThat(found.profile()).isEqualTo(download.profile());
    assertThat(found.binding()).isPresent();
  }

  @Test
  void dropsTheBindingOfAnInstallationThatFailed() {
    var download = delivered();
    var failed = ((Profile.Downloaded) download.profile())
        .failed(StatusCode.BOUND_PROFILE_PACKAGE_EXECUTION_ERROR);

    accept(stored(1), INSTALLED, download, failed);

    var found = store.downloads().find(transaction(1)).orElseThrow();
    assertThat(found.profile()).isEqualTo(failed);
    assertThat(found.binding()).isEmpty();
  }

  @Test
  void acceptsTheReportOfASessionThatIsClosed() {
    var downloaded = (Profile.Downloaded) delivered().profile();
    var claimed = steps.begin(2, downloaded, CARD);
    var late = session(1);

    boolean counted =
        accept(stored(1), INSTALLED, late, ((Profile.Downloaded) claimed).installed());

    assertThat(counted).isTrue();
    assertThat(store.downloads().find(transaction(1)).orElseThrow().profile())
        .isInstanceOf(Profile.Installed.class);
  }

  @Test
  void countsAnInstallationOnce() {
    var download = delivered();
    accept(stored(1), INSTALLED, download, download.profile());
    long second = stored(2);
    var installed = ((Profile.Downloaded) download.profile()).installed();

    assertThat(accept(second, INSTALLED, download, installed)).isFalse();
    assertThat(store.downloads().find(transaction(1)).orElseThrow().profile())
        .isEqualTo(download.profile());
    assertThat(notifications.unjudged(10))
        .extracting(Unjudged::notificationId)
        .containsExactly(second);
  }

  @Test
  void acceptsNothingOnAProfileThatSomebodyHasMoved() {
    var download = delivered();
    steps.begin(2, (Profile.Downloaded) download.profile(), CARD);
    long number = stored(1);
    var installed = ((Profile.Downloaded) download.profile()).installed();

    assertThat(accept(number, INSTALLED, download, installed)).isFalse();
    assertThat(store.downloads().find(transaction(2)).orElseThrow().profile())
        .isInstanceOf(Profile.Downloaded.class);
    assertThat(notifications.unjudged(10)).hasSize(1);

    var again = session(1);
    assertThat(accept(number, INSTALLED, again, again.profile())).isTrue();
  }

  @Test
  void acceptsOtherReports() {
    orderFor(CARD);
    var event = event(50).of(ONE).by(CARD);

    assertThat(other(stored(1), origin(CARD, 8, NotificationEvent.ENABLE), event))
        .isEqualTo(Acceptance.DONE);
    assertThat(notifications.unjudged(10)).isEmpty();
    assertThat(store.timeline().of(ONE)).endsWith(event);
  }

  @Test
  void believesNoCardAboutTheProfileOfAnother() {
    orderFor(OTHER_CARD);
    var before = store.timeline().of(ONE);

    assertThat(other(
            stored(1), origin(CARD, 8, NotificationEvent.DELETE), event(50).of(ONE)))
        .isEqualTo(Acceptance.FOREIGN);
    assertThat(store.timeline().of(ONE)).isEqualTo(before);
    assertThat(notifications.unjudged(10)).hasSize(1);
  }

  @Test
  void believesNoCardAboutAProfileThatIsNobodys() {
    assertThat(other(
            stored(1), origin(CARD, 8, NotificationEvent.ENABLE), event(50).of(ONE)))
        .isEqualTo(Acceptance.FOREIGN);
    assertThat(store.timeline().of(ONE)).isEmpty();
  }

  @Test
  void aForeignReportDoesNotTakeThePlaceOfAGenuineOne() {
    orderFor(OTHER_CARD);
    other(stored(1), origin(CARD, 8, NotificationEvent.ENABLE), event(50));

    assertThat(notifications.accept(
            stored(2), origin(CARD, 8, NotificationEvent.ENABLE), Optional.empty(), event(51)))
        .isEqualTo(Acceptance.DONE);
  }

  @Test
  void acceptsOtherReportsOfProfilesThatAreNotInStock() {
    var origin = origin(CARD, 8, NotificationEvent.DELETE);

    assertThat(notifications.accept(stored(1), origin, Optional.of(iccid(99)), event(1)))
        .isEqualTo(Acceptance.DONE);
    assertThat(notifications.accept(
            stored(2), origin(CARD, 9, NotificationEvent.DELETE), Optional.empty(), event(1)))
        .isEqualTo(Acceptance.DONE);
  }

  @Test
  void countsOtherReportsOnce() {
    orderFor(CARD);
    var origin = origin(CARD, 8, NotificationEvent.ENABLE);
    other(stored(1), origin, event(50).of(ONE));
    var events = store.timeline().of(ONE);

    assertThat(other(stored(2), origin, event(51).of(ONE))).isEqualTo(Acceptance.DUPLICATE);
    assertThat(store.timeline().of(ONE)).isEqualTo(events);
    assertThat(notifications.unjudged(10)).hasSize(1);
  }

  @Test
  void countsReportsOfAnOperationItDoesNotKnowOnce() {
    orderFor(CARD);
    var origin = new Origin(CARD, 8, Optional.empty(), ADDRESS);
    other(stored(1), origin, event(50));

    assertThat(other(stored(2), origin, event(51))).isEqualTo(Acceptance.DUPLICATE);
  }

  @Test
  void tellsReportsApartByCardNumberOperationAndAddress() {
    var origins = List.of(
        origin(CARD, 8, NotificationEvent.ENABLE),
        origin(OTHER_CARD, 8, NotificationEvent.ENABLE),
        origin(CARD, 9, NotificationEvent.ENABLE),
        origin(CARD, 8, NotificationEvent.DISABLE),
        new Origin(CARD, 8, Optional.empty(), ADDRESS),
        new Origin(CARD, 8, Optional.of(NotificationEvent.ENABLE), "other.example"));

    for (int i = 0; i < origins.size(); i++) {
      assertThat(notifications.accept(stored(i), origins.get(i), Optional.empty(), event(i)))
          .isEqualTo(Acceptance.DONE);
    }
  }

  @Test
  void aRefusedReportDoesNotTakeThePlaceOfAGenuineOne() {
    orderFor(CARD);
    notifications.judge(stored(1), Verdict.FORGED, "the signature does not verify", event(50));

    assertThat(other(stored(2), origin(CARD, 8, NotificationEvent.ENABLE), event(51)))
        .isEqualTo(Acceptance.DONE);
  }

  private SessionOfOrder delivered() {
    steps.begin(1, steps.release(ONE, order(Optional.empty(), TOKEN)), CARD);
    steps.bind(1, 1);
    return session(1);
  }

  private SessionOfOrder session(int number) {
    return store.downloads().findSession(transaction(number)).orElseThrow();
  }

  private boolean accept(long number, Origin origin, SessionOfOrder read, Profile to) {
    return notifications.accept(
        number, origin, read, to, Optional.empty(), told(1, read.profile(), to));
  }

  private void orderFor(Eid card) {
    steps.release(ONE, order(Optional.of(card), TOKEN));
  }

  private Acceptance other(long number, Origin origin, ActivationEvent event) {
    return notifications.accept(number, origin, Optional.of(ONE), event);
  }

  private static Origin origin(Eid eid, long number, NotificationEvent operation) {
    return new Origin(eid, number, Optional.of(operation), ADDRESS);
  }

  private long stored(int number) {
    return notifications.store(raw(number), NOW.plusSeconds(number)).orElseThrow();
  }

  private static Bytes raw(int number) {
    return Bytes.concat(Bytes.fromHex("BF37"), SampleSteps.digest(number));
  }
}
