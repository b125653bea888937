package org.opensmdp.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.opensmdp.certs.EuiccIdentity;
import org.opensmdp.rsp.ErrorReason;
import org.opensmdp.rsp.FinalResult;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.rsp.NotificationEvent;
import org.opensmdp.rsp.NotificationMetadata;
import org.opensmdp.rsp.OtherSignedNotification;
import org.opensmdp.rsp.PendingNotification;
import org.opensmdp.rsp.ProfileClass;
import org.opensmdp.rsp.ProfileInstallationResult;
import org.opensmdp.rsp.ProfileInstallationResultData;
import org.opensmdp.rsp.SignatureTlv;
import org.opensmdp.rsp.SmdpOid;
import org.opensmdp.rsp.StoreMetadataRequest;
import org.opensmdp.rsp.TransactionId;

/**
 * The notifications an eUICC holds until an LPA removes them (SGP.22 v2 §3.5, §5.7.9). The sequence
 * number grows with each and is never set back.
 */
final class CardNotifications {
  private final List<PendingNotification> pending = new ArrayList<>();
  private final int room;
  private long lastSeqNumber;
  private CrookedAnswers crooked = new CrookedAnswers(EuiccQuirks.NONE);

  void behave(EuiccQuirks quirks) {
    crooked = new CrookedAnswers(quirks);
    if (lastSeqNumber <= 0) { // none given yet
      lastSeqNumber = crooked.firstSequenceNumber() - crooked.sequenceStep();
    }
  }

  /** @param room how many are kept; the one with the lowest number makes room for one more */
  CardNotifications(int room) {
    this.room = room;
  }

  List<PendingNotification> pending() {
    return List.copyOf(pending);
  }

  long lastSeqNumber() {
    return lastSeqNumber;
  }

  /** Goes on where another card's notifications were. */
  void restore(List<PendingNotification> notifications, long last) {
    pending.addAll(notifications);
    lastSeqNumber = last;
  }

  /** Signs that an installation was interrupted, once the power is back. */
  void interruption(Interruption of) {
    var failure = FinalResult.Failure.of(
        of.command().code(), ErrorReason.INTERRUPTION.code(), Optional.empty());
    installation(
        of.transactionId(), of.serverAddress(), of.smdpOid(), of.identity(), of.iccid(), failure);
  }

  /** False if there is none of this number. */
  boolean remove(long seqNumber) {
    return pending.removeIf(one -> one.notificationMetadata().seqNumber() == seqNumber);
  }

  private void keep(PendingNotification notification) {
    pending.add(notification);
    if (pending.size() > room) {
      pending.remove(0); // they stand in the order of their numbers
    }
  }

  /** Signs how an installation ended and keeps it. */
  ProfileInstallationResult installation(
      CardSession.Authenticated server, Optional<Iccid> iccid, FinalResult finalResult) {
    return installation(
        server.transactionId(),
        server.serverAddress(),
        server.smdpOid(),
        server.identity(),
        iccid,
        finalResult);
  }

  private ProfileInstallationResult installation(
      TransactionId transactionId,
      String serverAddress,
      SmdpOid smdpOid,
      EuiccIdentity identity,
      Optional<Iccid> iccid,
      FinalResult finalResult) {
    var metadata = next(NotificationEvent.INSTALL, serverAddress, iccid);
    var data = crooked.reported(
        ProfileInstallationResultData.of(transactionId, metadata, smdpOid, finalResult));
    var signature = crooked.signature(
        Quirk.WRONG_REPORT_SIGNATURE, SignatureTlv.toDer(identity.key().sign(data.der())));
    var result = crooked.written(ProfileInstallationResult.of(data, signature));
    keep(result);
    return result;
  }

  /**
   * Signs an event of a profile for every address that wants to know of it; nobody is told of test
   * profiles.
   *
   * @param except an address that is told in another way
   */
  void event(
      NotificationEvent event,
      StoreMetadataRequest profile,
      EuiccIdentity identity,
      Optional<String> except) {
    if (profile.profileClass() == ProfileClass.TEST) {
      return;
    }
    for (var configuration : profile.notificationConfigurationInfo()) {
      String address = configuration.notificationAddress();
      if (configuration.events().contains(event) && !except.equals(Optional.of(address))) {
        var metadata = next(event, address, Optional.of(profile.iccid()));
        keep(crooked.written(OtherSignedNotification.of(
            metadata,
            crooked.signature(
                Quirk.WRONG_NOTIFICATION_SIGNATURE,
                SignatureTlv.toDer(identity.key().sign(metadata.der()))),
            identity.certificate().der(),
            identity.eum().der())));
      }
    }
  }

  private NotificationMetadata next(
      NotificationEvent event, String address, Optional<Iccid> iccid) {
    lastSeqNumber += crooked.sequenceStep();
    return crooked.metadata(NotificationMetadata.of(lastSeqNumber, event, address, iccid));
  }
}
