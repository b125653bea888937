package org.opensmdp.activation;

import static org.opensmdp.activation.Notifications.Verdict.DUPLICATE;
import static org.opensmdp.activation.Notifications.Verdict.FORGED;
import static org.opensmdp.activation.Notifications.Verdict.MALFORMED;
import static org.opensmdp.activation.Notifications.Verdict.UNKNOWN;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.opensmdp.activation.Notifications.Origin;
import org.opensmdp.activation.Notifications.Unjudged;
import org.opensmdp.activation.Notifications.Verdict;
import org.opensmdp.certs.ChainCheck;
import org.opensmdp.certs.EuiccChains;
import org.opensmdp.certs.RspCertificate;
import org.opensmdp.crypto.Signatures;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.ErrorReason;
import org.opensmdp.rsp.FinalResult;
import org.opensmdp.rsp.InvalidMessage;
import org.opensmdp.rsp.NotificationMetadata;
import org.opensmdp.rsp.OtherSignedNotification;
import org.opensmdp.rsp.PendingNotification;
import org.opensmdp.rsp.ProfileInstallationResult;
import org.opensmdp.rsp.SignatureTlv;
import org.opensmdp.rsp.SmdpOid;

/**
 * Judges the reports kept by {@link HandleNotification}: whether they are what they claim to be, and
 * what follows for the order (SGP.22 v2 §5.6.4, §2.5.6). A report of an installation is proved by the
 * key of its session, however long ago that was; any other by the certificates it brings.
 */
public final class NotificationJudge {
  private static final String FUNCTION = "ES9+.HandleNotification";
  private static final int TRIES = 3;

  private final Notifications notifications;
  private final Downloads downloads;
  private final EuiccChains chains;
  private final List<RspCertificate> cis;
  private final List<SmdpOid> ownOids;
  private final InstantSource clock;

  public NotificationJudge(
      Notifications notifications,
      Downloads downloads,
      EuiccChains chains,
      List<Smdp> interfaces,
      InstantSource clock) {
    this.notifications = notifications;
    this.downloads = downloads;
    this.chains = chains;
    var sets =
        interfaces.stream().flatMap(smdp -> smdp.credentialSets().stream()).toList();
    this.cis = sets.stream().map(set -> set.ci()).distinct().toList();
    this.ownOids = sets.stream().map(set -> set.oid()).distinct().toList();
    this.clock = clock;
  }

  /** Judges what waits, oldest first, up to {@code most} reports; returns how many there were. */
  public int run(int most) {
    var waiting = notifications.unjudged(most);
    waiting.forEach(this::judge);
    return waiting.size();
  }

  private void judge(Unjudged report) {
    var event = ActivationEvent.of(FUNCTION, report.receivedAt());
    try {
      var pending = PendingNotification.parse(report.raw());
      if (pending instanceof ProfileInstallationResult result) {
        installation(report, result, event, TRIES);
      } else {
        other(report, (OtherSignedNotification) pending, event);
      }
    } catch (InvalidMessage e) {
      verdict(report, MALFORMED, String.valueOf(e.getMessage()), event);
    }
  }

  private void installation(
      Unjudged report, ProfileInstallationResult result, ActivationEvent event, int tries) {
    var data = result.profileInstallationResultData();
    var found = downloads.findSession(data.transactionId());
    var named = event.in(data.transactionId());
    if (found.isEmpty()) {
      verdict(report, UNKNOWN, "no session has this transactionId", named);
      return;
    }
    var read = found.get();
    var terms = read.session().terms();
    var known = named.of(terms.iccid()).by(terms.eid());
    var doubt = doubt(result, terms);
    if (doubt.isPresent()) {
      verdict(report, doubt.get(), "the report does not hold against its session", known);
      return;
    }
    var after = after(read.profile(), data.finalResult());
    var origin = origin(terms, data.notificationMetadata());
    var aid = data.finalResult() instanceof FinalResult.Success success
        ? Optional.of(success.aid())
        : Optional.<Bytes>empty();
    var told = told(known, data.finalResult()).moving(read.profile(), after);
    boolean counted = notifications.accept(
        report.notificationId(), origin, read, after, aid, told.endingAt(clock.instant()));
    if (counted) {
      return;
    }
    if (!hasMoved(read)) {
      verdict(report, DUPLICATE, "the report counts already", known);
    } else if (tries > 1) {
      installation(report, result, event, tries - 1);
    } // else it stays without a verdict, for the next round
  }

  /** Whether the card has come again since: the report is no duplicate then, it was only too slow. */
  private boolean hasMoved(SessionOfOrder read) {
    return downloads
        .findSession(read.session().terms().transactionId())
        .filter(now -> now.profile().equals(read.profile()))
        .isEmpty();
  }

  private Optional<Verdict> doubt(ProfileInstallationResult result, SessionTerms terms) {
    var data = result.profileInstallationResultData();
    var signature = SignatureTlv.value(result.euiccSignPIR());
    if (!Signatures.verify(terms.euiccKey(), data.der(), signature)) {
      return Optional.of(FORGED);
    }
    boolean ours = ownOids.contains(data.smdpOid());
    boolean sameProfile =
        data.notificationMetadata().iccid().map(terms.iccid()::equals).orElse(true);
    return ours && sameProfile ? Optional.empty() : Optional.of(UNKNOWN);
  }

  private static Profile after(Profile profile, FinalResult result) {
    if (result instanceof FinalResult.Success) {
      return profile instanceof Profile.Downloaded downloaded ? downloaded.installed() : profile;
    }
    var reason = ErrorReason.of(((FinalResult.Failure) result).errorReason());
    return profile instanceof Profile.Downloadable downloadable && !reason.temporary()
        ? downloadable.failed(InstallationErrors.statusOf(reason))
        : profile;
  }

  private static ActivationEvent told(ActivationEvent event, FinalResult result) {
    if (result instanceof FinalResult.Failure failure) {
      var reason = ErrorReason.of(failure.errorReason());
      return event
          .saying("bppCommandId %d, errorReason %d, %s"
              .formatted(failure.bppCommandId(), failure.errorReason(), reason))
          .withStatus(InstallationErrors.statusOf(reason));
    }
    return event;
  }

  private static Origin origin(SessionTerms terms, NotificationMetadata metadata) {
    return new Origin(terms.eid(), metadata.seqNumber(), metadata.event());
  }

  private void other(Unjudged report, OtherSignedNotification other, ActivationEvent event) {
    var metadata = other.tbsOtherNotification();
    var chain = chains.check(other.eumCertificate(), other.euiccCertificate(), cis);
    if (chain instanceof ChainCheck.Refused refused) {
      verdict(report, FORGED, refused.why(), event);
      return;
    }
    var card = (ChainCheck.Trusted) chain;
    var named = metadata.iccid().map(event::of).orElse(event).by(card.eid());
    var signature = SignatureTlv.value(other.euiccNotificationSignature());
    if (!Signatures.verify(card.euicc().publicKey(), metadata.der(), signature)) {
      verdict(report, FORGED, "euiccNotificationSignature does not verify", named);
      return;
    }
    var origin = new Origin(card.eid(), metadata.seqNumber(), metadata.event());
    String what = metadata.event().map(Enum::name).orElse("unknown operation");
    var told = named.saying(what).endingAt(clock.instant());
    switch (notifications.accept(report.notificationId(), origin, metadata.iccid(), told)) {
      case DONE -> {}
      case DUPLICATE -> verdict(report, DUPLICATE, "the report counts already", named);
      // Told of the card alone: the profile's timeline is not where others say what they like.
      case FOREIGN ->
        verdict(report, UNKNOWN, "the profile was not ordered for this card", event.by(card.eid()));
    }
  }

  private void verdict(Unjudged report, Verdict verdict, String why, ActivationEvent event) {
    var told = event.saying(verdict + ": " + why).endingAt(clock.instant());
    notifications.judge(report.notificationId(), verdict, why, told);
  }
}
