package org.opensmdp.activation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.opensmdp.activation.Refusals.assertRefused;
import static org.opensmdp.activation.SampleStock.ADDRESS;
import static org.opensmdp.activation.SampleStock.CARD;
import static org.opensmdp.activation.SampleStock.ORDER_LIFETIME;
import static org.opensmdp.activation.SampleStock.OTHER_CARD;
import static org.opensmdp.activation.SampleStock.iccid;
import static org.opensmdp.activation.TestServer.CODE;
import static org.opensmdp.activation.TestServer.ICCID;
import static org.opensmdp.activation.TestServer.TOKEN;
import static org.opensmdp.rsp.StatusCode.EID_INVALID_ASSOCIATION;
import static org.opensmdp.rsp.StatusCode.EID_MISSING;
import static org.opensmdp.rsp.StatusCode.ICCID_INVALID_TRANSITION;
import static org.opensmdp.rsp.StatusCode.ICCID_NOT_ALLOWED;
import static org.opensmdp.rsp.StatusCode.ICCID_UNKNOWN;
import static org.opensmdp.rsp.StatusCode.MATCHING_ID_IN_USE;
import static org.opensmdp.rsp.StatusCode.SMDS_INACCESSIBLE;

import java.util.HashSet;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.opensmdp.activation.ConfirmOrder.Request;
import org.opensmdp.activation.ConfirmOrder.Response;
import org.opensmdp.rsp.Eid;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.rsp.MatchingId;

/** ES2+.ConfirmOrder (SGP.22 v2 §5.3.2). */
class ConfirmOrderTest {
  private final TestServer server = new TestServer();

  @BeforeEach
  void allocate() {
    server.order(Optional.empty());
  }

  @Test
  void refusesTheIccidOfAnotherOperator() {
    var other = new Caller(SampleStock.operator(server.store, "Other operator"), "call-1");

    assertRefused(
        server,
        ICCID_NOT_ALLOWED,
        () -> server.confirmOrder.run(other, request(Optional.of(TOKEN))));
  }

  @Test
  void refusesAnUnknownIccid() {
    assertRefused(
        ICCID_UNKNOWN,
        () -> confirm(request(iccid(99), Optional.empty(), Optional.of(TOKEN), Optional.empty())));
  }

  @Test
  void refusesAProfileThatIsNotReserved() {
    assertRefused(
        ICCID_INVALID_TRANSITION,
        () -> confirm(request(iccid(2), Optional.empty(), Optional.of(TOKEN), Optional.empty())));
  }

  @Test
  void refusesTheDefaultCaseWithoutACard() {
    assertRefused(server, EID_MISSING, () -> confirm(request(Optional.of(MatchingId.NONE))));
  }

  @Test
  void refusesADiscoveryServerWithoutACard() {
    var request =
        request(ICCID, Optional.empty(), Optional.of(TOKEN), Optional.of("smds.example.com"));

    assertRefused(server, EID_MISSING, () -> confirm(request));
  }

  @Test
  void refusesAnotherCardThanTheOneOrderedFor() {
    var linked = linked();
    var request = request(ICCID, Optional.of(OTHER_CARD), Optional.of(TOKEN), Optional.empty());

    assertRefused(
        linked, EID_INVALID_ASSOCIATION, () -> linked.confirmOrder.run(linked.caller, request));
  }

  @Test
  void refusesTheMatchingIdOfAnotherOrder() {
    confirm(request(Optional.of(TOKEN)));
    var second =
        new DownloadOrder.Request(Optional.empty(), Optional.of(iccid(2)), Optional.empty());
    server.downloadOrder.run(server.caller, second);

    assertRefused(
        MATCHING_ID_IN_USE,
        () -> confirm(request(iccid(2), Optional.empty(), Optional.of(TOKEN), Optional.empty())));
    assertThat(server.profile(iccid(2))).isEqualTo(new Profile.Allocated(iccid(2)));
  }

  @Test
  void refusesADiscoveryServerAsItReachesNone() {
    var request =
        request(ICCID, Optional.of(CARD), Optional.of(TOKEN), Optional.of("smds.example.com"));

    assertRefused(server, SMDS_INACCESSIBLE, () -> confirm(request));
  }

  @Test
  void releasesWithAllThatTheOperatorSaid() {
    var response = confirm(new Request(
        ICCID,
        Optional.of(CARD),
        Optional.of(TOKEN),
        Optional.of(Request.hashOf(CODE)),
        Optional.empty(),
        true));

    assertThat(response).isEqualTo(new Response(TOKEN, Optional.of(CARD), ADDRESS));
    assertThat(server.profile())
        .isEqualTo(new Profile.Released(
            ICCID,
            new Order(
                Optional.of(CARD),
                TOKEN,
                Optional.of(Request.hashOf(CODE)),
                Optional.empty(),
                0,
                0,
                Optional.of(SampleSteps.NOW.plus(ORDER_LIFETIME)))));
    assertThat(server.lastEvent())
        .returns("ES2+.ConfirmOrder", ActivationEvent::function)
        .returns(Optional.of(ProfileState.ALLOCATED), ActivationEvent::from)
        .returns(Optional.of(ProfileState.RELEASED), ActivationEvent::to);
  }

  @Test
  void keepsTheCardOfTheOrder() {
    var linked = linked();

    var response = linked.confirm(MatchingId.NONE, Optional.empty(), true);

    assertThat(response).isEqualTo(new Response(MatchingId.NONE, Optional.of(CARD), ADDRESS));
    assertThat(linked.profile().eid()).contains(CARD);
  }

  @Test
  void makesAMatchingIdThatNobodyGuesses() {
    var one = confirm(request(Optional.empty())).matchingId();

    assertThat(one.text()).matches("([0-9A-HJKMNP-TV-Z]{4}-){6}[0-9A-HJKMNP-TV-Z]{4}");
    var many = IntStream.range(0, 100)
        .mapToObj(i -> new MatchingIds(TestPki.RANDOM).next())
        .toList();
    assertThat(new HashSet<>(many)).hasSize(100).doesNotContain(one);
  }

  @Test
  void answersARepetitionAsBeforeAlsoWithAMatchingIdItMade() {
    var first = confirm(request(Optional.empty()));

    assertThat(confirm(request(Optional.empty()))).isEqualTo(first);
    assertThat(server.timeline()).hasSize(2);
  }

  @Test
  void answersARepetitionAsBeforeWhenTheCardHasComeMeanwhile() {
    var first = confirm(request(Optional.of(TOKEN)));
    server.authenticate();

    assertThat(confirm(request(Optional.of(TOKEN)))).isEqualTo(first);
    assertThat(first.eid()).isEmpty();
  }

  @Test
  void judgesAnotherConfirmationCodeAsANewCall() {
    server.confirm(TOKEN, Optional.of(CODE), true);

    assertRefused(
        server, ICCID_INVALID_TRANSITION, () -> server.confirm(TOKEN, Optional.of("other"), true));
  }

  @Test
  void printsNoCodeAndNoHash() {
    var request = TestServer.confirmation(TOKEN, Optional.of(CODE), true);

    assertThat(request.toString())
        .doesNotContainIgnoringCase(CODE, Request.hashOf(CODE).reveal().toString());
  }

  private static TestServer linked() {
    var linked = new TestServer();
    linked.order(Optional.of(CARD));
    return linked;
  }

  private Response confirm(Request request) {
    return server.confirmOrder.run(server.caller, request);
  }

  @Test
  void tellsARepetitionWithAnotherCodeFromARepetition() {
    confirm(coded("1234"));

    assertRefused(server, ICCID_INVALID_TRANSITION, () -> confirm(coded("1235")));
    assertThat(confirm(coded("1234")).matchingId()).isEqualTo(TOKEN);
  }

  private static Request coded(String code) {
    return new Request(
        ICCID,
        Optional.empty(),
        Optional.of(TOKEN),
        Optional.of(Request.hashOf(code)),
        Optional.empty(),
        true);
  }

  private static Request request(Optional<MatchingId> token) {
    return request(ICCID, Optional.empty(), token, Optional.empty());
  }

  private static Request request(
      Iccid iccid, Optional<Eid> eid, Optional<MatchingId> token, Optional<String> smds) {
    return new Request(iccid, eid, token, Optional.empty(), smds, true);
  }
}
