package org.opensmdp.certs;

import java.util.List;
import java.util.Optional;

/**
 * One thing a check of certificates has found.
 *
 * @param what the file or certificate and what is the matter with it
 * @param remedy what to do; empty when nothing is to be done
 */
public record Finding(Severity severity, String what, String remedy) {

  /** How bad it is. */
  public enum Severity {
    OK,
    WARNING,
    ERROR
  }

  static Finding ok(String what) {
    return new Finding(Severity.OK, what, "");
  }

  static Finding warning(String what, String remedy) {
    return new Finding(Severity.WARNING, what, remedy);
  }

  static Finding error(String what, String remedy) {
    return new Finding(Severity.ERROR, what, remedy);
  }

  /** Returns the first finding that forbids use. */
  static Optional<Finding> firstError(List<Finding> findings) {
    return findings.stream()
        .filter(finding -> finding.severity() == Severity.ERROR)
        .findFirst();
  }

  @Override
  public String toString() {
    return severity + " " + what + (remedy.isEmpty() ? "" : "; " + remedy);
  }
}
