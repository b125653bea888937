package org.opensmdp.simulator;

/** The steps of a download, by the names of their functions (SGP.22 v2 §3.1.2, §3.1.3). */
public enum LpaStep {
  /** GetEUICCInfo1 and GetEUICCChallenge, then ES11.InitiateAuthentication. */
  DISCOVERY_INITIATE_AUTHENTICATION,
  /** ES11. */
  DISCOVERY_AUTHENTICATE_CLIENT,
  /** GetEUICCInfo1 and GetEUICCChallenge, then ES9+.InitiateAuthentication. */
  INITIATE_AUTHENTICATION,
  /** ES10b, on the card. */
  AUTHENTICATE_SERVER,
  /** ES9+. */
  AUTHENTICATE_CLIENT,
  /** ES10b, on the card. */
  PREPARE_DOWNLOAD,
  /** ES9+. */
  GET_BOUND_PROFILE_PACKAGE,
  /** ES10b, on the card. */
  LOAD_BOUND_PROFILE_PACKAGE,
  /** ES9+. */
  HANDLE_NOTIFICATION,
  /** ES10b, then ES9+. */
  CANCEL_SESSION
}
