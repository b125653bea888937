package org.opensmdp.rsp;

import java.util.Optional;

/**
 * How an installation ended (SGP.22 v2 §2.5.6). {@code der} is the alternative, without the A2 around.
 *
 * <pre>
 * finalResult [2] CHOICE {
 *     successResult SuccessResult,
 *     errorResult   ErrorResult }
 * </pre>
 */
public sealed interface FinalResult {
  /** Returns the TLV of the alternative, A0 or A1. */
  Bytes der();

  static FinalResult parse(Bytes octets) {
    return from(Tlv.parse("FinalResult", octets));
  }

  /** Reads the alternative out of the A2 around it. */
  static FinalResult from(Tlv alternative) {
    return switch (alternative.tag()) {
      case 0xA0 -> Success.read(alternative);
      case 0xA1 -> Failure.read(alternative);
      default ->
        throw new InvalidMessage("FinalResult: alternative %s (expected: A0 or A1)"
            .formatted(Tlv.hex(alternative.tag())));
    };
  }

  /**
   * The profile is on the eUICC.
   *
   * <pre>
   * SuccessResult ::= SEQUENCE {
   *     aid          [APPLICATION 15] OCTET STRING (SIZE (5..16)),
   *     simaResponse OCTET STRING }
   * </pre>
   */
  record Success(Bytes aid, Bytes simaResponse, Bytes der) implements FinalResult {
    public Success {
      Sizes.between("SuccessResult.aid", 5, 16, aid);
    }

    public static Success of(Bytes aid, Bytes simaResponse) {
      var der = Der.tlv(0xA0, Der.tlv(0x4F, aid), Der.tlv(0x04, simaResponse));
      return new Success(aid, simaResponse, der);
    }

    private static Success read(Tlv alternative) {
      var members = alternative.members("SuccessResult");
      var success = new Success(
          members.value(0x4F, "aid"), members.value(0x04, "simaResponse"), alternative.whole());
      members.skipRest();
      return success;
    }
  }

  /**
   * The profile is not on the eUICC.
   *
   * <pre>
   * ErrorResult ::= SEQUENCE {
   *     bppCommandId BppCommandId,
   *     errorReason  ErrorReason,
   *     simaResponse OCTET STRING OPTIONAL }
   * </pre>
   *
   * @param bppCommandId as received; {@link BppCommandId#of} names it
   * @param errorReason as received; {@link ErrorReason#of} names it
   */
  record Failure(int bppCommandId, int errorReason, Optional<Bytes> simaResponse, Bytes der)
      implements FinalResult {

    public static Failure of(int bppCommandId, int errorReason, Optional<Bytes> simaResponse) {
      var der = Der.tlv(
          0xA1,
          Der.integer(0x80, bppCommandId),
          Der.integer(0x81, errorReason),
          Der.optional(0x82, simaResponse));
      return new Failure(bppCommandId, errorReason, simaResponse, der);
    }

    private static Failure read(Tlv alternative) {
      var members = alternative.members("ErrorResult");
      var failure = new Failure(
          members.integer(0x80, "bppCommandId"),
          members.integer(0x81, "errorReason"),
          members.optional(0x82).map(Tlv::value),
          alternative.whole());
      members.skipRest();
      return failure;
    }
  }
}
