package org.opensmdp.certs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.opensmdp.crypto.Curve;
import org.opensmdp.crypto.SoftwareSigningKey;
import org.opensmdp.rsp.SmdpOid;

/** A whole credential set that an import has put together, ready to be written. */
public final class ImportedSet {
  private final String name;
  private final RspCertificate ci;
  private final Part dpAuth;
  private final Part dpPb;
  private final Part tls;
  private final List<RevocationList> lists;
  private final Optional<Cards> cards;

  /** A certificate and the key that fits it. */
  record Part(RspCertificate certificate, SoftwareSigningKey key) {
    void write(Path directory, String name) throws IOException {
      CertificateFiles.write(directory.resolve(name + ".pem"), List.of(certificate));
      key.writePem(directory.resolve(name + ".key"));
    }
  }

  /** What it takes to make eUICCs under the CI, as {@link TestHierarchy#load} reads it. */
  record Cards(Part ci, Part tlsCi, Part eum) {}

  ImportedSet(
      String name,
      RspCertificate ci,
      List<Part> own,
      List<RevocationList> lists,
      Optional<Cards> cards) {
    this.name = name;
    this.ci = ci;
    this.dpAuth = own.get(0);
    this.dpPb = own.get(1);
    this.tls = own.get(2);
    this.lists = List.copyOf(lists);
    this.cards = cards;
  }

  /** Returns the curve's name, or curve and key id where one name would stand for two CIs. */
  public String name() {
    return name;
  }

  public Curve curve() {
    return ci.publicKey().curve();
  }

  public RspCertificate ci() {
    return ci;
  }

  public SmdpOid oid() {
    return dpAuth.certificate().smdpOid().orElseThrow();
  }

  /** Returns the host names of the TLS certificate. */
  public List<String> hosts() {
    return tls.certificate().dnsNames();
  }

  public int revocationLists() {
    return lists.size();
  }

  /** Whether the keys of CI and EUM are there too, so that cards can be made. */
  public boolean canMakeCards() {
    return cards.isPresent();
  }

  /** Whether one of the certificates has ended, so that the set is used only if somebody accepts that. */
  public boolean expired(Instant now) {
    return Stream.of(ci, dpAuth.certificate(), dpPb.certificate(), tls.certificate())
        .anyMatch(certificate -> now.isAfter(certificate.notAfter()));
  }

  /**
   * Writes certificates and lists, and the keys for the owner only.
   *
   * @param withCards whether the keys of CI and EUM are written too, if they are there
   * @return the files, as a configuration names them
   */
  public CredentialFiles write(Path directory, boolean withCards, Instant now) throws IOException {
    Files.createDirectories(directory);
    CertificateFiles.write(directory.resolve("ci.pem"), List.of(ci));
    dpAuth.write(directory, "dp-auth");
    dpPb.write(directory, "dp-pb");
    tls.write(directory, "tls");
    if (withCards && cards.isPresent()) {
      cards.get().ci.write(directory, "ci");
      cards.get().tlsCi.write(directory, "tls-ci");
      cards.get().eum.write(directory, "eum");
    }
    var plain = TestHierarchy.files(directory);
    return new CredentialFiles(
        plain.ci(), plain.dpAuth(), plain.dpPb(), plain.tls(), writeLists(directory), expired(now));
  }

  private List<Path> writeLists(Path directory) throws IOException {
    var files = new ArrayList<Path>();
    for (RevocationList list : lists) {
      var file = directory.resolve("crl-%d.der".formatted(files.size() + 1));
      files.add(Files.write(file, list.der().toArray()));
    }
    return files;
  }
}
