package org.opensmdp.activation;

import java.util.Optional;
import org.opensmdp.rsp.Bytes;

/** Where the immutable versions of profile types live. */
public interface Versions {

  /** Returns the template of a version; the same number gives the same octets for ever. */
  Optional<Bytes> template(long versionId);

  /** Returns SHA-256 of the template as it was imported, 32 octets, if that was noted. */
  default Optional<Bytes> contentHash(long versionId) {
    return Optional.empty();
  }
}
