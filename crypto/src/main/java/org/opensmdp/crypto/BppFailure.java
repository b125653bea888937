package org.opensmdp.crypto;

import org.opensmdp.rsp.BppCommandId;
import org.opensmdp.rsp.ErrorReason;

/**
 * A bound profile package that the eUICC refuses, in the two numbers of its ProfileInstallationResult
 * (SGP.22 v2 §2.5.6).
 */
public final class BppFailure extends Exception {
  private static final long serialVersionUID = 1L;

  private final BppCommandId command;
  private final ErrorReason reason;

  BppFailure(BppCommandId command, ErrorReason reason, String detail) {
    super("%s: %s: %s".formatted(command, reason, detail));
    this.command = command;
    this.reason = reason;
  }

  BppFailure(BppCommandId command, ErrorReason reason, Exception cause) {
    super("%s: %s: %s".formatted(command, reason, cause.getMessage()), cause);
    this.command = command;
    this.reason = reason;
  }

  public BppCommandId command() {
    return command;
  }

  public ErrorReason reason() {
    return reason;
  }
}
