package org.opensmdp.activation;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
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
 * and the serverChallenge is a MAC of it and of the serverAddress of the session, so that a card that
 * signs the challenge with another address signs nothing of ours. Every node that has the cluster keys
 * recognises its fellows' challenges, and a flood of first calls leaves nothing behind.
 *
 * <p>CIs and credential sets are told apart by two octets of their fingerprints: few enough are in use,
 * and those that cannot be told apart are refused when the server starts.
 */
public final class Challenges {
  private static final byte MARK = 'S';
  private static final int BLOCK = 16;
  private static final int RANDOM = 4;

  /** How long a challenge may live at most: refused transactionIds are remembered for longer. */
  public static final Duration LONGEST_LIFETIME = Duration.ofHours(1);

  private final Map<Integer, ChallengeKey> keys;
  private final int newestVersion;
  private final ChallengeKey newest;
  private final InstantSource clock;
  private final SecureRandom random;
  private final Duration lifetime;

  /**
   * Makes challenges.
   *
   * @param sets all of the server, over all its listeners
   * @throws IllegalArgumentException if two certificates cannot be told apart, or the lifetime is too
   *     long; the message says what to do
   */
  public Challenges(
      List<ClusterKey> clusterKeys,
      Collection<CredentialSet> sets,
      InstantSource clock,
      SecureRandom random,
      Duration lifetime) {
    requireDistinct("CI", sets, CredentialSet::ci);
    requireDistinct("DPauth", sets, set -> set.dpAuth().certificate());
    if (lifetime.compareTo(LONGEST_LIFETIME) > 0) {
      throw new IllegalArgumentException("a session may last 1h at most from call to call");
    }
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
   */
  public record Challenge(
      TransactionId transactionId, ChallengeKey key, Instant issuedAt, Bytes ci, Bytes set) {

    /** Returns the serverChallenge, 16 octets, of the session if this is its serverAddress. */
    Bytes serverChallenge(String serverAddress) {
      var address = Bytes.wrap(serverAddress.getBytes(UTF_8));
      return key.mac(Bytes.concat(transactionId.octets(), address));
    }

    boolean chose(RspCertificate certificate) {
      return ci.equals(tag(certificate));
    }

    boolean authenticatedWith(CredentialSet credentials) {
      return set.equals(tag(credentials.dpAuth().certificate()));
    }
  }

  /** Returns how long a device may take from one call to the next. */
  Duration lifetime() {
    return lifetime;
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
        key,
        Instant.ofEpochMilli(millis),
        Bytes.wrap(Arrays.copyOfRange(block, 8, 10)),
        Bytes.wrap(Arrays.copyOfRange(block, 10, 12)));
  }

  private static void requireDistinct(
      String role, Collection<CredentialSet> sets, Function<CredentialSet, RspCertificate> of) {
    var tags = new HashMap<Bytes, CredentialSet>();
    for (var set : sets) {
      var other = tags.putIfAbsent(tag(of.apply(set)), set);
      if (other != null && !of.apply(other).equals(of.apply(set))) {
        throw new IllegalArgumentException(
            ("credentials: the %s certificates of '%s' and '%s' happen to have the same first octets"
                    + " of their fingerprints, by which sessions tell them apart; use another"
                    + " certificate for one of them, or run the two sets on two servers")
                .formatted(role, other.name(), set.name()));
      }
    }
  }

  /** Two octets that tell our few certificates apart. */
  private static Bytes tag(RspCertificate certificate) {
    return certificate.fingerprint().slice(0, 2);
  }
}
