package org.opensmdp.simulator;

import org.opensmdp.profile.ProfileFacts;
import org.opensmdp.profile.ProfilePackage;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.rsp.StoreMetadataRequest;

/**
 * A profile on a {@link VirtualEuicc} (SGP.22 v2 §2.4.3).
 *
 * @param isdpAid the AID of its ISD-P, 16 octets
 * @param unprotectedProfilePackage the profile elements in the clear, keys among them: never printed
 */
public record InstalledProfile(
    Iccid iccid,
    Bytes isdpAid,
    StoreMetadataRequest metadata,
    Bytes unprotectedProfilePackage,
    boolean enabled) {

  InstalledProfile with(boolean nowEnabled) {
    return new InstalledProfile(iccid, isdpAid, metadata, unprotectedProfilePackage, nowEnabled);
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
