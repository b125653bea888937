package org.opensmdp.simulator;

import java.util.ArrayList;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Der;
import org.opensmdp.rsp.EuiccInfo1;
import org.opensmdp.rsp.EuiccInfo2;
import org.opensmdp.rsp.Tlv;
import org.opensmdp.rsp.VersionType;

/**
 * EUICCInfo1 and EUICCInfo2 with the members that a card of its SVN has (SGP.22 §5.7.8). What each
 * version has added stands behind what there was before, in the order of the tags:
 *
 * <pre>
 * 2.0  ends with the lists of CIs; ppVersion came later
 * 2.2  AC certificationDataObject
 * 2.3  8D treProperties, 8E treProductReference, AF additionalEuiccProfilePackageVersions
 * 2.4  90 lpaMode
 * 2.6  95 minimum security level
 * 3    B1 euiccCiPKIdListForSigningV3, 93 highestSvn, in EUICCInfo1 too
 * </pre>
 */
final class VersionedInfo {
  private static final VersionType V2_1 = new VersionType(2, 1, 0);
  private static final VersionType V2_2 = new VersionType(2, 2, 0);
  private static final VersionType V2_3 = new VersionType(2, 3, 0);
  private static final VersionType V2_4 = new VersionType(2, 4, 0);
  private static final VersionType V2_6 = new VersionType(2, 6, 0);

  private static final int PP_VERSION = 0x04;
  private static final Bytes NO_SIGNING_CI_OF_V3 = Der.tlv(0xB1);

  private final EuiccProfile euicc;

  private VersionedInfo(EuiccProfile euicc) {
    this.euicc = euicc;
  }

  static EuiccInfo1 of(EuiccProfile euicc, EuiccInfo1 common) {
    var versioned = new VersionedInfo(euicc);
    return EuiccInfo1.parse(versioned.with(0xBF20, common.der(), versioned.addedToInfo1()));
  }

  static EuiccInfo2 of(EuiccProfile euicc, EuiccInfo2 common) {
    var versioned = new VersionedInfo(euicc);
    return EuiccInfo2.parse(versioned.with(0xBF22, common.der(), versioned.addedToInfo2()));
  }

  private Bytes with(int tag, Bytes common, Bytes added) {
    var kept = new ArrayList<Bytes>();
    var members = Tlv.parse("EUICCInfo", tag, common).members("EUICCInfo");
    while (members.hasNext()) {
      var member = members.next();
      if (since(V2_1) || member.tag() != PP_VERSION) {
        kept.add(member.whole());
      }
    }
    kept.add(added);
    return Der.tlv(tag, kept.toArray(Bytes[]::new));
  }

  private Bytes addedToInfo1() {
    return euicc
        .highestSvn()
        .map(highest -> Bytes.concat(
            NO_SIGNING_CI_OF_V3, Der.namedBits(0x88, 0), Der.tlv(0x93, highest.octets())))
        .orElse(Bytes.EMPTY);
  }

  private Bytes addedToInfo2() {
    var added = new ArrayList<Bytes>();
    if (since(V2_2)) {
      added.add(
          Der.tlv(0xAC, Der.utf8(0x80, "platform"), Der.utf8(0x81, "https://dlo.example.com")));
    }
    if (since(V2_3)) {
      added.add(Der.namedBits(0x8D, 0));
      added.add(Der.utf8(0x8E, "TRE"));
      added.add(Der.tlv(0xAF, Der.tlv(0x04, euicc.profileVersion().octets())));
    }
    if (since(V2_4)) {
      added.add(Der.integer(0x90, 0));
    }
    euicc.highestSvn().ifPresent(highest -> {
      added.add(NO_SIGNING_CI_OF_V3);
      added.add(Der.tlv(0x93, highest.octets()));
    });
    if (since(V2_6)) {
      added.add(Der.integer(0x95, 1));
    }
    return Bytes.concat(added.toArray(Bytes[]::new));
  }

  private boolean since(VersionType version) {
    return euicc.svn().compareTo(version) >= 0;
  }
}
