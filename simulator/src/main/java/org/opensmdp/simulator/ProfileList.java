package org.opensmdp.simulator;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Der;
import org.opensmdp.rsp.InvalidMessage;
import org.opensmdp.rsp.Tlv;
import org.opensmdp.rsp.TlvReader;

/**
 * ES10c.GetProfilesInfo (SGP.22 v2 §5.7.15). What the metadata say is given as it was received.
 *
 * <pre>
 * ProfileInfoListRequest ::= [45] SEQUENCE { -- Tag 'BF2D'
 *     searchCriteria [0] CHOICE { isdpAid 4F, iccid 5A, profileClass 95 } OPTIONAL,
 *     tagList        [APPLICATION 28] OCTET STRING OPTIONAL } -- tag '5C'
 * ProfileInfoListResponse ::= [45] CHOICE {
 *     profileInfoListOk    SEQUENCE OF ProfileInfo, -- A0 { E3 … }
 *     profileInfoListError INTEGER {incorrectInputValues(1), undefinedError(127)} } -- 81
 * </pre>
 */
final class ProfileList {
  private static final int PATH_TAG = 0xBF2D;
  private static final int INCORRECT_INPUT_VALUES = 1;
  private static final int STATE = 0x9F70;
  private static final int NICKNAME = 0x90;
  private static final int PROFILE_CLASS = 0x95;
  private static final int DP_PROPRIETARY_DATA = 0xB8;

  /** In the order in which ProfileInfo has them. */
  private static final List<Integer> ALL = List.of(
      0x5A,
      0x4F,
      STATE,
      NICKNAME,
      0x91,
      0x92,
      0x93,
      0x94,
      PROFILE_CLASS,
      0xB6,
      0xB7,
      DP_PROPRIETARY_DATA,
      0x99,
      0xBF22);

  private static final Set<Integer> DEFAULT =
      Set.of(0x5A, 0x4F, STATE, NICKNAME, 0x91, 0x92, 0x93, 0x94, PROFILE_CLASS);

  private final List<InstalledProfile> profiles;
  private final boolean lenient;

  ProfileList(List<InstalledProfile> profiles, boolean lenient) {
    this.profiles = profiles;
    this.lenient = lenient;
  }

  /** Criteria or a tag list that are none are answered, not refused: the function has an error for it. */
  Bytes answer(Tlv request) {
    try {
      var members = request.members("ProfileInfoListRequest");
      var criteria = members.optional(0xA0).map(this::criterion);
      var tags = members.optional(0x5C).map(list -> tags(list.value())).orElse(DEFAULT);
      members.end();
      var list = profiles.stream()
          .filter(criteria.orElse(any -> true))
          .map(profile -> info(profile, tags))
          .toArray(Bytes[]::new);
      return Der.tlv(PATH_TAG, Der.tlv(0xA0, list));
    } catch (InvalidMessage e) {
      return Der.tlv(PATH_TAG, Der.integer(0x81, INCORRECT_INPUT_VALUES));
    }
  }

  private Predicate<InstalledProfile> criterion(Tlv criteria) {
    var members = criteria.members("searchCriteria");
    var criterion = members.next();
    members.end();
    if (criterion.tag() == PROFILE_CLASS) {
      int profileClass = Der.intValue("profileClass", criterion);
      return profile -> profile.metadata().profileClass().code() == profileClass;
    }
    return ProfileIdentifier.from(criterion, lenient)::names;
  }

  /** A list of tags is tags without lengths; those of no ProfileInfo are passed over. */
  private static Set<Integer> tags(Bytes octets) {
    var tags = new HashSet<Integer>();
    for (int at = 0; at < octets.size(); at++) {
      int tag = octets.at(at);
      if ((tag & 0x1F) == 0x1F) {
        do {
          if (++at == octets.size()) {
            throw new InvalidMessage("tagList: ends in a tag");
          }
          tag = tag << 8 | octets.at(at);
        } while ((octets.at(at) & 0x80) != 0);
      }
      tags.add(tag);
    }
    return tags.isEmpty() ? DEFAULT : tags;
  }

  private static Bytes info(InstalledProfile profile, Set<Integer> wanted) {
    var found = members(profile);
    var members = new ArrayList<Bytes>();
    for (int tag : ALL) {
      if (wanted.contains(tag) && found.containsKey(tag)) {
        members.add(found.get(tag));
      }
    }
    return Der.tlv(0xE3, members.toArray(Bytes[]::new));
  }

  private static Map<Integer, Bytes> members(InstalledProfile profile) {
    var found = new HashMap<Integer, Bytes>();
    found.put(
        PROFILE_CLASS,
        Der.integer(PROFILE_CLASS, profile.metadata().profileClass().code()));
    var metadata = Tlv.parse("StoreMetadataRequest", profile.metadata().der());
    var reader = new TlvReader("StoreMetadataRequest", metadata.value());
    while (reader.hasNext()) {
      var member = reader.next();
      found.put(member.tag(), member.whole());
    }
    found.put(0x4F, Der.tlv(0x4F, profile.isdpAid()));
    found.put(STATE, Der.integer(STATE, profile.enabled() ? 1 : 0));
    profile.nickname().ifPresent(name -> found.put(NICKNAME, Der.utf8(NICKNAME, name)));
    profile.dpProprietaryData().ifPresent(data -> found.put(DP_PROPRIETARY_DATA, data));
    return found;
  }
}
