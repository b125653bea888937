package org.opensmdp.simulator.uicc;

import org.opensmdp.rsp.Bytes;
import org.opensmdp.simulator.AkaAnswer;

/** What GSM takes of an answer of UMTS: the conversion functions c2 and c3 (3GPP TS 33.102 §6.8.1.2). */
final class GsmConversion {
  private static final int SRES = 4;
  private static final int KC = 8;

  private GsmConversion() {}

  /** SRES, 4 octets: RES in quarters of 4 octets, exclusive or. */
  static Bytes sres(AkaAnswer.Success answer) {
    return folded(answer.res(), SRES);
  }

  /** Kc, 8 octets: both halves of CK and of IK, exclusive or. */
  static Bytes kc(AkaAnswer.Success answer) {
    return folded(Bytes.concat(answer.ck(), answer.ik()), KC);
  }

  private static Bytes folded(Bytes octets, int size) {
    var folded = new byte[size];
    for (int i = 0; i < octets.size(); i++) {
      folded[i % size] ^= (byte) octets.at(i);
    }
    return Bytes.wrap(folded);
  }
}
