package org.opensmdp.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.opensmdp.persistence.Database;
import org.opensmdp.persistence.DatabaseConfig;
import org.opensmdp.rsp.Secret;

/** Opens the database the configuration names: an external one, or the server's own. */
final class DatabaseStart {
  private DatabaseStart() {}

  static Database open(ServerConfig config) {
    return Database.open(of(config));
  }

  static DatabaseConfig of(ServerConfig config) {
    int connections = config.effectiveLimits().effectiveWorkers() + 2; // the judge and the probes
    return config
        .database()
        .<DatabaseConfig>map(section -> new DatabaseConfig.External(
            section.url(), section.user(), password(section.passwordFile()), connections, false))
        .orElseGet(() -> new DatabaseConfig.Embedded(config.data(), connections, false, Map.of()));
  }

  private static Secret password(Path file) {
    try {
      return Secret.of(Files.readString(file).strip().getBytes(UTF_8));
    } catch (IOException e) {
      throw new ConfigException(
          "database.password-file: %s cannot be read (%s)".formatted(file, e), e);
    }
  }
}
