package org.opensmdp.simulator.device;

import java.util.Map;
import java.util.Optional;
import org.opensmdp.simulator.LpaStep;

/** What codes mean, in words for people who do not know them. */
public final class PlainWords {
  private static final Map<String, String> PAIRS = Map.ofEntries(
      Map.entry("8.8.1/3.8", "the server does not go by the address of the code"),
      Map.entry("8.8.2/3.1", "the chip trusts no root that the server has"),
      Map.entry("8.8.3/3.1", "the chip speaks a version that the server does not"),
      Map.entry("8.8.4/3.7", "the server has no certificate for the root of the chip"),
      Map.entry("8.1/4.8", "too little memory on the chip"),
      Map.entry("8.1/6.1", "chip and server do not believe each other"),
      Map.entry("8.1.1/3.8", "the order is for another chip"),
      Map.entry("8.1.2/6.1", "the certificate of the chip's maker is not valid"),
      Map.entry("8.1.2/6.3", "the certificate of the chip's maker has expired"),
      Map.entry("8.1.3/6.1", "the certificate of the chip is not valid"),
      Map.entry("8.1.3/6.3", "the certificate of the chip has expired"),
      Map.entry("8.2/1.2", "the profile is not released, or its order has ended"),
      Map.entry("8.2.5/4.3", "no profile fits this device"),
      Map.entry("8.2.6/3.8", "the activation code is unknown or used up"),
      Map.entry("8.8.5/4.10", "the order has expired"),
      Map.entry("8.8.5/6.4", "too many tries"),
      Map.entry("8.10.1/3.9", "the session is unknown or over"),
      Map.entry("8.11.1/3.9", "the chip used another root than the one chosen"),
      Map.entry("8.2/3.7", "the package cannot be bound again"),
      Map.entry("8.2.7/2.2", "the confirmation code is missing"),
      Map.entry("8.2.7/3.8", "the confirmation code is wrong"),
      Map.entry("8.2.7/6.4", "the confirmation code was tried too often"),
      Map.entry("1.6/2.1", "the server cannot read what it was sent"),
      Map.entry("1.6/2.2", "something is missing in what the server was sent"),
      Map.entry("1.2/4.2", "the server failed"),
      Map.entry("1.2/4.4", "the server is busy"),
      Map.entry("8/4.2", "the server failed"));

  private static final Map<Integer, String> REPORTS = Map.ofEntries(
      Map.entry(1, "a part of the package is malformed"),
      Map.entry(2, "the signature of the package does not verify"),
      Map.entry(3, "the package is for another session"),
      Map.entry(4, "the key type of the package is not supported"),
      Map.entry(5, "the operation of the package is not supported"),
      Map.entry(6, "the class of the profile is not supported"),
      Map.entry(7, "an enciphered block is malformed"),
      Map.entry(8, "an enciphered block does not decipher"),
      Map.entry(9, "the profile is already on the chip"),
      Map.entry(10, "too little memory on the chip"),
      Map.entry(11, "interrupted: power, card or phone"),
      Map.entry(12, "the chip cannot process an element of the profile"),
      Map.entry(13, "the profile contradicts its metadata"),
      Map.entry(14, "a test profile with a key that is not for tests"),
      Map.entry(15, "a policy rule of the profile is not allowed on this chip"),
      Map.entry(127, "the chip gives no reason"));

  private static final Map<Integer, String> CANCELLATIONS = Map.of(
      0, "the user said no",
      1, "the user postponed",
      2, "the user took too long",
      3, "a policy rule of the profile is not allowed on this device",
      4, "the metadata changed on the way",
      5, "the chip failed while loading the package");

  private PlainWords() {}

  /** Returns what a subject and reason code mean, {@code 8.2.6/3.8}. */
  public static String ofPair(String pair) {
    return Optional.ofNullable(PAIRS.get(pair)).orElse("refused with " + pair);
  }

  /** Returns what an errorReason of an installation result means. */
  public static String ofReport(int errorReason) {
    return Optional.ofNullable(REPORTS.get(errorReason))
        .orElse("the chip gives reason " + errorReason);
  }

  /** Returns what the reason of a cancelled session means. */
  public static String ofCancellation(int reason) {
    return Optional.ofNullable(CANCELLATIONS.get(reason)).orElse("given up for reason " + reason);
  }

  static String ofLoss(LpaStep step) {
    return switch (step) {
      case LOAD_BOUND_PROFILE_PACKAGE, AUTHENTICATE_SERVER, PREPARE_DOWNLOAD ->
        "the chip does not answer";
      default -> "no answer from the server";
    };
  }
}
