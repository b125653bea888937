package org.opensmdp.simulator;

import java.util.ArrayList;
import java.util.Optional;
import org.opensmdp.rsp.ActivationCode;
import org.opensmdp.rsp.BoundProfilePackage;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.CancelSessionReason;
import org.opensmdp.rsp.FinalResult;
import org.opensmdp.rsp.Tlv;

/** One download, all steps in a row, as a phone takes them after the user has scanned a code. */
final class LpaDownload {
  private static final int MAC_OCTETS = 8;

  private final Lpa lpa;
  private final LpaOptions options;

  LpaDownload(Lpa lpa, LpaOptions options) {
    this.lpa = lpa;
    this.options = options;
  }

  InstallOutcome run(ActivationCode code, Optional<String> confirmationCode) {
    LpaSession.Initiated initiated;
    try {
      initiated = lpa.initiateAuthentication(code);
    } catch (Es9PlusRefusal e) {
      return new InstallOutcome.Refused(LpaStep.INITIATE_AUTHENTICATION, e);
    }
    LpaSession.Authenticated authenticated;
    try {
      authenticated = lpa.authenticateClient(initiated, Optional.of(code.matchingId()));
    } catch (Es9PlusRefusal e) {
      return refused(LpaStep.AUTHENTICATE_CLIENT, initiated, e);
    }
    return fetch(authenticated, confirmationCode);
  }

  private InstallOutcome fetch(
      LpaSession.Authenticated session, Optional<String> confirmationCode) {
    if (session.response().smdpSigned2().ccRequiredFlag() && confirmationCode.isEmpty()) {
      return cancelled(
          session, CancelSessionReason.END_USER_REJECTION, "no Confirmation Code was given");
    }
    LpaSession.Downloaded downloaded;
    try {
      downloaded = lpa.getBoundProfilePackage(session, confirmationCode);
    } catch (Es9PlusRefusal e) {
      return refused(LpaStep.GET_BOUND_PROFILE_PACKAGE, session, e);
    }
    var announced = session.response().profileMetadata();
    if (!metadata(downloaded.boundProfilePackage()).equals(announced)) {
      return cancelled(
          downloaded,
          CancelSessionReason.METADATA_MISMATCH,
          "the metadata of the package are not those announced");
    }
    return install(downloaded);
  }

  private InstallOutcome install(LpaSession.Downloaded session) {
    var result = lpa.install(session);
    if (options.notifyAfterInstall()) {
      lpa.sendNotifications();
    }
    var data = result.profileInstallationResultData();
    if (data.finalResult() instanceof FinalResult.Success success) {
      var iccid = data.notificationMetadata().iccid().orElseThrow();
      return new InstallOutcome.Installed(iccid, success.aid(), result);
    }
    return new InstallOutcome.NotInstalled((FinalResult.Failure) data.finalResult(), result);
  }

  private InstallOutcome cancelled(LpaSession session, CancelSessionReason reason, String why) {
    lpa.cancelSession(session, reason);
    return new InstallOutcome.Cancelled(reason, why);
  }

  private InstallOutcome refused(LpaStep step, LpaSession session, Es9PlusRefusal refusal) {
    if (options.cancelAfterRefusal()) {
      try {
        lpa.cancelSession(session, CancelSessionReason.END_USER_REJECTION);
      } catch (Es9PlusRefusal e) {
        // a server may say that the session is over already: the first refusal is the one that
        // counts
      }
    }
    return new InstallOutcome.Refused(step, refusal);
  }

  /** StoreMetadata is not enciphered: the LPA reads it without a key, leaving the MACs out. */
  private static Bytes metadata(BoundProfilePackage bound) {
    var parts = new ArrayList<Bytes>();
    var elements = Tlv.parse("sequenceOf88", bound.sequenceOf88()).members("sequenceOf88");
    while (elements.hasNext()) {
      var content = elements.next().value();
      parts.add(content.slice(0, Math.max(0, content.size() - MAC_OCTETS)));
    }
    return Bytes.concat(parts.toArray(Bytes[]::new));
  }
}
