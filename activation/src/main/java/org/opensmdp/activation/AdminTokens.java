package org.opensmdp.activation;

import java.util.List;
import java.util.Optional;
import org.opensmdp.rsp.Bytes;

/** Where the tokens of the admin API live. */
public interface AdminTokens {

  /**
   * Returns a token that was not revoked; it may be over.
   *
   * @param digest SHA-256 of the token
   */
  Optional<AdminToken> find(Bytes digest);

  /** Returns the tokens that were not revoked, oldest first. */
  List<AdminToken> list();

  /** Keeps a token and returns it with its number. */
  AdminToken add(AdminToken token);

  /** Keeps a token if there has never been one, and returns whether it did. */
  boolean addFirst(AdminToken token);

  /** Forgets a token from now on; returns whether there was one. */
  boolean revoke(long tokenId);
}
