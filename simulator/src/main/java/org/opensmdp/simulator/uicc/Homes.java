package org.opensmdp.simulator.uicc;

import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.opensmdp.profile.ProfileElementType;

/**
 * In which directory the files of an element lie. Paths are file identifiers in hex, one after the
 * other, as packages write them: an ADF is its temporary identifier, the MF nothing.
 */
final class Homes {
  static final String MF = "";

  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private final Map<ProfileElementType, String> created = new EnumMap<>(ProfileElementType.class);
  private String context = MF;

  /** Returns where the files of an element lie that come before a directory of its own. */
  Optional<String> base(ProfileElementType type) {
    return switch (type) {
      case OPT_USIM, PHONEBOOK, GSM_ACCESS, DF_5GS, DF_SAIP, DF_SNPN, DF_5GPROSE ->
        of(ProfileElementType.USIM).or(() -> of(ProfileElementType.IOT));
      case OPT_ISIM -> of(ProfileElementType.ISIM);
      case OPT_CSIM -> of(ProfileElementType.CSIM);
      case OPT_IOT -> of(ProfileElementType.IOT);
      case EAP -> Optional.of(context);
      default -> Optional.of(MF);
    };
  }

  private Optional<String> of(ProfileElementType type) {
    return Optional.ofNullable(created.get(type));
  }

  /** Returns the directory that an element of this type has made last, or that it extends. */
  String latest(ProfileElementType type) {
    return of(type).or(() -> base(type)).orElse(MF);
  }

  /** Whether an element of this type has made its directory. */
  boolean has(ProfileElementType type) {
    return created.containsKey(type);
  }

  /** Returns the path of a directory that an element makes, and remembers it for those behind. */
  Optional<String> make(ProfileElementType type, String name, int fileId) {
    var id = hex(fileId);
    if (name.equals("mf")) {
      return Optional.of(MF);
    }
    if (name.startsWith("adf-") || name.equals("df-telecom") || name.equals("df-cd")) {
      created.put(type, id);
      context = id;
      return Optional.of(id);
    }
    var parent = type == ProfileElementType.TELECOM ? of(type) : base(type);
    return parent.map(path -> path + id);
  }

  /** Returns the directory whose codes a pinCodes element sets: the application made last. */
  String context() {
    return context;
  }

  static boolean isDirectory(String name) {
    return name.startsWith("df-") || name.startsWith("adf-") || name.equals("mf");
  }

  static String hex(int fileId) {
    return HEX.toHexDigits((short) fileId);
  }
}
