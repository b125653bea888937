package org.opensmdp.crypto;

import java.math.BigInteger;
import org.opensmdp.rsp.Bytes;

/** A private key as the library holds it. Any thread. */
interface EcPrivateKey {

  EcPublicKey publicKey();

  /** Returns ECDSA with SHA-256 over {@code message}. */
  RawSignature sign(Bytes message);

  /** Returns the x-coordinate of scalar · {@code peer}, 32 octets, which the caller erases. */
  byte[] agree(Bytes peer) throws InvalidPoint;

  BigInteger scalar();
}
