package org.opensmdp.simulator.uicc;

import static org.opensmdp.simulator.uicc.ElementFault.require;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.opensmdp.profile.Node;
import org.opensmdp.profile.ProfileElementType;

/** The order of elements, of which some may stand once only and some behind others only. */
final class OrderCheck {
  private static final Set<ProfileElementType> ONCE = EnumSet.of(
      ProfileElementType.HEADER,
      ProfileElementType.MF,
      ProfileElementType.IOT,
      ProfileElementType.PUK_CODES,
      ProfileElementType.END);

  private static final Set<ProfileElementType> ANYWHERE = EnumSet.of(
      ProfileElementType.HEADER,
      ProfileElementType.MF,
      ProfileElementType.IOT,
      ProfileElementType.UNKNOWN,
      ProfileElementType.NON_STANDARD);

  private static final Map<ProfileElementType, List<ProfileElementType>> BEHIND =
      new EnumMap<>(ProfileElementType.class);

  static {
    var usim = List.of(ProfileElementType.USIM, ProfileElementType.IOT);
    BEHIND.put(ProfileElementType.OPT_USIM, List.of(ProfileElementType.USIM));
    BEHIND.put(ProfileElementType.OPT_ISIM, List.of(ProfileElementType.ISIM));
    BEHIND.put(ProfileElementType.OPT_CSIM, List.of(ProfileElementType.CSIM));
    BEHIND.put(ProfileElementType.CDMA_PARAMETER, List.of(ProfileElementType.CSIM));
    BEHIND.put(ProfileElementType.OPT_IOT, List.of(ProfileElementType.IOT));
    for (var type : List.of(
        ProfileElementType.PHONEBOOK,
        ProfileElementType.GSM_ACCESS,
        ProfileElementType.DF_5GS,
        ProfileElementType.DF_SAIP,
        ProfileElementType.DF_SNPN,
        ProfileElementType.DF_5GPROSE)) {
      BEHIND.put(type, usim);
    }
    BEHIND.put(
        ProfileElementType.AKA_PARAMETER,
        List.of(ProfileElementType.USIM, ProfileElementType.ISIM, ProfileElementType.IOT));
  }

  private final Set<ProfileElementType> seen = EnumSet.noneOf(ProfileElementType.class);
  private final Set<Integer> identifications = new HashSet<>();
  private boolean authenticated;
  private boolean ended;

  void element(ProfileElementType type, Node element) throws ElementFault {
    require(!ended, element, ElementStatus.INVALID_REQUEST_FORMAT);
    boolean again = ONCE.contains(type) && seen.contains(type);
    require(!again, element, ElementStatus.INVALID_REQUEST_FORMAT);
    boolean second = type == ProfileElementType.MF && seen.contains(ProfileElementType.IOT);
    require(!second, element, ElementStatus.INVALID_REQUEST_FORMAT);
    behind(type, element);
    seen.add(type);
    ended = type == ProfileElementType.END;
    application(type, element);
  }

  private void behind(ProfileElementType type, Node element) throws ElementFault {
    boolean first = seen.isEmpty();
    boolean header = first == (type == ProfileElementType.HEADER);
    require(header, element, ElementStatus.INVALID_REQUEST_FORMAT);
    boolean files = seen.contains(ProfileElementType.MF) || seen.contains(ProfileElementType.IOT);
    require(files || ANYWHERE.contains(type), element, ElementStatus.INVALID_REQUEST_FORMAT);
    var bases = BEHIND.getOrDefault(type, List.of());
    boolean base = bases.isEmpty() || bases.stream().anyMatch(seen::contains);
    require(base, element, ElementStatus.INVALID_REQUEST_FORMAT);
  }

  /** Each application authenticates in one way. */
  private void application(ProfileElementType type, Node element) throws ElementFault {
    if (isApplication(type)) {
      authenticated = false;
    } else if (type == ProfileElementType.AKA_PARAMETER) {
      require(!authenticated, element, ElementStatus.INVALID_REQUEST_FORMAT);
      authenticated = true;
    }
  }

  static boolean isApplication(ProfileElementType type) {
    return type == ProfileElementType.USIM
        || type == ProfileElementType.ISIM
        || type == ProfileElementType.CSIM
        || type == ProfileElementType.IOT;
  }

  /** Whether an element of this type has been there, left out or not. */
  boolean has(ProfileElementType type) {
    return seen.contains(type);
  }

  void identification(int number, Node element) throws ElementFault {
    boolean own = identifications.add(number);
    require(own, element, ElementStatus.INVALID_PARAMETER);
  }

  boolean isEnded() {
    return ended;
  }
}
