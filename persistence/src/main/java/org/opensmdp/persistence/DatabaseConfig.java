package org.opensmdp.persistence;

import java.nio.file.Path;
import java.util.Map;
import org.opensmdp.rsp.Secret;

/** Which PostgreSQL the server uses, and with how many connections at most. */
public sealed interface DatabaseConfig {
  int DEFAULT_POOL_SIZE = 8;

  int poolSize();

  /**
   * Returns whether the program may run on a schema that a newer one has made. Safe one release
   * back, as every migration leaves the schema usable for the release before it; refused otherwise.
   */
  boolean acceptNewerSchema();

  /**
   * A server that the program starts itself, beneath its data directory.
   *
   * @param settings parameters of postgresql.conf that win over the program's own
   */
  record Embedded(
      Path dataDirectory, int poolSize, boolean acceptNewerSchema, Map<String, String> settings)
      implements DatabaseConfig {
    public Embedded {
      requirePositive(poolSize);
      settings = Map.copyOf(settings);
    }

    public Embedded(Path dataDirectory) {
      this(dataDirectory, DEFAULT_POOL_SIZE, false, Map.of());
    }
  }

  /**
   * A PostgreSQL 15 or later that somebody runs. The user needs a database, or a schema on its search
   * path, in which it may create tables.
   *
   * @param url a JDBC URL; its parameters win over the program's own
   */
  record External(String url, String user, Secret password, int poolSize, boolean acceptNewerSchema)
      implements DatabaseConfig {
    public External {
      requirePositive(poolSize);
      if (!url.startsWith("jdbc:postgresql:")) {
        throw new IllegalArgumentException("the database URL must begin with jdbc:postgresql:");
      }
    }

    public External(String url, String user, Secret password) {
      this(url, user, password, DEFAULT_POOL_SIZE, false);
    }
  }

  private static void requirePositive(int poolSize) {
    if (poolSize < 1) {
      throw new IllegalArgumentException("the pool size must be at least 1, not " + poolSize);
    }
  }
}
