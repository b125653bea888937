package org.opensmdp.es2plus;

import static org.opensmdp.rsp.StatusCode.EID_INVALID;
import static org.opensmdp.rsp.StatusCode.MATCHING_ID_INVALID;

import java.util.Optional;
import java.util.function.Predicate;
import org.opensmdp.http.json.JsonObject;
import org.opensmdp.http.json.WrongMember;
import org.opensmdp.rsp.Eid;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.rsp.MatchingId;
import org.opensmdp.rsp.RspException;

/** The members that several functions of ES2+ share, and what their values must be. */
final class Parameters {
  static final String ICCID = "iccid";
  static final String EID = "eid";
  static final String MATCHING_ID = "matchingId";

  private Parameters() {}

  /** @throws WrongMember if it is missing or no ICCID */
  static Iccid requiredIccid(JsonObject body) {
    return iccid(body).orElseThrow(() -> WrongMember.missing(ICCID));
  }

  /** @throws WrongMember if it is there and no ICCID */
  static Optional<Iccid> iccid(JsonObject body) {
    try {
      return filled(body, ICCID).map(Iccid::parse);
    } catch (IllegalArgumentException e) {
      throw WrongMember.isNot("an ICCID", ICCID);
    }
  }

  /** @throws RspException EID_INVALID if it is there and no EID, check digits included */
  static Optional<Eid> eid(JsonObject body) {
    try {
      var eid = filled(body, EID).map(Eid::new);
      if (eid.isEmpty() || eid.get().checkDigitsHold()) {
        return eid;
      }
      throw new RspException(EID_INVALID, "the check digits of eid do not hold");
    } catch (IllegalArgumentException e) {
      throw new RspException(EID_INVALID, "eid is not 32 digits");
    }
  }

  /**
   * The empty one is there and means something.
   *
   * @throws RspException MATCHING_ID_INVALID if it is there and holds other signs
   */
  static Optional<MatchingId> matchingId(JsonObject body) {
    try {
      return body.text(MATCHING_ID).map(MatchingId::strict);
    } catch (IllegalArgumentException e) {
      throw new RspException(MATCHING_ID_INVALID, "matchingId holds other signs than A-Z 0-9 -");
    }
  }

  /** A text where empty and absent are the same. */
  static Optional<String> filled(JsonObject body, String name) {
    return body.text(name).filter(Predicate.not(String::isEmpty));
  }
}
