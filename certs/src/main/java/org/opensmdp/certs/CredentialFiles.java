package org.opensmdp.certs;

import java.nio.file.Path;
import java.util.List;

/**
 * The files of one credential set.
 *
 * @param ci the CI certificate, PEM or DER
 * @param crls the CI's lists of what it has revoked, PEM or DER; may be none
 * @param acceptsExpired whether the set may be used although a certificate of it has expired: for test
 *     hierarchies, whose dates nobody keeps up
 */
public record CredentialFiles(
    Path ci,
    CredentialSource dpAuth,
    CredentialSource dpPb,
    CredentialSource tls,
    List<Path> crls,
    boolean acceptsExpired) {

  public CredentialFiles {
    crls = List.copyOf(crls);
  }

  /** The files of a set without lists, which must be valid. */
  public CredentialFiles(
      Path ci, CredentialSource dpAuth, CredentialSource dpPb, CredentialSource tls) {
    this(ci, dpAuth, dpPb, tls, List.of(), false);
  }
}
