package org.opensmdp.certs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.opensmdp.crypto.SoftwareSigningKey;

/** A hierarchy written as SGP.26 is distributed: its folders, its names, certificates in DER. */
final class Sgp26Layout {
  private static final Map<String, String> CERTIFICATES = Map.of(
      "ci", "CI/CERT_CI_ECDSA_%s.der",
      "eum", "EUM/CERT_EUM_ECDSA_%s.der",
      "dp-auth", "SM-DP+/SM_DPauth/CERT_S_SM_DPauth_ECDSA_%s.der",
      "dp-pb", "SM-DP+/SM_DPpb/CERT_S_SM_DPpb_ECDSA_%s.der",
      "tls", "SM-DP+/SM_DP_TLS/CERT_S_SM_DP_TLS_%s.der");
  private static final Map<String, String> KEYS = Map.of(
      "ci", "CI/SK_CI_ECDSA_%s.pem",
      "eum", "EUM/SK_EUM_ECDSA_%s.pem",
      "dp-auth", "SM-DP+/SM_DPauth/SK_S_SM_DPauth_ECDSA_%s.pem",
      "dp-pb", "SM-DP+/SM_DPpb/SK_S_SM_DPpb_ECDSA_%s.pem",
      "tls", "SM-DP+/SM_DP_TLS/SK_S_SM_DP_TLS_%s.pem");

  private Sgp26Layout() {}

  /** Writes certificates and keys of these parts: ci, eum, dp-auth, dp-pb, tls. */
  static void write(TestHierarchy hierarchy, String curve, Path directory, String... parts)
      throws IOException {
    var own = Files.createTempDirectory(directory.getParent(), "own");
    hierarchy.write(own);
    for (String part : List.of(parts)) {
      var certificate = target(directory, CERTIFICATES, part, curve);
      Files.write(
          certificate,
          CertificateFiles.readFirst(own.resolve(part + ".pem")).der().toArray());
      var key = SoftwareSigningKey.fromPem(own.resolve(part + ".key"));
      key.writePem(target(directory, KEYS, part, curve));
    }
  }

  private static Path target(Path directory, Map<String, String> names, String part, String curve)
      throws IOException {
    var file = directory.resolve(names.getOrDefault(part, part).formatted(curve));
    Files.createDirectories(file.getParent());
    return file;
  }
}
