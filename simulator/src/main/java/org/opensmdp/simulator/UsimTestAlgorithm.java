package org.opensmdp.simulator;

import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Secret;

/** The test algorithm of test USIMs (3GPP TS 34.108 §8.1.2): exclusive or, and no secret. */
final class UsimTestAlgorithm implements AkaFunctions {
  private final Bytes key;

  /**
   * Makes the functions of one subscriber.
   *
   * @throws IllegalArgumentException if K has not 16 octets
   */
  UsimTestAlgorithm(Secret key) {
    if (key.size() != 16) {
      throw new IllegalArgumentException(
          "test algorithm: K of %d octets (expected: 16)".formatted(key.size()));
    }
    this.key = key.reveal();
  }

  @Override
  public Bytes f1(Bytes rand, Bytes sqn, Bytes amf) {
    return Octets.xor(f2(rand).slice(0, 8), Bytes.concat(sqn, amf));
  }

  @Override
  public Bytes f1Star(Bytes rand, Bytes sqn, Bytes amf) {
    return f1(rand, sqn, amf);
  }

  @Override
  public Bytes f2(Bytes rand) {
    return Octets.xor(key, rand);
  }

  @Override
  public Bytes f3(Bytes rand) {
    return Octets.rotated(f2(rand), 8);
  }

  @Override
  public Bytes f4(Bytes rand) {
    return Octets.rotated(f2(rand), 16);
  }

  @Override
  public Bytes f5(Bytes rand) {
    return f2(rand).slice(3, 9);
  }

  @Override
  public Bytes f5Star(Bytes rand) {
    return f5(rand);
  }
}
