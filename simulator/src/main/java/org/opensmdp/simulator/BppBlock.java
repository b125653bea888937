package org.opensmdp.simulator;

/** The places in a bound profile package, by the tags of what an LPA gives to the card (§2.5.5). */
public enum BppBlock {
  /** The head of BF36 with BF23, InitialiseSecureChannel. */
  BF23,
  /** The whole A0, ConfigureISDP. */
  A0,
  /** The head of A1. */
  A1,
  /** The first 88, StoreMetadata. */
  FIRST_88,
  /** The head of A3. */
  A3,
  /** The first 86 of the profile elements. */
  FIRST_86,
  /** The 86 with which half of the elements is there. */
  MIDDLE_86,
  /** The last 86: the profile is installed, and nobody has heard of it. */
  LAST_86
}
