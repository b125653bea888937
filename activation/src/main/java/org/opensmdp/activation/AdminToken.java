package org.opensmdp.activation;

import java.time.Instant;
import java.util.Optional;
import org.opensmdp.rsp.Bytes;

/**
 * What is kept of a token of the admin API: never the token itself.
 *
 * @param tokenId 0 before it is stored
 * @param name whose it is, for lists and the audit, 1..100 signs
 * @param digest SHA-256 of the token, 32 octets
 * @param operator the only operator whose things it may see and change; empty for all
 */
public record AdminToken(
    long tokenId,
    String name,
    Bytes digest,
    Role role,
    Optional<Operator> operator,
    Instant createdAt,
    Optional<Instant> expiresAt) {
  private static final int LONGEST_NAME = 100;

  public AdminToken {
    if (name.isBlank() || name.length() > LONGEST_NAME) {
      throw new IllegalArgumentException("name: 1 to 100 signs");
    }
  }

  public boolean isOver(Instant now) {
    return expiresAt.filter(end -> !now.isBefore(end)).isPresent();
  }
}
