package org.opensmdp.simulator;

import java.util.Optional;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.StoreMetadataRequest;

/**
 * An installed profile as the file of a card writes it, octets in hex; what is not there is empty.
 *
 * @param identity which of the card's certificates signs for it, from 0
 */
record SavedProfile(
    String isdpAid,
    boolean enabled,
    String nickname,
    int identity,
    String metadata,
    String dpProprietaryData,
    String elements) {

  static SavedProfile of(CardProfiles.Installed installed, EuiccProfile euicc) {
    var profile = installed.profile();
    return new SavedProfile(
        profile.isdpAid().toString(),
        profile.enabled(),
        profile.nickname().orElse(""),
        euicc.identities().indexOf(installed.identity()),
        profile.metadata().der().toString(),
        profile.dpProprietaryData().map(Bytes::toString).orElse(""),
        profile.unprotectedProfilePackage().toString());
  }

  CardProfiles.Installed installed(EuiccProfile euicc) {
    var request = StoreMetadataRequest.parse(Bytes.fromHex(metadata));
    var profile = new InstalledProfile(
        request.iccid(),
        Bytes.fromHex(isdpAid),
        request,
        present(dpProprietaryData).map(Bytes::fromHex),
        present(nickname),
        Bytes.fromHex(elements),
        enabled);
    return new CardProfiles.Installed(profile, euicc.identities().get(identity));
  }

  static Optional<String> present(String text) {
    return Optional.of(text).filter(some -> !some.isEmpty());
  }

  /** The elements hold the keys of a subscriber. */
  @Override
  public String toString() {
    return "SavedProfile[%s]".formatted(isdpAid);
  }
}
