package org.opensmdp.activation;

import static org.opensmdp.activation.Notifications.Verdict.MALFORMED;

import java.time.InstantSource;
import java.util.List;
import org.opensmdp.activation.Notifications.Unjudged;
import org.opensmdp.certs.EuiccChains;
import org.opensmdp.rsp.InvalidMessage;
import org.opensmdp.rsp.OtherSignedNotification;
import org.opensmdp.rsp.PendingNotification;
import org.opensmdp.rsp.ProfileInstallationResult;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Judges the reports kept by {@link HandleNotification}: whether they are what they claim to be, and
 * what follows for the order (SGP.22 v2 §5.6.4, §2.5.6).
 */
public final class NotificationJudge {
  private static final Logger LOG = LoggerFactory.getLogger(NotificationJudge.class);
  private static final String FUNCTION = "ES9+.HandleNotification";

  private final Notifications notifications;
  private final Verdicts verdicts;
  private final InstallationReports installations;
  private final OtherReports others;

  public NotificationJudge(
      Notifications notifications,
      Downloads downloads,
      EuiccChains chains,
      List<Smdp> interfaces,
      ReportObserver observer,
      HandoffChecks checks,
      InstantSource clock) {
    this.notifications = notifications;
    this.verdicts = new Verdicts(notifications, observer, checks, clock);
    var sets =
        interfaces.stream().flatMap(smdp -> smdp.credentialSets().stream()).toList();
    var oids = sets.stream().map(set -> set.oid()).distinct().toList();
    var cis = sets.stream().map(set -> set.ci()).distinct().toList();
    this.installations = new InstallationReports(verdicts, downloads, oids);
    this.others = new OtherReports(verdicts, downloads, chains, cis);
  }

  /**
   * Judges what waits, oldest first, up to {@code most} reports; returns how many have been judged. One
   * that cannot be judged, because something here is broken, stays and holds up no other.
   */
  public int run(int most) {
    return (int) notifications.unjudged(most).stream().filter(this::isJudged).count();
  }

  private boolean isJudged(Unjudged report) {
    try {
      judge(report);
      return true;
    } catch (StorageUnavailable e) {
      throw e;
    } catch (RuntimeException e) {
      LOG.atError()
          .addKeyValue("function", FUNCTION)
          .addKeyValue("notificationId", report.notificationId())
          .setCause(e)
          .log("A report could not be judged; it stays and is tried again");
      return false;
    }
  }

  private void judge(Unjudged report) {
    var event = ActivationEvent.of(FUNCTION, report.receivedAt());
    PendingNotification pending;
    try {
      pending = PendingNotification.parse(report.raw());
    } catch (InvalidMessage e) {
      verdicts.pass(report, MALFORMED, String.valueOf(e.getMessage()), event);
      return;
    }
    if (pending instanceof ProfileInstallationResult result) {
      installations.judge(report, result, event);
    } else {
      others.judge(report, (OtherSignedNotification) pending, event);
    }
  }
}
