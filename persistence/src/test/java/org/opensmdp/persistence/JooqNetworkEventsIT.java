package org.opensmdp.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.opensmdp.activation.ActivationEvent;
import org.opensmdp.activation.HandoffChecks;
import org.opensmdp.activation.HandoffObserver;
import org.opensmdp.activation.NetworkEvent;
import org.opensmdp.activation.NetworkEvent.Kind;
import org.opensmdp.activation.NetworkEvents.Drops;
import org.opensmdp.activation.NetworkEvents.Unattached;
import org.opensmdp.activation.Operator;
import org.opensmdp.activation.TakeNetworkEvents;
import org.opensmdp.activation.TakeNetworkEvents.Verdict;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.rsp.Imsi;

/** What a network says of subscribers, with PostgreSQL behind. */
class JooqNetworkEventsIT {
  @RegisterExtension
  static final DatabaseOfTheClass DATABASE = new DatabaseOfTheClass();

  private static final Iccid OURS = Samples.iccid(1);
  private static final Instant LATER = Samples.NOW.plus(Duration.ofHours(5));

  private Stores stores;
  private Operator operator;
  private Imsi imsi;
  private TakeNetworkEvents take;

  @BeforeEach
  void fill() {
    stores = DATABASE.emptied().stores();
    Samples.stocked(stores, 2);
    operator = stores.inventory().findOperator("Operator").orElseThrow();
    imsi = new Imsi(DATABASE
        .get()
        .database()
        .jooq()
        .fetchValue("select imsi from profile where iccid = '" + OURS.digits() + "'")
        .toString());
    var checks = new HandoffChecks(stores.timeline(), HandoffObserver.NONE, () -> LATER);
    take = new TakeNetworkEvents(stores.networkEvents(), checks, () -> LATER);
  }

  @Test
  void takesAnEventOnceAndTellsItInTheTimeline() {
    var attach = event(Kind.ATTACH, Optional.of(OURS));

    assertThat(run(attach)).isEqualTo(Verdict.ACCEPTED);
    assertThat(run(attach)).isEqualTo(Verdict.DUPLICATE);

    assertThat(stores.timeline().of(OURS))
        .extracting(ActivationEvent::function)
        .containsOnlyOnce("Network.Attach");
  }

  @Test
  void keepsWhatItKnowsNoProfileOf() {
    var other = new NetworkEvent(
        new Imsi("001019999999999"),
        Kind.ATTACH,
        Samples.NOW,
        Optional.empty(),
        Optional.empty(),
        "",
        Optional.empty());

    assertThat(run(other)).isEqualTo(Verdict.UNKNOWN_IMSI);
    assertThat(run(other)).isEqualTo(Verdict.DUPLICATE);
  }

  @Test
  void knowsNothingOfTheSubscribersOfOthers() {
    var stranger = stores.inventory().add(new Operator(0, "Stranger", Set.of("2.999.88")));

    assertThat(take.run(stranger, "token", event(Kind.ATTACH, Optional.empty())))
        .isEqualTo(Verdict.UNKNOWN_IMSI);
    assertThat(stores.timeline().of(OURS)).isEmpty();
  }

  @Test
  void opensOneIncidentWhereIdentitiesAreCrossed() {
    assertThat(run(event(Kind.ATTACH, Optional.of(Samples.iccid(2))))).isEqualTo(Verdict.CROSSED);
    assertThat(run(event(Kind.DETACH, Optional.of(Samples.iccid(2))))).isEqualTo(Verdict.CROSSED);

    assertThat(DATABASE.get().database().jooq().fetch("select * from incident"))
        .singleElement()
        .satisfies(row -> {
          assertThat(row.get("cause")).isEqualTo("INTEGRITY");
          assertThat(row.get("source")).isEqualTo("identity " + OURS.digits());
          assertThat(row.get("title").toString()).doesNotContain(OURS.digits());
        });
    assertThat(stores.timeline().of(OURS))
        .filteredOn(event -> event.function().equals(HandoffChecks.FUNCTION))
        .hasSize(2)
        .allSatisfy(event -> assertThat(event.detail()).contains("H12_NETWORK"));
  }

  @Test
  void findsWhatWasInstalledAndNeverAttached() {
    installed(1);
    installed(2);
    run(event(Kind.ATTACH, Optional.empty()));
    var from = Samples.NOW.minus(Duration.ofDays(1));

    assertThat(stores.networkEvents().neverAttached(Optional.empty(), from, LATER, 10))
        .extracting(Unattached::iccid)
        .containsExactly(Samples.iccid(2));
    assertThat(stores.networkEvents().countNeverAttached(Optional.empty(), from, LATER))
        .isEqualTo(1);
  }

  @Test
  void countsSessionDropsByVersionAndRegion() {
    run(event(Kind.SESSION_DROP, Optional.empty()));

    assertThat(stores
            .networkEvents()
            .drops(Optional.of(operator.operatorId()), Samples.NOW.minusSeconds(1)))
        .isEqualTo(List.of(new Drops(Optional.empty(), Optional.empty(), Optional.empty(), 1, 1)));
  }

  @Test
  void refusesMomentsThatLieAhead() {
    var ahead = new NetworkEvent(
        imsi,
        Kind.ATTACH,
        LATER.plus(Duration.ofHours(1)),
        Optional.empty(),
        Optional.empty(),
        "",
        Optional.empty());

    assertThatIllegalArgumentException()
        .isThrownBy(() -> run(ahead))
        .withMessageContaining("UTC")
        .withMessageNotContaining(imsi.digits());
    assertThat(ahead.toString()).doesNotContain(imsi.digits());
  }

  private Verdict run(NetworkEvent event) {
    return take.run(operator, "token", event);
  }

  private NetworkEvent event(Kind kind, Optional<Iccid> said) {
    return new NetworkEvent(
        imsi, kind, Samples.NOW.plusSeconds(600), Optional.of("00101"), said, "", Optional.empty());
  }

  private void installed(int number) {
    var released = Samples.release(stores, number);
    Samples.begin(stores, number, released, Samples.token(number));
    DATABASE
        .get()
        .database()
        .jooq()
        .execute(
            "update rsp_session set result = 'SUCCESS', ended_at = ?::timestamptz where iccid = ?",
            Samples.NOW.plusSeconds(30).atOffset(ZoneOffset.UTC),
            Samples.iccid(number).digits());
  }
}
