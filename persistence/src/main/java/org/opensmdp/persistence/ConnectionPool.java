package org.opensmdp.persistence;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.util.Map;
import java.util.Properties;

/** The connections to one database, and the driver's settings for them. */
final class ConnectionPool {
  private static final long BORROW_MILLIS = 2_000; // then it is refused, not queued for ever
  private static final long VALIDATION_MILLIS = 1_000;
  private static final long KEEPALIVE_MILLIS = 120_000;
  private static final int SOCKET_TIMEOUT_SECONDS = 30;

  private static final Map<String, String> DRIVER = Map.of(
      "ApplicationName", "opensmdp",
      "assumeMinServerVersion", "15",
      "connectTimeout", "5",
      "logServerErrorDetail", "false", // details quote the row, and exceptions go to the log
      "prepareThreshold", "2",
      "preparedStatementCacheQueries", "512",
      "preparedStatementCacheSizeMiB", "8",
      "reWriteBatchedInserts", "true",
      "tcpKeepAlive", "true");

  private ConnectionPool() {}

  /** Returns the driver's settings without a limit on the time that a statement takes. */
  static Map<String, String> patient() {
    return DRIVER;
  }

  static HikariDataSource open(DatabaseConfig.External server) {
    var config = new HikariConfig();
    config.setPoolName("opensmdp");
    config.setJdbcUrl(server.url());
    config.setUsername(server.user());
    config.setPassword(text(server));
    config.setMaximumPoolSize(server.poolSize());
    config.setConnectionTimeout(BORROW_MILLIS);
    config.setValidationTimeout(VALIDATION_MILLIS);
    config.setKeepaliveTime(KEEPALIVE_MILLIS);
    var properties = new Properties();
    properties.putAll(DRIVER);
    properties.setProperty("socketTimeout", Integer.toString(SOCKET_TIMEOUT_SECONDS));
    config.setDataSourceProperties(properties);
    return new HikariDataSource(config);
  }

  static String text(DatabaseConfig.External server) {
    return new String(server.password().toArray(), UTF_8);
  }
}
