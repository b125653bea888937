package org.opensmdp.server;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import org.opensmdp.certs.CertAndKey;
import org.opensmdp.certs.TlsIdentity;
import org.opensmdp.http.TlsConfig;
import org.opensmdp.server.ServerConfig.Es2PlusSection;
import org.opensmdp.server.ServerConfig.TlsSection;

/** Mutual TLS of the operators' listener. */
final class OperatorListener {
  private OperatorListener() {}

  static TlsConfig tls(Es2PlusSection section, Credentials credentials) {
    return TlsConfig.of(credentials.tls(identity(section.tls(), credentials)))
        .requiringClients(authorities(section));
  }

  /** Returns the certificate that operators see, without those above it. */
  static List<X509Certificate> chain(Es2PlusSection section, Credentials credentials) {
    return identity(section.tls(), credentials).chain().subList(0, 1);
  }

  static List<X509Certificate> authorities(Es2PlusSection section) {
    return section.clientCa().stream().flatMap(file -> read(file).stream()).toList();
  }

  static CertAndKey files(TlsSection section) {
    return new CertAndKey(section.certificate().orElseThrow(), section.key().orElseThrow());
  }

  private static TlsIdentity identity(TlsSection section, Credentials credentials) {
    return section
        .credentials()
        .map(name -> credentials.named(name).tls())
        .orElseGet(() -> TlsIdentity.load(files(section)));
  }

  private static List<X509Certificate> read(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
          .map(X509Certificate.class::cast)
          .toList();
    } catch (IOException | CertificateException e) {
      throw new ConfigException(
          "es2plus.client-ca: %s holds no certificate (%s). Name a PEM or DER file of a CA."
              .formatted(file, e.getMessage()),
          e);
    }
  }
}
