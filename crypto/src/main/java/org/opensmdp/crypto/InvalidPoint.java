package org.opensmdp.crypto;

/** A public key of the other side that is not a point of the curve; nothing may be agreed on with it. */
public final class InvalidPoint extends Exception {
  private static final long serialVersionUID = 1L;

  InvalidPoint(Curve curve) {
    super("the public key is not a point of " + curve.standardName());
  }

  InvalidPoint(Curve curve, Throwable cause) {
    super("the public key is not a point of " + curve.standardName(), cause);
  }
}
