package org.opensmdp.persistence;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * As whom PostgreSQL runs. It refuses to run as root, so a program started by root gives its powers
 * up for it: in a user namespace where the kernel allows one, as {@code nobody} elsewhere.
 */
enum PostgresAccount {
  /** Whoever runs the program. */
  SELF(List.of()),
  /** Root without a name: to the files still their owner, to everything else nobody. */
  USER_NAMESPACE(List.of("unshare", "-U")),
  /** The user and group 65534, where user namespaces are forbidden (most containers). */
  NOBODY(List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"));

  private static final Logger LOG = LoggerFactory.getLogger(PostgresAccount.class);
  private static final int ROOT_UID = 0;
  private static final int NOBODY_UID = 65534;
  private static final List<String> OWN_SESSION = List.of("setsid");
  private static final List<String> ENDS_WITH_ITS_PARENT = List.of("setpriv", "--pdeathsig", "INT");

  @SuppressWarnings("ImmutableEnumChecker") // List.of is immutable
  private final List<String> prefix;

  PostgresAccount(List<String> prefix) {
    this.prefix = prefix;
  }

  /** Returns the account for the user who runs this program. */
  static PostgresAccount choose() {
    if (effectiveUid() != ROOT_UID) {
      return SELF;
    }
    return Stream.of(USER_NAMESPACE, NOBODY)
        .filter(account -> works(account.prefix))
        .findFirst()
        .orElseThrow(() -> new StorageException(
            "PostgreSQL refuses to run as root, and neither 'unshare -U' nor 'setpriv --reuid' works"
                + " here. Run the program as an ordinary user, install util-linux, or set"
                + " database.url to a PostgreSQL server."));
  }

  /** Returns the command as this account runs it to its end. */
  List<String> command(List<String> command) {
    return joined(prefix, command);
  }

  /**
   * Returns the command as this account runs it beside the program: in a session of its own, so that
   * Ctrl-C reaches the program first, and told to stop when the starting thread is no more.
   */
  List<String> companion(List<String> command) {
    var helpers = new ArrayList<String>();
    Stream.of(OWN_SESSION, ENDS_WITH_ITS_PARENT)
        .filter(helper -> works(joined(prefix, helper)))
        .forEach(helpers::addAll);
    return joined(prefix, joined(helpers, command));
  }

  /** Makes the folder and all beneath it this account's, and says so when it was another's. */
  void own(Path folder) {
    if (this == SELF) {
      return;
    }
    int uid = this == NOBODY ? NOBODY_UID : ROOT_UID;
    try {
      var owner = owner(folder);
      if (!owner.equals(uid)) {
        LOG.warn("{} belonged to user {}; now to user {}, who runs PostgreSQL", folder, owner, uid);
        Files.walkFileTree(folder, new Chown(uid));
      }
    } catch (IOException e) {
      throw new StorageException("cannot give " + folder + " to user " + uid + ": " + e, e);
    }
  }

  /** Refuses a folder that this account cannot reach because a folder above is closed to it. */
  void checkReach(Path folder) {
    if (this != NOBODY || succeeds(List.of("test", "-x", folder.toString()))) {
      return;
    }
    throw new StorageException("PostgreSQL runs as nobody (user 65534) here, who cannot enter "
        + firstClosed(folder)
        + ". Open it with 'chmod o+x', choose a data directory elsewhere (data: /var/lib/opensmdp),"
        + " or run the program as an ordinary user.");
  }

  private boolean succeeds(List<String> command) {
    return Program.run(Optional.empty(), command(command)).succeeded();
  }

  private static Path firstClosed(Path folder) {
    return Stream.iterate(folder, path -> path != null, Path::getParent)
        .filter(PostgresAccount::closedToOthers)
        .reduce((lower, upper) -> upper)
        .orElse(folder);
  }

  private static boolean closedToOthers(Path folder) {
    try {
      return !owner(folder).equals(NOBODY_UID)
          && !Files.getPosixFilePermissions(folder).contains(PosixFilePermission.OTHERS_EXECUTE);
    } catch (IOException e) {
      return true;
    }
  }

  private static Object owner(Path path) throws IOException {
    return Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS);
  }

  private static boolean works(List<String> wrapper) {
    return Program.run(Optional.empty(), joined(wrapper, List.of("true"))).succeeded();
  }

  private static List<String> joined(List<String> wrapper, List<String> command) {
    return Stream.of(wrapper, command).flatMap(List::stream).toList();
  }

  private static int effectiveUid() {
    try (var status = Files.lines(Path.of("/proc/self/status"))) {
      return status
          .filter(line -> line.startsWith("Uid:"))
          .map(line -> Integer.parseInt(line.split("\\s+", -1)[2]))
          .findFirst()
          .orElse(ROOT_UID);
    } catch (IOException e) {
      throw new StorageException("the embedded PostgreSQL needs Linux with /proc: " + e, e);
    }
  }

  /** The folder itself last: until then its owner tells that there is work left. */
  private static final class Chown extends SimpleFileVisitor<Path> {
    private final int uid;

    Chown(int uid) {
      this.uid = uid;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      return give(file);
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure)
        throws IOException {
      if (failure != null) {
        throw failure;
      }
      return give(folder);
    }

    private FileVisitResult give(Path path) throws IOException {
      Files.setAttribute(path, "unix:uid", uid, LinkOption.NOFOLLOW_LINKS);
      Files.setAttribute(path, "unix:gid", uid, LinkOption.NOFOLLOW_LINKS);
      return FileVisitResult.CONTINUE;
    }
  }
}
