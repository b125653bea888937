package org.opensmdp.activation;

import static org.opensmdp.activation.Handoff.INSTALLATION_REPORT;
import static org.opensmdp.activation.Notifications.Verdict.DUPLICATE;
import static org.opensmdp.activation.Notifications.Verdict.FORGED;
import static org.opensmdp.activation.Notifications.Verdict.UNKNOWN;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.opensmdp.activation.Notifications.Acceptance;
import org.opensmdp.activation.Notifications.Origin;
import org.opensmdp.activation.Notifications.Unjudged;
import org.opensmdp.crypto.Signatures;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.ErrorReason;
import org.opensmdp.rsp.EuiccResponse;
import org.opensmdp.rsp.FinalResult;
import org.opensmdp.rsp.NotificationMetadata;
import org.opensmdp.rsp.ProfileInstallationResult;
import org.opensmdp.rsp.SignatureTlv;
import org.opensmdp.rsp.SmdpOid;

/**
 * Judges reports of installations (SGP.22 v2 §2.5.6). A report is proved by the key of its session,
 * however long ago that was; where no session has its transactionId, by that of a session of its ICCID.
 *
 * <p>A success counts whatever has happened since: the profile is on the card. A failure ends the order
 * only while the session it is about is the one the order is in, and never one that is found by ICCID
 * alone: the card may be trying again.
 */
final class InstallationReports {
  private static final int TRIES = 3;

  private final Verdicts verdicts;
  private final Downloads downloads;
  private final List<SmdpOid> ownOids;

  /** A report, the session that it belongs to, and its place in the timeline. */
  private record Known(
      Unjudged report,
      ProfileInstallationResult result,
      SessionOfOrder read,
      ActivationEvent event) {

    NotificationMetadata metadata() {
      return result.notificationMetadata();
    }

    FinalResult outcome() {
      return result.profileInstallationResultData().finalResult();
    }

    SessionTerms terms() {
      return read.session().terms();
    }

    boolean namesItsSession() {
      var named = result.profileInstallationResultData().transactionId();
      return named.equals(terms().transactionId());
    }

    /** Whether the order is still in the session that the report is about. */
    boolean isCurrent() {
      return read.session() instanceof RspSession.Open;
    }

    Origin origin() {
      return new Origin(
          terms().eid(),
          metadata().seqNumber(),
          metadata().event(),
          metadata().notificationAddress());
    }
  }

  InstallationReports(Verdicts verdicts, Downloads downloads, List<SmdpOid> ownOids) {
    this.verdicts = verdicts;
    this.downloads = downloads;
    this.ownOids = List.copyOf(ownOids);
  }

  void judge(Unjudged report, ProfileInstallationResult result, ActivationEvent event) {
    boolean done = false;
    for (int i = 0; i < TRIES && !done; i++) {
      done = isJudged(report, result, event);
    } // else it stays without a verdict, for the next round
  }

  /** Returns false if somebody has moved the order since it was read. */
  private boolean isJudged(
      Unjudged report, ProfileInstallationResult result, ActivationEvent event) {
    var named = event.in(result.profileInstallationResultData().transactionId());
    var found = sessionOf(result);
    if (found.isEmpty()) {
      var why = "no session has this transactionId";
      verdicts.unknown(INSTALLATION_REPORT, report, UNKNOWN, why, named);
      return true;
    }
    var terms = found.get().session().terms();
    var known = new Known(report, result, found.get(), named.of(terms.iccid()).by(terms.eid()));
    if (!isSignedBy(terms, result)) {
      var why = "euiccSignPIR does not verify";
      verdicts.pass(report, FORGED, why, known.event());
      verdicts.suspect(INSTALLATION_REPORT, known.event(), why);
      return true;
    }
    var doubt = doubt(known);
    if (doubt.isPresent()) {
      verdicts.pass(report, UNKNOWN, doubt.get(), known.event());
      verdicts.suspect(INSTALLATION_REPORT, known.event(), doubt.get());
      return true;
    }
    return isAccepted(known);
  }

  private Optional<SessionOfOrder> sessionOf(ProfileInstallationResult result) {
    var data = result.profileInstallationResultData();
    return downloads
        .findSession(data.transactionId())
        .or(() -> data.notificationMetadata().iccid().stream()
            .flatMap(iccid -> downloads.sessionsOf(iccid).stream())
            .filter(session -> isSignedBy(session.session().terms(), result))
            .findFirst());
  }

  private static boolean isSignedBy(SessionTerms terms, ProfileInstallationResult result) {
    return Signatures.verify(
        terms.euiccKey(),
        result.profileInstallationResultData().der(),
        SignatureTlv.value(result.euiccSignPIR()));
  }

  private Optional<String> doubt(Known known) {
    if (!ownOids.contains(known.result().profileInstallationResultData().smdpOid())) {
      return Optional.of("the report is for another SM-DP+");
    }
    if (known.metadata().hasOddIccid()) {
      return Optional.of("the report names a profile by what is no ICCID");
    }
    boolean another = known
        .metadata()
        .iccid()
        .filter(iccid -> !iccid.equals(known.terms().iccid()))
        .isPresent();
    return another ? Optional.of("the report is about another profile") : Optional.empty();
  }

  private boolean isAccepted(Known known) {
    if (!known.namesItsSession() && known.outcome() instanceof FinalResult.Failure) {
      note(known);
      return true;
    }
    var from = known.read().profile();
    var after = after(known);
    var told = told(known)
        .moving(from, after)
        .telling(toOperator(known))
        .ending(AttemptEnd.of(known.outcome()));
    boolean counted = verdicts
        .notifications()
        .accept(
            known.report().notificationId(),
            known.origin(),
            known.read(),
            after,
            aid(known.outcome()),
            verdicts.ended(told));
    if (counted) {
      verdicts.accepted(INSTALLATION_REPORT, known.report());
      return true;
    }
    if (hasMoved(known.read())) {
      return false;
    }
    verdicts.pass(known.report(), DUPLICATE, "the report counts already", known.event());
    return true;
  }

  /** Keeps the failure of a session that nothing is known of any more. */
  private void note(Known known) {
    var iccid = Optional.of(known.terms().iccid());
    var told = verdicts.ended(told(known));
    var accepted = verdicts
        .notifications()
        .accept(known.report().notificationId(), known.origin(), iccid, told);
    if (accepted == Acceptance.DONE) {
      verdicts.accepted(INSTALLATION_REPORT, known.report());
    } else {
      verdicts.pass(known.report(), DUPLICATE, "the report counts already", known.event());
    }
  }

  /** Whether the card has come again since: the report is no duplicate then, it was only too slow. */
  private boolean hasMoved(SessionOfOrder read) {
    return downloads
        .findSession(read.session().terms().transactionId())
        .filter(now -> now.profile().equals(read.profile()))
        .isEmpty();
  }

  private static Profile after(Known known) {
    var profile = known.read().profile();
    if (known.outcome() instanceof FinalResult.Success) {
      return installed(profile);
    }
    var reason = ErrorReason.of(((FinalResult.Failure) known.outcome()).errorReason());
    return profile instanceof Profile.Downloadable downloadable
            && known.isCurrent()
            && !reason.temporary()
        ? downloadable.failed(InstallationErrors.statusOf(reason))
        : profile;
  }

  private static Profile installed(Profile profile) {
    if (profile instanceof Profile.Downloaded downloaded) {
      return downloaded.installed();
    }
    return profile instanceof Profile.Failed failed ? failed.installed() : profile;
  }

  private static Optional<Bytes> aid(FinalResult result) {
    return result instanceof FinalResult.Success success
        ? Optional.of(success.aid())
        : Optional.empty();
  }

  /** A failure in a session that is over says nothing of the order: the card has come again since. */
  private static Optional<Progress> toOperator(Known known) {
    return known.outcome() instanceof FinalResult.Success || known.isCurrent()
        ? Optional.of(ProgressPoints.ofInstallation(known.outcome()))
        : Optional.empty();
  }

  private static ActivationEvent told(Known known) {
    if (known.outcome() instanceof FinalResult.Success success) {
      return known.event().saying(EuiccResponse.describe(success.simaResponse()));
    }
    var failure = (FinalResult.Failure) known.outcome();
    var reason = ErrorReason.of(failure.errorReason());
    var said = failure.simaResponse().map(EuiccResponse::describe).orElse("");
    var text = "bppCommandId %d, errorReason %d, %s"
        .formatted(failure.bppCommandId(), failure.errorReason(), reason);
    var parts = Stream.of(text, said).filter(part -> !part.isEmpty());
    return known
        .event()
        .saying(String.join("; ", parts.toList()))
        .withStatus(InstallationErrors.statusOf(reason));
  }
}
