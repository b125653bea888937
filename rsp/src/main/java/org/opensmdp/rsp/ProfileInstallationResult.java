package org.opensmdp.rsp;

/**
 * The eUICC's word on an installation, with its signature and without its certificate (SGP.22 v2
 * §2.5.6).
 *
 * <pre>
 * ProfileInstallationResult ::= [55] SEQUENCE { -- Tag 'BF37'
 *     profileInstallationResultData [39] ProfileInstallationResultData,
 *     euiccSignPIR                  [APPLICATION 55] OCTET STRING }
 * </pre>
 *
 * @param euiccSignPIR the whole TLV 5F37, over the whole BF27
 */
public record ProfileInstallationResult(
    ProfileInstallationResultData profileInstallationResultData, Bytes euiccSignPIR, Bytes der)
    implements PendingNotification {
  private static final String PATH = "ProfileInstallationResult";

  public static ProfileInstallationResult of(
      ProfileInstallationResultData profileInstallationResultData, Bytes euiccSignPIR) {
    var der = Der.tlv(0xBF37, profileInstallationResultData.der(), euiccSignPIR);
    return new ProfileInstallationResult(profileInstallationResultData, euiccSignPIR, der);
  }

  public static ProfileInstallationResult parse(Bytes octets) {
    return from(Tlv.parse(PATH, 0xBF37, octets));
  }

  static ProfileInstallationResult from(Tlv tlv) {
    var members = tlv.members(PATH);
    var result = new ProfileInstallationResult(
        ProfileInstallationResultData.from(members.next(0xBF27, "profileInstallationResultData")),
        SignatureTlv.next(members, "euiccSignPIR"),
        tlv.whole());
    members.skipRest();
    return result;
  }

  @Override
  public NotificationMetadata notificationMetadata() {
    return profileInstallationResultData.notificationMetadata();
  }
}
