package org.opensmdp.persistence;

/**
 * The storage cannot be opened or read. The message is written for whoever runs the server: it names
 * what is wrong and what to do, and holds no content and no secret.
 */
public final class StorageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final boolean inUse;

  StorageException(String message) {
    super(message);
    this.inUse = false;
  }

  private StorageException(String message, boolean inUse) {
    super(message);
    this.inUse = inUse;
  }

  /** The data directory belongs to a server that is running. */
  static StorageException inUse(String message) {
    return new StorageException(message, true);
  }

  /** Whether the only thing wrong is that another server has the data directory. */
  public boolean inUse() {
    return inUse;
  }

  StorageException(String message, Throwable cause) {
    super(message, cause);
    this.inUse = false;
  }
}
