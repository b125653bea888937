package org.opensmdp.cli.suite;

import java.util.Optional;
import org.opensmdp.certs.EuiccIdentity;
import org.opensmdp.rsp.BppCommandId;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.FinalResult;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.rsp.NotificationEvent;
import org.opensmdp.rsp.NotificationMetadata;
import org.opensmdp.rsp.OtherSignedNotification;
import org.opensmdp.rsp.ProfileInstallationResult;
import org.opensmdp.rsp.ProfileInstallationResultData;
import org.opensmdp.rsp.SmdpOid;
import org.opensmdp.rsp.TransactionId;

/**
 * A report as a card would sign it, made by hand so that any part of it can be another. Each method
 * returns a copy with one difference.
 *
 * @param signer whose key signs
 */
record Report(
    long seqNumber,
    TransactionId transactionId,
    Optional<Iccid> iccid,
    SmdpOid oid,
    FinalResult result,
    String address,
    EuiccIdentity signer) {
  static final FinalResult SUCCESS = FinalResult.Success.of(
      Bytes.fromHex("A0000005591010FFFFFFFF8900001000"), Bytes.fromHex("3007A0053003800100"));
  static final FinalResult SUCCESS_IN_OTHER_WORDS = FinalResult.Success.of(
      Bytes.fromHex("A0000005591010FFFFFFFF8900001000"), Bytes.fromHex("3000"));
  static final FinalResult FAILURE = failure(BppCommandId.LOAD_PROFILE_ELEMENTS, 12);

  static FinalResult failure(BppCommandId command, int errorReason) {
    return FinalResult.Failure.of(command.code(), errorReason, Optional.empty());
  }

  /** What the card of the visit would say in the session that began last. */
  static Report of(Visit visit) {
    return new Report(
        1,
        visit.transactionId(),
        Optional.of(visit.order().iccid()),
        visit.oid(),
        SUCCESS,
        visit.scene().house().server().smdpAddress(),
        visit.device().identity());
  }

  Report seqNumber(long value) {
    return new Report(value, transactionId, iccid, oid, result, address, signer);
  }

  Report in(TransactionId value) {
    return new Report(seqNumber, value, iccid, oid, result, address, signer);
  }

  Report about(Iccid value) {
    return new Report(seqNumber, transactionId, Optional.of(value), oid, result, address, signer);
  }

  Report aboutNothing() {
    return new Report(seqNumber, transactionId, Optional.empty(), oid, result, address, signer);
  }

  Report to(SmdpOid value) {
    return new Report(seqNumber, transactionId, iccid, value, result, address, signer);
  }

  Report saying(FinalResult value) {
    return new Report(seqNumber, transactionId, iccid, oid, value, address, signer);
  }

  Report signedBy(EuiccIdentity value) {
    return new Report(seqNumber, transactionId, iccid, oid, result, address, value);
  }

  ProfileInstallationResult installation() {
    var data = ProfileInstallationResultData.of(
        transactionId, metadata(NotificationEvent.INSTALL), oid, result);
    return ProfileInstallationResult.of(data, Forged.sign(signer, data.der()));
  }

  OtherSignedNotification other(NotificationEvent event) {
    var metadata = metadata(event);
    return other(metadata, Forged.sign(signer, metadata.der()));
  }

  /** With a signature over nothing. */
  OtherSignedNotification forged(NotificationEvent event) {
    return other(metadata(event), Forged.sign(signer, Bytes.EMPTY));
  }

  private OtherSignedNotification other(NotificationMetadata metadata, Bytes signature) {
    return OtherSignedNotification.of(
        metadata, signature, signer.certificate().der(), signer.eum().der());
  }

  private NotificationMetadata metadata(NotificationEvent event) {
    return NotificationMetadata.of(seqNumber, event, address, iccid);
  }
}
