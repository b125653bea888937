package org.opensmdp.es9plus;

import org.opensmdp.http.json.JsonObject;
import org.opensmdp.http.json.WrongMember;
import org.opensmdp.rsp.TransactionId;

/** How a transactionId travels in JSON: hex, upper case out, either case in. */
final class TransactionIdText {
  static final String NAME = "transactionId";

  private TransactionIdText() {}

  static TransactionId read(JsonObject body) {
    try {
      return TransactionId.fromHex(body.requiredText(NAME));
    } catch (IllegalArgumentException e) {
      throw WrongMember.isNot("hex of 1 to 16 octets", NAME);
    }
  }
}
