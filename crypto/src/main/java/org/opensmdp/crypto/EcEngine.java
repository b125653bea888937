package org.opensmdp.crypto;

import java.math.BigInteger;
import java.security.SecureRandom;
import org.opensmdp.rsp.Bytes;

/** The arithmetic of one curve by one library. Any thread. */
interface EcEngine {

  /** Whether the signature holds; false too for a point that is not on the curve. */
  boolean verifies(Bytes point, Bytes message, RawSignature signature);

  /** A new key. A native library may draw from its own generator instead of {@code random}. */
  EcPrivateKey generate(SecureRandom random);

  /** The key with this scalar, 1 to n-1. */
  EcPrivateKey key(BigInteger scalar);
}
