package org.opensmdp.server;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.opensmdp.certs.CredentialLoader;
import org.opensmdp.certs.Finding;
import org.opensmdp.certs.Finding.Severity;
import org.opensmdp.crypto.CryptoProviders;
import org.opensmdp.http.TlsSupport;
import org.opensmdp.persistence.Database;
import org.opensmdp.persistence.StorageException;
import org.opensmdp.server.ServerConfig.CredentialSection;

/** Looks at everything a start depends on, without starting, and says of each finding what to do. */
public final class Doctor {
  /** A clock before the program was written is wrong. */
  private static final Instant EARLIEST = Instant.parse("2026-01-01T00:00:00Z");

  private final ServerConfig config;
  private final Clock clock;

  public Doctor(ServerConfig config, Clock clock) {
    this.config = config;
    this.clock = clock;
  }

  public List<Finding> examine() {
    var findings = new ArrayList<Finding>();
    findings.add(clockFinding());
    findings.add(cryptoFinding());
    findings.add(tlsFinding());
    config.credentials().forEach((name, section) -> {
      findings.addAll(new CredentialLoader(clock).inspect(name, Credentials.files(section)));
      findings.addAll(revocation(name, section));
    });
    config
        .es2plus()
        .ifPresent(section -> findings.addAll(new OperatorInspection(clock).run(section)));
    config
        .es9plus()
        .forEach(listener -> findings.addAll(new ListenerReport(config, listener).findings()));
    findings.add(keyFinding());
    findings.add(databaseFinding());
    return findings;
  }

  private Finding clockFinding() {
    return clock.instant().isBefore(EARLIEST)
        ? new Finding(
            Severity.ERROR, "the clock says " + clock.instant(), "set the clock, best by NTP")
        : ok("the clock says " + clock.instant());
  }

  private static Finding cryptoFinding() {
    String crypto = CryptoProviders.description();
    return crypto.toLowerCase(Locale.ROOT).contains("conscrypt")
        ? ok("P-256 is computed by " + crypto)
        : new Finding(
            Severity.WARNING,
            "P-256 is computed by " + crypto + ", four times slower than native code",
            "run on Linux x86-64 or arm64, with a temporary directory that allows execution");
  }

  private static Finding tlsFinding() {
    String tls = TlsSupport.description();
    return tls.contains("BoringSSL")
        ? ok("TLS is done by " + tls)
        : new Finding(
            Severity.WARNING,
            "TLS is done by " + tls + ", slower than native code",
            "run on Linux x86-64 or arm64, with a temporary directory that allows execution");
  }

  /** That there are no lists, or that the old ones are trusted, is a choice; it is said, not blamed. */
  private static List<Finding> revocation(String name, CredentialSection section) {
    if (section.crls().isEmpty()) {
      return List.of(ok(name + ": no crl is named, so nobody under its CI counts as revoked"));
    }
    return List.of(ok(
        section.refusesWhenStale()
            ? name + ": while a crl is out of date, every eUICC under the CI is refused"
            : name + ": while a crl is out of date, eUICCs that it does not name are let in"));
  }

  private Finding keyFinding() {
    Path key = config.sealingKey();
    return Files.exists(key)
        ? ok("the key that seals secrets in the database is " + key)
        : new Finding(
            Severity.WARNING,
            "there is no key yet to seal secrets with",
            "the first start makes " + key + "; back it up apart from the database");
  }

  private Finding databaseFinding() {
    try (Database database = DatabaseStart.open(config)) {
      return database.healthy()
          ? ok("the database answers and its tables are up to date")
          : new Finding(Severity.ERROR, "the database does not answer", "see its log");
    } catch (StorageException e) {
      return e.inUse()
          ? ok("a server is running on the database")
          : new Finding(Severity.ERROR, "the database: " + e.getMessage(), "see the message");
    }
  }

  private static Finding ok(String what) {
    return new Finding(Severity.OK, what, "");
  }
}
