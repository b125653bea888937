package org.opensmdp.persistence;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Embedded servers for tests: the programs are unpacked once per machine and version. */
final class TestPostgres {
  private TestPostgres() {}

  /** As in production, but that a power cut during initdb would matter. */
  static PostgresOptions durable() {
    return new PostgresOptions(
        Map.of(), Optional.of(binaries()), Optional.empty(), List.of("--no-sync"));
  }

  static PostgresOptions as(PostgresAccount account) {
    return new PostgresOptions(
        Map.of(), Optional.of(binaries()), Optional.of(account), List.of("--no-sync"));
  }

  /** For tests of anything but durability. */
  static PostgresOptions fast() {
    var settings = Map.of("fsync", "off", "synchronous_commit", "off", "full_page_writes", "off");
    return new PostgresOptions(
        settings, Optional.of(binaries()), Optional.empty(), List.of("--no-sync"));
  }

  private static Path binaries() {
    return Path.of(
        System.getProperty("java.io.tmpdir"),
        "opensmdp-postgres-" + System.getProperty("user.name"));
  }
}
