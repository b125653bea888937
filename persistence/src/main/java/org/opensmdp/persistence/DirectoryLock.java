package org.opensmdp.persistence;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * One owner for a folder, among processes and inside this one. The kernel gives the lock back when
 * the process ends, however it ends.
 */
final class DirectoryLock implements AutoCloseable {
  /**
   * What this process has locked. Asked first, because closing any channel on a lock file drops the
   * locks of the whole process on it, as POSIX has it.
   */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path folder;
  private final FileChannel channel;

  private DirectoryLock(Path folder, FileChannel channel) {
    this.folder = folder;
    this.channel = channel;
  }

  /**
   * @throws StorageException if another server has the folder
   */
  static DirectoryLock take(Path folder) throws IOException {
    var real = folder.toRealPath();
    if (!HELD.add(real)) {
      throw taken(real);
    }
    try {
      return new DirectoryLock(real, lockedChannel(real));
    } catch (IOException | StorageException e) {
      HELD.remove(real);
      throw e;
    }
  }

  private static FileChannel lockedChannel(Path folder) throws IOException {
    var channel = FileChannel.open(folder.resolve("lock"), CREATE, WRITE);
    @Nullable FileLock lock = channel.tryLock();
    if (lock == null) {
      channel.close();
      throw taken(folder);
    }
    return channel;
  }

  @Override
  public void close() throws IOException {
    channel.close();
    HELD.remove(folder);
  }

  private static StorageException taken(Path folder) {
    return StorageException.inUse("Another server is using the data directory "
        + folder
        + ". Stop it, or give this one a directory of its own (data: in the configuration, --data on"
        + " the command line), or let both share one PostgreSQL (database.url).");
  }
}
