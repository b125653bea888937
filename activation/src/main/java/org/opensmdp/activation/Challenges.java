package org.opensmdp.activation;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.opensmdp.activation.ClusterKeys.ClusterKey;
import org.opensmdp.certs.CredentialSet;
import org.opensmdp.certs.RspCertificate;
import org.opensmdp.crypto.ChallengeKey;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.TransactionId;

/**
 * Sessions before a device has proved itself: nothing is stored, the transactionId carries them. It is
 * one AES block over
 *
 * <pre>
 * mark (1) | key version (1) | milliseconds (6) | CI (2) | credential set (2) | random (4)
 * </pre>
 *
 * and the serverChallenge is a MAC of it. Every node that has the cluster keys recognises its
 * fellows' challenges, and a flood of first calls leaves nothing behind.
 */
public final class Challenges {
  private static final byte MARK = 'S';
  private static final int BLOCK = 16;
  private static final int RANDOM = 4;

  private final Map<Integer, ChallengeKey> keys;
  private final int newestVersion;
  private final ChallengeKey newest;
  private final InstantSource clock;
  private final SecureRandom random;
  private final Duration lifetime;

  public Challenges(
      List<ClusterKey> clusterKeys, InstantSource clock, SecureRandom random, Duration lifetime) {
    this.keys = new LinkedHashMap<>();
    clusterKeys.forEach(key -> keys.put(key.version(), new ChallengeKey(key.key())));
    this.newestVersion = clusterKeys.get(0).version();
    this.newest = new ChallengeKey(clusterKeys.get(0).key());
    this.clock = clock;
    this.random = random;
    this.lifetime = lifetime;
  }

  /**
   * A session begun.
   *
   * @param issuedAt to the millisecond
   * @param serverChallenge 16 octets
   */
  public record Challenge(
      TransactionId transactionId, Bytes serverChallenge, Instant issuedAt, Bytes ci, Bytes set) {

    boolean chose(RspCertificate certificate) {
      return ci.equals(tag(certificate));
    }

    boolean authenticatedWith(CredentialSet credentials) {
      return set.equals(tag(credentials.dpAuth().certificate()));
    }
  }

  /** Begins a session with the CI chosen for the card's signatures and the set that authenticates us. */
  Challenge issue(RspCertificate ci, CredentialSet set) {
    var now = clock.instant();
    var salt = new byte[RANDOM];
    random.nextBytes(salt);
    var block = ByteBuffer.allocate(BLOCK)
        .put(MARK)
        .put((byte) newestVersion)
        .putShort((short) (now.toEpochMilli() >>> 32))
        .putInt((int) now.toEpochMilli())
        .put(tag(ci).toArray())
        .put(tag(set.dpAuth().certificate()).toArray())
        .put(salt);
    return challenge(newest, newest.encryptBlock(Bytes.wrap(block.array())), block.array());
  }

  /** Returns the session a transactionId carries, if one of our nodes made it and it has not expired. */
  Optional<Challenge> recall(TransactionId transactionId) {
    if (transactionId.octets().size() != BLOCK) {
      return Optional.empty();
    }
    for (var key : keys.entrySet()) {
      var block = key.getValue().decryptBlock(transactionId.octets()).toArray();
      if (block[0] == MARK && (block[1] & 0xFF) == key.getKey()) {
        var challenge = challenge(key.getValue(), transactionId.octets(), block);
        if (isAlive(challenge)) {
          return Optional.of(challenge);
        }
      }
    }
    return Optional.empty();
  }

  private boolean isAlive(Challenge challenge) {
    var age = Duration.between(challenge.issuedAt(), clock.instant());
    // Clocks of two nodes may differ by a little: what comes from the near future is ours too.
    return age.compareTo(lifetime) < 0 && age.compareTo(Duration.ofMinutes(-1)) > 0;
  }

  private static Challenge challenge(ChallengeKey key, Bytes transactionId, byte[] block) {
    var fields = ByteBuffer.wrap(block);
    long millis = ((long) fields.getShort(2) << 32) | Integer.toUnsignedLong(fields.getInt(4));
    return new Challenge(
        new TransactionId(transactionId),
        key.mac(transactionId),
        Instant.ofEpochMilli(millis),
        Bytes.wrap(Arrays.copyOfRange(block, 8, 10)),
        Bytes.wrap(Arrays.copyOfRange(block, 10, 12)));
  }

  /** Two octets that tell our few certificates apart. */
  private static Bytes tag(RspCertificate certificate) {
    return certificate.fingerprint().slice(0, 2);
  }
}
