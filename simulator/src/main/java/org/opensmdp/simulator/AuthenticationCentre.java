package org.opensmdp.simulator;

import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Secret;

/**
 * The operator's authentication centre for one subscriber with Milenage and its usual constants (3GPP TS
 * 33.102 §6.3.2): makes challenges and says what the right card answers.
 */
public final class AuthenticationCentre {
  private static final Bytes ROTATIONS = Bytes.fromHex("4000204060");
  private static final Bytes XORINGS = Bytes.fromHex("00".repeat(31) + "01" + "00".repeat(15) + "02"
      + "00".repeat(15) + "04" + "00".repeat(15) + "08");
  private static final Bytes AMF = Bytes.fromHex("8000"); // as E-UTRAN wants it
  private static final int INDEX_BITS = 5;
  private static final int SQN_OCTETS = 6;

  private final AkaFunctions functions;

  private AuthenticationCentre(AkaFunctions functions) {
    this.functions = functions;
  }

  /**
   * A challenge.
   *
   * @param autn SQN xor AK, AMF and MAC, 16 octets
   * @param expected what the card answers that has the key, if the number is fresh to it
   */
  public record Challenge(Bytes rand, Bytes autn, AkaAnswer.Success expected) {}

  /**
   * Knows a subscriber.
   *
   * @param key K, 16 octets
   * @param opc OPc, 16 octets
   * @throws IllegalArgumentException if a size is another
   */
  public static AuthenticationCentre milenage(Secret key, Secret opc) {
    return new AuthenticationCentre(new Milenage(key, opc, ROTATIONS, XORINGS));
  }

  static AuthenticationCentre of(AkaFunctions functions) {
    return new AuthenticationCentre(functions);
  }

  /**
   * Makes a challenge.
   *
   * @param rand 16 octets
   * @param seq the sequence number, 43 bits
   * @param index 0 to 31
   */
  public Challenge challenge(Bytes rand, long seq, int index) {
    var sqn = sqn(seq, index);
    var autn = Bytes.concat(Octets.xor(sqn, functions.f5(rand)), AMF, functions.f1(rand, sqn, AMF));
    return new Challenge(
        rand,
        autn,
        new AkaAnswer.Success(functions.f2(rand), functions.f3(rand), functions.f4(rand)));
  }

  static Bytes sqn(long seq, int index) {
    return Octets.of((seq << INDEX_BITS) | index, SQN_OCTETS);
  }
}
