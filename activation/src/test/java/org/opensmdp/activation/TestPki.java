package org.opensmdp.activation;

import static org.opensmdp.activation.SampleSteps.NOW;

import java.security.SecureRandom;
import java.time.InstantSource;
import org.opensmdp.certs.TestHierarchy;
import org.opensmdp.crypto.Curve;

/** Hierarchies issued when the tests run, once for all of them. */
final class TestPki {
  static final SecureRandom RANDOM = new SecureRandom();
  static final TestHierarchy NIST = issue(Curve.NIST_P256);
  static final TestHierarchy BRAINPOOL = issue(Curve.BRAINPOOL_P256R1);

  /** One that no server of these tests knows. */
  static final TestHierarchy STRANGER = issue(Curve.NIST_P256);

  private TestPki() {}

  private static TestHierarchy issue(Curve curve) {
    return TestHierarchy.issue(
        TestHierarchy.Plan.of(curve, SampleStock.ADDRESS), InstantSource.fixed(NOW), RANDOM);
  }
}
