package org.opensmdp.activation.rollout;

import java.util.Optional;
import org.opensmdp.activation.AttemptFacts;
import org.opensmdp.activation.gate.Stratum;
import org.opensmdp.rsp.Eid;

/**
 * An attempt that a version is to be chosen for.
 *
 * @param tac of the phone, 8 digits
 * @param tag of the order, if it has one
 */
public record Candidate(Eid eid, AttemptFacts facts, String tac, Optional<String> tag) {
  Stratum stratum() {
    return new Stratum(facts.eum(), facts.firmware(), facts.packageVersion());
  }
}
