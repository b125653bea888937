package org.opensmdp.crypto;

import org.opensmdp.rsp.Bytes;

/**
 * A private key that signs: the one door to private keys. It may lie in memory, in a token or in
 * another machine; it is never handed out. Any thread.
 */
public interface SigningKey {

  EcPublicKey publicKey();

  /** Returns the ECDSA signature with SHA-256 over {@code message}: r || s, 64 octets. */
  Bytes sign(Bytes message);
}
