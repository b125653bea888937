package org.opensmdp.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.opensmdp.certs.Pkcs12;

/** The configuration file: read strictly, refused with the key, the line and the remedy. */
class ConfigReaderTest {
  private static final Path HERE = Path.of("/etc/opensmdp");
  private static final String SMALLEST = """
      data: /var/lib/opensmdp
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
  void readsTheSampleItPrints() throws IOException {
    String sample;
    try (InputStream in = ConfigReader.class.getResourceAsStream("/opensmdp-sample.yaml")) {
      sample = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }

    var config = read(sample);

    assertThat(config.credentials()).containsOnlyKeys("nist");
    assertThat(config.es2plus().orElseThrow().tls().credentials()).contains("nist");
    assertThat(config.effectiveLimits().effectiveSessionLifetime())
        .isEqualTo(Duration.ofMinutes(30));
  }

  @Test
  void theSampleShowsTheDefaults() throws IOException {
    try (InputStream in = ConfigReader.class.getResourceAsStream("/opensmdp-sample.yaml")) {
      var text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      var sample = read(text).effectiveLimits();

      var defaults = read(SMALLEST).effectiveLimits();

      assertThat(sample.effectiveWorkers())
          .isEqualTo(defaults.effectiveWorkers())
          .isEqualTo(8);
      assertThat(sample.effectiveQueue()).isEqualTo(defaults.effectiveQueue()).isEqualTo(1024);
      assertThat(read(text).effectiveRetention().periods())
          .isEqualTo(read(SMALLEST).effectiveRetention().periods());
      assertThat(sample.maxBodyOctets()).isEqualTo(defaults.maxBodyOctets()).isEqualTo(1 << 20);
      assertThat(sample.effectiveReadTimeout())
          .isEqualTo(defaults.effectiveReadTimeout())
          .isEqualTo(Duration.ofSeconds(20));
      assertThat(sample.effectiveIdleTimeout())
          .isEqualTo(defaults.effectiveIdleTimeout())
          .isEqualTo(Duration.ofSeconds(60));
    }
  }

  @Test
  void takesPathsFromTheFolderOfTheFile() {
    var config = read(SMALLEST);

    assertThat(config.credentials())
        .hasEntrySatisfying("nist", set -> assertThat(set.ci()).isEqualTo(HERE.resolve("ci.pem")));
    assertThat(config.data()).isEqualTo(Path.of("/var/lib/opensmdp"));
  }

  @Test
  void keepsTheSealingKeyBeneathDataUnlessNodesShareOne() {
    var external = "database: { url: 'jdbc:postgresql://db/x', user: x, password-file: pw%s }\n";

    assertThat(read(SMALLEST).sealingKey())
        .isEqualTo(Path.of("/var/lib/opensmdp/keys/database.key"));
    assertThat(read(SMALLEST + external.formatted("")).sealingKey())
        .isEqualTo(Path.of("/var/lib/opensmdp/keys/database.key"));
    assertThat(read(SMALLEST + external.formatted(", key-file: shared.key")).sealingKey())
        .isEqualTo(HERE.resolve("shared.key"));
  }

  @Test
  void refusesAPublicPortThatIsNone() {
    refuses(
        SMALLEST.replace("[nist] }", "[nist], public-port: 65536 }"), "public-port", "1 to 65535");
  }

  @Test
  void namesAnUnknownKeyWithItsLineAndTheKnownOnes() {
    refuses(SMALLEST + "limit: { workers: 4 }\n", "opensmdp.yaml, line 10", "'limit'", "limits");
  }

  @Test
  void namesAMissingKey() {
    refuses("data: x\ncredentials: {}\n", "es9plus", "missing");
  }

  @Test
  void refusesAListenerWhoseCredentialsAreNotThere() {
    refuses(SMALLEST.replace("[nist]", "[brainpool]"), "no set 'brainpool'", "there are: nist");
  }

  @Test
  void refusesAHostNameWithAPortOrABlank() {
    refuses(
        SMALLEST.replace("smdp.example.com", "'smdp.example.com:443'"), "es9plus", "no host name");
    refuses(SMALLEST.replace("smdp.example.com", "'smdp. example.com'"), "no host name");
  }

  @Test
  void refusesATimeSpanWithoutUnit() {
    refuses(SMALLEST + "limits: { session-lifetime: 30 }\n", "session-lifetime");
    refuses(SMALLEST + "limits: { session-lifetime: '30' }\n", "session-lifetime", "expected");
  }

  @Test
  void refusesASessionThatOutlivesTheMemoryOfRefusedTransactions() {
    refuses(
        SMALLEST + "limits: { session-lifetime: 61m }\n", "limits.session-lifetime", "1h at most");

    assertThat(read(SMALLEST + "limits: { session-lifetime: 1h }\n")
            .effectiveLimits()
            .effectiveSessionLifetime())
        .isEqualTo(Duration.ofHours(1));
  }

  @Test
  void refusesToForgetWhatIsNotADayOld() {
    for (String key : List.of("sessions", "events", "refused-reports")) {
      refuses(SMALLEST + "retention: { " + key + ": 23h }\n", "retention." + key, "1d at least");
    }
  }

  @Test
  void readsTheListsOfACi() {
    var listed = SMALLEST.replace(
        "    ci: ci.pem\n",
        "    ci: ci.pem\n    crl: [a.crl, b.crl]\n    crl-when-stale: refuse\n");

    assertThat(read(listed).credentials()).hasEntrySatisfying("nist", set -> {
      assertThat(set.crls()).containsExactly(HERE.resolve("a.crl"), HERE.resolve("b.crl"));
      assertThat(set.refusesWhenStale()).isTrue();
    });
    assertThat(read(SMALLEST).credentials()).hasEntrySatisfying("nist", set -> {
      assertThat(set.crls()).isEmpty();
      assertThat(set.refusesWhenStale()).isFalse();
      assertThat(Credentials.files(set).acceptsExpired()).isFalse();
    });
  }

  @Test
  void refusesAWordAboutListsThatAreNotThere() {
    var lists = "    ci: ci.pem\n    crl: [a.crl]\n    crl-when-stale: maybe\n";

    refuses(SMALLEST.replace("    ci: ci.pem\n", lists), "crl-when-stale", "accept or refuse");
    refuses(
        SMALLEST.replace("    ci: ci.pem\n", "    ci: ci.pem\n    crl-when-stale: refuse\n"),
        "crl-when-stale",
        "no crl");
  }

  @Test
  void readsACertificateAndItsKeyFromPkcs12() {
    var store = SMALLEST.replace(
        "{ certificate: a.pem, key: a.key }", "{ keystore: a.p12, password-file: a.pw }");

    assertThat(read(store).credentials())
        .hasEntrySatisfying(
            "nist",
            set -> assertThat(Credentials.files(set).dpAuth())
                .isEqualTo(new Pkcs12(HERE.resolve("a.p12"), HERE.resolve("a.pw"))));
  }

  @Test
  void refusesHalfAPairAndAMixture() {
    var pair = "{ certificate: a.pem, key: a.key }";

    refuses(SMALLEST.replace(pair, "{ certificate: a.pem }"), "dp-auth", "certificate and key");
    refuses(SMALLEST.replace(pair, "{ keystore: a.p12 }"), "dp-auth", "password-file");
    refuses(
        SMALLEST.replace(pair, "{ certificate: a.pem, key: a.key, keystore: a.p12 }"),
        "dp-auth",
        "or keystore");
  }

  @Test
  void refusesAKeyGivenTwice() {
    refuses(SMALLEST + "data: elsewhere\n", "data");
  }

  @Test
  void refusesWhatIsNotYaml() {
    refuses("{ data: [", "not YAML");
  }

  @Test
  void letsTheEnvironmentWin() {
    var reader = new ConfigReader(Map.of(
        "OPENSMDP_DATA", "/srv/data",
        "OPENSMDP_LIMITS_WORKERS", "4",
        "OPENSMDP_ADMIN_LISTEN", "127.0.0.1:9191"));

    var config = reader.parse(SMALLEST, HERE, "opensmdp.yaml");

    assertThat(config.data()).isEqualTo(Path.of("/srv/data"));
    assertThat(config.effectiveLimits().effectiveWorkers()).isEqualTo(4);
    assertThat(config.admin().orElseThrow().listen()).hasToString("127.0.0.1:9191");
  }

  private static ServerConfig read(String yaml) {
    return new ConfigReader(Map.of()).parse(yaml, HERE, "opensmdp.yaml");
  }

  private static void refuses(String yaml, String... words) {
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> read(yaml))
        .satisfies(refusal -> assertThat(refusal).hasMessageContainingAll(words));
  }
}
