package org.opensmdp.activation;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.opensmdp.profile.Holes;
import org.opensmdp.rsp.Bytes;

/** Where the immutable versions of profile types live. */
public interface Versions {

  /** A template with its named holes. */
  record Content(Bytes template, Holes holes) {}

  /** Returns the content of a version; the same number gives the same octets for ever. */
  Optional<Content> content(long versionId);

  /** Returns the versions of a type with their findings, the newest first. */
  List<ProfileVersion> list(ProfileType type);

  /** Returns what people and metrics call a version: {@code Plan/3}, its type and its number there. */
  default Optional<String> name(long versionId) {
    return Optional.empty();
  }

  /** Returns the template of a version. */
  default Optional<Bytes> template(long versionId) {
    return content(versionId).map(Content::template);
  }

  /** Returns the version of a type with this number. */
  default Optional<ProfileVersion> find(ProfileType type, int number) {
    return list(type).stream().filter(version -> version.number() == number).findFirst();
  }

  /**
   * Moves a version as people ask for: what becomes STABLE takes the place of another, which is a CANDIDATE
   * from then on; what is WITHDRAWN is pinned to no order any more that has not been bound.
   *
   * @param why kept with a version that is withdrawn, at most 500 characters
   * @return false if the version is not in the state it was read in, or a rollout of its type is under way;
   *     nothing is changed then
   */
  boolean move(ProfileVersion version, VersionState to, String why, Instant at);

  /** Keeps a migration note with a version, in the place of the one before. */
  void note(ProfileVersion version, String text);

  /** Returns SHA-256 of the template as it was imported, 32 octets, if that was noted. */
  default Optional<Bytes> contentHash(long versionId) {
    return Optional.empty();
  }
}
