package org.opensmdp.simulator;

import org.opensmdp.profile.AuthenticationParameters;
import org.opensmdp.profile.ProfileElementType;
import org.opensmdp.profile.ProfilePackage;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.InvalidMessage;

/**
 * The USIM of an installed profile: its key, its algorithm and the sequence numbers it has accepted
 * (3GPP TS 33.102 §6.3.3). Freshness is judged as annex C.2 of it says, with delta and age limit of
 * the profile, whatever sqnOptions say.
 */
final class Usim {
  private static final int RAND_OCTETS = 16;
  private static final int AUTN_OCTETS = 16;
  private static final int TUAK_RES_OCTETS = 8;
  private static final Bytes RESYNCHRONISATION_AMF = Octets.zero(2);

  private final AkaFunctions functions;
  private final SequenceNumbers numbers;

  Usim(AkaFunctions functions, SequenceNumbers numbers) {
    this.functions = functions;
    this.numbers = numbers;
  }

  /**
   * Reads the USIM out of a profile package.
   *
   * @throws CardRefusal if it has none, or one whose algorithm is not known here
   */
  static Usim of(Bytes profilePackage) {
    return of(ProfileElementType.USIM, profilePackage);
  }

  /** As {@link #of(Bytes)}, of an ISIM; one that is mapped to another application takes that one's key. */
  static Usim of(ProfileElementType application, Bytes profilePackage) {
    try {
      var all = AuthenticationParameters.all(ProfilePackage.parse(profilePackage));
      return all.stream()
          .filter(parameters -> parameters.application() == application)
          .findFirst()
          .or(() -> all.stream().filter(Usim::isOfUsim).findFirst())
          .map(Usim::of)
          .orElseThrow(() -> refusal("the profile has no USIM with keys of its own"));
    } catch (InvalidMessage | IllegalArgumentException e) {
      throw refusal(String.valueOf(e.getMessage()));
    }
  }

  private static boolean isOfUsim(AuthenticationParameters parameters) {
    return parameters.application() == ProfileElementType.USIM
        || parameters.application() == ProfileElementType.IOT;
  }

  private static Usim of(AuthenticationParameters parameters) {
    return new Usim(
        functions(parameters),
        new SequenceNumbers(parameters.sqnInit(), parameters.sqnDelta(), parameters.sqnAgeLimit()));
  }

  private static AkaFunctions functions(AuthenticationParameters parameters) {
    return switch (parameters.algorithm()) {
      case MILENAGE ->
        new Milenage(
            parameters.key(), parameters.opc(), parameters.rotations(), parameters.xorings());
      case TUAK -> tuak(parameters);
      case USIM_TEST_ALGORITHM -> new UsimTestAlgorithm(parameters.key());
      case UNKNOWN -> throw refusal("the algorithm of the profile is none of version 3.3");
    };
  }

  private static AkaFunctions tuak(AuthenticationParameters parameters) {
    if (parameters.keccakIterations() != 1) {
      throw refusal("TUAK with %d permutations is not done by this card (expected: 1)"
          .formatted(parameters.keccakIterations()));
    }
    return new Tuak(parameters.key(), parameters.opc(), TUAK_RES_OCTETS);
  }

  private static CardRefusal refusal(String why) {
    return new CardRefusal(CardRefusal.CONDITIONS_NOT_SATISFIED, why);
  }

  /**
   * Answers a challenge.
   *
   * @param rand 16 octets
   * @param autn SQN xor AK, AMF, MAC: 16 octets
   * @throws CardRefusal if a size is another
   */
  AkaAnswer authenticate(Bytes rand, Bytes autn) {
    if (rand.size() != RAND_OCTETS || autn.size() != AUTN_OCTETS) {
      throw refusal("RAND of %d and AUTN of %d octets (expected: 16 and 16)"
          .formatted(rand.size(), autn.size()));
    }
    var sqn = Octets.xor(autn.slice(0, 6), functions.f5(rand));
    var mac = functions.f1(rand, sqn, autn.slice(6, 8));
    if (!mac.equalsInConstantTime(autn.slice(8, AUTN_OCTETS))) {
      return new AkaAnswer.MacFailure();
    }
    return numbers.accept(sqn)
        ? new AkaAnswer.Success(functions.f2(rand), functions.f3(rand), functions.f4(rand))
        : new AkaAnswer.SynchronisationFailure(auts(rand));
  }

  /**
   * Answers a challenge of GSM, which has no AUTN: nothing is compared and no number moves.
   *
   * @throws CardRefusal if RAND has not 16 octets
   */
  AkaAnswer.Success authenticateGsm(Bytes rand) {
    if (rand.size() != RAND_OCTETS) {
      throw refusal("RAND of %d octets (expected: 16)".formatted(rand.size()));
    }
    return new AkaAnswer.Success(functions.f2(rand), functions.f3(rand), functions.f4(rand));
  }

  /** AUTS = SQN.MS xor f5*(RAND), and f1* of it with an AMF of zeros. */
  private Bytes auts(Bytes rand) {
    var sqn = numbers.highest();
    return Bytes.concat(
        Octets.xor(sqn, functions.f5Star(rand)),
        functions.f1Star(rand, sqn, RESYNCHRONISATION_AMF));
  }
}
