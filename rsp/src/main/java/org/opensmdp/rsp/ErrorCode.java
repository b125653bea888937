package org.opensmdp.rsp;

/**
 * The error code beside a transactionId. A written tag on one member turns automatic tagging off for
 * all, so by the standard the code is a plain INTEGER; cards also send it as [1].
 */
final class ErrorCode {
  private ErrorCode() {}

  static int next(TlvReader members, String name) {
    return members.integer(members.peek() == 0x81 ? 0x81 : 0x02, name);
  }

  /** Returns the alternative A1 of a response. */
  static Bytes arm(TransactionId transactionId, int code) {
    return Der.tlv(0xA1, transactionId.toDer(), Der.integer(0x02, code));
  }
}
