package org.opensmdp.activation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.opensmdp.activation.Refusals.assertRefused;
import static org.opensmdp.rsp.StatusCode.DOWNLOAD_ORDER_EXPIRED;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Orders that nobody comes for (SGP.22 v2 §3.1.6). */
class OrderExpiryTest {
  private final TestServer server = new TestServer().released();
  private final OrderExpiry expiry = new OrderExpiry(server.store.downloads(), server.clock);

  @Test
  void leavesAnOrderAloneAsLongAsItLives() {
    server.clock.forward(SampleStock.ORDER_LIFETIME.minusSeconds(1));

    assertThat(expiry.run(10)).isZero();
    assertThat(server.profile().state()).isEqualTo(ProfileState.RELEASED);
  }

  @Test
  void endsAnOrderWhoseTimeIsUpAndSaysSo() {
    server.clock.forward(SampleStock.ORDER_LIFETIME);

    assertThat(expiry.run(10)).isEqualTo(1);

    assertThat(server.profile())
        .isInstanceOfSatisfying(
            Profile.Failed.class,
            failed -> assertThat(failed.cause()).isEqualTo(DOWNLOAD_ORDER_EXPIRED));
    assertThat(server.lastEvent())
        .returns(OrderExpiry.FUNCTION, ActivationEvent::function)
        .returns("DOWNLOAD_ORDER_EXPIRED", ActivationEvent::status)
        .returns(Optional.of(ProfileState.RELEASED), ActivationEvent::from)
        .returns(Optional.of(ProfileState.ERROR), ActivationEvent::to);
    assertThat(expiry.run(10)).isZero();
    assertRefused(server, DOWNLOAD_ORDER_EXPIRED, server::authenticate);
  }

  @Test
  void leavesAnOrderToTheDeviceThatIsAtIt() {
    server.clock.forward(SampleStock.ORDER_LIFETIME.minusSeconds(1));
    server.authenticate();
    server.clock.forward(Duration.ofMinutes(1));

    assertThat(expiry.run(10)).isZero();

    server.clock.forward(TestServer.SESSION);
    assertThat(expiry.run(10)).isEqualTo(1);
    assertThat(server.profile().state()).isEqualTo(ProfileState.ERROR);
  }

  @Test
  void leavesADeliveredOrderToItsReport() {
    var session = server.authenticate();
    server.download(session);
    server.clock.forward(SampleStock.ORDER_LIFETIME);

    assertThat(expiry.run(10)).isZero();

    server.report(
        server.card.installed(session.transactionId(), server.oid(), 1, TestServer.ICCID));
    assertThat(server.profile().state()).isEqualTo(ProfileState.INSTALLED);
  }

  @Test
  void yieldsToACardThatComesMeanwhile() {
    server.clock.forward(SampleStock.ORDER_LIFETIME);
    var read = server.store.downloads().expired(server.clock.instant(), 10).get(0);
    var raced = new OrderExpiry(
        Meanwhile.before(
            "end",
            server.store.downloads(),
            () -> assertRefused(DOWNLOAD_ORDER_EXPIRED, server::authenticate)),
        server.clock);

    assertThat(raced.run(10)).isEqualTo(1);

    assertThat(server.profile()).isEqualTo(read.failed(DOWNLOAD_ORDER_EXPIRED));
    assertThat(server.timeline())
        .filteredOn(event -> event.status().equals("DOWNLOAD_ORDER_EXPIRED"))
        .hasSize(1);
  }
}
