package org.opensmdp.simulator.conformance;

import java.util.EnumSet;
import java.util.Optional;
import java.util.stream.Collectors;
import org.opensmdp.crypto.Curve;

/** Whether a run says anything of a server with these features. */
final class Applicability {
  private Applicability() {}

  /** Returns why the run is not applicable, if it is not. */
  static Optional<String> obstacle(PlannedRun planned, Target target) {
    var missing = EnumSet.copyOf(features(planned.wire()));
    missing.addAll(planned.subject().features());
    missing.removeIf(feature -> has(feature, planned.subject(), target));
    if (!missing.isEmpty()) {
      return Optional.of(
          "not declared: " + missing.stream().map(Feature::text).collect(Collectors.joining("; ")));
    }
    return planned.subject().kinds().stream()
        .filter(kind -> !target.profileTypes().containsKey(kind))
        .findFirst()
        .map(kind -> "no profile type of the kind " + kind);
  }

  /** Returns what a server needs for this wire. */
  static EnumSet<Feature> features(Wire wire) {
    return EnumSet.of(
        wire.binding() == Binding.JSON ? Feature.JSON : Feature.ASN1,
        wire.curve() == Curve.NIST_P256 ? Feature.NIST : Feature.BRAINPOOL);
  }

  /** Cases of ES9+ need ES2+ for their orders only, which may come another way. */
  private static boolean has(Feature feature, Case subject, Target target) {
    boolean ordersOtherwise = feature == Feature.ES2PLUS
        && target.provisioning().isPresent()
        && !subject.tags().contains("es2plus");
    return target.features().contains(feature) || ordersOtherwise;
  }
}
