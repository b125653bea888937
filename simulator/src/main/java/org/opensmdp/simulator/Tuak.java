package org.opensmdp.simulator;

import static java.nio.charset.StandardCharsets.US_ASCII;

import org.bouncycastle.crypto.digests.SHAKEDigest;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Secret;

/**
 * TUAK (3GPP TS 35.231 §7), MAC, CK and IK of their shortest sizes. Its block, padding included, is the
 * first block of SHAKE256 over the fields with their octets reversed; so one permutation is SHAKE256,
 * and more than one is not done here.
 */
final class Tuak implements AkaFunctions {
  private static final Bytes NAME = Bytes.wrap("TUAK1.0".getBytes(US_ASCII));
  private static final int TOP_OCTETS = 32;
  private static final int BLOCK = 96;
  private static final int F1 = 0x08;
  private static final int F1_STAR = 0x88;
  private static final int F2345 = 0x40;
  private static final int F5_STAR = 0xC0;
  private static final int LONG_KEY = 0x01;

  private final Bytes key;
  private final Bytes topc;
  private final int resOctets;

  /**
   * Makes the functions of one subscriber.
   *
   * @param key K, 16 or 32 octets
   * @param resOctets 4, 8, 16 or 32
   * @throws IllegalArgumentException if a size is another
   */
  Tuak(Secret key, Secret topc, int resOctets) {
    if (key.size() != 16 && key.size() != 32) {
      throw new IllegalArgumentException(
          "TUAK: K of %d octets (expected: 16 or 32)".formatted(key.size()));
    }
    if (topc.size() != TOP_OCTETS) {
      throw new IllegalArgumentException(
          "TUAK: TOPc of %d octets (expected: %d)".formatted(topc.size(), TOP_OCTETS));
    }
    this.key = key.reveal();
    this.topc = topc.reveal();
    this.resOctets = resOctets;
  }

  /** Returns TOPc, which a network that has one TOP for all computes for each key. */
  static Bytes topc(Secret key, Bytes top) {
    var tuak = new Tuak(key, Secret.of(top), 8);
    return tuak.out(0, Octets.zero(16), Octets.zero(6), Octets.zero(2), 0, TOP_OCTETS);
  }

  @Override
  public Bytes f1(Bytes rand, Bytes sqn, Bytes amf) {
    return out(F1, rand, sqn, amf, 0, 8);
  }

  @Override
  public Bytes f1Star(Bytes rand, Bytes sqn, Bytes amf) {
    return out(F1_STAR, rand, sqn, amf, 0, 8);
  }

  @Override
  public Bytes f2(Bytes rand) {
    return f2345(rand, 0, resOctets);
  }

  @Override
  public Bytes f3(Bytes rand) {
    return f2345(rand, 32, 16);
  }

  @Override
  public Bytes f4(Bytes rand) {
    return f2345(rand, 64, 16);
  }

  @Override
  public Bytes f5(Bytes rand) {
    return f2345(rand, BLOCK, 6);
  }

  @Override
  public Bytes f5Star(Bytes rand) {
    return out(F5_STAR, rand, Octets.zero(6), Octets.zero(2), BLOCK, 6);
  }

  /** The bits behind the function's say how long RES is: none for 4 octets, one for each doubling. */
  private Bytes f2345(Bytes rand, int from, int size) {
    int instance = F2345 | (resOctets == 4 ? 0 : resOctets);
    return out(instance, rand, Octets.zero(6), Octets.zero(2), from, size);
  }

  private Bytes out(int instance, Bytes rand, Bytes sqn, Bytes amf, int from, int size) {
    int sized = instance | (key.size() == 32 ? LONG_KEY : 0);
    var in = Bytes.concat(
        Octets.reversed(topc),
        Bytes.of((byte) sized),
        Octets.reversed(NAME),
        Octets.reversed(rand),
        Octets.reversed(amf),
        Octets.reversed(sqn),
        Octets.reversed(key),
        Octets.zero(32 - key.size()));
    var shake = new SHAKEDigest(256);
    shake.update(in.toArray(), 0, in.size());
    var out = new byte[from + size];
    shake.doFinal(out, 0, out.length);
    return Octets.reversed(Bytes.wrap(out).slice(from, from + size));
  }
}
