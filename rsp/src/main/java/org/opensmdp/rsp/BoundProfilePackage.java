package org.opensmdp.rsp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A profile package bound to one eUICC (SGP.22 v2 §2.5.4). The blocks are kept as whole TLVs, A0 to
 * A3. What follows them is refused: an LPA would announce octets to the card that it never sends.
 *
 * <pre>
 * BoundProfilePackage ::= [54] SEQUENCE { -- Tag 'BF36'
 *     initialiseSecureChannelRequest [35] InitialiseSecureChannelRequest,
 *     firstSequenceOf87   [0] SEQUENCE OF [7] OCTET STRING,
 *     sequenceOf88        [1] SEQUENCE OF [8] OCTET STRING,
 *     secondSequenceOf87  [2] SEQUENCE OF [7] OCTET STRING OPTIONAL,
 *     sequenceOf86        [3] SEQUENCE OF [6] OCTET STRING }
 * </pre>
 */
public record BoundProfilePackage(
    InitialiseSecureChannelRequest initialiseSecureChannelRequest,
    Bytes firstSequenceOf87,
    Bytes sequenceOf88,
    Optional<Bytes> secondSequenceOf87,
    Bytes sequenceOf86,
    Bytes der) {
  private static final String PATH = "BoundProfilePackage";

  public static BoundProfilePackage of(
      InitialiseSecureChannelRequest initialiseSecureChannelRequest,
      Bytes firstSequenceOf87,
      Bytes sequenceOf88,
      Optional<Bytes> secondSequenceOf87,
      Bytes sequenceOf86) {
    var der = Der.tlv(
        0xBF36,
        initialiseSecureChannelRequest.der(),
        firstSequenceOf87,
        sequenceOf88,
        secondSequenceOf87.orElse(Bytes.EMPTY),
        sequenceOf86);
    return new BoundProfilePackage(
        initialiseSecureChannelRequest,
        firstSequenceOf87,
        sequenceOf88,
        secondSequenceOf87,
        sequenceOf86,
        der);
  }

  public static BoundProfilePackage parse(Bytes octets) {
    var members = Tlv.parse(PATH, 0xBF36, octets).members(PATH);
    var bound = new BoundProfilePackage(
        InitialiseSecureChannelRequest.from(members.next(0xBF23, "initialiseSecureChannelRequest")),
        sequence(members.next(0xA0, "firstSequenceOf87"), 0x87, "firstSequenceOf87"),
        sequence(members.next(0xA1, "sequenceOf88"), 0x88, "sequenceOf88"),
        members.optional(0xA2).map(tlv -> sequence(tlv, 0x87, "secondSequenceOf87")),
        sequence(members.next(0xA3, "sequenceOf86"), 0x86, "sequenceOf86"),
        octets);
    members.end();
    return bound;
  }

  /** Returns the SEQUENCE OF, having seen that it holds TLVs of the one tag only, at least one. */
  private static Bytes sequence(Tlv sequence, int tag, String name) {
    var elements = sequence.members(PATH);
    do {
      elements.next(tag, name);
    } while (elements.hasNext());
    return sequence.whole();
  }

  /**
   * Returns the pieces in which an LPA gives the package to the eUICC, each one command (SGP.22 v2
   * §2.5.5): the head of BF36 with BF23; A0; the head of A1, then each 88; A2; the head of A3, then
   * each 86.
   */
  public List<Bytes> segments() {
    var segments = new ArrayList<Bytes>();
    segments.add(Bytes.concat(head(Tlv.parse(PATH, der)), initialiseSecureChannelRequest.der()));
    segments.add(firstSequenceOf87);
    addPieces(segments, sequenceOf88);
    secondSequenceOf87.ifPresent(segments::add);
    addPieces(segments, sequenceOf86);
    return List.copyOf(segments);
  }

  private static void addPieces(List<Bytes> segments, Bytes sequence) {
    var tlv = Tlv.parse(PATH, sequence);
    segments.add(head(tlv));
    var elements = tlv.members(PATH);
    while (elements.hasNext()) {
      segments.add(elements.next().whole());
    }
  }

  private static Bytes head(Tlv tlv) {
    return tlv.whole().slice(0, tlv.whole().size() - tlv.value().size());
  }
}
