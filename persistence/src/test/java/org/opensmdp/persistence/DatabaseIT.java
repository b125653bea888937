package org.opensmdp.persistence;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.jooq.exception.DataAccessException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opensmdp.rsp.Secret;

/** Opening a database: its own or somebody's, new, old and newer. */
class DatabaseIT {
  private static final String FIRST = "classpath:db/trial-1";
  private static final String SECOND = "classpath:db/trial-2";

  @Test
  void opensTheEmbeddedServerAndKeepsItsRows(@TempDir Path directory) {
    var config = new DatabaseConfig.Embedded(directory, 2, false, Map.of("fsync", "off"));
    try (var database = Database.open(config, FIRST)) {
      database.jooq().execute("insert into trial values (1, 'kept')");
    }

    try (var database = Database.open(config, FIRST)) {
      assertThat(database.jooq().fetchValue("select word from trial")).isEqualTo("kept");
    }
  }

  @Test
  void bringsTheTablesUpToDateAtTheNextStart() {
    var config = TestDatabase.empty();
    Database.open(config, FIRST).close();

    try (var database = Database.open(config, SECOND)) {
      assertThat(database.jooq().fetch("select since from trial")).isEmpty();
    }
  }

  @Test
  void refusesADatabaseThatANewerProgramHasChanged() {
    var config = TestDatabase.empty();
    Database.open(config, SECOND).close();

    assertThatExceptionOfType(StorageException.class)
        .isThrownBy(() -> Database.open(config, FIRST))
        .withMessageContaining("newer than this program")
        .withMessageContaining("V002 second")
        .withMessageContaining("accept-newer-schema");
  }

  @Test
  void runsOnANewerSchemaWhenToldTo() {
    var config = TestDatabase.empty();
    Database.open(config, SECOND).close();
    var told = new DatabaseConfig.External(config.url(), config.user(), config.password(), 1, true);

    try (var database = Database.open(told, FIRST)) {
      assertThat(database.healthy()).isTrue();
    }
  }

  @Test
  void letsNodesStartTogether() throws Exception {
    var config = TestDatabase.empty();
    Callable<Boolean> node = () -> {
      try (var database = Database.open(config, SECOND)) {
        return database.healthy();
      }
    };
    var nodes = Executors.newFixedThreadPool(3);
    try {
      for (var healthy : nodes.invokeAll(List.of(node, node, node))) {
        assertThat(healthy.get()).isTrue();
      }
    } finally {
      nodes.shutdown();
    }
  }

  @Test
  void worksForAUserWithoutSpecialRights() {
    var plain = as("plain", "its password");
    TestDatabase.execute("create role plain login password 'its password'");
    TestDatabase.execute("alter database " + name(plain) + " owner to plain");

    try (var database = Database.open(plain, FIRST)) {
      assertThat(database.jooq().fetchCount(database.jooq().selectFrom("trial")))
          .isZero();
    }
  }

  @Test
  void tellsWhatAUserWithoutRightsNeeds() {
    var guest = as("guest", "its password");
    TestDatabase.execute("create role guest login password 'its password'");

    assertThatExceptionOfType(StorageException.class)
        .isThrownBy(() -> Database.open(guest, FIRST))
        .withMessageContaining("owner to guest");
  }

  @Test
  void tellsThatThePasswordIsWrongWithoutRepeatingIt() {
    var config = as("opensmdp", "a wrong password");

    assertThatExceptionOfType(StorageException.class)
        .isThrownBy(() -> Database.open(config, FIRST))
        .withMessageContaining("database.password-file")
        .withMessageNotContaining("a wrong password");
  }

  @Test
  void tellsThatNobodyAnswers() {
    var config = new DatabaseConfig.External(
        "jdbc:postgresql://127.0.0.1:1/opensmdp", "opensmdp", Secret.of("x".getBytes(UTF_8)));

    assertThatExceptionOfType(StorageException.class)
        .isThrownBy(() -> Database.open(config, FIRST))
        .withMessageContaining("Check database.url");
  }

  @Test
  void isNotHealthyWhenItsServerHasStopped(@TempDir Path directory) {
    var postgres = EmbeddedPostgres.start(directory, TestPostgres.fast());
    try (var database = Database.connect(new DatabaseConfig.Embedded(directory), postgres, FIRST)) {
      assertThat(database.healthy()).isTrue();

      postgres.close();

      assertThat(database.healthy()).isFalse();
    }
  }

  @Test
  void countsItsConnections() throws SQLException {
    try (var database = Database.open(TestDatabase.empty(), FIRST);
        var borrowed = database.dataSource().getConnection()) {
      assertThat(borrowed.isValid(1)).isTrue();
      assertThat(database.poolUse().active()).isEqualTo(1);
      assertThat(database.poolUse().waiting()).isZero();
      assertThat(database.poolUse().limit()).isEqualTo(4);
    }
  }

  @Test
  void keepsTheValuesOfARowOutOfErrors() {
    try (var database = Database.open(TestDatabase.empty(), FIRST)) {
      var jooq = database.jooq();
      jooq.execute("insert into trial values (?, ?)", 4711, "secret");

      assertThatExceptionOfType(DataAccessException.class)
          .isThrownBy(() -> jooq.execute("insert into trial values (?, ?)", 4711, "secret"))
          .withMessageNotContaining("4711")
          .withMessageNotContaining("secret");
    }
  }

  @Test
  void givesEachTestClassADatabaseOfItsOwn() {
    try (var one = TestDatabase.create();
        var other = TestDatabase.create()) {
      one.database().jooq().execute("create table mine ()");

      assertThat(other.database().jooq().fetchValue("select to_regclass('mine')"))
          .isNull();
    }
  }

  private static DatabaseConfig.External as(String user, String password) {
    return new DatabaseConfig.External(
        TestDatabase.empty().url(), user, Secret.of(password.getBytes(UTF_8)));
  }

  private static String name(DatabaseConfig.External config) {
    return config.url().replaceFirst(".*/", "");
  }
}
