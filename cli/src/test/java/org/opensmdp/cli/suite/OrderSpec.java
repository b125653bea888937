package org.opensmdp.cli.suite;

import java.util.Optional;
import org.opensmdp.server.TryOutStock;

/**
 * What is ordered for a case.
 *
 * @param type the name of the profile type
 * @param forTheCard whether the order names the EID of the card that will come
 * @param byDefault whether it has the empty matchingId, and is found by EID
 * @param released false leaves it Confirmed
 */
record OrderSpec(
    String type,
    Optional<String> confirmationCode,
    boolean forTheCard,
    boolean byDefault,
    boolean released) {
  static final String CODE = "4711";
  static final OrderSpec PLAIN = of(TryOutStock.TYPE);
  static final OrderSpec WITH_CODE = PLAIN.withCode();

  static OrderSpec of(String type) {
    return new OrderSpec(type, Optional.empty(), false, false, true);
  }

  @Override
  public String toString() {
    return "%s%s%s%s"
        .formatted(
            type,
            confirmationCode.isPresent() ? ", with code" : "",
            forTheCard ? ", for the card" : "",
            byDefault ? ", without matchingId" : "");
  }

  OrderSpec withCode() {
    return new OrderSpec(type, Optional.of(CODE), forTheCard, byDefault, released);
  }

  OrderSpec linked() {
    return new OrderSpec(type, confirmationCode, true, byDefault, released);
  }

  OrderSpec found() {
    return new OrderSpec(type, confirmationCode, true, true, released);
  }

  OrderSpec unreleased() {
    return new OrderSpec(type, confirmationCode, forTheCard, byDefault, false);
  }
}
