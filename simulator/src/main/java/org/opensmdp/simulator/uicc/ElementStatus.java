package org.opensmdp.simulator.uicc;

/** PEStatus: what an interpreter says of a profile element (TCA eUICC Profile Package, §8.11). */
public enum ElementStatus {
  OK(0),
  /** An element of a type this card does not know or do. */
  PE_NOT_SUPPORTED(1),
  /** The memory is broken; this card's never is. */
  MEMORY_FAILURE(2),
  /** A value that is none: a size, a code, content that is larger than its file. */
  BAD_VALUES(3),
  NOT_ENOUGH_MEMORY(4),
  /** Not the form the ASN.1 says, or an element out of place. */
  INVALID_REQUEST_FORMAT(5),
  /** A reference to what is not there, or a name that is taken. */
  INVALID_PARAMETER(6),
  RUNTIME_NOT_SUPPORTED(7),
  LIB_NOT_SUPPORTED(8),
  TEMPLATE_NOT_SUPPORTED(9),
  FEATURE_NOT_SUPPORTED(10),
  PIN_CODE_MISSING(11),
  UNSUPPORTED_PROFILE_VERSION(31);

  private final int code;

  ElementStatus(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }

  /** Whether a card may leave out an element with this status, unless the element is mandated. */
  boolean isAboutSupport() {
    return switch (this) {
      case PE_NOT_SUPPORTED,
          RUNTIME_NOT_SUPPORTED,
          LIB_NOT_SUPPORTED,
          TEMPLATE_NOT_SUPPORTED,
          FEATURE_NOT_SUPPORTED -> true;
      default -> false;
    };
  }
}
