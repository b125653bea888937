package org.opensmdp.simulator.apdu;

import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.VersionType;

/**
 * What the transport of a card has that differs between cards.
 *
 * @param isdrAid 5 to 16 octets
 * @param svn the version the ISD-R names when it is selected
 * @param atr the answer to reset, whole
 */
public record CardOptions(Bytes isdrAid, VersionType svn, BlockMode blockMode, Bytes atr) {
  /** The AID of an ISD-R (SGP.02 Annex H, SGP.22 v2 §2.4.1). */
  public static final Bytes ISD_R = Bytes.fromHex("A0000005591010FFFFFFFF8900000100");

  /** The answer of a card that speaks T=0. */
  public static final Bytes ATR =
      checked(Bytes.fromHex("3B9F96803FC7828031E073FE211F65D002112013810F"));

  private static final int SHORTEST_AID = 5;
  private static final int LONGEST_AID = 16;

  public CardOptions {
    if (isdrAid.size() < SHORTEST_AID || isdrAid.size() > LONGEST_AID) {
      throw new IllegalArgumentException("AID of the ISD-R: %d octets (expected: %d to %d)"
          .formatted(isdrAid.size(), SHORTEST_AID, LONGEST_AID));
    }
  }

  /** Returns what most cards have: the AID of the standard, SVN 2.5.0, answers all at once. */
  public static CardOptions defaults() {
    return new CardOptions(ISD_R, new VersionType(2, 5, 0), BlockMode.WHOLE, ATR);
  }

  public CardOptions isdrAid(Bytes value) {
    return new CardOptions(value, svn, blockMode, atr);
  }

  public CardOptions svn(VersionType value) {
    return new CardOptions(isdrAid, value, blockMode, atr);
  }

  public CardOptions blockMode(BlockMode value) {
    return new CardOptions(isdrAid, svn, value, atr);
  }

  /** Appends TCK, which makes the exclusive-or of all octets after the first zero. */
  private static Bytes checked(Bytes atr) {
    int check = 0;
    for (int i = 1; i < atr.size(); i++) {
      check ^= atr.at(i);
    }
    return Bytes.concat(atr, Bytes.of((byte) check));
  }
}
