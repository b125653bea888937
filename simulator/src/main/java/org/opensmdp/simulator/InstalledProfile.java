package org.opensmdp.simulator;

import java.util.Optional;
import org.opensmdp.profile.ProfileFacts;
import org.opensmdp.profile.ProfilePackage;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.rsp.StoreMetadataRequest;

/**
 * A profile on a {@link VirtualEuicc} (SGP.22 v2 §2.4.3).
 *
 * @param isdpAid the AID of its ISD-P, 16 octets
 * @param dpProprietaryData the TLV B8 of ConfigureISDP
 * @param nickname what the user calls it
 * @param unprotectedProfilePackage the profile elements in the clear, keys among them: never printed
 */
public record InstalledProfile(
    Iccid iccid,
    Bytes isdpAid,
    StoreMetadataRequest metadata,
    Optional<Bytes> dpProprietaryData,
    Optional<String> nickname,
    Bytes unprotectedProfilePackage,
    boolean enabled) {
  /** What an ISD-P takes before anything is in it. */
  static final int EMPTY_ISDP_OCTETS = 256;

  InstalledProfile with(boolean nowEnabled) {
    return new InstalledProfile(
        iccid,
        isdpAid,
        metadata,
        dpProprietaryData,
        nickname,
        unprotectedProfilePackage,
        nowEnabled);
  }

  InstalledProfile called(Optional<String> newNickname) {
    return new InstalledProfile(
        iccid,
        isdpAid,
        metadata,
        dpProprietaryData,
        newNickname,
        unprotectedProfilePackage,
        enabled);
  }

  InstalledProfile configured(Optional<Bytes> newDpProprietaryData) {
    return new InstalledProfile(
        iccid,
        isdpAid,
        metadata,
        newDpProprietaryData,
        nickname,
        unprotectedProfilePackage,
        enabled);
  }

  /** Returns what it takes of the non-volatile memory, octets. */
  int octets() {
    return EMPTY_ISDP_OCTETS + metadata.der().size() + unprotectedProfilePackage.size();
  }

  /** Returns what the files of the profile say: EF.ICCID and EF.IMSI among them. */
  public ProfileFacts facts() {
    return ProfilePackage.parse(unprotectedProfilePackage).facts();
  }

  @Override
  public String toString() {
    return "InstalledProfile[%s, %s]".formatted(iccid, enabled ? "enabled" : "disabled");
  }
}
