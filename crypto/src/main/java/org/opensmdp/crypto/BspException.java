package org.opensmdp.crypto;

import java.util.Locale;
import org.opensmdp.rsp.ErrorReason;

/** A protected TLV that does not open, in the words of ErrorReason (SGP.22 v2 §2.5.6). */
public final class BspException extends Exception {
  private static final long serialVersionUID = 1L;

  /** What is wrong with it. */
  public enum Kind {
    /** scp03tStructureError: size or tag. */
    STRUCTURE(ErrorReason.BSP_STRUCTURE_ERROR),
    /** scp03tSecurityError: the MAC, or a cipher text without padding. */
    SECURITY(ErrorReason.BSP_SECURITY_ERROR);

    private final ErrorReason errorReason;

    Kind(ErrorReason errorReason) {
      this.errorReason = errorReason;
    }

    public ErrorReason errorReason() {
      return errorReason;
    }
  }

  private final Kind kind;

  BspException(Kind kind, String detail) {
    super(kind.name().toLowerCase(Locale.ROOT) + ": " + detail);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }
}
