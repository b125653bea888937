package org.opensmdp.activation;

import java.time.Instant;
import java.util.List;

/**
 * Who did what and why: a chain that nobody can change in the middle without breaking it ({@link
 * AuditEntry}).
 */
public interface Audit {

  /** Appends an entry behind the last one; from many callers at once, one after the other. */
  void append(String who, String what, String subject, String reason, Instant happenedAt);

  /**
   * Returns entries, oldest first.
   *
   * @param after only entries with higher numbers; the first has 1
   */
  List<AuditEntry> list(long after, int limit);
}
