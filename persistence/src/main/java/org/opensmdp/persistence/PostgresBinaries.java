package org.opensmdp.persistence;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * The programs of PostgreSQL for this processor, unpacked once from the class path. They are unpacked
 * under another name and renamed, so a folder with the right name is whole.
 */
final class PostgresBinaries {
  private static final String VERSION = version();
  private static final int OWNER_MAY_EXECUTE = 0100;

  private final Path home;

  private PostgresBinaries(Path home) {
    this.home = home;
  }

  /** Unpacks into {@code folder} what is not there yet. Safe among threads and processes. */
  static synchronized PostgresBinaries in(Path folder) {
    var archive = archive();
    var home = folder.resolve(VERSION + "-" + archive.replaceAll("^postgres-linux-|\\.txz$", ""));
    if (Files.isDirectory(home)) {
      return new PostgresBinaries(home);
    }
    try {
      Files.createDirectories(folder);
      try (var channel = FileChannel.open(folder.resolve("lock"), CREATE, WRITE);
          var lock = channel.lock()) {
        if (lock.isValid() && !Files.isDirectory(home)) {
          unpackWhole(archive, home);
        }
      }
      return new PostgresBinaries(home);
    } catch (IOException e) {
      throw new StorageException("cannot unpack PostgreSQL into " + folder + ": " + e, e);
    }
  }

  /** Returns the major version, which data directories are bound to: "17". */
  static String majorVersion() {
    return VERSION.substring(0, VERSION.indexOf('.'));
  }

  /** Returns the path of {@code postgres}, {@code initdb} or {@code pg_ctl}. */
  String program(String name) {
    return home.resolve("bin").resolve(name).toString();
  }

  private static void unpackWhole(String archive, Path home) throws IOException {
    var part = home.resolveSibling(home.getFileName() + ".part");
    Folders.delete(part); // what a killed run has left
    Files.createDirectories(part);
    try (var input = resource(archive);
        var tar =
            new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(input, 1 << 16)))) {
      for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        unpack(tar, entry, part);
      }
    }
    // Before the name says "whole", so that it is true after a power cut too.
    Program.run(Optional.empty(), List.of("sync", "-f", part.toString()));
    Files.move(part, home, ATOMIC_MOVE);
  }

  private static void unpack(TarArchiveInputStream tar, TarArchiveEntry entry, Path home)
      throws IOException {
    var target = home.resolve(entry.getName()).normalize();
    if (!target.startsWith(home)) {
      throw new IOException("the archive reaches out of its folder: " + entry.getName());
    }
    if (entry.isDirectory()) {
      Files.createDirectories(target);
      return;
    }
    Files.createDirectories(target.resolveSibling(""));
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
    } else {
      Files.copy(tar, target);
      boolean executable = (entry.getMode() & OWNER_MAY_EXECUTE) != 0;
      Files.setPosixFilePermissions(
          target, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
    }
  }

  private static String archive() {
    var platform = System.getProperty("os.name") + " "
        + System.getProperty("os.arch").toLowerCase(Locale.ROOT);
    return switch (platform) {
      case "Linux amd64", "Linux x86_64" -> "postgres-linux-x86_64.txz";
      case "Linux aarch64", "Linux arm64" -> "postgres-linux-arm_64.txz";
      default ->
        throw new StorageException(
            "This program brings PostgreSQL for Linux on x86-64 and arm64, not for "
                + platform
                + ". Set database.url to a PostgreSQL server.");
    };
  }

  private static String version() {
    var properties = new Properties();
    try (var input = PostgresBinaries.class.getResourceAsStream("postgres-binaries.properties")) {
      if (input != null) {
        properties.load(input);
      }
    } catch (IOException e) {
      throw new StorageException("cannot read which PostgreSQL this program brings", e);
    }
    return properties.getProperty("version", "0.unknown");
  }

  private static InputStream resource(String archive) throws IOException {
    var input = PostgresBinaries.class.getResourceAsStream("/" + archive);
    if (input == null) {
      throw new IOException(archive + " is not on the class path");
    }
    return input;
  }
}
