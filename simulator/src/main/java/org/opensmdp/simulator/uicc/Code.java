package org.opensmdp.simulator.uicc;

import org.opensmdp.rsp.Bytes;

/**
 * A PIN, a PUK or an administrative code with its tries (ETSI TS 102 221 §9.5). Whether it has been
 * verified lasts until the card is reset.
 */
final class Code {
  private static final int ENABLED = 0x01;
  private static final int MAY_BE_DISABLED = 0x04;
  private static final int TRIES_SHIFT = 4;
  private static final int TRIES_LEFT = 0x0F;

  private final int most;
  private final boolean mayBeDisabled;
  private final int unblockedBy;
  private Bytes value;
  private int left;
  private boolean enabled;
  private boolean verified;

  /**
   * Makes a code.
   *
   * @param attributes pinAttributes
   * @param tries the most in the high half, those left in the low one
   * @param unblockedBy reference of the PUK; 0 if there is none
   */
  Code(Bytes value, int attributes, int tries, int unblockedBy) {
    this.value = value;
    this.enabled = (attributes & ENABLED) != 0;
    this.mayBeDisabled = (attributes & MAY_BE_DISABLED) != 0;
    this.most = tries >> TRIES_SHIFT;
    this.left = tries & TRIES_LEFT;
    this.unblockedBy = unblockedBy;
  }

  /** Compares, and counts a failure. */
  boolean verify(Bytes presented) {
    boolean right = left > 0 && value.equalsInConstantTime(presented);
    left = right ? most : Math.max(0, left - 1);
    verified = right;
    return right;
  }

  /** Gives it another value, verified and with all tries. */
  void renew(Bytes newValue) {
    value = newValue;
    left = most;
    enabled = true;
    verified = true;
  }

  void change(Bytes newValue) {
    value = newValue;
  }

  void enable(boolean on) {
    enabled = on;
  }

  void forget() {
    verified = false;
  }

  /** Whether what it guards is open: it has been verified, or is switched off. */
  boolean isOpen() {
    return verified || !enabled;
  }

  boolean isEnabled() {
    return enabled;
  }

  boolean mayBeDisabled() {
    return mayBeDisabled;
  }

  boolean isBlocked() {
    return left == 0;
  }

  int left() {
    return left;
  }

  int unblockedBy() {
    return unblockedBy;
  }

  /** Never prints the code. */
  @Override
  public String toString() {
    return "Code[%s, %d of %d tries]".formatted(enabled ? "on" : "off", left, most);
  }
}
