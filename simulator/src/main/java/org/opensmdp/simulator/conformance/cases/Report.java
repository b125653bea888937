package org.opensmdp.simulator.conformance.cases;

import java.util.Optional;
import org.opensmdp.certs.EuiccIdentity;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Der;
import org.opensmdp.rsp.FinalResult;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.rsp.NotificationMetadata;
import org.opensmdp.rsp.OtherSignedNotification;
import org.opensmdp.rsp.ProfileInstallationResult;
import org.opensmdp.rsp.ProfileInstallationResultData;
import org.opensmdp.rsp.SmdpOid;
import org.opensmdp.rsp.TransactionId;
import org.opensmdp.simulator.conformance.Phone;
import org.opensmdp.simulator.conformance.Trial;

/**
 * A report as a card would sign it, made by hand so that any part of it can be another. Each method
 * returns a copy with one difference.
 *
 * @param event the content of the BIT STRING, the count of unused bits first
 */
record Report(
    long seqNumber,
    Bytes event,
    TransactionId transactionId,
    Optional<Iccid> iccid,
    SmdpOid oid,
    FinalResult result,
    Parties parties) {
  static final Bytes INSTALL = Bytes.fromHex("0780");
  static final Bytes ENABLE = Bytes.fromHex("0640");
  static final Bytes DISABLE = Bytes.fromHex("0520");
  static final Bytes DELETE = Bytes.fromHex("0410");
  static final Iccid FOREIGN = Iccid.withCheckDigit("898800000000000099");
  static final FinalResult SUCCESS = FinalResult.Success.of(
      Bytes.fromHex("A0000005591010FFFFFFFF8900001000"), Bytes.fromHex("3007A0053003800100"));

  /**
   * Who says it to whom.
   *
   * @param signer whose key signs
   */
  record Parties(EuiccIdentity signer, String address) {}

  static FinalResult failure(int bppCommandId, int errorReason) {
    return FinalResult.Failure.of(bppCommandId, errorReason, Optional.empty());
  }

  /** What the card would say in the session that began last, if the installation succeeded. */
  static Report of(Trial trial, Phone phone) {
    return new Report(
        1,
        INSTALL,
        phone.transactionId(),
        Optional.of(phone.order().iccid()),
        phone.oid(),
        SUCCESS,
        new Parties(phone.identity(), trial.target().smdpAddress()));
  }

  Report seqNumber(long value) {
    return new Report(value, event, transactionId, iccid, oid, result, parties);
  }

  Report of(Bytes value) {
    return new Report(seqNumber, value, transactionId, iccid, oid, result, parties);
  }

  Report in(TransactionId value) {
    return new Report(seqNumber, event, value, iccid, oid, result, parties);
  }

  Report about(Iccid value) {
    return new Report(seqNumber, event, transactionId, Optional.of(value), oid, result, parties);
  }

  Report aboutNothing() {
    return new Report(seqNumber, event, transactionId, Optional.empty(), oid, result, parties);
  }

  Report to(SmdpOid value) {
    return new Report(seqNumber, event, transactionId, iccid, value, result, parties);
  }

  Report saying(FinalResult value) {
    return new Report(seqNumber, event, transactionId, iccid, oid, value, parties);
  }

  Report signedBy(EuiccIdentity value) {
    var others = new Parties(value, parties.address);
    return new Report(seqNumber, event, transactionId, iccid, oid, result, others);
  }

  ProfileInstallationResult installation() {
    var data = ProfileInstallationResultData.of(transactionId, metadata(), oid, result);
    return ProfileInstallationResult.of(data, Forged.sign(parties.signer, data.der()));
  }

  OtherSignedNotification other() {
    return other(Forged.sign(parties.signer, metadata().der()));
  }

  /** With a signature over nothing. */
  OtherSignedNotification forged() {
    return other(Forged.sign(parties.signer, Bytes.EMPTY));
  }

  private OtherSignedNotification other(Bytes signature) {
    var signer = parties.signer;
    return OtherSignedNotification.of(
        metadata(), signature, signer.certificate().der(), signer.eum().der());
  }

  private NotificationMetadata metadata() {
    return NotificationMetadata.parse(Der.tlv(
        0xBF2F,
        Der.integer(0x80, seqNumber),
        Der.tlv(0x81, event),
        Der.utf8(0x0C, parties.address),
        Der.optional(0x5A, iccid.map(Iccid::swapped))));
  }
}
