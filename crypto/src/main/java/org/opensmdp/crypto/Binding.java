package org.opensmdp.crypto;

import java.util.Optional;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.ControlRefTemplate;
import org.opensmdp.rsp.Der;
import org.opensmdp.rsp.InitialiseSecureChannelRequest;
import org.opensmdp.rsp.SignatureTlv;
import org.opensmdp.rsp.TransactionId;

/**
 * A profile package bound to a one-time key of an eUICC, but for the head that names the session
 * (SGP.22 v2 §2.5.4). Nothing in it depends on the transactionId and nothing secret is needed any
 * more, so it can be delivered again in each later session with the same one-time key.
 *
 * @param head the TLVs A0, A1, A2 where the keys are replaced, and A3 unless it was protected ahead
 * @param ahead the TLVs 86 that were protected ahead; they belong to no one-time key
 */
public record Binding(
    EcPublicKey euiccOtpk, EcPublicKey smdpOtpk, Bytes hostId, Bytes head, Optional<Bytes> ahead) {
  private static final int BOUND_PROFILE_PACKAGE = 0xBF36;

  public Binding {
    if (euiccOtpk.curve() != smdpOtpk.curve()) {
      throw new IllegalArgumentException("binding: one-time keys on two curves");
    }
  }

  /** Makes a binding in which all blocks belong to the one-time key. */
  public Binding(EcPublicKey euiccOtpk, EcPublicKey smdpOtpk, Bytes hostId, Bytes blocks) {
    this(euiccOtpk, smdpOtpk, hostId, blocks, Optional.empty());
  }

  /** Returns the TLVs A0, A1, A2 where the keys are replaced, and A3, as delivered. */
  public Bytes blocks() {
    return ahead.map(segments -> Bytes.concat(head, Der.tlv(0xA3, segments))).orElse(head);
  }

  /**
   * Returns smdpSign for a session, the TLV 5F37.
   *
   * @throws IllegalArgumentException if {@code dpPb} is on another curve than the one-time keys
   */
  public Bytes sign(TransactionId transactionId, SigningKey dpPb) {
    if (dpPb.publicKey().curve() != smdpOtpk.curve()) {
      throw new IllegalArgumentException("binding: DPpb on another curve than the one-time keys");
    }
    var signed = InitialiseSecureChannelRequest.signedOctets(
        transactionId, controlRefTemplate(), smdpOtpk.point(), euiccOtpk.point());
    return SignatureTlv.toDer(dpPb.sign(signed));
  }

  /** Returns the BoundProfilePackage for a session, its head signed with {@code smdpSign}. */
  public Bytes assemble(TransactionId transactionId, Bytes smdpSign) {
    var channel = InitialiseSecureChannelRequest.of(
        transactionId, controlRefTemplate(), smdpOtpk.point(), smdpSign);
    return Der.tlv(BOUND_PROFILE_PACKAGE, channel.der(), blocks());
  }

  /** Signs and assembles in one go. */
  public Bytes assemble(TransactionId transactionId, SigningKey dpPb) {
    return assemble(transactionId, sign(transactionId, dpPb));
  }

  private ControlRefTemplate controlRefTemplate() {
    return ControlRefTemplate.of(ControlRefTemplate.AES, ControlRefTemplate.AES_128_OCTETS, hostId);
  }

  @Override
  public String toString() {
    return "Binding[%s, %d octets]"
        .formatted(EcKeyFormats.name(smdpOtpk), blocks().size());
  }
}
