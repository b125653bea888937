package org.opensmdp.persistence;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.opensmdp.rsp.Secret;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One database cluster on the disk, held by one server at a time:
 *
 * <pre>
 * postgres/lock      who holds it
 *          pg/       the programs
 *          data/     the cluster; there only when it is whole
 *          password  of the database user, mode 0600
 *          log       what PostgreSQL says
 * </pre>
 */
final class PostgresCluster implements AutoCloseable {
  static final String USER = "opensmdp";

  private static final Logger LOG = LoggerFactory.getLogger(PostgresCluster.class);
  private static final Duration FAST_SHUTDOWN = Duration.ofSeconds(60);
  private static final Duration IMMEDIATE_SHUTDOWN = Duration.ofSeconds(10);
  private static final int PASSWORD_OCTETS = 24;

  private final Path home;
  private final DirectoryLock lock;
  private final PostgresAccount account;
  private final PostgresBinaries binaries;
  private final PostgresProcesses processes;

  private PostgresCluster(
      Path home, DirectoryLock lock, PostgresAccount account, PostgresBinaries binaries) {
    this.home = home;
    this.lock = lock;
    this.account = account;
    this.binaries = binaries;
    this.processes = new PostgresProcesses(data(), name());
  }

  /** Takes the cluster beneath the data directory, makes it first if there is none. */
  static PostgresCluster open(Path dataDirectory, PostgresOptions options) {
    try {
      var folder = dataDirectory.resolve("postgres");
      Folders.createPrivate(folder);
      var home = folder.toRealPath();
      var lock = DirectoryLock.take(home);
      try {
        return prepare(home, lock, options);
      } catch (IOException | StorageException e) {
        lock.close();
        throw e;
      }
    } catch (IOException e) {
      throw new StorageException("cannot use the data directory " + dataDirectory + ": " + e, e);
    }
  }

  Path data() {
    return home.resolve("data");
  }

  Path log() {
    return home.resolve("log");
  }

  PostgresAccount account() {
    return account;
  }

  /** Returns what tells the processes of this cluster from those of others on the machine. */
  String name() {
    return "opensmdp-" + Integer.toHexString(home.hashCode());
  }

  String program(String program) {
    return binaries.program(program);
  }

  Optional<PostmasterPid> postmaster() {
    return PostmasterPid.read(data().resolve("postmaster.pid"));
  }

  Secret password() {
    try {
      var text = Files.readString(passwordFile(), UTF_8).strip();
      return Secret.of(text.getBytes(UTF_8));
    } catch (IOException e) {
      throw new StorageException(
          "The password of the embedded database is missing: " + passwordFile()
              + ". Restore the file from a backup of the data directory; the database beside it does"
              + " not open without it.",
          e);
    }
  }

  void signal(String signal, long pid) {
    var command = account.command(List.of(program("pg_ctl"), "kill", signal, Long.toString(pid)));
    var outcome = Program.run(Optional.of(home), command);
    if (!outcome.succeeded()) {
      LOG.warn("could not send {} to PostgreSQL, process {}: {}", signal, pid, outcome.output());
    }
  }

  /**
   * Ends what an earlier server has left running and takes away the pid file of one that was killed.
   * Safe only because the lock is held: nobody else's server can be alive here.
   */
  void clearLeftovers() {
    var running = processes.alive();
    var postmaster = postmaster().map(PostmasterPid::pid).filter(running::contains);
    postmaster.ifPresent(this::stopOrphan);
    if (!processes.awaitNone(IMMEDIATE_SHUTDOWN)) {
      // Without their postmaster they only finish what nobody waits for; the log has all that
      // counts.
      processes.alive().forEach(pid -> signal("KILL", pid));
    }
    if (!processes.awaitNone(IMMEDIATE_SHUTDOWN)) {
      throw new StorageException("Processes of an earlier PostgreSQL on " + data() + " do not end: "
          + processes.alive() + ". End them, then start again.");
    }
    try {
      // PostgreSQL would take a zombie's number in it for a living server.
      Files.deleteIfExists(data().resolve("postmaster.pid"));
    } catch (IOException e) {
      throw new StorageException("cannot remove a stale postmaster.pid: " + e, e);
    }
  }

  List<Long> processes() {
    return processes.alive();
  }

  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException e) {
      LOG.warn("could not give up the lock on {}", home, e);
    }
  }

  private void stopOrphan(long pid) {
    LOG.warn("PostgreSQL, process {}, was left running on {}; stopping it", pid, data());
    signal("INT", pid);
    if (!processes.awaitNone(FAST_SHUTDOWN)) {
      signal("QUIT", pid);
    }
  }

  private static PostgresCluster prepare(Path home, DirectoryLock lock, PostgresOptions options)
      throws IOException {
    var account = options.account().orElseGet(PostgresAccount::choose);
    var binaries = PostgresBinaries.in(options.binaries().orElse(home.resolve("pg")));
    var cluster = new PostgresCluster(home, lock, account, binaries);
    account.own(home);
    account.checkReach(home);
    if (Files.exists(cluster.data())) {
      cluster.checkVersion();
    } else {
      cluster.create(options.initdb());
    }
    return cluster;
  }

  private void checkVersion() throws IOException {
    var found = Files.readString(data().resolve("PG_VERSION"), UTF_8).strip();
    if (!found.equals(PostgresBinaries.majorVersion())) {
      throw new StorageException(
          data() + " was written by PostgreSQL " + found + ", this program brings PostgreSQL "
              + PostgresBinaries.majorVersion()
              + ". Dump the database with the earlier program's server and restore it into a new data"
              + " directory, or run PostgreSQL " + found + " yourself and set database.url.");
    }
  }

  private void create(List<String> furtherArguments) throws IOException {
    if (!Files.exists(passwordFile())) {
      createPassword();
    }
    var part = home.resolve("data.part");
    Folders.delete(part); // what a killed run has left
    var outcome = Program.run(Optional.of(home), account.command(initdb(part, furtherArguments)));
    if (!outcome.succeeded()) {
      throw new StorageException("PostgreSQL cannot make its cluster in " + home + ": " + outcome);
    }
    Files.move(part, data(), ATOMIC_MOVE);
  }

  private List<String> initdb(Path target, List<String> furtherArguments) {
    var arguments = List.of(
        program("initdb"),
        "--pgdata=" + target,
        "--username=" + USER,
        "--pwfile=" + passwordFile(),
        "--auth=scram-sha-256",
        "--encoding=UTF8",
        "--locale=C",
        "--data-checksums",
        "--no-instructions");
    return Stream.concat(arguments.stream(), furtherArguments.stream()).toList();
  }

  private void createPassword() throws IOException {
    var octets = new byte[PASSWORD_OCTETS];
    new SecureRandom().nextBytes(octets);
    var text = HexFormat.of().formatHex(octets);
    var part = home.resolve("password.part");
    Files.deleteIfExists(part);
    Folders.writePrivate(part, text.getBytes(UTF_8));
    Files.move(part, passwordFile(), ATOMIC_MOVE);
    account.own(passwordFile());
  }

  private Path passwordFile() {
    return home.resolve("password");
  }
}
