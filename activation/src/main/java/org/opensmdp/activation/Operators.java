package org.opensmdp.activation;

import java.util.Optional;
import org.opensmdp.rsp.Bytes;

/** Where tenants live. */
public interface Operators {

  /**
   * Returns the operator a client certificate speaks for.
   *
   * @param keyFingerprint SHA-256 of the certificate's SubjectPublicKeyInfo, 32 octets
   */
  Optional<Operator> findByClientKey(Bytes keyFingerprint);
}
