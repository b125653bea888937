package org.opensmdp.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opensmdp.certs.Finding;
import org.opensmdp.certs.Finding.Severity;
import org.opensmdp.certs.TestHierarchy;
import org.opensmdp.crypto.Curve;

/** What the doctor says of the certificates of a listener. */
class ListenerReportTest {
  private static final String HOST = "smdp.example.com";

  private final Path directory;

  ListenerReportTest(@TempDir Path directory) throws IOException {
    this.directory = directory;
    for (Curve curve : Curve.values()) {
      var plan = TestHierarchy.Plan.of(curve, HOST).withTlsOn(curve);
      TestHierarchy.issue(plan, InstantSource.system(), new SecureRandom())
          .write(directory.resolve(curve == Curve.NIST_P256 ? "nist" : "brainpool"));
    }
  }

  @Test
  void saysWhatIsShownToWhom() {
    var findings = report(HOST, "brainpool, nist");

    assertThat(findings).extracting(Finding::severity).containsOnly(Severity.OK);
    assertThat(findings.get(0).what())
        .contains(HOST + " at 0.0.0.0:443", "P-256 are shown", "of the set nist");
    assertThat(findings.get(1).what())
        .contains("brainpoolP256r1 and not P-256", "of the set brainpool");
    assertThat(findings.get(2).what()).contains("name a CI");
  }

  @Test
  void saysOneThingWhereThereIsNoChoice() {
    assertThat(report(HOST, "nist")).hasSize(1);
  }

  @Test
  void warnsOfAListenerThatMostPhonesCannotReach() {
    assertThat(report(HOST, "brainpool")).singleElement().satisfies(finding -> {
      assertThat(finding.severity()).isEqualTo(Severity.WARNING);
      assertThat(finding.remedy()).contains("P-256");
    });
  }

  @Test
  void namesAHostThatNoCertificateNames() {
    assertThat(report("other.example.com", "nist")).singleElement().satisfies(finding -> {
      assertThat(finding.severity()).isEqualTo(Severity.ERROR);
      assertThat(finding.what()).contains("names other.example.com at 0.0.0.0:443");
    });
  }

  @Test
  void leavesUnreadableFilesToOthers() throws IOException {
    Files.delete(directory.resolve("nist").resolve("tls.key"));

    assertThat(report(HOST, "nist")).extracting(Finding::severity).containsExactly(Severity.ERROR);
  }

  private List<Finding> report(String host, String sets) {
    var text = new StringBuilder("data: .\ncredentials:\n");
    for (String name : List.of("nist", "brainpool")) {
      text.append("  %s:\n    ci: %1$s/ci.pem\n".formatted(name));
      for (String pair : List.of("dp-auth", "dp-pb", "tls")) {
        text.append(
            "    %2$s: { certificate: %1$s/%2$s.pem, key: %1$s/%2$s.key }\n".formatted(name, pair));
      }
    }
    text.append("es9plus:\n  - { listen: '0.0.0.0:443', hosts: [%s], credentials: [%s] }\n"
        .formatted(host, sets));
    var config = new ConfigReader(Map.of()).parse(text.toString(), directory, "opensmdp.yaml");
    return new ListenerReport(config, config.es9plus().get(0)).findings();
  }
}
