package org.opensmdp.activation;

import java.util.List;
import java.util.Optional;
import org.opensmdp.rsp.Bytes;

/** The tokens of the in-memory store. */
final class InMemoryAdminTokens implements AdminTokens {
  private final Tables tables;

  InMemoryAdminTokens(Tables tables) {
    this.tables = tables;
  }

  @Override
  public Optional<AdminToken> find(Bytes digest) {
    return list().stream().filter(token -> token.digest().equals(digest)).findFirst();
  }

  @Override
  public List<AdminToken> list() {
    synchronized (tables) {
      return tables.tokens.values().stream().flatMap(Optional::stream).toList();
    }
  }

  @Override
  public AdminToken add(AdminToken token) {
    synchronized (tables) {
      var stored = new AdminToken(
          tables.tokens.size() + 1,
          token.name(),
          token.digest(),
          token.role(),
          token.operator(),
          token.createdAt(),
          token.expiresAt());
      tables.tokens.put(stored.tokenId(), Optional.of(stored));
      return stored;
    }
  }

  @Override
  public boolean addFirst(AdminToken token) {
    synchronized (tables) {
      boolean first = tables.tokens.isEmpty();
      if (first) {
        add(token);
      }
      return first;
    }
  }

  @Override
  public boolean revoke(long tokenId) {
    synchronized (tables) {
      var before = tables.tokens.replace(tokenId, Optional.empty());
      return before != null && before.isPresent();
    }
  }
}
