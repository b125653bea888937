package org.opensmdp.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.opensmdp.certs.CertificateFiles;
import org.opensmdp.certs.CertificateReport;
import org.opensmdp.certs.CertificateRole;
import org.opensmdp.certs.Finding;
import org.opensmdp.certs.OperatorPki;
import org.opensmdp.certs.TestHierarchy;
import org.opensmdp.crypto.Curve;
import org.opensmdp.rsp.SmdpOid;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code certs}: issues and reads certificates of the RSP PKI. */
@Command(
    name = "certs",
    description = "Issue a private or test hierarchy; read, check and import certificates.",
    subcommands = CertsImportCommand.class)
final class CertsCommand {
  @Command(name = "new", description = "Issue CI, EUM, DPauth, DPpb and TLS, and an operator CA.")
  int issue(
      @Parameters(paramLabel = "DIR", description = "Where to; must not hold a hierarchy yet.")
          Path directory,
      @Option(names = "--curve", defaultValue = "nist", description = "nist or brainpool.")
          CurveName curve,
      @Option(
              names = "--tls-curve",
              defaultValue = "nist",
              description = "Of the TLS certificate; few phones know brainpool.")
          CurveName tlsCurve,
      @Option(names = "--oid", defaultValue = "2.999.10", description = "OID of the SM-DP+.")
          SmdpOid oid,
      @Option(names = "--host", required = true, description = "Host names of the SM-DP+.")
          List<String> hosts)
      throws IOException {
    if (Files.exists(directory.resolve("ci.pem"))) {
      throw new IOException(directory + " holds a hierarchy already; name another directory");
    }
    var clock = Clock.systemUTC();
    var random = new SecureRandom();
    var plan = new TestHierarchy.Plan(curve.curve, oid, hosts, "89049032", tlsCurve.curve);
    TestHierarchy.issue(plan, clock, random).write(directory);
    OperatorPki.issue(hosts, clock, random).write(directory);
    System.out.println("Issued a hierarchy in " + directory + ". Keys are readable by you only.");
    System.out.println(
        "Next: name the files in a configuration (serve --print-config), then doctor.");
    return 0;
  }

  @Command(name = "show", description = "Print what a certificate says.")
  int show(@Parameters(paramLabel = "FILE", description = "PEM or DER.") Path file) {
    System.out.println(CertificateReport.describe(CertificateFiles.readFirst(file)));
    return 0;
  }

  @Command(name = "check", description = "Check a certificate against its profile in SGP.22.")
  int check(
      @Parameters(paramLabel = "FILE", description = "PEM or DER.") Path file,
      @Option(names = "--role", description = "What it should be: ${COMPLETION-CANDIDATES}.")
          Optional<CertificateRole> role) {
    List<Finding> findings = CertificateReport.check(
        CertificateFiles.readFirst(file), role, Clock.systemUTC().instant());
    FindingLines.print(findings);
    return FindingLines.anyError(findings) ? 1 : 0;
  }

  /** The curves by the names people use. */
  enum CurveName {
    NIST(Curve.NIST_P256),
    BRAINPOOL(Curve.BRAINPOOL_P256R1);

    private final Curve curve;

    CurveName(Curve curve) {
      this.curve = curve;
    }

    Curve curve() {
      return curve;
    }
  }
}
