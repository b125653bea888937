package org.opensmdp.persistence;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The embedded server against everything that can happen to its processes. */
class EmbeddedPostgresIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int ENOUGH_ROWS = 100;

  private final Path directory;

  EmbeddedPostgresIT(@TempDir Path directory) {
    this.directory = directory;
  }

  @Test
  void keepsRowsOverAStopAndStart() throws SQLException {
    try (var postgres = start()) {
      execute(postgres, "create table kept (n int)", "insert into kept values (42)");
    }

    try (var postgres = start()) {
      assertThat(query(postgres, "select n from kept")).isEqualTo("42");
    }
  }

  @Test
  void makesADurableClusterThatOnlyThePasswordOpens() throws SQLException, IOException {
    try (var postgres = start()) {
      assertThat(query(postgres, "show fsync")).isEqualTo("on");
      assertThat(query(postgres, "show synchronous_commit")).isEqualTo("on");
      assertThat(query(postgres, "show data_checksums")).isEqualTo("on");
      assertThat(query(postgres, "show listen_addresses")).isEqualTo("127.0.0.1");
      assertThat(query(postgres, "show unix_socket_directories")).isEmpty();
      assertThat(query(postgres, "select distinct auth_method from pg_hba_file_rules"))
          .isEqualTo("scram-sha-256");
      assertThat(permissions("password")).isEqualTo("rw-------");
      assertThat(permissions("data")).isEqualTo("rwx------");
      assertThat(permissions("")).isEqualTo("rwx------");
    }
  }

  @Test
  void leavesNoProcessAfterClose() {
    var postgres = start();
    assertThat(postgres.processes()).isNotEmpty();

    postgres.close();

    assertThat(postgres.processes()).isEmpty();
  }

  @Test
  void refusesADirectoryThatAnotherServerUses() throws SQLException {
    try (var postgres = start()) {
      assertThatExceptionOfType(StorageException.class)
          .isThrownBy(this::start)
          .withMessageContaining("Another server is using the data directory")
          .withMessageContaining(directory.toString())
          .withMessageContaining("--data");

      assertThat(query(postgres, "select 1")).isEqualTo("1");
    }
  }

  @Test
  void refusesADirectoryThatAnotherProgramUses() throws IOException {
    var owner = startOwner();
    try {
      awaitRows(owner, 1);

      assertThatExceptionOfType(StorageException.class)
          .isThrownBy(this::start)
          .withMessageContaining("Another server is using");
    } finally {
      kill(owner);
    }
    start().close(); // waits for the orphan, so that the directory can be deleted
  }

  @Test
  void startsAgainByItselfWithEveryAcknowledgedRowWhenAllProcessesAreKilled() throws SQLException {
    try (var postgres = start()) {
      execute(postgres, "create table written (n int primary key)");
      for (int n = 1; n <= ENOUGH_ROWS; n++) {
        execute(postgres, "insert into written values (" + n + ")");
      }

      postgres.processes().forEach(EmbeddedPostgresIT::kill);

      assertThat(PostgresProcesses.await(PATIENCE, () -> rows(postgres) == ENOUGH_ROWS))
          .isTrue();
    }
  }

  @Test
  void takesOverFromAKilledProgramWithEveryAcknowledgedRow() throws IOException, SQLException {
    var owner = startOwner();
    int acknowledged = awaitRows(owner, ENOUGH_ROWS);
    var earlier = owner.descendants().map(ProcessHandle::pid).toList();
    kill(owner);

    try (var postgres = start()) {
      assertThat(earlier).isNotEmpty();
      assertThat(postgres.processes()).doesNotContainAnyElementsOf(earlier);
      assertThat(rows(postgres)).isGreaterThanOrEqualTo(acknowledged);
    }
  }

  @Test
  void recoversWhenProgramAndPostgresAreKilledTogether() throws IOException {
    var owner = startOwner();
    int acknowledged = awaitRows(owner, ENOUGH_ROWS);
    var processes = owner.descendants().toList();
    kill(owner);
    processes.forEach(ProcessHandle::destroyForcibly);

    try (var postgres = start()) {
      assertThat(rows(postgres)).isGreaterThanOrEqualTo(acknowledged);
    }
  }

  @Test
  void stopsAnOrphanBeforeItStarts() throws IOException {
    start().close();
    var orphan = startOrphan();

    try (var postgres = start()) {
      assertThat(orphan.isAlive()).isFalse();
      assertThat(postgres.processes()).doesNotContain(orphan.pid());
    }
  }

  @Test
  void takesAwayAPidFileThatNamesAZombie() throws IOException {
    start().close();
    var parent = new ProcessBuilder("sh", "-c", "true & echo $!; exec sleep 100").start();
    try {
      var zombie = parent.inputReader(UTF_8).readLine();
      Files.writeString(
          home("data").resolve("postmaster.pid"), zombie + "\n" + home("data") + "\n");

      try (var postgres = start()) {
        assertThat(postgres.processes()).isNotEmpty();
      }
    } finally {
      kill(parent);
    }
  }

  @Test
  void beginsAgainWhereTheMakingOfTheClusterWasCutOff() throws IOException {
    start().close();
    Files.move(home("data"), home("data.part"));
    Files.delete(home("data.part").resolve("PG_VERSION"));

    try (var postgres = start()) {
      assertThat(home("data.part")).doesNotExist();
      assertThat(postgres.processes()).isNotEmpty();
    }
  }

  @Test
  void namesTheFileWhenThePasswordIsGone() throws IOException {
    start().close();
    Files.delete(home("password"));

    assertThatExceptionOfType(StorageException.class)
        .isThrownBy(this::start)
        .withMessageContaining(directory.resolve("postgres/password").toString())
        .withMessageContaining("backup");
  }

  @Test
  void refusesAClusterOfAnotherMajorVersion() throws IOException {
    start().close();
    Files.writeString(home("data").resolve("PG_VERSION"), "16\n");

    assertThatExceptionOfType(StorageException.class)
        .isThrownBy(this::start)
        .withMessageContaining("was written by PostgreSQL 16")
        .withMessageContaining("database.url");
  }

  @Test
  void tellsWhatPostgresSaysWhenASettingIsWrong() {
    var options = new PostgresOptions(
        Map.of("shared_buffers", "a lot"),
        TestPostgres.durable().binaries(),
        Optional.empty(),
        List.of());

    assertThatExceptionOfType(StorageException.class)
        .isThrownBy(() -> EmbeddedPostgres.start(directory, options))
        .withMessageContaining("shared_buffers");
    start().close(); // the directory is free again
  }

  @Test
  void runsAsNobodyWhereRootMayNotUseNamespacesAndComesBack() throws SQLException, IOException {
    assumeTrue("root".equals(System.getProperty("user.name")), "only root gives powers up");
    open(directory);
    try (var postgres = start()) {
      execute(postgres, "create table kept (n int)", "insert into kept values (42)");
    }

    try (var postgres =
        EmbeddedPostgres.start(directory, TestPostgres.as(PostgresAccount.NOBODY))) {
      var pid = PostmasterPid.read(home("data").resolve("postmaster.pid"))
          .orElseThrow()
          .pid();
      assertThat(Files.getAttribute(Path.of("/proc", Long.toString(pid)), "unix:uid"))
          .isEqualTo(65534);
      assertThat(query(postgres, "select n from kept")).isEqualTo("42");
    }
    try (var postgres = start()) {
      assertThat(query(postgres, "select n from kept")).isEqualTo("42");
    }
  }

  @Test
  void namesTheFolderThatNobodyCannotEnter() throws IOException {
    assumeTrue("root".equals(System.getProperty("user.name")), "only root gives powers up");
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));

    assertThatExceptionOfType(StorageException.class)
        .isThrownBy(
            () -> EmbeddedPostgres.start(directory, TestPostgres.as(PostgresAccount.NOBODY)))
        .withMessageContaining("cannot enter " + directory)
        .withMessageContaining("chmod o+x");
  }

  private EmbeddedPostgres start() {
    return EmbeddedPostgres.start(directory, TestPostgres.durable());
  }

  private Path home(String name) {
    return directory.resolve("postgres").resolve(name);
  }

  private String permissions(String name) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(home(name)));
  }

  private static void open(Path directory) throws IOException {
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private Process startOwner() throws IOException {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return new ProcessBuilder(
            java,
            "-cp",
            System.getProperty("java.class.path"),
            PostgresOwner.class.getName(),
            directory.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  /** A postgres that nothing ends: as if started where setpriv is missing, by a killed program. */
  private Process startOrphan() throws IOException {
    try (var cluster = PostgresCluster.open(directory, TestPostgres.durable())) {
      var command = cluster
          .account()
          .command(List.of(
              cluster.program("postgres"),
              "-D",
              cluster.data().toString(),
              "-c",
              "listen_addresses=",
              "-c",
              "unix_socket_directories=" + directory));
      var orphan = Program.prepare(Optional.of(directory), command)
          .redirectOutput(directory.resolve("orphan.log").toFile())
          .start();
      var up = PostgresProcesses.await(
          PATIENCE, () -> cluster.postmaster().filter(PostmasterPid::isReady).isPresent());
      assertThat(up).isTrue();
      return orphan;
    }
  }

  private static int awaitRows(Process owner, int wanted) throws IOException {
    var output = owner.inputReader(UTF_8);
    int written = 0;
    while (written < wanted) {
      written = Integer.parseInt(String.valueOf(output.readLine()));
    }
    return written;
  }

  private static void kill(Process process) {
    process.destroyForcibly().onExit().join();
  }

  private static void kill(long pid) {
    ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
  }

  private static void execute(EmbeddedPostgres postgres, String... statements) throws SQLException {
    try (var connection = postgres.connect("opensmdp");
        var statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  private static String query(EmbeddedPostgres postgres, String sql) throws SQLException {
    try (var connection = postgres.connect("opensmdp");
        var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      assertThat(rows.next()).isTrue();
      return rows.getString(1);
    }
  }

  private static int rows(EmbeddedPostgres postgres) {
    try {
      return Integer.parseInt(query(postgres, "select count(*) from written"));
    } catch (SQLException e) {
      return -1; // not up again yet
    }
  }
}
