package org.opensmdp.crypto;

import static org.opensmdp.rsp.BppCommandId.INITIALISE_SECURE_CHANNEL;
import static org.opensmdp.rsp.ErrorReason.INCORRECT_INPUT_VALUES;
import static org.opensmdp.rsp.ErrorReason.INVALID_SIGNATURE;
import static org.opensmdp.rsp.ErrorReason.INVALID_TRANSACTION_ID;
import static org.opensmdp.rsp.ErrorReason.UNSUPPORTED_CRT_VALUES;
import static org.opensmdp.rsp.ErrorReason.UNSUPPORTED_REMOTE_OPERATION_TYPE;

import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.ControlRefTemplate;
import org.opensmdp.rsp.Eid;
import org.opensmdp.rsp.ErrorReason;
import org.opensmdp.rsp.InitialiseSecureChannelRequest;
import org.opensmdp.rsp.SignatureTlv;
import org.opensmdp.rsp.TransactionId;

/** The checks of ES8+.InitialiseSecureChannel by the eUICC, in the order of SGP.22 v2 §5.5.1. */
record SecureChannel(
    EphemeralKey euiccOtsk, EcPublicKey dpPb, TransactionId transactionId, Eid eid) {

  /** The request and the session keys it leads to. */
  record Accepted(InitialiseSecureChannelRequest request, BspKeys keys) {}

  Accepted accept(Bytes octets) throws BppFailure {
    var request = InitialiseSecureChannelRequest.parse(octets);
    var template = request.controlRefTemplate();
    require(signatureVerifies(request), INVALID_SIGNATURE, "smdpSign");
    require(request.transactionId().equals(transactionId), INVALID_TRANSACTION_ID, "transactionId");
    require(
        template.keyType() == ControlRefTemplate.AES
            && template.keyLen() == ControlRefTemplate.AES_128_OCTETS,
        UNSUPPORTED_CRT_VALUES,
        "keyType %X, keyLen %X".formatted(template.keyType(), template.keyLen()));
    require(
        template.hostIdFits(),
        UNSUPPORTED_CRT_VALUES,
        "hostId of " + template.hostId().size() + " octets");
    require(
        request.remoteOpId() == InitialiseSecureChannelRequest.INSTALL_BOUND_PROFILE_PACKAGE,
        UNSUPPORTED_REMOTE_OPERATION_TYPE,
        "remoteOpId " + request.remoteOpId());
    return new Accepted(request, keys(request));
  }

  private boolean signatureVerifies(InitialiseSecureChannelRequest request) {
    var signed = request.signedOctets(euiccOtsk.publicKey().point());
    return Signatures.verify(dpPb, signed, SignatureTlv.value(request.smdpSign()));
  }

  private BspKeys keys(InitialiseSecureChannelRequest request) throws BppFailure {
    try {
      var smdpOtpk = new EcPublicKey(euiccOtsk.publicKey().curve(), request.smdpOtpk());
      try (var z = euiccOtsk.agree(smdpOtpk)) {
        return KeyDerivation.sessionKeys(z, request.controlRefTemplate().hostId(), eid);
      }
    } catch (InvalidPoint | IllegalArgumentException e) {
      throw new BppFailure(INITIALISE_SECURE_CHANNEL, INCORRECT_INPUT_VALUES, "smdpOtpk");
    }
  }

  private static void require(boolean holds, ErrorReason reason, String detail) throws BppFailure {
    if (!holds) {
      throw new BppFailure(INITIALISE_SECURE_CHANNEL, reason, detail);
    }
  }
}
