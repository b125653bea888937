package org.opensmdp.activation;

/** The storage cannot be reached; nothing was changed, and the call may be repeated. */
public final class StorageUnavailable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StorageUnavailable(Throwable cause) {
    super("the storage cannot be reached", cause);
  }
}
