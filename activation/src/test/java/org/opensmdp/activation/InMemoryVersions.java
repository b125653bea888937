package org.opensmdp.activation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.opensmdp.activation.Tables.Version;
import org.opensmdp.rsp.Bytes;

/** The versions of the in-memory store. */
final class InMemoryVersions implements Versions {
  private final Tables tables;

  InMemoryVersions(Tables tables) {
    this.tables = tables;
  }

  long add(ProfileType type, NewVersion version) {
    synchronized (tables) {
      long id = tables.nextNumber();
      if (version.state() == VersionState.STABLE) {
        tables.versions.replaceAll((other, there) -> there.profileTypeId() == type.profileTypeId()
                && there.said().state() == VersionState.STABLE
            ? there.in(VersionState.CANDIDATE)
            : there);
        tables.stableVersions.put(type.profileTypeId(), id);
      }
      int number = list(type).size() + 1;
      var said = new ProfileVersion(
          id,
          number,
          version.state(),
          Digest.of(version.template()),
          version.template().size(),
          Instant.EPOCH,
          version.origin(),
          version.note(),
          version.findings());
      var content = new Content(version.template(), version.holes());
      tables.versions.put(id, new Version(type.profileTypeId(), said, content));
      return id;
    }
  }

  @Override
  public Optional<Content> content(long versionId) {
    synchronized (tables) {
      return Optional.ofNullable(tables.versions.get(versionId)).map(Version::content);
    }
  }

  @Override
  public Optional<Bytes> contentHash(long versionId) {
    synchronized (tables) {
      return Optional.ofNullable(tables.versions.get(versionId))
          .map(version -> version.said().contentHash());
    }
  }

  @Override
  public List<ProfileVersion> list(ProfileType type) {
    synchronized (tables) {
      var all = new ArrayList<>(tables.versions.values().stream()
          .filter(version -> version.profileTypeId() == type.profileTypeId())
          .map(Version::said)
          .toList());
      Collections.reverse(all);
      return all;
    }
  }
}
