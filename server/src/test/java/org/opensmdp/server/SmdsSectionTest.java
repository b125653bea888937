package org.opensmdp.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The section smds of the configuration. */
class SmdsSectionTest {
  private static final String REST = """
      data: .
      credentials:
        nist:
          ci: ci.pem
          dp-auth: { certificate: a.pem, key: a.key }
          dp-pb: { certificate: b.pem, key: b.key }
          tls: { certificate: t.pem, key: t.key }
      es9plus:
        - { listen: "0.0.0.0:443", hosts: [smdp.example.com], credentials: [nist] }
      """;

  @Test
  void readsWhatTheSampleShows() throws IOException {
    var section = read(sample());

    assertThat(section.credentials()).isEqualTo("nist");
    assertThat(section.allow().orElseThrow()).contains("ds.example.com:8446");
    assertThat(section.effectiveReleaseTimeout())
        .isEqualTo(SmdsSection.RELEASE_TIMEOUT)
        .isEqualTo(Duration.ofSeconds(5));
    assertThat(section.effectiveTimeout())
        .isEqualTo(SmdsSection.TIMEOUT)
        .isEqualTo(Duration.ofSeconds(15));
    assertThat(section.effectiveReconcileEvery())
        .isEqualTo(SmdsSection.RECONCILE_EVERY)
        .isEqualTo(Duration.ofDays(1));
    assertThat(section.addresses().forwards("ds2.example.com")).isTrue();
  }

  /** The lines of the printed sample, without the signs that make them comments. */
  private static String sample() throws IOException {
    try (InputStream in = SmdsSection.class.getResourceAsStream("/opensmdp-sample.yaml")) {
      var text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return text.substring(text.indexOf("# smds:"), text.indexOf("# Health"))
          .lines()
          .map(line -> line.replaceFirst("^# ?", ""))
          .collect(Collectors.joining("\n"));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{ allow: [a.example] } | credentials",
        "{ credentials: nist, colour: red } | colour",
        "{ credentials: nist, allow: ['a b'] } | smds.allow",
        "{ credentials: nist, allow: ['a.example:0'] } | smds.allow",
        "{ credentials: nist, choose: '.' } | smds.choose",
        "{ credentials: nist, timeout: 31s } | smds.timeout",
        "{ credentials: nist, release-timeout: 5 } | release-timeout",
        "{ credentials: nist, reconcile-every: 5m } | smds.reconcile-every"
      })
  void refusesWhatIsWrongAndNamesIt(String section, String named) {
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> read("smds: " + section))
        .withMessageContaining(named);
  }

  private static SmdsSection read(String section) {
    return new ConfigReader(Map.of())
        .parse(REST + section + "\n", Path.of("."), "test.yaml")
        .smds()
        .orElseThrow();
  }
}
