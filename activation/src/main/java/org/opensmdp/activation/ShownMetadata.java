package org.opensmdp.activation;

import java.util.Optional;
import org.opensmdp.profile.ProfileMetadata;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.rsp.Imsi;
import org.opensmdp.rsp.StoreMetadataRequest;

/** What a phone is shown of a profile: at the release it is judged, at authenticateClient it is sent. */
final class ShownMetadata {
  private ShownMetadata() {}

  static StoreMetadataRequest of(ProfileType type, Iccid iccid, Optional<Imsi> imsi) {
    return imsi.map(of -> ProfileMetadata.of(type.texts(), iccid, of, type.mncLength()))
        .orElseGet(() -> ProfileMetadata.of(type.texts(), iccid));
  }
}
