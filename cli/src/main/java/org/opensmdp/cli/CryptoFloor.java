package org.opensmdp.cli;

import java.lang.management.ManagementFactory;
import java.security.SecureRandom;
import java.time.Clock;
import org.opensmdp.certs.TestHierarchy;
import org.opensmdp.crypto.Binder;
import org.opensmdp.crypto.Curve;
import org.opensmdp.crypto.EcPublicKey;
import org.opensmdp.crypto.EphemeralKey;
import org.opensmdp.crypto.InvalidPoint;
import org.opensmdp.crypto.ProfileProtection;
import org.opensmdp.crypto.Signatures;
import org.opensmdp.crypto.SigningKey;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.ConfigureIsdpRequest;
import org.opensmdp.rsp.SmdpOid;
import org.opensmdp.simulator.EuiccPopulation;

/**
 * What the cryptography of one download costs alone: three signatures, four verifications with keys
 * not seen before (eUICC certificate, euiccSignature1, euiccSignature2, report), one key agreement,
 * one package of the given size protected. The chain of the EUM is taken as known.
 */
final class CryptoFloor {
  private static final int CARDS = 256;
  private static final double NANOS_PER_MILLI = 1e6;

  private final Curve curve;
  private final Bytes upp;
  private final SecureRandom random = new SecureRandom();

  CryptoFloor(Curve curve, int profileOctets) {
    this.curve = curve;
    this.upp = Bytes.wrap(new byte[profileOctets]);
  }

  /** Returns CPU milliseconds of one thread per download: the best of five rounds, after two to warm up. */
  double measure(int downloads) throws InvalidPoint {
    var hierarchy =
        TestHierarchy.issue(TestHierarchy.Plan.of(curve, "localhost"), Clock.systemUTC(), random);
    var set = hierarchy.credentials("floor");
    var message = Bytes.wrap(new byte[300]);
    var best = Double.MAX_VALUE;
    for (int round = 0; round < 7; round++) {
      // New cards each round, so that no decoded key is found in a cache.
      var cards = new Card[CARDS];
      for (int i = 0; i < CARDS; i++) {
        cards[i] = card(hierarchy, message);
      }
      double millis = round(set.dpAuth().key(), set.dpPb().key(), cards, message, downloads);
      best = round < 2 ? best : Math.min(best, millis);
    }
    return best;
  }

  private record Card(EcPublicKey key, EcPublicKey oneTimeKey, Bytes signature) {}

  private Card card(TestHierarchy hierarchy, Bytes message) {
    var identity = hierarchy.euicc(EuiccPopulation.eid(random.nextLong(1L << 50)));
    try (var oneTimeKey = EphemeralKey.generate(curve, random)) {
      return new Card(
          identity.certificate().publicKey(),
          oneTimeKey.publicKey(),
          identity.key().sign(message));
    }
  }

  private double round(
      SigningKey dpAuth, SigningKey dpPb, Card[] cards, Bytes message, int downloads)
      throws InvalidPoint {
    var threads = ManagementFactory.getThreadMXBean();
    var binder = new Binder(random);
    var eum = dpAuth.publicKey();
    var eumSignature = dpAuth.sign(message);
    long begun = threads.getCurrentThreadCpuTime();
    for (int i = 0; i < downloads; i++) {
      one(dpAuth, dpPb, cards[i % CARDS], message, eum, eumSignature, binder);
    }
    return (threads.getCurrentThreadCpuTime() - begun) / NANOS_PER_MILLI / downloads;
  }

  private void one(
      SigningKey dpAuth,
      SigningKey dpPb,
      Card card,
      Bytes message,
      EcPublicKey eum,
      Bytes eumSignature,
      Binder binder)
      throws InvalidPoint {
    dpAuth.sign(message);
    boolean good = Signatures.verify(eum, message, eumSignature); // the eUICC's certificate
    good &= Signatures.verify(card.key(), message, card.signature());
    dpPb.sign(message);
    good &= Signatures.verify(card.key(), message, card.signature());
    binder.bind(
        EuiccPopulation.eid(1),
        card.oneTimeKey(),
        ConfigureIsdpRequest.of(new SmdpOid("2.999.10")).der(),
        message,
        new ProfileProtection.SessionKeys(upp));
    dpPb.sign(message);
    good &= Signatures.verify(card.key(), message, card.signature());
    if (!good) {
      throw new IllegalStateException("a signature just made does not verify");
    }
  }
}
