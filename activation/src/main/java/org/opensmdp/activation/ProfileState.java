package org.opensmdp.activation;

/** The states of a profile at the SM-DP+ (SGP.22 v2 §3.1.6, table 6b), by the names of the standard. */
public enum ProfileState {
  AVAILABLE,
  ALLOCATED,
  LINKED,
  CONFIRMED,
  RELEASED,
  DOWNLOADED,
  INSTALLED,
  ERROR,
  UNAVAILABLE
}
