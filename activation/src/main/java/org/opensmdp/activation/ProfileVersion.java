package org.opensmdp.activation;

import java.time.Instant;
import java.util.List;
import org.opensmdp.profile.Finding;
import org.opensmdp.rsp.Bytes;

/**
 * A version as it is stored, without its template.
 *
 * @param number 1, 2, ... within its type
 * @param contentHash SHA-256 of the template
 * @param octets of the template
 * @param findings what the lint said when it was taken
 * @param life what has become of it since
 */
public record ProfileVersion(
    long versionId,
    int number,
    VersionState state,
    Bytes contentHash,
    int octets,
    Instant createdAt,
    String origin,
    String note,
    List<Finding> findings,
    VersionLife life) {
  public ProfileVersion {
    findings = List.copyOf(findings);
  }

  /** Returns the version in another state. */
  ProfileVersion in(VersionState next, VersionLife then) {
    return new ProfileVersion(
        versionId, number, next, contentHash, octets, createdAt, origin, note, findings, then);
  }
}
