package org.opensmdp.activation.timeline;

import java.util.List;
import java.util.Optional;
import org.opensmdp.rsp.Eid;
import org.opensmdp.rsp.Iccid;

/** Where everything that is known of an order is read, for people. Nothing is changed. */
public interface CaseFiles {

  /**
   * Returns the orders that any of the identities names, the one that changed last first; at most
   * {@code most}. A card names the orders that are for it and those it came for.
   *
   * @param operatorId whose alone; empty: everybody's
   */
  List<Iccid> find(CaseQuery query, Optional<Long> operatorId, int most);

  /** Returns everything that is known of a profile and its order. */
  Optional<CaseFile> read(Iccid iccid);

  /** Returns the cards that are named, or were in a session that is: whether or not they have an order. */
  List<Eid> cards(CaseQuery query, int most);

  /** Returns what is known of a card that got no order: refusals, and what its phone said. */
  CardFile card(Eid eid);
}
