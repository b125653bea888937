package org.opensmdp.activation;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.opensmdp.certs.EuiccChains;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Iccid;

/** Reports of a server whose card begins a new session just when its report is about to count. */
final class CardComesMeanwhile implements Notifications {
  private final TestServer server;
  private final Notifications inner;
  private boolean came;

  CardComesMeanwhile(TestServer server) {
    this.server = server;
    this.inner = server.store.notifications();
  }

  NotificationJudge judge() {
    var smdp = new Smdp(List.of(SampleStock.ADDRESS), server.sets);
    return new NotificationJudge(
        this,
        server.store.downloads(),
        new EuiccChains(server.clock),
        List.of(smdp),
        (id, verdict, why) -> {},
        server.checks,
        server.clock);
  }

  @Override
  public boolean accept(
      long notificationId,
      Origin origin,
      SessionOfOrder read,
      Profile to,
      Optional<Bytes> isdpAid,
      ActivationEvent event) {
    if (!came) {
      came = true;
      server.authenticate();
    }
    return inner.accept(notificationId, origin, read, to, isdpAid, event);
  }

  @Override
  public Optional<Long> store(Bytes raw, Instant receivedAt) {
    return inner.store(raw, receivedAt);
  }

  @Override
  public List<Unjudged> unjudged(int most) {
    return inner.unjudged(most);
  }

  @Override
  public void judge(long notificationId, Verdict verdict, String why, ActivationEvent event) {
    inner.judge(notificationId, verdict, why, event);
  }

  @Override
  public Acceptance accept(
      long notificationId, Origin origin, Optional<Iccid> iccid, ActivationEvent event) {
    return inner.accept(notificationId, origin, iccid, event);
  }
}
