package org.opensmdp.activation;

import java.time.Instant;
import java.util.List;

/** The audit of the in-memory store. */
final class InMemoryAudit implements Audit {
  private final Tables tables;

  InMemoryAudit(Tables tables) {
    this.tables = tables;
  }

  @Override
  public void append(String who, String what, String subject, String reason, Instant happenedAt) {
    synchronized (tables) {
      var entries = tables.audit;
      var last = entries.stream().skip(Math.max(0, entries.size() - 1)).findFirst();
      entries.add(AuditEntry.after(last, who, what, subject, reason, happenedAt));
    }
  }

  @Override
  public List<AuditEntry> list(long after, int limit) {
    synchronized (tables) {
      return tables.audit.stream()
          .filter(entry -> entry.number() > after)
          .limit(limit)
          .toList();
    }
  }
}
