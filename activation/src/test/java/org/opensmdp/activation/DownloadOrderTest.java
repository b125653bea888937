package org.opensmdp.activation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.opensmdp.activation.Refusals.assertRefused;
import static org.opensmdp.activation.SampleStock.CARD;
import static org.opensmdp.activation.SampleStock.iccid;
import static org.opensmdp.activation.TestServer.ICCID;
import static org.opensmdp.rsp.StatusCode.FUNCTION_CONDITIONAL_MISSING;
import static org.opensmdp.rsp.StatusCode.ICCID_IN_USE;
import static org.opensmdp.rsp.StatusCode.ICCID_NOT_ALLOWED;
import static org.opensmdp.rsp.StatusCode.ICCID_UNKNOWN;
import static org.opensmdp.rsp.StatusCode.PROFILE_TYPE_NOT_ALLOWED;
import static org.opensmdp.rsp.StatusCode.PROFILE_TYPE_REFUSED;
import static org.opensmdp.rsp.StatusCode.PROFILE_TYPE_UNAVAILABLE;
import static org.opensmdp.rsp.StatusCode.PROFILE_TYPE_UNKNOWN;

import java.util.HashSet;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.opensmdp.activation.DownloadOrder.Request;
import org.opensmdp.rsp.Eid;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.rsp.MatchingId;

/** ES2+.DownloadOrder (SGP.22 v2 §5.3.1). */
class DownloadOrderTest {
  private final TestServer server = new TestServer();
  private final Operator other = SampleStock.operator(server.store, "Other operator");
  private final Caller stranger = new Caller(other, "call-1");

  @Test
  void refusesTheIccidOfAnotherOperator() {
    assertRefused(
        server, ICCID_NOT_ALLOWED, () -> server.downloadOrder.run(stranger, byIccid(ICCID)));
  }

  @Test
  void refusesAnUnknownIccid() {
    assertRefused(ICCID_UNKNOWN, () -> order(byIccid(iccid(99))));
  }

  @Test
  void refusesAnIccidInUse() {
    order(byIccid(ICCID));

    assertRefused(server, ICCID_IN_USE, () -> order(byIccid(ICCID, CARD)));
  }

  @Test
  void refusesTheTypeOfAnotherOperator() {
    assertRefused(
        PROFILE_TYPE_NOT_ALLOWED, () -> server.downloadOrder.run(stranger, byType("Plan")));
  }

  @Test
  void refusesAnUnknownType() {
    assertRefused(PROFILE_TYPE_UNKNOWN, () -> order(byType("No plan")));
  }

  @Test
  void refusesATypeThatIsUsedUp() {
    for (int i = 0; i < 3; i++) {
      server.downloadOrder.run(new Caller(server.operator, "call-" + i), byType("Plan"));
    }

    assertRefused(
        PROFILE_TYPE_UNAVAILABLE,
        () -> server.downloadOrder.run(new Caller(server.operator, "call-9"), byType("Plan")));
  }

  @Test
  void refusesAnIccidOfAnotherType() {
    var both = new Request(Optional.empty(), Optional.of(ICCID), Optional.of("Other plan"));

    assertRefused(server, PROFILE_TYPE_REFUSED, () -> order(both));
  }

  @Test
  void refusesAnOrderForNothing() {
    var nothing = new Request(Optional.of(CARD), Optional.empty(), Optional.empty());

    assertRefused(server, FUNCTION_CONDITIONAL_MISSING, () -> order(nothing));
  }

  @Test
  void allocatesAnIccid() {
    assertThat(order(byIccid(ICCID))).isEqualTo(ICCID);
    assertThat(server.profile()).isEqualTo(new Profile.Allocated(ICCID));
    assertThat(server.lastEvent())
        .returns("ES2+.DownloadOrder", ActivationEvent::function)
        .returns(Optional.of(ProfileState.AVAILABLE), ActivationEvent::from)
        .returns(Optional.of(ProfileState.ALLOCATED), ActivationEvent::to);
  }

  @Test
  void acceptsAnIccidAndItsType() {
    var both = new Request(Optional.empty(), Optional.of(ICCID), Optional.of("Plan"));

    assertThat(order(both)).isEqualTo(ICCID);
  }

  @Test
  void linksAnIccidToACard() {
    order(byIccid(ICCID, CARD));

    assertThat(server.profile()).isEqualTo(new Profile.Linked(ICCID, Optional.of(CARD)));
    assertThat(server.lastEvent().eid()).contains(CARD);
  }

  @Test
  void allocatesOneOfAType() {
    var iccid = order(byType("Plan"));

    assertThat(server.profile(iccid)).isEqualTo(new Profile.Allocated(iccid));
  }

  @Test
  void linksOneOfATypeToACard() {
    var iccid = order(new Request(Optional.of(CARD), Optional.empty(), Optional.of("Plan")));

    assertThat(server.profile(iccid)).isEqualTo(new Profile.Linked(iccid, Optional.of(CARD)));
  }

  @Test
  void answersARepetitionAsBefore() {
    order(byIccid(ICCID));

    assertThat(server.downloadOrder.run(new Caller(server.operator, "call-2"), byIccid(ICCID)))
        .isEqualTo(ICCID);
    assertThat(server.timeline()).hasSize(1);
  }

  @Test
  void answersARepetitionByTypeAsBefore() {
    assertThat(order(byType("Plan"))).isEqualTo(order(byType("Plan")));
    assertThat(server.store.inventory().available(server.type)).isEqualTo(2);
  }

  @Test
  void answersARepetitionByTypeAsBeforeWhateverHasHappenedSince() {
    var iccid = order(byType("Plan"));
    var allocated = (Profile.Allocated) server.profile(iccid);
    var order = SampleSteps.order(Optional.empty(), new MatchingId("TOKEN-1"));
    new SampleSteps(server.store).move(allocated, allocated.released(order));

    assertThat(order(byType("Plan"))).isEqualTo(iccid);
    assertThat(server.store.inventory().available(server.type)).isEqualTo(2);
  }

  @Test
  void takesOneProfileForACallByTypeThatComesTwiceAtOneTime() {
    var iccids = AtOnce.run(2, i -> order(byType("Plan")));

    assertThat(new HashSet<>(iccids)).hasSize(1);
    assertThat(server.store.inventory().available(server.type)).isEqualTo(2);
  }

  @Test
  void takesAnotherProfileForEveryCallByType() {
    var iccids = AtOnce.run(
        3, i -> server.downloadOrder.run(new Caller(server.operator, "call-" + i), byType("Plan")));

    assertThat(new HashSet<>(iccids)).hasSize(3);
  }

  private Iccid order(Request request) {
    return server.downloadOrder.run(server.caller, request);
  }

  private static Request byIccid(Iccid iccid) {
    return new Request(Optional.empty(), Optional.of(iccid), Optional.empty());
  }

  private static Request byIccid(Iccid iccid, Eid eid) {
    return new Request(Optional.of(eid), Optional.of(iccid), Optional.empty());
  }

  private static Request byType(String name) {
    return new Request(Optional.empty(), Optional.empty(), Optional.of(name));
  }
}
