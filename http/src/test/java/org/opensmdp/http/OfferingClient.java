package org.opensmdp.http;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Vector;
import java.util.stream.Collectors;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Certificate;
import org.bouncycastle.tls.DefaultTlsClient;
import org.bouncycastle.tls.IdentifierType;
import org.bouncycastle.tls.NameType;
import org.bouncycastle.tls.NamedGroup;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.ServerName;
import org.bouncycastle.tls.ServerOnlyTlsAuthentication;
import org.bouncycastle.tls.TlsAuthentication;
import org.bouncycastle.tls.TlsClientProtocol;
import org.bouncycastle.tls.TlsServerCertificate;
import org.bouncycastle.tls.TrustedAuthority;
import org.bouncycastle.tls.crypto.impl.bc.BcTlsCrypto;
import org.jspecify.annotations.Nullable;

/** A TLS client that offers exactly what a test wants, and tells whom it was shown. */
final class OfferingClient extends DefaultTlsClient {
  static final int P256 = NamedGroup.secp256r1;
  static final int BRAINPOOL = NamedGroup.brainpoolP256r1;

  private final List<Integer> groups;
  private ProtocolVersion[] versions = {ProtocolVersion.TLSv12};
  private Optional<String> serverName = Optional.empty();
  private List<TrustedAuthority> authorities = List.of();
  private X500Name shown = new X500Name("CN=nobody");

  private OfferingClient(List<Integer> groups) {
    super(new BcTlsCrypto(new SecureRandom()));
    this.groups = groups;
  }

  /** TLS 1.2 with these groups, and no more. */
  static OfferingClient of(Integer... groups) {
    return new OfferingClient(List.of(groups));
  }

  OfferingClient versions(ProtocolVersion... offered) {
    versions = offered;
    return this;
  }

  OfferingClient serverName(String name) {
    serverName = Optional.of(name);
    return this;
  }

  OfferingClient trustingKey(byte[] sha1) {
    return trusting(new TrustedAuthority(IdentifierType.key_sha1_hash, sha1));
  }

  OfferingClient trustingCertificate(byte[] sha1) {
    return trusting(new TrustedAuthority(IdentifierType.cert_sha1_hash, sha1));
  }

  /** With other ways of naming around it, which say nothing to the server. */
  private OfferingClient trusting(TrustedAuthority authority) {
    authorities = List.of(
        new TrustedAuthority(IdentifierType.x509_name, new X500Name("CN=Elsewhere")),
        new TrustedAuthority(IdentifierType.pre_agreed, null),
        authority);
    return this;
  }

  /** Connects, asks once for {@code /}, and returns the subject of the certificate it was shown. */
  String isShown(InetSocketAddress address) throws IOException {
    try (var socket = new Socket(address.getAddress(), address.getPort())) {
      var protocol = new TlsClientProtocol(socket.getInputStream(), socket.getOutputStream());
      protocol.connect(this);
      var request = "GET / HTTP/1.1\r\nHost: test.example\r\nConnection: close\r\n\r\n";
      protocol.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      var answer = new String(protocol.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      if (!answer.startsWith("HTTP/1.1 200")) {
        throw new IOException(answer);
      }
    }
    return shown.toString();
  }

  /** Returns the body of its ClientHello, as the wire would have it. */
  byte[] hello() throws IOException {
    var protocol = new TlsClientProtocol();
    protocol.connect(this);
    var record = new byte[protocol.getAvailableOutputBytes()];
    protocol.readOutput(record, 0, record.length);
    return Arrays.copyOfRange(record, 9, record.length);
  }

  @Override
  protected ProtocolVersion[] getSupportedVersions() {
    return versions;
  }

  @Override
  protected Vector<Integer> getSupportedGroups(@SuppressWarnings("rawtypes") Vector roles) {
    return new Vector<>(groups);
  }

  @Override
  protected @Nullable Vector<TrustedAuthority> getTrustedCAIndication() {
    return authorities.isEmpty() ? null : new Vector<>(authorities);
  }

  @Override
  protected @Nullable Vector<ServerName> getSNIServerNames() {
    return serverName
        .map(name -> new ServerName(NameType.host_name, name.getBytes(StandardCharsets.US_ASCII)))
        .map(name -> new Vector<>(List.of(name)))
        .orElse(null);
  }

  @Override
  public TlsAuthentication getAuthentication() {
    return new ServerOnlyTlsAuthentication() {
      @Override
      public void notifyServerCertificate(TlsServerCertificate certificate) throws IOException {
        var octets = certificate.getCertificate().getCertificateAt(0).getEncoded();
        shown = Certificate.getInstance(octets).getSubject();
      }
    };
  }

  @Override
  public String toString() {
    return groups.stream().map(NamedGroup::getText).collect(Collectors.joining(", "));
  }
}
