package org.opensmdp.simulator.uicc;

import java.util.OptionalInt;
import org.opensmdp.profile.Node;

/** What is wrong in a profile element, and where. Quotes nothing of it: an element holds keys. */
final class ElementFault extends Exception {
  private static final long serialVersionUID = 1L;

  private final ElementStatus status;
  private final transient OptionalInt additional;
  private final transient OptionalInt offset;

  private ElementFault(ElementStatus status, OptionalInt additional, OptionalInt offset) {
    super(status.name(), null, false, false);
    this.status = status;
    this.additional = additional;
    this.offset = offset;
  }

  static ElementFault of(ElementStatus status) {
    return new ElementFault(status, OptionalInt.empty(), OptionalInt.empty());
  }

  static ElementFault at(Node node, ElementStatus status) {
    return new ElementFault(status, OptionalInt.empty(), OptionalInt.of(node.at()));
  }

  /** A fault of a list in which {@code additional} is the tag or the number of what is meant. */
  static ElementFault at(Node node, ElementStatus status, int additional) {
    return new ElementFault(status, OptionalInt.of(additional), OptionalInt.of(node.at()));
  }

  static void require(boolean holds, Node node, ElementStatus otherwise) throws ElementFault {
    if (!holds) {
      throw at(node, otherwise);
    }
  }

  /** Returns the member, which the ASN.1 does not let be missing. */
  static Node required(Node parent, int tag) throws ElementFault {
    var member = parent.member(tag);
    require(member.isPresent(), parent, ElementStatus.INVALID_REQUEST_FORMAT);
    return member.orElseThrow();
  }

  ElementStatus status() {
    return status;
  }

  OptionalInt additional() {
    return additional;
  }

  OptionalInt offset() {
    return offset;
  }
}
