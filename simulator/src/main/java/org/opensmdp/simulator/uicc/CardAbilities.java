package org.opensmdp.simulator.uicc;

import java.util.Set;
import org.opensmdp.profile.VersionNumber;

/**
 * What a card can do with profile elements.
 *
 * @param version the newest version of the package format it knows
 * @param capabilities bits of UICCCapability
 * @param freeMemory octets for files
 * @param checksTestKeys whether it tells test keys from others, and takes each with its profile class
 *     only
 */
public record CardAbilities(
    VersionNumber version, Set<Integer> capabilities, int freeMemory, boolean checksTestKeys) {
  static final int CSIM = 3;
  static final int MILENAGE = 4;
  static final int CAVE = 5;
  static final int TUAK128 = 6;
  static final int TUAK256 = 7;
  static final int USIM_TEST_ALGORITHM = 8;
  static final int JAVACARD = 14;
  static final int MULTOS = 15;
  static final int BER_TLV = 19;
  static final int DF_LINK = 20;

  public CardAbilities {
    capabilities = Set.copyOf(capabilities);
  }

  boolean has(int capability) {
    return capabilities.contains(capability);
  }
}
