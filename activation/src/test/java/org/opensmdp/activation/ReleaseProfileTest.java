package org.opensmdp.activation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.opensmdp.activation.Refusals.assertRefused;
import static org.opensmdp.activation.SampleStock.iccid;
import static org.opensmdp.activation.TestServer.ICCID;
import static org.opensmdp.activation.TestServer.TOKEN;
import static org.opensmdp.rsp.StatusCode.ICCID_INVALID_TRANSITION;
import static org.opensmdp.rsp.StatusCode.ICCID_NOT_ALLOWED;
import static org.opensmdp.rsp.StatusCode.ICCID_UNKNOWN;

import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** ES2+.ReleaseProfile (SGP.22 v2 §5.3.4). */
class ReleaseProfileTest {
  private final TestServer server = new TestServer();

  @BeforeEach
  void confirm() {
    server.order(Optional.empty());
    server.confirm(TOKEN, Optional.empty(), false);
  }

  @Test
  void refusesTheIccidOfAnotherOperator() {
    var other = new Caller(SampleStock.operator(server.store, "Other operator"), "call-1");

    assertRefused(server, ICCID_NOT_ALLOWED, () -> server.releaseProfile.run(other, ICCID));
  }

  @Test
  void refusesAnUnknownIccid() {
    assertRefused(ICCID_UNKNOWN, () -> server.releaseProfile.run(server.caller, iccid(99)));
  }

  @Test
  void refusesAProfileThatIsNotConfirmed() {
    assertRefused(
        ICCID_INVALID_TRANSITION, () -> server.releaseProfile.run(server.caller, iccid(2)));
  }

  @Test
  void letsTheProfileBeDownloaded() {
    server.releaseProfile.run(server.caller, ICCID);

    assertThat(server.lastEvent())
        .returns("ES2+.ReleaseProfile", ActivationEvent::function)
        .returns(Optional.of(ProfileState.CONFIRMED), ActivationEvent::from)
        .returns(Optional.of(ProfileState.RELEASED), ActivationEvent::to);
    assertThat(server.authenticate()).isNotNull();
  }

  @Test
  void answersARepetitionAsBeforeAlsoWhenTheCardHasComeMeanwhile() {
    server.releaseProfile.run(server.caller, ICCID);
    server.download(server.authenticate());
    int events = server.timeline().size();

    server.releaseProfile.run(server.caller, ICCID);

    assertThat(server.profile().state()).isEqualTo(ProfileState.DOWNLOADED);
    assertThat(server.timeline()).hasSize(events);
  }
}
