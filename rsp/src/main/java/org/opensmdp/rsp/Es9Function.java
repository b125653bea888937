package org.opensmdp.rsp;

import static java.util.Map.entry;

import java.util.Map;
import java.util.Optional;

/**
 * A function of ES9+ as the ASN.1 binding knows it: the tag of its messages, and the integers that
 * stand for status codes in its errors (SGP.22 v2 §6.6). These are the integers of v2; a status
 * code that has none is undefinedError.
 *
 * <pre>
 * initiateAuthenticationError INTEGER {invalidDpAddress(1), euiccVersionNotSupportedByDp(2),
 *     ciPKNotSupported(3)}
 * authenticateClientError     INTEGER {eumCertificateInvalid(1), eumCertificateExpired(2),
 *     euiccCertificateInvalid(3), euiccCertificateExpired(4), euiccSignatureInvalid(5),
 *     matchingIdRefused(6), eidMismatch(7), noEligibleProfile(8), ciPKUnknown(9),
 *     invalidTransactionId(10), insufficientMemory(11), downloadOrderExpired(18),
 *     undefinedError(127)} -- 18 since v2.6
 * getBoundProfilePackageError INTEGER {euiccSignatureInvalid(1), confirmationCodeMissing(2),
 *     confirmationCodeRefused(3), confirmationCodeRetriesExceeded(4), bppRebindingRefused(5),
 *     downloadOrderExpired(6), invalidTransactionId(95), undefinedError(127)}
 * cancelSessionError          INTEGER {invalidTransactionId(1), euiccSignatureInvalid(2),
 *     undefinedError(127)}
 * </pre>
 */
public enum Es9Function {
  INITIATE_AUTHENTICATION(
      "InitiateAuthentication",
      0xBF39,
      Map.of(
          StatusCode.SMDP_ADDRESS_REFUSED, 1,
          StatusCode.SVN_UNSUPPORTED, 2,
          StatusCode.SECURITY_CONFIGURATION_UNSUPPORTED, 3)),
  AUTHENTICATE_CLIENT(
      "AuthenticateClient",
      0xBF3B,
      Map.ofEntries(
          entry(StatusCode.EUM_CERTIFICATE_INVALID, 1),
          entry(StatusCode.EUM_CERTIFICATE_EXPIRED, 2),
          entry(StatusCode.EUICC_CERTIFICATE_INVALID, 3),
          entry(StatusCode.EUICC_CERTIFICATE_EXPIRED, 4),
          entry(StatusCode.EUICC_VERIFICATION_FAILED, 5),
          entry(StatusCode.MATCHING_ID_REFUSED, 6),
          entry(StatusCode.EID_REFUSED, 7),
          entry(StatusCode.PROFILE_TYPE_STOPPED_ON_WARNING, 8),
          entry(StatusCode.CI_PUBLIC_KEY_UNKNOWN, 9),
          entry(StatusCode.TRANSACTION_UNKNOWN, 10),
          entry(StatusCode.EUICC_INSUFFICIENT_MEMORY, 11),
          entry(StatusCode.DOWNLOAD_ORDER_EXPIRED, 18))),
  GET_BOUND_PROFILE_PACKAGE(
      "GetBoundProfilePackage",
      0xBF3A,
      Map.of(
          StatusCode.EUICC_VERIFICATION_FAILED, 1,
          StatusCode.CONFIRMATION_CODE_MISSING, 2,
          StatusCode.CONFIRMATION_CODE_REFUSED, 3,
          StatusCode.CONFIRMATION_CODE_ATTEMPTS_EXCEEDED, 4,
          StatusCode.PROFILE_UNAVAILABLE, 5,
          StatusCode.DOWNLOAD_ORDER_EXPIRED, 6,
          StatusCode.TRANSACTION_UNKNOWN, 95)),
  /** Has no answer, so no errors either. */
  HANDLE_NOTIFICATION("HandleNotification", 0xBF3D, Map.of()),
  CANCEL_SESSION(
      "CancelSession",
      0xBF41,
      Map.of(StatusCode.TRANSACTION_UNKNOWN, 1, StatusCode.EUICC_VERIFICATION_FAILED, 2));

  /** undefinedError. */
  public static final int UNDEFINED_ERROR = 127;

  private final String text;
  private final int tag;

  @SuppressWarnings("Immutable") // the maps above are unmodifiable
  private final Map<StatusCode, Integer> errors;

  Es9Function(String text, int tag, Map<StatusCode, Integer> errors) {
    this.text = text;
    this.tag = tag;
    this.errors = errors;
  }

  /**
   * Returns the function whose message is inside {@code message}, a TLV A2.
   *
   * @throws InvalidMessage if there is none, or more than one message
   */
  static Es9Function in(String path, Tlv message) {
    var members = message.members(path);
    int tag = members.next().tag();
    members.end();
    for (var function : values()) {
      if (function.tag == tag) {
        return function;
      }
    }
    throw new InvalidMessage(
        "%s: no function of ES9+ has the tag %s".formatted(path, Tlv.hex(tag)));
  }

  /** Returns the name of the standard, as {@code AuthenticateClient}. */
  public String text() {
    return text;
  }

  /** Returns the integer of a status code; {@link #UNDEFINED_ERROR} for one that has none here. */
  public int error(StatusCode status) {
    return errors.getOrDefault(status, UNDEFINED_ERROR);
  }

  /** Returns the status code that {@link #error} makes this integer of, if one does. */
  public Optional<StatusCode> status(int error) {
    return errors.entrySet().stream()
        .filter(known -> known.getValue() == error)
        .map(Map.Entry::getKey)
        .findAny();
  }

  int tag() {
    return tag;
  }

  /** Returns the message of this function with its two wrappers, A2 and its own tag. */
  Bytes wrap(Bytes... members) {
    return Der.tlv(0xA2, Der.tlv(tag, members));
  }
}
