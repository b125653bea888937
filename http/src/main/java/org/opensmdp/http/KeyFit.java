package org.opensmdp.http;

import java.security.GeneralSecurityException;
import java.security.Signature;

/**
 * Signs once with the key and verifies with the certificate. BoringSSL takes a pair that does not
 * fit without a word, and every handshake fails later; whoever exchanges files wants to know now.
 */
final class KeyFit {
  private static final byte[] ANYTHING = {1};

  private KeyFit() {}

  /**
   * Returns if the pair fits.
   *
   * @throws IllegalArgumentException if it does not
   */
  static void check(TlsIdentity identity) {
    var algorithm =
        identity.key().getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA";
    boolean fits;
    try {
      var signer = signature(algorithm, identity);
      signer.initSign(identity.key());
      signer.update(ANYTHING);
      byte[] signature = signer.sign();
      var verifier = signature(algorithm, identity);
      verifier.initVerify(identity.chain().get(0).getPublicKey());
      verifier.update(ANYTHING);
      fits = verifier.verify(signature);
    } catch (GeneralSecurityException unusable) {
      throw new IllegalArgumentException("cannot sign as " + identity, unusable);
    }
    if (!fits) {
      throw new IllegalArgumentException("the key is not that of the certificate: " + identity);
    }
  }

  private static Signature signature(String algorithm, TlsIdentity identity)
      throws GeneralSecurityException {
    return identity.isBrainpool()
        ? Signature.getInstance(algorithm, BrainpoolTls.CRYPTO)
        : Signature.getInstance(algorithm);
  }
}
