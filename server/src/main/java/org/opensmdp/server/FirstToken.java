package org.opensmdp.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.file.attribute.PosixFilePermissions.asFileAttribute;
import static java.nio.file.attribute.PosixFilePermissions.fromString;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import org.opensmdp.activation.AdminToken;
import org.opensmdp.activation.AdminTokens;
import org.opensmdp.activation.Role;
import org.opensmdp.console.Bearer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The token of the first administrator: made at the first start on a database, written to admin.token
 * in the data directory, for the eyes of the server's user only. Later starts make none.
 */
final class FirstToken {
  private static final Logger LOG = LoggerFactory.getLogger(FirstToken.class);
  static final String FILE = "admin.token";

  private final AdminTokens tokens;
  private final InstantSource clock;
  private final SecureRandom random;

  FirstToken(AdminTokens tokens, InstantSource clock, SecureRandom random) {
    this.tokens = tokens;
    this.clock = clock;
    this.random = random;
  }

  /** The file is there before the database knows of it: who is killed between starts where it was. */
  void ensure(Path data) {
    if (!tokens.list().isEmpty()) {
      return;
    }
    var file = data.resolve(FILE);
    boolean old = Files.exists(file);
    var bearer = old ? read(file) : write(file);
    var token = new AdminToken(
        0,
        "first administrator",
        bearer.digest(),
        Role.ADMINISTRATOR,
        Optional.empty(),
        clock.instant(),
        Optional.empty());
    if (tokens.addFirst(token)) {
      LOG.atInfo().log("The token of the first administrator is in {}", file);
    } else if (!old) {
      delete(file); // another node was first, or its token was revoked
    }
  }

  private static Bearer read(Path file) {
    try {
      return Bearer.parse(Files.readString(file))
          .orElseThrow(() -> new ConfigException(
              file + " holds no token. Move it away; the server makes a new one."));
    } catch (IOException e) {
      throw unusable(file, e);
    }
  }

  private Bearer write(Path file) {
    var bearer = Bearer.fresh(random);
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      var options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      try (var channel = Files.newByteChannel(file, options, ownerOnly())) {
        channel.write(ByteBuffer.wrap((bearer.reveal() + "\n").getBytes(US_ASCII)));
      }
      return bearer;
    } catch (IOException e) {
      throw unusable(file, e);
    }
  }

  private static FileAttribute<?>[] ownerOnly() {
    boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    return posix
        ? new FileAttribute<?>[] {asFileAttribute(fromString("rw-------"))}
        : new FileAttribute<?>[0];
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw unusable(file, e);
    }
  }

  private static ConfigException unusable(Path file, IOException e) {
    return new ConfigException(
        "%s cannot be used (%s). Let the server's user write to its data directory."
            .formatted(file, e),
        e);
  }
}
