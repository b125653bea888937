package org.opensmdp.activation;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.opensmdp.activation.AttemptObserver.Step;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Iccid;

/** Reports that are watched: those that have been accepted are told, and nothing else. */
public record ObservedNotifications(Notifications stored, AttemptObserver observer)
    implements Notifications {

  @Override
  public Optional<Long> store(Bytes raw, Instant receivedAt) {
    return stored.store(raw, receivedAt);
  }

  @Override
  public List<Unjudged> unjudged(int most) {
    return stored.unjudged(most);
  }

  @Override
  public void judge(long notificationId, Verdict verdict, String why, ActivationEvent event) {
    stored.judge(notificationId, verdict, why, event);
  }

  @Override
  public boolean accept(
      long notificationId,
      Origin origin,
      SessionOfOrder read,
      Profile to,
      Optional<Bytes> isdpAid,
      ActivationEvent event) {
    boolean counted = stored.accept(notificationId, origin, read, to, isdpAid, event);
    if (counted) {
      var attempt = read.session().terms().transactionId();
      observer.stepped(attempt, Step.REPORTED, ObservedDownloads.end(event));
    }
    return counted;
  }

  @Override
  public Acceptance accept(
      long notificationId, Origin origin, Optional<Iccid> iccid, ActivationEvent event) {
    var accepted = stored.accept(notificationId, origin, iccid, event);
    if (accepted == Acceptance.DONE && iccid.isPresent() && origin.operation().isPresent()) {
      observer.changed(iccid.get(), origin.operation().get(), event.happenedAt());
    }
    return accepted;
  }
}
