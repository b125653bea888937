package org.opensmdp.profile;

/** The authentication algorithms of akaParameter (TCA eUICC Profile Package, AlgoParameter). */
public enum AkaAlgorithm {
  MILENAGE,
  TUAK,
  /** Answers without a real key; only for profiles of class test. */
  USIM_TEST_ALGORITHM,
  /** A number without a name in version 3.3. */
  UNKNOWN;

  static AkaAlgorithm of(int algorithmId) {
    return switch (algorithmId) {
      case 1 -> MILENAGE;
      case 2 -> TUAK;
      case 3 -> USIM_TEST_ALGORITHM;
      default -> UNKNOWN;
    };
  }
}
