package org.opensmdp.profile;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.rsp.Imsi;

/**
 * What a profile package says about itself; no keys.
 *
 * @param headerIccid the ICCID of the header; empty if its digits are no ICCID
 * @param headerIccidDigits the nibbles of the header's ICCID before the filler, readable or not
 * @param efIccid the content of EF.ICCID; empty if there is none or its digits are no ICCID
 * @param efIccidDigits the nibbles of EF.ICCID, swapped back, before the filler
 * @param imsis the content of every EF.IMSI that holds an IMSI, in the order of the package
 * @param mncLength digits of the MNC, 2 or 3, as the first EF.AD that has the octet says
 * @param gid1 the content of EF.GID1, if the package writes one
 * @param gid2 the content of EF.GID2, if the package writes one
 * @param algorithms one per akaParameter that carries its own parameters, in the order of the package
 * @param templateOids dotted, as the header lists them
 * @param size octets of the whole package
 */
public record ProfileFacts(
    VersionNumber version,
    Optional<String> profileType,
    Optional<Iccid> headerIccid,
    String headerIccidDigits,
    Optional<Iccid> efIccid,
    Optional<String> efIccidDigits,
    List<Imsi> imsis,
    Optional<Integer> mncLength,
    Optional<Bytes> gid1,
    Optional<Bytes> gid2,
    Set<MandatoryService> services,
    List<String> templateOids,
    List<AkaAlgorithm> algorithms,
    int size) {

  public ProfileFacts {
    imsis = List.copyOf(imsis);
    services = Set.copyOf(services);
    templateOids = List.copyOf(templateOids);
    algorithms = List.copyOf(algorithms);
  }

  /** Whether any application authenticates with the test algorithm. */
  public boolean testAlgorithm() {
    return algorithms.contains(AkaAlgorithm.USIM_TEST_ALGORITHM);
  }
}
