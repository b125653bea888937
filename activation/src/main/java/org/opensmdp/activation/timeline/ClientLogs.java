package org.opensmdp.activation.timeline;

import java.time.Instant;
import java.util.List;
import org.opensmdp.rsp.Bytes;

/** Where what phones said is kept. */
public interface ClientLogs {

  /**
   * One line to be kept.
   *
   * @param digest SHA-256 of the line and of what it is about: the same again is not kept twice
   */
  record Line(Bytes digest, Instant receivedAt, ClientLogEntry entry) {}

  /** Keeps lines, all or none; returns how many of them are new. */
  int keep(List<Line> lines);
}
