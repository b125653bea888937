package org.opensmdp.certs;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.opensmdp.rsp.SmdpOid;

/**
 * A directory of existing test certificates, as SGP.26 publishes them, looked through for what an
 * SM-DP+ needs. Everything is recognised by content: the role by its policy, the issuer by key id and
 * signature, the key by its public key. It only reads; {@link ImportedSet#write} writes.
 */
public final class CertificateImport {
  private final List<ImportRow> rows;
  private final List<ImportedSet> sets;
  private final List<Finding> findings;
  private final int keys;
  private final int others;

  private CertificateImport(ImportFound found, ImportChoice choice, Instant now) {
    this.rows = choice.rows();
    this.sets = List.copyOf(choice.sets());
    this.findings = new ArrayList<>(choice.findings());
    this.keys = found.keys();
    this.others = found.others();
    rows.forEach(row -> expiry(row, now).ifPresent(findings::add));
  }

  /**
   * Looks through a directory and all below it.
   *
   * @param except a directory that is not looked into
   * @param oid the SM-DP+ whose certificates are wanted; without it the one that there is most of
   * @throws CredentialException if the directory cannot be searched
   */
  public static CertificateImport of(
      Path directory, Path except, Optional<SmdpOid> oid, Instant now) {
    var found = ImportScan.of(directory, except);
    return new CertificateImport(found, new ImportChoice(found, oid, now), now);
  }

  private static Optional<Finding> expiry(ImportRow row, Instant now) {
    return row.notAfter()
        .filter(now::isAfter)
        .filter(end -> row.chosen())
        .map(end -> Finding.warning(
            "%s (%s): expired on %s".formatted(row.fate(), row.file(), Expiry.day(end)),
            row.what().equals("CRL")
                ? "what it says goes on to hold; fetch the new list of the CI"
                : "the configuration accepts it (accept-expired), for tests only: a device that knows"
                    + " the time refuses it; take newer certificates of SGP.26"));
  }

  /** Returns one line for every certificate and list, used or not, and for every file of no use. */
  public List<ImportRow> rows() {
    return List.copyOf(rows);
  }

  /** Returns the sets that are whole. */
  public List<ImportedSet> sets() {
    return sets;
  }

  /** Returns what is missing or expired, each with a remedy. */
  public List<Finding> findings() {
    return List.copyOf(findings);
  }

  /** Returns how many private keys there are. */
  public int keys() {
    return keys;
  }

  /** Returns how many files and PEM blocks are of no kind that matters here. */
  public int others() {
    return others;
  }
}
