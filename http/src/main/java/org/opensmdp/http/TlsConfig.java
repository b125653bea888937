package org.opensmdp.http;

import java.security.cert.X509Certificate;
import java.util.List;

/**
 * TLS of one listener: the identities, and whether clients must prove themselves. What the client
 * offers chooses the identity ({@link TlsChoice}); the first is the default. On P-256 it is TLS 1.2
 * and 1.3, on brainpoolP256r1 TLS 1.2.
 */
public record TlsConfig(
    List<TlsIdentity> identities, ClientAuth clientAuth, List<X509Certificate> clientAuthorities) {

  /** Whether a client shows a certificate. */
  public enum ClientAuth {
    /** Clients are not asked. */
    NONE,
    /** No connection without a certificate that leads to one of the client authorities. */
    REQUIRE
  }

  public TlsConfig {
    identities = List.copyOf(identities);
    clientAuthorities = List.copyOf(clientAuthorities);
    if (identities.isEmpty()) {
      throw new IllegalArgumentException("identities: empty (expected: at least one)");
    }
    if (clientAuth == ClientAuth.REQUIRE && clientAuthorities.isEmpty()) {
      throw new IllegalArgumentException("clientAuthorities: empty (expected: at least one)");
    }
  }

  /** Only the server proves itself. */
  public static TlsConfig of(TlsIdentity... identities) {
    return new TlsConfig(List.of(identities), ClientAuth.NONE, List.of());
  }

  /** Mutual TLS: only clients whose certificates lead to one of these authorities get in. */
  public TlsConfig requiringClients(List<X509Certificate> authorities) {
    return new TlsConfig(identities, ClientAuth.REQUIRE, authorities);
  }
}
