package org.opensmdp.activation;

import java.util.Locale;

/**
 * A moment at which a profile, its numbers or its order pass from one hand to another, and are compared
 * (docs/handoffs.md).
 */
public enum Handoff {
  /** A batch of the operator into the inventory. */
  IMPORT("H1"),
  /** ES2+.DownloadOrder against the inventory. */
  DOWNLOAD_ORDER("H2"),
  /** ES2+.ConfirmOrder against the order. */
  CONFIRM_ORDER("H3"),
  /** The personalised package against the inventory, and against itself. */
  PACKAGE("H4"),
  /** The metadata against the package. */
  METADATA("H5"),
  /** The release: the verdict is of this version of the template. */
  RELEASE("H6"),
  /** ES9+.AuthenticateClient: the card against the order. */
  AUTHENTICATION("H7"),
  /** ES9+.GetBoundProfilePackage: the package against the verdict, the metadata against what was shown. */
  BINDING("H8"),
  /** A report of an installation against its session. */
  INSTALLATION_REPORT("H9"),
  /** A report of enabling, disabling or deleting against the order. */
  STATE_REPORT("H10"),
  /** ES2+.HandleDownloadProgressInfo against the order. */
  CALLBACK("H11"),
  /** What the operator's network says of a subscriber against the inventory. */
  NETWORK("H12"),
  /** An order that is put back against what it was. */
  REARM("H13"),
  /** Every row against every other. */
  SCAN("H14");

  private final String number;

  Handoff(String number) {
    this.number = number;
  }

  /** Returns the handoff as metrics and people name it: {@code H4_PACKAGE}. */
  public String label() {
    return number + "_" + name();
  }

  /** How a comparison ended. */
  public enum Result {
    MATCH,
    /** It differs: whoever asked for it has been refused. */
    MISMATCH,
    /** A device's report contradicts what is known; it is kept, and not believed. */
    SUSPECT,
    /** It differs, and nothing fails for it. */
    WARNING,
    /** There is nothing here to compare it with. */
    UNKNOWN;

    /** Returns the result as metrics name it. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
