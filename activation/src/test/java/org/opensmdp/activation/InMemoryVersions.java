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
        seat(type.profileTypeId(), id);
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
          version.findings(),
          version.state() == VersionState.STABLE
              ? VersionLife.NEW.stable(Instant.EPOCH)
              : VersionLife.NEW);
      var content = new Content(version.template(), version.holes());
      tables.versions.put(id, new Version(type.profileTypeId(), said, content));
      return id;
    }
  }

  private void seat(long profileTypeId, long versionId) {
    tables.versions.replaceAll((other, there) ->
        there.profileTypeId() == profileTypeId && there.said().state() == VersionState.STABLE
            ? there.in(VersionState.CANDIDATE, there.said().life())
            : there);
    tables.stableVersions.put(profileTypeId, versionId);
  }

  @Override
  public boolean move(ProfileVersion version, VersionState to, String why, Instant at) {
    synchronized (tables) {
      var there = Optional.ofNullable(tables.versions.get(version.versionId()))
          .filter(it -> it.said().state() == version.state());
      there.ifPresent(it -> move(it, to, why, at));
      return there.isPresent();
    }
  }

  private void move(Version version, VersionState to, String why, Instant at) {
    long id = version.said().versionId();
    var life = version.said().life();
    if (to == VersionState.STABLE) {
      seat(version.profileTypeId(), id);
      life = life.stable(at);
    }
    if (to == VersionState.WITHDRAWN) {
      life = life.withdrawn(at, why);
      tables.profiles.values().stream()
          .filter(row -> row.binding.isEmpty())
          .filter(row -> row.pinned.filter(pinned -> pinned == id).isPresent())
          .forEach(row -> row.pinned = Optional.empty());
    }
    tables.versions.put(id, version.in(to, life));
  }

  @Override
  public void note(ProfileVersion version, String text) {
    synchronized (tables) {
      tables.versions.computeIfPresent(
          version.versionId(),
          (id, there) -> there.in(there.said().state(), there.said().life().saying(text)));
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
