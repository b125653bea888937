package org.opensmdp.activation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.opensmdp.activation.Refusals.assertRefused;
import static org.opensmdp.activation.SampleStock.CARD;
import static org.opensmdp.activation.SampleStock.OTHER_CARD;
import static org.opensmdp.activation.SampleStock.iccid;
import static org.opensmdp.activation.TestServer.ICCID;
import static org.opensmdp.activation.TestServer.TOKEN;
import static org.opensmdp.rsp.StatusCode.EID_INVALID_ASSOCIATION;
import static org.opensmdp.rsp.StatusCode.EID_MISSING;
import static org.opensmdp.rsp.StatusCode.ICCID_INVALID_TRANSITION;
import static org.opensmdp.rsp.StatusCode.ICCID_IN_USE;
import static org.opensmdp.rsp.StatusCode.ICCID_NOT_ALLOWED;
import static org.opensmdp.rsp.StatusCode.ICCID_UNKNOWN;
import static org.opensmdp.rsp.StatusCode.MATCHING_ID_INVALID_ASSOCIATION;
import static org.opensmdp.rsp.StatusCode.MATCHING_ID_MISSING;
import static org.opensmdp.rsp.StatusCode.MATCHING_ID_REFUSED;
import static org.opensmdp.rsp.StatusCode.TRANSACTION_UNKNOWN;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.opensmdp.activation.CancelOrder.FinalStatus;
import org.opensmdp.activation.CancelOrder.Request;
import org.opensmdp.rsp.Eid;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.rsp.MatchingId;

/** ES2+.CancelOrder (SGP.22 v2 §5.3.3). */
class CancelOrderTest {
  private static final Optional<Eid> NO_EID = Optional.empty();
  private static final Optional<MatchingId> NO_TOKEN = Optional.empty();

  private final TestServer server = new TestServer();

  @Test
  void refusesTheIccidOfAnotherOperator() {
    server.released();
    var other = new Caller(SampleStock.operator(server.store, "Other operator"), "call-1");

    assertRefused(
        server,
        ICCID_NOT_ALLOWED,
        () -> server.cancelOrder.run(other, request(ICCID, NO_EID, Optional.of(TOKEN))));
  }

  @Test
  void refusesAnUnknownIccid() {
    assertRefused(ICCID_UNKNOWN, () -> cancel(request(iccid(99), NO_EID, NO_TOKEN)));
  }

  @Test
  void refusesAnOrderThatHasBeenExecuted() {
    server.released();
    var session = server.authenticate();
    server.download(session);
    server.report(server.card.installed(session.transactionId(), server.oid(), 1, ICCID));

    assertRefused(
        server, ICCID_IN_USE, () -> cancel(request(ICCID, Optional.of(CARD), Optional.of(TOKEN))));
  }

  @Test
  void refusesAnOrderOfACardThatIsNotNamed() {
    server.order(Optional.of(CARD));

    assertRefused(server, EID_MISSING, () -> cancel(request(ICCID, NO_EID, NO_TOKEN)));
  }

  @Test
  void refusesAnOrderOfAnotherCard() {
    server.order(Optional.of(CARD));

    assertRefused(
        server,
        EID_INVALID_ASSOCIATION,
        () -> cancel(request(ICCID, Optional.of(OTHER_CARD), NO_TOKEN)));
  }

  @Test
  void needsNoNameOfACardThatOnlyTheServerHasMet() {
    server.released();
    server.authenticate();

    cancel(request(ICCID, NO_EID, Optional.of(TOKEN)));

    assertThat(server.profile()).isEqualTo(new Profile.Available(ICCID));
  }

  @Test
  void refusesAnOrderWhoseMatchingIdIsNotNamed() {
    server.released();

    assertRefused(server, MATCHING_ID_MISSING, () -> cancel(request(ICCID, NO_EID, NO_TOKEN)));
  }

  @Test
  void refusesAnOrderWithAnotherMatchingId() {
    server.released();

    assertRefused(
        server,
        MATCHING_ID_INVALID_ASSOCIATION,
        () -> cancel(request(ICCID, NO_EID, Optional.of(new MatchingId("TOKEN-2")))));
  }

  @Test
  void refusesWhereNothingIsOrdered() {
    assertRefused(server, ICCID_INVALID_TRANSITION, () -> cancel(request(ICCID, NO_EID, NO_TOKEN)));
  }

  @Test
  void returnsAProfileToStockWithoutAnyTraceOfTheOrder() {
    server.released(Optional.of(TestServer.CODE));
    var session = server.authenticate();
    server.download(session, server.otpk, Optional.of(TestServer.CODE));

    server.cancel(FinalStatus.AVAILABLE);

    assertThat(server.profile()).isEqualTo(new Profile.Available(ICCID));
    assertThat(server.lastEvent())
        .returns("ES2+.CancelOrder", ActivationEvent::function)
        .returns(Optional.of(CARD), ActivationEvent::eid)
        .returns(Optional.of(ProfileState.DOWNLOADED), ActivationEvent::from)
        .returns(Optional.of(ProfileState.AVAILABLE), ActivationEvent::to);
    assertRefused(server, TRANSACTION_UNKNOWN, () -> server.download(session));
    assertRefused(server, MATCHING_ID_REFUSED, server::authenticate);
  }

  @Test
  void givesTheNextCardNothingOfTheOrderBefore() {
    server.released();
    var session = server.authenticate();
    server.download(session);
    server.cancel(FinalStatus.AVAILABLE);
    server.released();
    var other = server.card(OTHER_CARD);

    var next = server.authenticate(other, TOKEN);
    server.report(server.card.installed(session.transactionId(), server.oid(), 1, ICCID));

    assertThat(next.smdpSigned2().bppEuiccOtpk()).isEmpty();
    assertThat(server.profile().state()).isEqualTo(ProfileState.RELEASED);
    assertThat(server.profile().eid()).contains(OTHER_CARD);
  }

  @Test
  void withdrawsAProfile() {
    server.released();

    server.cancel(FinalStatus.UNAVAILABLE);

    assertThat(server.profile()).isEqualTo(new Profile.Unavailable(ICCID));
  }

  @Test
  void answersARepetitionAsBefore() {
    server.released();
    cancel(request(ICCID, NO_EID, Optional.of(TOKEN)));
    int events = server.timeline().size();

    cancel(request(ICCID, NO_EID, Optional.of(TOKEN)));

    assertThat(server.timeline()).hasSize(events);
  }

  private void cancel(Request request) {
    server.cancelOrder.run(server.caller, request);
  }

  private static Request request(Iccid iccid, Optional<Eid> eid, Optional<MatchingId> token) {
    return new Request(iccid, eid, token, FinalStatus.AVAILABLE);
  }
}
