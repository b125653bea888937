package org.opensmdp.profile;

import java.util.Optional;

/** The files that are read or personalised, and under which tag each element type has them. */
enum ElementaryFile {
  ICCID("ef-iccid", ProfileElementType.MF, 0xA4, 0xA4),
  IMSI("ef-imsi", ProfileElementType.USIM, 0xA3, 0xA9),
  UST("ef-ust", ProfileElementType.USIM, 0xA8, 0),
  SPN("ef-spn", ProfileElementType.USIM, 0xAD, 0),
  ACC("ef-acc", ProfileElementType.USIM, 0xB2, 0xB2),
  AD("ef-ad", ProfileElementType.USIM, 0xB5, 0xB5),
  GID1("ef-gid1", ProfileElementType.OPT_USIM, 0xA5, 0),
  GID2("ef-gid2", ProfileElementType.OPT_USIM, 0xA6, 0);

  private final String asn1Name;
  private final ProfileElementType home;
  private final int tag;
  private final int tagInIot;

  ElementaryFile(String asn1Name, ProfileElementType home, int tag, int tagInIot) {
    this.asn1Name = asn1Name;
    this.home = home;
    this.tag = tag;
    this.tagInIot = tagInIot;
  }

  String asn1Name() {
    return asn1Name;
  }

  /** The element iot is mf and usim in one, with tags of its own. */
  Optional<Integer> tagIn(ProfileElementType type) {
    if (type == ProfileElementType.IOT) {
      return Optional.of(tagInIot).filter(t -> t != 0);
    }
    return type == home ? Optional.of(tag) : Optional.empty();
  }
}
