package org.opensmdp.persistence;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How the embedded server differs from the usual.
 *
 * @param settings parameters of postgresql.conf that win over the program's own
 * @param binaries a folder for the unpacked programs that several clusters share
 * @param account as whom to run, instead of what fits
 * @param initdb further arguments for the making of the cluster
 */
record PostgresOptions(
    Map<String, String> settings,
    Optional<Path> binaries,
    Optional<PostgresAccount> account,
    List<String> initdb) {

  static PostgresOptions with(Map<String, String> settings) {
    return new PostgresOptions(settings, Optional.empty(), Optional.empty(), List.of());
  }
}
