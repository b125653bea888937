package org.opensmdp.activation;

import static org.opensmdp.activation.Handoff.STATE_REPORT;
import static org.opensmdp.activation.Notifications.Verdict.DUPLICATE;
import static org.opensmdp.activation.Notifications.Verdict.FORGED;
import static org.opensmdp.activation.Notifications.Verdict.UNKNOWN;

import java.util.List;
import java.util.Optional;
import org.opensmdp.activation.Notifications.Origin;
import org.opensmdp.activation.Notifications.Unjudged;
import org.opensmdp.certs.ChainCheck;
import org.opensmdp.certs.EuiccChains;
import org.opensmdp.certs.RspCertificate;
import org.opensmdp.crypto.EcPublicKey;
import org.opensmdp.crypto.Signatures;
import org.opensmdp.rsp.Eid;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.rsp.OtherSignedNotification;
import org.opensmdp.rsp.SignatureTlv;

/**
 * Judges reports of enabling, disabling and deleting (SGP.22 v2 §5.7.10). They are proved by the
 * certificates they bring, as these were when the report came in. Certificates on a card cannot be
 * renewed: where nothing but their time has run out, the key of a session of that profile proves the
 * card as well, for it was proved when that session began.
 */
final class OtherReports {
  private final Verdicts verdicts;
  private final Downloads downloads;
  private final EuiccChains chains;
  private final List<RspCertificate> cis;

  OtherReports(
      Verdicts verdicts, Downloads downloads, EuiccChains chains, List<RspCertificate> cis) {
    this.verdicts = verdicts;
    this.downloads = downloads;
    this.chains = chains;
    this.cis = List.copyOf(cis);
  }

  void judge(Unjudged report, OtherSignedNotification other, ActivationEvent event) {
    var chain =
        chains.check(other.eumCertificate(), other.euiccCertificate(), cis, report.receivedAt());
    if (chain instanceof ChainCheck.Trusted card) {
      boolean signed = isSignedBy(card.euicc().publicKey(), other);
      judge(report, other, event, card.eid(), signed);
      return;
    }
    var refused = (ChainCheck.Refused) chain;
    var known = refused.problem().isOfTime() ? knownBySession(other) : Optional.<Eid>empty();
    if (known.isPresent()) {
      judge(report, other, event, known.get(), true);
    } else {
      verdicts.unknown(STATE_REPORT, report, FORGED, refused.why(), event);
    }
  }

  private Optional<Eid> knownBySession(OtherSignedNotification other) {
    return other.tbsOtherNotification().iccid().stream()
        .flatMap(iccid -> downloads.sessionsOf(iccid).stream())
        .map(session -> session.session().terms())
        .filter(terms -> isSignedBy(terms.euiccKey(), other))
        .map(SessionTerms::eid)
        .findFirst();
  }

  private static boolean isSignedBy(EcPublicKey key, OtherSignedNotification other) {
    var signature = SignatureTlv.value(other.euiccNotificationSignature());
    return Signatures.verify(key, other.tbsOtherNotification().der(), signature);
  }

  private void judge(
      Unjudged report,
      OtherSignedNotification other,
      ActivationEvent event,
      Eid card,
      boolean signed) {
    var metadata = other.tbsOtherNotification();
    if (!signed) {
      var why = "euiccNotificationSignature does not verify";
      verdicts.unknown(STATE_REPORT, report, FORGED, why, event);
    } else if (metadata.hasOddIccid()) {
      var why = "the report names a profile by what is no ICCID";
      verdicts.pass(report, UNKNOWN, why, event.by(card));
      verdicts.suspect(STATE_REPORT, event.by(card), why);
    } else {
      accept(report, other, event.by(card), card);
    }
  }

  private void accept(
      Unjudged report, OtherSignedNotification other, ActivationEvent event, Eid card) {
    var metadata = other.tbsOtherNotification();
    var origin =
        new Origin(card, metadata.seqNumber(), metadata.event(), metadata.notificationAddress());
    var named = metadata.iccid().map(event::of).orElse(event);
    var what = metadata.event().map(Enum::name).orElse("unknown operation");
    var told = verdicts
        .ended(named.saying(what))
        .telling(metadata.event().flatMap(ProgressPoints::ofReport));
    switch (verdicts
        .notifications()
        .accept(report.notificationId(), origin, metadata.iccid(), told)) {
      case DONE -> verdicts.accepted(STATE_REPORT, report);
      case DUPLICATE -> verdicts.pass(report, DUPLICATE, "the report counts already", named);
      case FOREIGN -> foreign(report, metadata.iccid(), event);
    }
  }

  /** Told of no profile: its timeline is not where others say what they like. */
  private void foreign(Unjudged report, Optional<Iccid> iccid, ActivationEvent event) {
    var why = "the profile was not ordered for this card";
    verdicts.pass(report, UNKNOWN, why, event);
    verdicts.suspect(STATE_REPORT, event, "%s: ICCID %s".formatted(why, iccid.orElseThrow()));
  }
}
