package org.opensmdp.activation.timeline;

import java.util.List;
import java.util.Optional;
import org.opensmdp.activation.Attribution;

/**
 * What stands over a timeline.
 *
 * @param code what the glossary explains it by
 * @param happened what happened, in one sentence
 * @param because what the sentence rests on, each a short line
 * @param customer what to tell the customer, in the language asked for; absent: nothing
 * @param action what support does now
 * @param mustAct who has to act; absent where nobody has
 */
public record CaseHead(
    String code,
    String happened,
    List<String> because,
    Optional<String> customer,
    String action,
    Optional<Attribution> mustAct) {
  public CaseHead {
    because = List.copyOf(because);
  }
}
