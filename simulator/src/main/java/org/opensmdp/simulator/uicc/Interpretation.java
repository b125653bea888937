package org.opensmdp.simulator.uicc;

import java.util.Optional;
import java.util.Set;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.ErrorReason;

/** What became of the elements of a package on a card (SGP.22 v2 §2.5.6). */
public sealed interface Interpretation {
  /**
   * All that the card can do is done.
   *
   * @param simaResponse EUICCResponse: the elements left out, and ok
   * @param leftOut identifications of those elements
   */
  record Installed(Bytes simaResponse, Set<Integer> leftOut) implements Interpretation {
    public Installed {
      leftOut = Set.copyOf(leftOut);
    }
  }

  /**
   * Nothing of the profile stays.
   *
   * @param reason 10, 12, 13 or 14
   * @param simaResponse EUICCResponse with the element that is wrong; empty if it is none of them
   */
  record Refused(ErrorReason reason, Optional<Bytes> simaResponse) implements Interpretation {}
}
