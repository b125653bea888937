package org.opensmdp.http;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * What a server proves itself with: a certificate chain (end entity first), its key, and the names
 * it answers to. A name may start with {@code *.}; none at all makes it usable as the default only.
 */
public record TlsIdentity(List<X509Certificate> chain, PrivateKey key, List<String> hostNames) {
  public TlsIdentity {
    chain = List.copyOf(chain);
    hostNames = List.copyOf(hostNames);
    if (chain.isEmpty()) {
      throw new IllegalArgumentException("chain: empty (expected: end entity first)");
    }
  }

  /** Leaves the key out, whatever its class would print. */
  @Override
  public String toString() {
    return "TlsIdentity[" + chain.get(0).getSubjectX500Principal() + ", " + hostNames + "]";
  }
}
