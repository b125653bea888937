package org.opensmdp.cli.suite;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.opensmdp.crypto.Curve;

/** Over which binding and on which curve a case runs; each runs on all four. */
record Wire(Binding binding, Curve curve) {
  static List<Wire> all() {
    return Arrays.stream(Binding.values())
        .flatMap(binding -> Stream.of(Curve.values()).map(curve -> new Wire(binding, curve)))
        .toList();
  }

  Curve otherCurve() {
    return curve == Curve.NIST_P256 ? Curve.BRAINPOOL_P256R1 : Curve.NIST_P256;
  }

  @Override
  public String toString() {
    return binding + ", " + (curve == Curve.NIST_P256 ? "NIST" : "brainpool");
  }
}
