package org.opensmdp.rsp;

/**
 * What the eUICC signs to prove itself to the server (SGP.22 v2 §5.7.13).
 *
 * <pre>
 * EuiccSigned1 ::= SEQUENCE {
 *     transactionId   [0]  TransactionId,
 *     serverAddress   [3]  UTF8String,
 *     serverChallenge [4]  Octet16,
 *     euiccInfo2      [34] EUICCInfo2,
 *     ctxParams1           CtxParams1 }
 * </pre>
 */
public record EuiccSigned1(
    TransactionId transactionId,
    String serverAddress,
    Bytes serverChallenge,
    EuiccInfo2 euiccInfo2,
    CtxParams1 ctxParams1,
    Bytes der) {
  private static final String PATH = "EuiccSigned1";

  public EuiccSigned1 {
    Sizes.exactly(PATH + ".serverChallenge", 16, serverChallenge);
  }

  public static EuiccSigned1 of(
      TransactionId transactionId,
      String serverAddress,
      Bytes serverChallenge,
      EuiccInfo2 euiccInfo2,
      CtxParams1 ctxParams1) {
    var der = Der.sequence(
        transactionId.toDer(),
        Der.utf8(0x83, serverAddress),
        Der.tlv(0x84, serverChallenge),
        euiccInfo2.der(),
        ctxParams1.der());
    return new EuiccSigned1(
        transactionId, serverAddress, serverChallenge, euiccInfo2, ctxParams1, der);
  }

  public static EuiccSigned1 parse(Bytes octets) {
    return from(Tlv.parse(PATH, 0x30, octets));
  }

  static EuiccSigned1 from(Tlv tlv) {
    var members = tlv.members(PATH);
    var signed = new EuiccSigned1(
        TransactionId.next(members),
        members.utf8(0x83, "serverAddress"),
        members.value(0x84, "serverChallenge"),
        EuiccInfo2.from(members.next(0xBF22, "euiccInfo2")),
        CtxParams1.from(members.next()),
        tlv.whole());
    members.skipRest();
    return signed;
  }
}
