package org.opensmdp.http;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

/**
 * By what trusted_ca_keys names the CAs of an identity (RFC 6066 §6): SHA-1 of the subjectPublicKey
 * and of the certificate, in hex. SHA-1 is a name here, not a proof.
 */
final class CaHashes {
  private CaHashes() {}

  static Set<String> of(TlsIdentity identity) {
    var hashes = new HashSet<String>();
    issuerKey(identity.chain().get(identity.chain().size() - 1)).ifPresent(hashes::add);
    for (X509Certificate authority : identity.authorities()) {
      try {
        var key = SubjectPublicKeyInfo.getInstance(authority.getPublicKey().getEncoded());
        hashes.add(sha1(key.getPublicKeyData().getOctets()));
        hashes.add(sha1(authority.getEncoded()));
      } catch (GeneralSecurityException e) {
        throw new IllegalArgumentException("a CA certificate without octets", e);
      }
    }
    return Set.copyOf(hashes);
  }

  /** The key identifier of a CA is the SHA-1 of its key in the RSP PKI, as nearly everywhere. */
  private static Optional<String> issuerKey(X509Certificate certificate) {
    byte[] extension = certificate.getExtensionValue(Extension.authorityKeyIdentifier.getId());
    return Optional.ofNullable(extension)
        .map(octets -> AuthorityKeyIdentifier.getInstance(
            ASN1OctetString.getInstance(octets).getOctets()))
        .flatMap(id -> Optional.ofNullable(id.getKeyIdentifierOctets()))
        .map(HexFormat.of()::formatHex);
  }

  private static String sha1(byte[] octets) throws GeneralSecurityException {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(octets));
  }
}
