package org.opensmdp.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;
import org.opensmdp.certs.CertificateFiles;
import org.opensmdp.certs.TestHierarchy;
import org.opensmdp.crypto.Curve;

/** Hierarchies issued now, written with folders and names of SGP.26: certificates DER, keys PEM. */
final class Sgp26Directory {
  static final String HOST = "testsmdpplus1.example.com";
  private static final Map<String, String> STEMS = Map.of(
      "ci", "CI/%s_CI_ECDSA_%s",
      "eum", "EUM/%s_EUM_ECDSA_%s",
      "dp-auth", "SM-DP+/SM_DPauth/%s_S_SM_DPauth_ECDSA_%s",
      "dp-pb", "SM-DP+/SM_DPpb/%s_S_SM_DPpb_ECDSA_%s",
      "tls", "SM-DP+/SM_DP_TLS/%s_S_SM_DP_TLS_%s");

  private Sgp26Directory() {}

  /** Writes both curves; TLS under the NIST CI only, as phones speak it. */
  static Path write(Path directory) throws IOException {
    for (Curve curve : Curve.values()) {
      var own = Files.createTempDirectory("hierarchy");
      var plan = TestHierarchy.Plan.of(curve, HOST, "localhost");
      TestHierarchy.issue(plan, Clock.systemUTC(), new SecureRandom()).write(own);
      for (var stem : STEMS.entrySet()) {
        if (curve == Curve.NIST_P256 || !stem.getKey().equals("tls")) {
          copy(own, stem.getKey(), directory, stem.getValue(), curve);
        }
      }
    }
    return directory;
  }

  private static void copy(Path own, String part, Path directory, String stem, Curve curve)
      throws IOException {
    var suffix = curve == Curve.NIST_P256 ? "NIST" : "BRP";
    var certificate = directory.resolve(stem.formatted("CERT", suffix) + ".der");
    Files.createDirectories(certificate.getParent());
    var der = CertificateFiles.readFirst(own.resolve(part + ".pem")).der();
    Files.write(certificate, der.toArray());
    Files.copy(
        own.resolve(part + ".key"), directory.resolve(stem.formatted("SK", suffix) + ".pem"));
  }
}
