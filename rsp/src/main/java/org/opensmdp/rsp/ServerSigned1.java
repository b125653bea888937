package org.opensmdp.rsp;

/**
 * What the server signs to prove itself to the eUICC (SGP.22 v2 §5.7.13).
 *
 * <pre>
 * ServerSigned1 ::= SEQUENCE {
 *     transactionId   [0] TransactionId,
 *     euiccChallenge  [1] Octet16,
 *     serverAddress   [3] UTF8String,
 *     serverChallenge [4] Octet16 }
 * </pre>
 */
public record ServerSigned1(
    TransactionId transactionId,
    Bytes euiccChallenge,
    String serverAddress,
    Bytes serverChallenge,
    Bytes der) {
  private static final String PATH = "ServerSigned1";

  public ServerSigned1 {
    Sizes.exactly(PATH + ".euiccChallenge", 16, euiccChallenge);
    Sizes.exactly(PATH + ".serverChallenge", 16, serverChallenge);
  }

  public static ServerSigned1 of(
      TransactionId transactionId,
      Bytes euiccChallenge,
      String serverAddress,
      Bytes serverChallenge) {
    var der = Der.sequence(
        transactionId.toDer(),
        Der.tlv(0x81, euiccChallenge),
        Der.utf8(0x83, serverAddress),
        Der.tlv(0x84, serverChallenge));
    return new ServerSigned1(transactionId, euiccChallenge, serverAddress, serverChallenge, der);
  }

  public static ServerSigned1 parse(Bytes octets) {
    return from(Tlv.parse(PATH, 0x30, octets));
  }

  static ServerSigned1 from(Tlv tlv) {
    var members = tlv.members(PATH);
    var signed = new ServerSigned1(
        TransactionId.next(members),
        members.value(0x81, "euiccChallenge"),
        members.utf8(0x83, "serverAddress"),
        members.value(0x84, "serverChallenge"),
        tlv.whole());
    members.skipRest();
    return signed;
  }
}
