package org.opensmdp.activation.timeline;

/** Whose log a line is of. */
public enum ClientLogSource {
  /** JSON lines that lpac writes. */
  LPAC,
  /** The codes of Android's download result. */
  ANDROID,
  /** ESimOperationStatus of Windows. */
  WINDOWS,
  /** The form of this house. */
  OPENSMDP
}
