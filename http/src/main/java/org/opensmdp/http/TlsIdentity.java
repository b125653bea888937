package org.opensmdp.http;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.teletrust.TeleTrusTObjectIdentifiers;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

/**
 * What a server proves itself with: a certificate chain (end entity first), its key, and the names
 * it answers to. A name may start with {@code *.}; none at all makes it usable as the default only.
 *
 * @param authorities certificates of CAs that the chain leads to, if they are at hand: a client may
 *     name them to say which certificate it wants
 */
public record TlsIdentity(
    List<X509Certificate> chain,
    PrivateKey key,
    List<String> hostNames,
    List<X509Certificate> authorities) {

  public TlsIdentity {
    chain = List.copyOf(chain);
    hostNames = List.copyOf(hostNames);
    authorities = List.copyOf(authorities);
    if (chain.isEmpty()) {
      throw new IllegalArgumentException("chain: empty (expected: end entity first)");
    }
  }

  public TlsIdentity(List<X509Certificate> chain, PrivateKey key, List<String> hostNames) {
    this(chain, key, hostNames, List.of());
  }

  /** Whether the key is on brainpoolP256r1, which few clients know. */
  public boolean isBrainpool() {
    ASN1Encodable curve = SubjectPublicKeyInfo.getInstance(
            chain.get(0).getPublicKey().getEncoded())
        .getAlgorithm()
        .getParameters();
    return TeleTrusTObjectIdentifiers.brainpoolP256r1.equals(curve);
  }

  /** Whether one of its names is {@code name}, or covers it with {@code *.}. */
  public boolean answersTo(String name) {
    var wanted = name.toLowerCase(Locale.ROOT);
    int dot = wanted.indexOf('.');
    var wildcard = dot < 0 ? wanted : "*" + wanted.substring(dot);
    return hostNames.stream()
        .map(own -> own.toLowerCase(Locale.ROOT))
        .anyMatch(own -> own.equals(wanted) || own.equals(wildcard));
  }

  /** Leaves the key out, whatever its class would print. */
  @Override
  public String toString() {
    return "TlsIdentity[" + chain.get(0).getSubjectX500Principal() + ", " + hostNames + "]";
  }
}
