package org.opensmdp.rsp;

import java.util.List;

/**
 * What an eUICC says of itself before it knows the server (SGP.22 v2 §5.7.8). The lists are in the
 * eUICC's order of priority. A v3 eUICC puts its lowest version in svn and adds members, which are
 * skipped.
 *
 * <pre>
 * EUICCInfo1 ::= [32] SEQUENCE { -- Tag 'BF20'
 *     svn                            [2]  VersionType,
 *     euiccCiPKIdListForVerification [9]  SEQUENCE OF SubjectKeyIdentifier,
 *     euiccCiPKIdListForSigning      [10] SEQUENCE OF SubjectKeyIdentifier }
 * </pre>
 */
public record EuiccInfo1(
    VersionType svn,
    List<SubjectKeyId> euiccCiPKIdListForVerification,
    List<SubjectKeyId> euiccCiPKIdListForSigning,
    Bytes der) {
  private static final String PATH = "EUICCInfo1";

  public EuiccInfo1 {
    euiccCiPKIdListForVerification = List.copyOf(euiccCiPKIdListForVerification);
    euiccCiPKIdListForSigning = List.copyOf(euiccCiPKIdListForSigning);
  }

  public static EuiccInfo1 of(
      VersionType svn, List<SubjectKeyId> forVerification, List<SubjectKeyId> forSigning) {
    var der = Der.tlv(
        0xBF20,
        Der.tlv(0x82, svn.octets()),
        SubjectKeyId.list(0xA9, forVerification),
        SubjectKeyId.list(0xAA, forSigning));
    return new EuiccInfo1(svn, forVerification, forSigning, der);
  }

  public static EuiccInfo1 parse(Bytes octets) {
    var members = Tlv.parse(PATH, 0xBF20, octets).members(PATH);
    var info = new EuiccInfo1(
        VersionType.next(members, 0x82, "svn"),
        SubjectKeyId.nextList(members, 0xA9, "euiccCiPKIdListForVerification"),
        SubjectKeyId.nextList(members, 0xAA, "euiccCiPKIdListForSigning"),
        octets);
    members.skipRest();
    return info;
  }
}
