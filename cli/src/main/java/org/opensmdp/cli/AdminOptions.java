package org.opensmdp.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.opensmdp.server.ConfigReader;
import picocli.CommandLine.Option;

/** Which server an administrator means, by which token, and why; a mixin of the commands that ask it. */
final class AdminOptions {
  private static final String TOKEN = "OPENSMDP_ADMIN_TOKEN";

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "The server's directory: its admin.token and opensmdp.yaml (default: ./data).")
  private Path data = Path.of("data");

  @Option(
      names = "--admin",
      paramLabel = "URL",
      description = "Where the server listens for administrators, as http://127.0.0.1:9090.")
  private Optional<URI> admin = Optional.empty();

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description = "A file with a token (default: DIR/admin.token, or $OPENSMDP_ADMIN_TOKEN).")
  private Optional<Path> tokenFile = Optional.empty();

  @Option(names = "--reason", description = "Why, for the audit.")
  private Optional<String> reason = Optional.empty();

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  boolean json() {
    return json;
  }

  Path data() {
    return data;
  }

  AdminClient client() {
    return AdminClient.of(admin.orElseGet(this::configured), token()).because(reason);
  }

  private URI configured() {
    var file = data.resolve("opensmdp.yaml");
    var listen = new ConfigReader(Map.of())
        .read(file)
        .adminAddress()
        .orElseThrow(() ->
            new IllegalStateException(file + " has no admin listener. Name one with --admin."));
    boolean anywhere = listen.getAddress() != null && listen.getAddress().isAnyLocalAddress();
    var host = anywhere ? "127.0.0.1" : listen.getHostString();
    return URI.create("http://%s:%d".formatted(host, listen.getPort()));
  }

  private String token() {
    var environment = Optional.ofNullable(System.getenv(TOKEN));
    return tokenFile
        .map(AdminOptions::read)
        .or(() -> environment)
        .orElseGet(() -> read(data.resolve("admin.token")));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new IllegalStateException(
          "%s cannot be read (%s). Name a file with a token with --token-file.".formatted(file, e),
          e);
    }
  }
}
