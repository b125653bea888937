package org.opensmdp.crypto;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import org.opensmdp.rsp.Secret;

/**
 * A one-time key pair, otSK and otPK of a profile download (SGP.22 v2 §2.6.5). Closing it lets go of
 * the private key, after which it agrees on nothing. Any thread.
 */
public final class EphemeralKey implements AutoCloseable {
  private final EcPublicKey publicKey;
  private volatile Optional<EcPrivateKey> key;

  private EphemeralKey(EcPrivateKey key) {
    this.publicKey = key.publicKey();
    this.key = Optional.of(key);
  }

  public static EphemeralKey generate(Curve curve, SecureRandom random) {
    return new EphemeralKey(CryptoProviders.of(curve).generate(random));
  }

  /**
   * Makes the pair of a known scalar, to keep one over a power cycle and to replay a session.
   *
   * @throws IllegalArgumentException if it is not a number from 1 to n-1 in 32 octets
   */
  public static EphemeralKey of(Curve curve, Secret scalar) {
    return new EphemeralKey(CryptoProviders.of(curve).key(EcKeyFormats.scalar(curve, scalar)));
  }

  public EcPublicKey publicKey() {
    return publicKey;
  }

  /**
   * Returns the scalar, 32 octets, to keep the pair over a power cycle; the caller erases it.
   *
   * @throws IllegalStateException if the key has been closed
   */
  public Secret scalar() {
    var octets = new byte[Scalars.SIZE];
    Scalars.put(mine().scalar(), octets, 0);
    return secret(octets);
  }

  private EcPrivateKey mine() {
    return key.orElseThrow(() -> new IllegalStateException("the key has been erased"));
  }

  /**
   * Returns the shared secret Z, the x-coordinate, 32 octets.
   *
   * @throws InvalidPoint if the key of the peer is not a point of this key's curve
   */
  public Secret agree(EcPublicKey peer) throws InvalidPoint {
    var mine = mine();
    if (peer.curve() != publicKey.curve()) {
      throw new InvalidPoint(publicKey.curve());
    }
    return secret(mine.agree(peer.point()));
  }

  private static Secret secret(byte[] octets) {
    var secret = Secret.of(octets);
    Arrays.fill(octets, (byte) 0);
    return secret;
  }

  @Override
  public void close() {
    key = Optional.empty();
  }

  @Override
  public String toString() {
    return "EphemeralKey[" + EcKeyFormats.name(publicKey) + "]";
  }
}
