package org.opensmdp.simulator.conformance;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.opensmdp.certs.TestHierarchy;
import org.opensmdp.crypto.Curve;
import org.opensmdp.simulator.HttpTransport;

/**
 * The SM-DP+ under test, as its maker has described it.
 *
 * @param smdpAddress host or host:port of ES9+, as an activation code has it
 * @param es9plus the way of devices to it, without a client certificate
 * @param hierarchies what makes cards that it accepts, by curve
 * @param operator the operator that orders
 * @param secondOperator another one, who owns nothing of what the first orders
 * @param anonymous the way to ES2+ without a client certificate
 * @param profileTypes the name of a profile type of each kind the server has
 * @param features the optional features it is said to have
 * @param provisioning how orders are made if not over ES2+
 * @param callbacks where it calls the operator back, if it has been told to
 */
public record Target(
    String smdpAddress,
    HttpTransport es9plus,
    Map<Curve, TestHierarchy> hierarchies,
    Optional<OperatorAccess> operator,
    Optional<OperatorAccess> secondOperator,
    Optional<HttpTransport> anonymous,
    Map<ProfileKind, String> profileTypes,
    Set<Feature> features,
    Optional<Provisioning> provisioning,
    Optional<CallbackEndpoint> callbacks) {
  public Target {
    hierarchies = copy(Curve.class, hierarchies);
    profileTypes = copy(ProfileKind.class, profileTypes);
    features = features.isEmpty() ? EnumSet.noneOf(Feature.class) : EnumSet.copyOf(features);
  }

  private static <K extends Enum<K>, V> Map<K, V> copy(Class<K> keys, Map<K, V> given) {
    var copied = new EnumMap<K, V>(keys);
    copied.putAll(given);
    return copied;
  }

  /** Returns whether ES9+ can be spoken so. */
  public boolean has(Wire wire) {
    return features.containsAll(Applicability.features(wire));
  }

  /** Returns what makes the cards on a curve. */
  public TestHierarchy cards(Curve curve) {
    return Optional.ofNullable(hierarchies.get(curve))
        .orElseThrow(() -> new CaseEnded(
            Verdict.NOT_APPLICABLE, "no keys to make cards with on " + curve.standardName()));
  }
}
