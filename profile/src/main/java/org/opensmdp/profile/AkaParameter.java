package org.opensmdp.profile;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An akaParameter that carries its own algorithm parameters; those that map to another application's
 * have no keys.
 */
record AkaParameter(String path, AkaAlgorithm algorithm, Node key, Node opc, Node node) {
  static final int ALGO_CONFIGURATION = 0xA1;
  static final int ALGO_PARAMETER = 0xA1;

  static Stream<AkaParameter> all(List<Located> elements) {
    return Located.of(elements, ProfileElementType.AKA_PARAMETER).stream()
        .flatMap(element -> of(element).stream());
  }

  static Optional<AkaParameter> of(Located element) {
    var path = element.path() + ".algoParameter";
    return element
        .node()
        .required(element.path(), ALGO_CONFIGURATION, "algoConfiguration")
        .member(ALGO_PARAMETER)
        .map(parameter -> new AkaParameter(
            path,
            AkaAlgorithm.of(
                parameter.required(path, 0x80, "algorithmID").integer(path + ".algorithmID")),
            parameter.required(path, 0x82, "key"),
            parameter.required(path, 0x83, "opc"),
            parameter));
  }

  /** Returns the service a card needs for the algorithm. */
  Optional<MandatoryService> service() {
    return switch (algorithm) {
      case MILENAGE -> Optional.of(MandatoryService.MILENAGE);
      case TUAK ->
        Optional.of(key.value().size() == 32 ? MandatoryService.TUAK256 : MandatoryService.TUAK128);
      case USIM_TEST_ALGORITHM -> Optional.of(MandatoryService.USIM_TEST_ALGORITHM);
      case UNKNOWN -> Optional.empty();
    };
  }

  /** A record would print the keys. */
  @Override
  public String toString() {
    return path + "[" + algorithm + "]";
  }
}
