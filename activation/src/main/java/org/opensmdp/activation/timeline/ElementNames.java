package org.opensmdp.activation.timeline;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import org.opensmdp.activation.Versions;
import org.opensmdp.profile.ElementIndex;
import org.opensmdp.profile.ProfilePackage;
import org.opensmdp.rsp.InvalidMessage;

/** The names of the elements of versions; a version's content never changes. Any thread. */
final class ElementNames {
  private final Versions versions;
  private final Map<Long, Optional<ElementIndex>> indexes = new ConcurrentHashMap<>();

  ElementNames(Versions versions) {
    this.versions = versions;
  }

  /** Returns the name of an element of the version that was delivered, if both are known. */
  Optional<String> name(Optional<Long> versionId, int identification, OptionalInt offset) {
    return versionId
        .flatMap(version -> indexes.computeIfAbsent(version, this::index))
        .flatMap(index -> index.name(identification, offset));
  }

  private Optional<ElementIndex> index(long versionId) {
    try {
      return versions.template(versionId).map(ProfilePackage::parse).map(ElementIndex::of);
    } catch (InvalidMessage e) {
      return Optional.empty(); // an altered template: the timeline is told without names
    }
  }
}
