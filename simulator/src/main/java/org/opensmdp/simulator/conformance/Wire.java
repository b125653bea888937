package org.opensmdp.simulator.conformance;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.opensmdp.crypto.Curve;

/** Over which binding and on which curve a case of ES9+ is run. */
public record Wire(Binding binding, Curve curve) {
  /** The wire of cases that need none. */
  public static final Wire PLAIN = new Wire(Binding.JSON, Curve.NIST_P256);

  /** All four. */
  public static List<Wire> all() {
    return Arrays.stream(Binding.values())
        .flatMap(binding -> Stream.of(Curve.values()).map(curve -> new Wire(binding, curve)))
        .toList();
  }

  public Curve otherCurve() {
    return curve == Curve.NIST_P256 ? Curve.BRAINPOOL_P256R1 : Curve.NIST_P256;
  }

  @Override
  public String toString() {
    var curveName = curve == Curve.NIST_P256 ? "nist" : "brainpool";
    return (binding == Binding.JSON ? "json" : "asn1") + "-" + curveName;
  }
}
