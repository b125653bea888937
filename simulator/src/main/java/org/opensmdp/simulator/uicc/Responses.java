package org.opensmdp.simulator.uicc;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Der;

/** Encodes EUICCResponse; what its members are says {@link org.opensmdp.rsp.EuiccResponse}. */
final class Responses {
  private static final int STATUSES = 0xA0;
  private static final int ABORTED = 0x81;
  private static final Bytes OK = Der.sequence(Der.integer(0x80, ElementStatus.OK.code()));

  private Responses() {}

  static Bytes status(ElementFault fault, OptionalInt identification) {
    return Der.sequence(
        Der.integer(0x80, fault.status().code()),
        optional(0x81, identification),
        optional(0x82, fault.additional()),
        optional(0x83, fault.offset()));
  }

  private static Bytes optional(int tag, OptionalInt number) {
    return number.isPresent() ? Der.integer(tag, number.getAsInt()) : Bytes.EMPTY;
  }

  static Bytes done(List<Bytes> leftOut) {
    var all = new ArrayList<>(leftOut);
    all.add(OK);
    return Der.sequence(Der.tlv(STATUSES, all.toArray(Bytes[]::new)));
  }

  static Bytes aborted(List<Bytes> statuses) {
    return Der.sequence(
        Der.tlv(STATUSES, statuses.toArray(Bytes[]::new)), Der.tlv(ABORTED, Bytes.EMPTY));
  }
}
