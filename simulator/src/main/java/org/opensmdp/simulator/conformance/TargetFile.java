package org.opensmdp.simulator.conformance;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.opensmdp.crypto.Curve;

/**
 * What the maker of an SM-DP+ says of it, in YAML. Files are relative to the directory of certificates.
 *
 * @param cards directories with the CI and the EUM to make cards with, by curve: nist, brainpool
 * @param trust CIs that the TLS certificate of ES9+ leads to; without it those of the cards
 * @param es2plusTrust CAs that the TLS certificate of ES2+ leads to
 * @param operator who orders
 * @param secondOperator another, who owns nothing of what the first orders
 * @param profileTypes a profile type of each kind the server has
 * @param features optional features it has
 */
public record TargetFile(
    @JsonProperty(required = true) Map<CardCurve, String> cards,
    Optional<List<String>> trust,
    Optional<List<String>> es2plusTrust,
    Optional<OperatorSection> operator,
    Optional<OperatorSection> secondOperator,
    @JsonProperty(required = true) Map<ProfileKind, String> profileTypes,
    @JsonProperty(required = true) Set<Feature> features) {

  /** A curve, as the file names it. */
  public enum CardCurve {
    @JsonProperty("nist")
    NIST(Curve.NIST_P256),
    @JsonProperty("brainpool")
    BRAINPOOL(Curve.BRAINPOOL_P256R1);

    private final Curve curve;

    CardCurve(Curve curve) {
      this.curve = curve;
    }

    public Curve curve() {
      return curve;
    }
  }

  /**
   * An operator.
   *
   * @param requester the functionRequesterIdentifier
   * @param certificate of its TLS client, PEM
   * @param key of that certificate, PEM
   */
  public record OperatorSection(
      @JsonProperty(required = true) String requester,
      @JsonProperty(required = true) String certificate,
      @JsonProperty(required = true) String key) {}

  /** A file with every key, to begin with. */
  public static final String SAMPLE = """
      # What the conformance suite is to know of an SM-DP+.
      # Files are relative to the directory given with --certs.

      # To make cards with: a directory for each curve, with ci.pem, eum.pem and eum.key, as
      # `opensmdp certs new` and `opensmdp certs import --with-cards` write them.
      cards:
        nist: pki/nist
        brainpool: pki/brainpool

      # CIs that the TLS certificate of ES9+ leads to. Without it: tls-ci.pem of the cards.
      # trust: [tls-ci.pem]

      # CAs that the TLS certificate of ES2+ leads to.
      es2plus-trust: [pki/operators/es2plus-ca.pem]

      # Who orders over ES2+: functionRequesterIdentifier and TLS client certificate.
      operator: { requester: demo-operator, certificate: pki/operators/demo-operator.pem, key: pki/operators/demo-operator.key }

      # Another operator, to whom nothing of the first one's orders belongs.
      # second-operator: { requester: other, certificate: other.pem, key: other.key }

      # A profile type of each kind the server has, each with some stock; what is left out is not applicable.
      # PLAIN OPERATIONAL PROFILE_KEYS TWICE PPR1 ONE_KEY WITH_SERVICES FOREIGN OUT_OF_STOCK LONG_METADATA
      profile-types:
        PLAIN: demo
        PROFILE_KEYS: demo-ppk

      # Optional features the server has: NIST BRAINPOOL JSON ASN1 ES2PLUS SECOND_OPERATOR DEFAULT_SMDP
      # CONFIRMATION_CODE LATE_RELEASE REBINDING CALLBACKS SMDS MEMORY_CHECK IDEMPOTENT_ES2PLUS HTTP2 TLS_1_3
      # EXTENSIONS. Cases that need another are not applicable.
      features: [NIST, BRAINPOOL, JSON, ASN1, ES2PLUS, DEFAULT_SMDP, CONFIRMATION_CODE, LATE_RELEASE, REBINDING]
      """;

  /**
   * Reads it strictly.
   *
   * @param source what the text is called in errors
   * @throws IllegalArgumentException naming source, line and key of what cannot be used
   */
  public static TargetFile read(String yaml, String source) {
    try {
      return mapper().readValue(yaml, TargetFile.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(explain(source, yaml, e), e);
    }
  }

  private static YAMLMapper mapper() {
    return YAMLMapper.builder()
        .addModule(new Jdk8Module())
        .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
        .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
        .build();
  }

  private static String explain(String source, String yaml, JsonProcessingException e) {
    var where = e.getLocation() == null
        ? source
        : "%s, line %d".formatted(source, e.getLocation().getLineNr());
    if (e instanceof UnrecognizedPropertyException unknown) {
      return "%s, line %d: '%s' is no key of this file; --print-config prints one with every key"
          .formatted(source, line(unknown.getPropertyName(), yaml), path(unknown));
    }
    return e instanceof JsonMappingException mapping
        ? "%s: %s: %s".formatted(where, path(mapping), mapping.getOriginalMessage())
        : "%s: not YAML: %s".formatted(where, e.getOriginalMessage());
  }

  /** The reader has looked ahead: the key stands on the last line that names it. */
  private static int line(String key, String yaml) {
    var lines = yaml.lines().toList();
    int line = lines.size();
    while (line > 1 && !lines.get(line - 1).contains(key + ":")) {
      line--;
    }
    return line;
  }

  private static String path(JsonMappingException e) {
    return e.getPath().stream()
        .map(it -> it.getFieldName() == null ? "[" + it.getIndex() + "]" : it.getFieldName())
        .collect(Collectors.joining("."));
  }
}
