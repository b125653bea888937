package org.opensmdp.console;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.opensmdp.activation.ProfileVersion;
import org.opensmdp.activation.VersionState;

/** A version as members of JSON. */
final class VersionJson {
  private VersionJson() {}

  static Optional<ProfileVersion> stable(List<ProfileVersion> all) {
    return all.stream().filter(it -> it.state() == VersionState.STABLE).findFirst();
  }

  /** @param stable what it is measured against: octets more, or less */
  static Map<String, Object> of(ProfileVersion version, Optional<ProfileVersion> stable) {
    var members = new LinkedHashMap<String, Object>();
    members.put("number", version.number());
    members.put("state", version.state().name().toLowerCase(Locale.ROOT));
    members.put("octets", version.octets());
    members.put("growth", stable.map(than -> version.octets() - than.octets()));
    members.put("contentHash", version.contentHash().toString());
    members.put("createdAt", version.createdAt());
    members.put("origin", version.origin());
    members.put("note", version.note());
    members.put("warnings", version.findings().size());
    members.put("stableSince", version.life().stableSince());
    members.put("withdrawnAt", version.life().withdrawnAt());
    members.put(
        "withdrawnWhy", Optional.of(version.life().withdrawnWhy()).filter(why -> !why.isEmpty()));
    return members;
  }
}
