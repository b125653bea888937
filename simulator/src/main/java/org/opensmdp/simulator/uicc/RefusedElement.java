package org.opensmdp.simulator.uicc;

import java.util.Optional;
import org.opensmdp.profile.Node;
import org.opensmdp.profile.ProfileElementType;
import org.opensmdp.rsp.Bytes;

/**
 * An element that a firmware does not take although it is right, and what it says of it. Chips of the
 * field have such faults, and those of a laboratory may not: no check of a package finds them.
 *
 * @param element the kind of element
 * @param containing octets that are found in the elements it does not take; absent: it takes none of the kind
 * @param status what it tells; one about support only if the element may be left out otherwise
 */
public record RefusedElement(
    ProfileElementType element, Optional<Bytes> containing, Optional<ElementStatus> status) {

  /** Checks whether this is the element, and refuses it then. */
  void check(ProfileElementType type, Node node) throws ElementFault {
    boolean refused =
        type == element && containing.map(octets -> holds(node.whole(), octets)).orElse(true);
    ElementFault.require(!refused, node, status.orElse(ElementStatus.BAD_VALUES));
  }

  private static boolean holds(Bytes whole, Bytes wanted) {
    var hex = whole.toString();
    var searched = wanted.toString();
    int at = hex.indexOf(searched);
    while (at % 2 == 1) {
      at = hex.indexOf(searched, at + 1); // half of an octet is none
    }
    return at >= 0;
  }
}
