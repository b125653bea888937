package org.opensmdp.simulator;

import org.opensmdp.rsp.AuthenticateServerResponse;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.CancelSessionReason;
import org.opensmdp.rsp.Der;
import org.opensmdp.rsp.EuiccCancelSessionSigned;
import org.opensmdp.rsp.EuiccSigned1;
import org.opensmdp.rsp.EuiccSigned2;
import org.opensmdp.rsp.NotificationMetadata;
import org.opensmdp.rsp.PendingNotification;
import org.opensmdp.rsp.PrepareDownloadResponse;
import org.opensmdp.rsp.ProfileInstallationResult;
import org.opensmdp.rsp.ProfileInstallationResultData;
import org.opensmdp.rsp.SmdpOid;
import org.opensmdp.rsp.Tlv;
import org.opensmdp.rsp.TransactionId;

/**
 * What a card says, bent as its quirks want it. What it signs is bent before it is signed, so that
 * only a quirk of the signature breaks that; without quirks everything passes as it is.
 */
record CrookedAnswers(EuiccQuirks quirks) {
  private static final TransactionId ANOTHER_TRANSACTION =
      TransactionId.fromHex("00112233445566778899AABBCCDDEEFF");
  private static final SmdpOid ANOTHER_SERVER = new SmdpOid("2.999.11");
  private static final Bytes ANOTHER_CHALLENGE = Bytes.fromHex("000102030405060708090A0B0C0D0E0F");
  private static final String ANOTHER_ADDRESS = "other.example.com";
  private static final Bytes NO_POINT = Bytes.fromHex("04" + "00".repeat(63) + "01");
  private static final Bytes OF_A_LATER_VERSION = Der.tlv(0xBF7F, Der.integer(0x80, 3));
  private static final Bytes EMPTY_OCTET_STRING = Bytes.fromHex("0400");
  private static final int NAMED_BITS = 0x81;

  EuiccSigned1 signed1(EuiccSigned1 honest) {
    var signed = EuiccSigned1.of(
        id(Quirk.WRONG_TRANSACTION_ID1, honest.transactionId()),
        quirks.has(Quirk.WRONG_SERVER_ADDRESS) ? ANOTHER_ADDRESS : honest.serverAddress(),
        quirks.has(Quirk.WRONG_SERVER_CHALLENGE) ? ANOTHER_CHALLENGE : honest.serverChallenge(),
        honest.euiccInfo2(),
        honest.ctxParams1());
    return quirks.has(Quirk.ADDED_MEMBERS)
        ? EuiccSigned1.parse(longer(signed.der(), OF_A_LATER_VERSION))
        : signed;
  }

  EuiccSigned2 signed2(EuiccSigned2 honest) {
    var signed = EuiccSigned2.of(
        id(Quirk.WRONG_TRANSACTION_ID2, honest.transactionId()),
        quirks.has(Quirk.NO_POINT) ? NO_POINT : honest.euiccOtpk(),
        honest.hashCc().filter(hash -> !quirks.has(Quirk.NO_HASH_CC)));
    if (quirks.has(Quirk.EMPTY_HASH_CC) && signed.hashCc().isEmpty()) {
      signed = EuiccSigned2.parse(longer(signed.der(), EMPTY_OCTET_STRING));
    }
    return quirks.has(Quirk.ADDED_MEMBERS)
        ? EuiccSigned2.parse(longer(signed.der(), OF_A_LATER_VERSION))
        : signed;
  }

  EuiccCancelSessionSigned cancelled(TransactionId id, SmdpOid oid, CancelSessionReason reason) {
    return EuiccCancelSessionSigned.of(
        id(Quirk.WRONG_CANCEL_TRANSACTION_ID, id), oid(Quirk.WRONG_CANCEL_OID, oid), reason);
  }

  ProfileInstallationResultData reported(ProfileInstallationResultData honest) {
    var data = ProfileInstallationResultData.of(
        id(Quirk.WRONG_REPORT_TRANSACTION_ID, honest.transactionId()),
        honest.notificationMetadata(),
        oid(Quirk.WRONG_REPORT_OID, honest.smdpOid()),
        honest.finalResult());
    return quirks.has(Quirk.ADDED_MEMBERS)
        ? ProfileInstallationResultData.parse(longer(data.der(), OF_A_LATER_VERSION))
        : data;
  }

  NotificationMetadata metadata(NotificationMetadata honest) {
    if (!quirks.has(Quirk.PADDED_BITS)) {
      return honest;
    }
    var bits = honest.profileManagementOperation().toArray();
    bits[0] = 0; // no unused bits: those behind are sent as zeros
    var padded = Der.tlv(
        0xBF2F,
        Der.integer(0x80, honest.seqNumber()),
        Der.tlv(NAMED_BITS, Bytes.wrap(bits)),
        Der.utf8(0x0C, honest.notificationAddress()),
        Der.optional(0x5A, honest.iccidOctets()));
    return NotificationMetadata.parse(padded);
  }

  long firstSequenceNumber() {
    return quirks.value(Quirk.FIRST_SEQUENCE_NUMBER).orElse(1);
  }

  long sequenceStep() {
    return quirks.value(Quirk.SEQUENCE_STEP).orElse(1);
  }

  /** The TLV of a signature, as it is, or with its last octet changed. */
  Bytes signature(Quirk<Boolean> wrong, Bytes honest) {
    if (!quirks.has(wrong)) {
      return honest;
    }
    var changed = honest.toArray();
    changed[changed.length - 1] ^= 1;
    return Bytes.wrap(changed);
  }

  AuthenticateServerResponse written(AuthenticateServerResponse response) {
    if (response instanceof AuthenticateServerResponse.Error error
        && quirks.has(Quirk.TAGGED_ERROR_CODE)) {
      return AuthenticateServerResponse.parse(
          tagged(0xBF38, error.transactionId(), error.authenticateErrorCode()));
    }
    return quirks.has(Quirk.LONG_LENGTHS)
        ? AuthenticateServerResponse.parse(longLength(response.der()))
        : response;
  }

  PrepareDownloadResponse written(PrepareDownloadResponse response) {
    if (response instanceof PrepareDownloadResponse.Error error
        && quirks.has(Quirk.TAGGED_ERROR_CODE)) {
      return PrepareDownloadResponse.parse(
          tagged(0xBF21, error.transactionId(), error.downloadErrorCode()));
    }
    return quirks.has(Quirk.LONG_LENGTHS)
        ? PrepareDownloadResponse.parse(longLength(response.der()))
        : response;
  }

  ProfileInstallationResult written(ProfileInstallationResult result) {
    return quirks.has(Quirk.LONG_LENGTHS)
        ? ProfileInstallationResult.parse(longLength(result.der()))
        : result;
  }

  PendingNotification written(PendingNotification notification) {
    return quirks.has(Quirk.LONG_LENGTHS)
        ? PendingNotification.parse(longLength(notification.der()))
        : notification;
  }

  private TransactionId id(Quirk<Boolean> wrong, TransactionId honest) {
    return quirks.has(wrong) ? ANOTHER_TRANSACTION : honest;
  }

  private SmdpOid oid(Quirk<Boolean> wrong, SmdpOid honest) {
    return quirks.has(wrong) ? ANOTHER_SERVER : honest;
  }

  private static Bytes tagged(int tag, TransactionId id, int code) {
    return Der.tlv(tag, Der.tlv(0xA1, id.toDer(), Der.integer(0x81, code)));
  }

  /** The TLV with something more at its end. */
  private static Bytes longer(Bytes der, Bytes more) {
    var tlv = Tlv.parse("signed", der);
    return Der.tlv(tlv.tag(), tlv.value(), more);
  }

  /** The TLV with its length in three octets, whatever it is. */
  private static Bytes longLength(Bytes der) {
    var tlv = Tlv.parse("answer", der);
    int length = tlv.value().size();
    var octets = Bytes.of((byte) 0x83, (byte) (length >> 16), (byte) (length >> 8), (byte) length);
    return Bytes.concat(tag(tlv), octets, tlv.value());
  }

  private static Bytes tag(Tlv tlv) {
    return tlv.whole().slice(0, tlv.tag() > 0xFF ? 2 : 1);
  }
}
