package org.opensmdp.activation.timeline;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.opensmdp.activation.Attribution;
import org.opensmdp.rsp.TransactionId;

/**
 * One line of a timeline.
 *
 * @param who said or did it
 * @param what the function, as events name it
 * @param good whether it went as it should
 * @param words what happened, for people
 * @param took how long we worked at it
 * @param code what the glossary explains it by
 * @param mustAct whose fault it is
 * @param evidence details, each a line
 */
public record CaseLine(
    Instant at,
    Who who,
    String what,
    boolean good,
    String words,
    Optional<Duration> took,
    Optional<String> code,
    Optional<Attribution> mustAct,
    Optional<TransactionId> transactionId,
    List<String> evidence) {
  public CaseLine {
    evidence = List.copyOf(evidence);
  }

  /** Returns the same line with one detail more. */
  CaseLine and(String detail) {
    var more = new ArrayList<>(evidence);
    more.add(detail);
    return new CaseLine(at, who, what, good, words, took, code, mustAct, transactionId, more);
  }

  /** Who says something in a timeline. */
  public enum Who {
    OPERATOR,
    PHONE,
    SERVER,
    SMDS,
    NETWORK,
    ROLLOUT,
    SUPPORT
  }
}
