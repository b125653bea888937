package org.opensmdp.simulator;

import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.rsp.InvalidMessage;
import org.opensmdp.rsp.Tlv;

/** How the functions of ES10c name a profile: the AID of its ISD-P, tag 4F, or its ICCID, tag 5A. */
sealed interface ProfileIdentifier {

  boolean names(InstalledProfile profile);

  /** By the application. */
  record OfIsdp(Bytes aid) implements ProfileIdentifier {
    @Override
    public boolean names(InstalledProfile profile) {
      return profile.isdpAid().equals(aid);
    }
  }

  /**
   * By the number of the profile.
   *
   * @param octets nibble-swapped, as received
   */
  record OfIccid(Bytes octets) implements ProfileIdentifier {
    static OfIccid of(Iccid iccid) {
      return new OfIccid(iccid.swapped());
    }

    @Override
    public boolean names(InstalledProfile profile) {
      return profile.iccid().swapped().equals(octets);
    }
  }

  /**
   * Reads either alternative.
   *
   * @param lenient whether an ICCID may come without octets of filler
   * @throws InvalidMessage if it is another, or its size is
   */
  static ProfileIdentifier from(Tlv tlv, boolean lenient) {
    return switch (tlv.tag()) {
      case 0x4F -> new OfIsdp(sized(tlv, 5, 16));
      case 0x5A -> iccid(tlv, lenient);
      default -> throw new InvalidMessage("profileIdentifier: neither 4F nor 5A");
    };
  }

  static OfIccid iccid(Tlv tlv, boolean lenient) {
    var octets = sized(tlv, lenient ? 9 : 10, 10);
    return new OfIccid(octets.size() < 10 ? Bytes.concat(octets, Bytes.fromHex("FF")) : octets);
  }

  private static Bytes sized(Tlv tlv, int least, int most) {
    int size = tlv.value().size();
    if (size < least || size > most) {
      throw new InvalidMessage(
          "profileIdentifier: %d octets (expected: %d to %d)".formatted(size, least, most));
    }
    return tlv.value();
  }
}
