package org.opensmdp.certs;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * One line of what an import found.
 *
 * @param file relative to the directory that was searched
 * @param what role and curve of a certificate; "CRL"; "file" for what cannot be used at all
 * @param oid the SM-DP+ the certificate is for
 * @param key whether a private key that belongs to it lies there too
 * @param chosen whether the import uses it
 * @param fate for which part of which set it is used, or why not
 */
public record ImportRow(
    Path file,
    String what,
    Optional<String> oid,
    Optional<Instant> notAfter,
    boolean key,
    boolean chosen,
    String fate) {

  static ImportRow leftOut(Path file, String why) {
    return new ImportRow(file, "file", Optional.empty(), Optional.empty(), false, false, why);
  }
}
