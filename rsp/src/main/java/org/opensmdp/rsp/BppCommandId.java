package org.opensmdp.rsp;

import java.util.Optional;

/**
 * The ES8+ command at which an installation failed (SGP.22 v2 §2.5.6).
 *
 * <pre>
 * BppCommandId ::= INTEGER {initialiseSecureChannel(0), configureISDP(1), storeMetadata(2),
 *     storeMetadata2(3), replaceSessionKeys(4), loadProfileElements(5)}
 * </pre>
 */
public enum BppCommandId {
  INITIALISE_SECURE_CHANNEL(0),
  CONFIGURE_ISDP(1),
  STORE_METADATA(2),
  STORE_METADATA_2(3),
  REPLACE_SESSION_KEYS(4),
  LOAD_PROFILE_ELEMENTS(5);

  private final int code;

  BppCommandId(int code) {
    this.code = code;
  }

  public static Optional<BppCommandId> of(int code) {
    for (BppCommandId command : values()) {
      if (command.code == code) {
        return Optional.of(command);
      }
    }
    return Optional.empty();
  }

  public int code() {
    return code;
  }
}
