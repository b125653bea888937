package org.opensmdp.simulator;

import org.bouncycastle.crypto.BlockCipher;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.params.KeyParameter;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Secret;

/** Milenage (3GPP TS 35.206 §4.1), with the network's own rotations and constants if it has any. */
final class Milenage implements AkaFunctions {
  private static final int BLOCK = 16;

  private final BlockCipher cipher;
  private final Bytes opc;
  private final Bytes rotations;
  private final Bytes xorings;

  /**
   * Makes the functions of one subscriber.
   *
   * @param key K, 16 octets
   * @param opc OPc, not OP
   * @param rotations r1 to r5 in bits, one octet each
   * @param xorings c1 to c5, 16 octets each
   * @throws IllegalArgumentException if a size is another
   */
  Milenage(Secret key, Secret opc, Bytes rotations, Bytes xorings) {
    require("K", key.size(), BLOCK);
    require("OPc", opc.size(), BLOCK);
    require("rotationConstants", rotations.size(), 5);
    require("xoringConstants", xorings.size(), 5 * BLOCK);
    this.cipher = aes(key);
    this.opc = opc.reveal();
    this.rotations = rotations;
    this.xorings = xorings;
  }

  /** Returns OPc, which a network that has one OP for all computes for each key. */
  static Bytes opc(Secret key, Bytes op) {
    require("K", key.size(), BLOCK);
    require("OP", op.size(), BLOCK);
    return Octets.xor(encrypted(aes(key), op), op);
  }

  private static void require(String name, int size, int expected) {
    if (size != expected) {
      throw new IllegalArgumentException(
          "Milenage: %s of %d octets (expected: %d)".formatted(name, size, expected));
    }
  }

  private static BlockCipher aes(Secret key) {
    var engine = AESEngine.newInstance();
    engine.init(true, new KeyParameter(key.toArray()));
    return engine;
  }

  @Override
  public Bytes f1(Bytes rand, Bytes sqn, Bytes amf) {
    return out1(rand, sqn, amf).slice(0, 8);
  }

  @Override
  public Bytes f1Star(Bytes rand, Bytes sqn, Bytes amf) {
    return out1(rand, sqn, amf).slice(8, 16);
  }

  @Override
  public Bytes f2(Bytes rand) {
    return out(2, rand).slice(8, 16);
  }

  @Override
  public Bytes f3(Bytes rand) {
    return out(3, rand);
  }

  @Override
  public Bytes f4(Bytes rand) {
    return out(4, rand);
  }

  @Override
  public Bytes f5(Bytes rand) {
    return out(2, rand).slice(0, 6);
  }

  @Override
  public Bytes f5Star(Bytes rand) {
    return out(5, rand).slice(0, 6);
  }

  /** OUT1 = E(TEMP xor rot(IN1 xor OPc, r1) xor c1) xor OPc. */
  private Bytes out1(Bytes rand, Bytes sqn, Bytes amf) {
    var in = Octets.rotated(Octets.xor(Bytes.concat(sqn, amf, sqn, amf), opc), rotations.at(0));
    return end(Octets.xor(Octets.xor(temp(rand), in), constant(1)));
  }

  /** OUTi = E(rot(TEMP xor OPc, ri) xor ci) xor OPc. */
  private Bytes out(int i, Bytes rand) {
    var in = Octets.rotated(Octets.xor(temp(rand), opc), rotations.at(i - 1));
    return end(Octets.xor(in, constant(i)));
  }

  private Bytes temp(Bytes rand) {
    return encrypted(cipher, Octets.xor(rand, opc));
  }

  private Bytes end(Bytes in) {
    return Octets.xor(encrypted(cipher, in), opc);
  }

  private Bytes constant(int i) {
    return xorings.slice((i - 1) * BLOCK, i * BLOCK);
  }

  private static Bytes encrypted(BlockCipher cipher, Bytes block) {
    var out = new byte[BLOCK];
    cipher.processBlock(block.toArray(), 0, out, 0);
    return Bytes.wrap(out);
  }
}
