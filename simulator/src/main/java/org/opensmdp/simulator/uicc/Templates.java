package org.opensmdp.simulator.uicc;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.opensmdp.profile.FormatVersions;
import org.opensmdp.profile.ProfileElementType;
import org.opensmdp.profile.VersionNumber;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Der;

/** The identifiers of file templates, 2.23.143.1.2.n, with one number more for a later edition. */
final class Templates {
  private static final String ROOT = "2.23.143.1.2.";
  private static final List<ProfileElementType> NUMBERED = List.of(
      ProfileElementType.MF,
      ProfileElementType.CD,
      ProfileElementType.TELECOM,
      ProfileElementType.USIM,
      ProfileElementType.OPT_USIM,
      ProfileElementType.PHONEBOOK,
      ProfileElementType.GSM_ACCESS,
      ProfileElementType.ISIM,
      ProfileElementType.OPT_ISIM,
      ProfileElementType.CSIM,
      ProfileElementType.OPT_CSIM,
      ProfileElementType.EAP,
      ProfileElementType.DF_5GS,
      ProfileElementType.DF_SAIP,
      ProfileElementType.DF_SNPN,
      ProfileElementType.DF_5GPROSE,
      ProfileElementType.IOT,
      ProfileElementType.OPT_IOT);

  /** The newest edition of those that have more than one. */
  private static final Map<ProfileElementType, Integer> EDITIONS = new EnumMap<>(Map.of(
      ProfileElementType.TELECOM, 2,
      ProfileElementType.USIM, 2,
      ProfileElementType.OPT_USIM, 3,
      ProfileElementType.OPT_ISIM, 2,
      ProfileElementType.CSIM, 2,
      ProfileElementType.OPT_CSIM, 2,
      ProfileElementType.DF_5GS, 4));

  /** By the content of their OBJECT IDENTIFIER. */
  private static final Map<Bytes, Template> ALL = all();

  /** A template, and the version of the format that brought it; empty if it was always there. */
  private record Template(ProfileElementType type, Optional<VersionNumber> since) {
    boolean isOn(CardAbilities card) {
      return since.filter(card.version()::isBefore).isEmpty();
    }
  }

  private Templates() {}

  private static Map<Bytes, Template> all() {
    var all = new HashMap<Bytes, Template>();
    for (var type : NUMBERED) {
      var own = ROOT + (NUMBERED.indexOf(type) + 1);
      for (int edition = 1; edition <= EDITIONS.getOrDefault(type, 1); edition++) {
        var dotted = edition == 1 ? own : own + "." + edition;
        var since = FormatVersions.needed(type, Optional.of(dotted));
        all.put(Der.oidContent(dotted), new Template(type, since));
      }
    }
    return all;
  }

  /** Whether the card has a template of this identifier, of any element. */
  static boolean knows(Bytes oid, CardAbilities card) {
    return Optional.ofNullable(ALL.get(oid)).filter(one -> one.isOn(card)).isPresent();
  }

  /** Whether the card has this template of the element. */
  static boolean knows(ProfileElementType type, Bytes oid, CardAbilities card) {
    return Optional.ofNullable(ALL.get(oid))
        .filter(one -> one.type() == type && one.isOn(card))
        .isPresent();
  }
}
