package org.opensmdp.rsp;

/**
 * ES8+.InitialiseSecureChannel, the head of a bound profile package (SGP.22 v2 §5.5.1).
 *
 * <pre>
 * InitialiseSecureChannelRequest ::= [35] SEQUENCE { -- Tag 'BF23'
 *     remoteOpId         [2] INTEGER {installBoundProfilePackage(1)},
 *     transactionId      [0] TransactionId,
 *     controlRefTemplate [6] IMPLICIT ControlRefTemplate,
 *     smdpOtpk           [APPLICATION 73] OCTET STRING,
 *     smdpSign           [APPLICATION 55] OCTET STRING }
 * </pre>
 *
 * @param smdpOtpk otPK.DP.ECKA, 04 || X || Y
 * @param smdpSign the whole TLV 5F37
 */
public record InitialiseSecureChannelRequest(
    int remoteOpId,
    TransactionId transactionId,
    ControlRefTemplate controlRefTemplate,
    Bytes smdpOtpk,
    Bytes smdpSign,
    Bytes der) {
  public static final int INSTALL_BOUND_PROFILE_PACKAGE = 1;

  private static final String PATH = "InitialiseSecureChannelRequest";
  private static final int OTPK = 0x5F49;

  /** Returns the request of an installation. */
  public static InitialiseSecureChannelRequest of(
      TransactionId transactionId,
      ControlRefTemplate controlRefTemplate,
      Bytes smdpOtpk,
      Bytes smdpSign) {
    var der = Der.tlv(0xBF23, unsigned(transactionId, controlRefTemplate, smdpOtpk), smdpSign);
    return new InitialiseSecureChannelRequest(
        INSTALL_BOUND_PROFILE_PACKAGE, transactionId, controlRefTemplate, smdpOtpk, smdpSign, der);
  }

  public static InitialiseSecureChannelRequest parse(Bytes octets) {
    return from(Tlv.parse(PATH, 0xBF23, octets));
  }

  static InitialiseSecureChannelRequest from(Tlv tlv) {
    var members = tlv.members(PATH);
    var request = new InitialiseSecureChannelRequest(
        members.integer(0x82, "remoteOpId"),
        TransactionId.next(members),
        ControlRefTemplate.from(members.next(0xA6, "controlRefTemplate")),
        members.value(OTPK, "smdpOtpk"),
        SignatureTlv.next(members, "smdpSign"),
        tlv.whole());
    members.skipRest();
    return request;
  }

  /**
   * Returns what smdpSign covers. The eUICC's one-time key is signed as a TLV although it is not sent.
   */
  public static Bytes signedOctets(
      TransactionId transactionId,
      ControlRefTemplate controlRefTemplate,
      Bytes smdpOtpk,
      Bytes euiccOtpk) {
    return Bytes.concat(
        unsigned(transactionId, controlRefTemplate, smdpOtpk), Der.tlv(OTPK, euiccOtpk));
  }

  /** Returns what smdpSign must cover, out of the octets received. */
  public Bytes signedOctets(Bytes euiccOtpk) {
    var members = Tlv.parse(PATH, der).members(PATH);
    return Bytes.concat(
        members.next().whole(),
        members.next().whole(),
        members.next().whole(),
        members.next().whole(),
        Der.tlv(OTPK, euiccOtpk));
  }

  private static Bytes unsigned(
      TransactionId transactionId, ControlRefTemplate controlRefTemplate, Bytes smdpOtpk) {
    return Bytes.concat(
        Der.integer(0x82, INSTALL_BOUND_PROFILE_PACKAGE),
        transactionId.toDer(),
        controlRefTemplate.der(),
        Der.tlv(OTPK, smdpOtpk));
  }
}
