package org.opensmdp.activation;

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

  /** Returns the template of a version. */
  default Optional<Bytes> template(long versionId) {
    return content(versionId).map(Content::template);
  }

  /** Returns the version of a type with this number. */
  default Optional<ProfileVersion> find(ProfileType type, int number) {
    return list(type).stream().filter(version -> version.number() == number).findFirst();
  }

  /** Returns SHA-256 of the template as it was imported, 32 octets, if that was noted. */
  default Optional<Bytes> contentHash(long versionId) {
    return Optional.empty();
  }
}
