package org.opensmdp.certs;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.opensmdp.crypto.EcPublicKey;
import org.opensmdp.crypto.SoftwareSigningKey;

/** What lies below a directory, by kind, in the order of the paths. Paths are relative to it. */
final class ImportFound {
  private final List<FoundCertificate> certificates = new ArrayList<>();
  private final Map<EcPublicKey, FoundKey> keys = new LinkedHashMap<>();
  private final List<FoundList> lists = new ArrayList<>();
  private final List<ImportRow> leftOut = new ArrayList<>();
  private int others;

  /** A private key. */
  record FoundKey(Path file, SoftwareSigningKey key) {}

  /** A CRL. */
  record FoundList(Path file, RevocationList list) {}

  void certificate(Path file, RspCertificate certificate) {
    certificates.add(new FoundCertificate(file, certificate));
  }

  void key(Path file, SoftwareSigningKey key) {
    keys.putIfAbsent(key.publicKey(), new FoundKey(file, key));
  }

  void list(Path file, RevocationList list) {
    lists.add(new FoundList(file, list));
  }

  void leaveOut(Path file, String why) {
    leftOut.add(ImportRow.leftOut(file, why));
  }

  void other() {
    others++;
  }

  List<FoundCertificate> certificates() {
    return certificates;
  }

  List<FoundList> lists() {
    return lists;
  }

  List<ImportRow> leftOut() {
    return leftOut;
  }

  /** Returns how many private keys there are. */
  int keys() {
    return keys.size();
  }

  /** Returns how many files are of no kind that an import is after. */
  int others() {
    return others;
  }

  /** Returns the private key that belongs to a certificate, whatever its file is called. */
  Optional<SoftwareSigningKey> keyOf(FoundCertificate found) {
    return Optional.ofNullable(keys.get(found.certificate().publicKey())).map(FoundKey::key);
  }
}
