package org.opensmdp.certs;

import java.nio.file.Path;

/** A certificate an import has found, and where. */
record FoundCertificate(Path file, RspCertificate certificate) {

  /** Whether this one's CA has issued {@code other}: named by its key id, and signed. */
  boolean issued(FoundCertificate other) {
    return certificate.subjectKeyId().isPresent()
        && certificate.subjectKeyId().equals(other.certificate.authorityKeyId())
        && other.certificate.signedBy(certificate.publicKey());
  }

  /** Whether its policy is written as in v2, which eUICCs of either version know. */
  boolean ofV2() {
    var policies = certificate.extensions().policies();
    return certificate.roles().stream().anyMatch(role -> policies.contains(role.policyV2()));
  }
}
