package org.opensmdp.simulator.apdu;

import java.util.Map;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.InvalidMessage;
import org.opensmdp.rsp.Tlv;
import org.opensmdp.rsp.TlvReader;

/** Requests and responses of ES10 as people read them: the name of the function, the tree of tags. */
final class Es10Text {
  private static final int LONGEST_VALUE = 32;
  private static final int DEEPEST = 16;
  private static final int CONSTRUCTED = 0x20;

  private static final Map<Integer, String> FUNCTIONS = Map.ofEntries(
      Map.entry(0xBF20, "ES10b.GetEUICCInfo1"),
      Map.entry(0xBF21, "ES10b.PrepareDownload"),
      Map.entry(0xBF22, "ES10b.GetEUICCInfo2"),
      Map.entry(0xBF28, "ES10b.ListNotification"),
      Map.entry(0xBF29, "ES10c.SetNickname"),
      Map.entry(0xBF2B, "ES10b.RetrieveNotificationsList"),
      Map.entry(0xBF2D, "ES10c.GetProfilesInfo"),
      Map.entry(0xBF2E, "ES10b.GetEUICCChallenge"),
      Map.entry(0xBF30, "ES10b.RemoveNotificationFromList"),
      Map.entry(0xBF31, "ES10c.EnableProfile"),
      Map.entry(0xBF32, "ES10c.DisableProfile"),
      Map.entry(0xBF33, "ES10c.DeleteProfile"),
      Map.entry(0xBF34, "ES10c.eUICCMemoryReset"),
      Map.entry(0xBF35, "ES10b.LoadCRL"),
      Map.entry(0xBF36, "ES10b.LoadBoundProfilePackage: InitialiseSecureChannel"),
      Map.entry(0xA0, "ES10b.LoadBoundProfilePackage: ConfigureISDP"),
      Map.entry(0xA1, "ES10b.LoadBoundProfilePackage: StoreMetadata, its head"),
      Map.entry(0x88, "ES10b.LoadBoundProfilePackage: StoreMetadata"),
      Map.entry(0xA2, "ES10b.LoadBoundProfilePackage: ReplaceSessionKeys"),
      Map.entry(0xA3, "ES10b.LoadBoundProfilePackage: LoadProfileElements, its head"),
      Map.entry(0x86, "ES10b.LoadBoundProfilePackage: LoadProfileElements"),
      Map.entry(0xBF38, "ES10b.AuthenticateServer"),
      Map.entry(0xBF3C, "ES10a.GetEuiccConfiguredAddresses"),
      Map.entry(0xBF3E, "ES10c.GetEID"),
      Map.entry(0xBF3F, "ES10a.SetDefaultDpAddress"),
      Map.entry(0xBF41, "ES10b.CancelSession"),
      Map.entry(0xBF43, "ES10b.GetRAT"));

  private Es10Text() {}

  /** Returns the name of the function a request calls. */
  static String function(Bytes request) {
    int tag;
    try {
      tag = new TlvReader("request", request).peek();
    } catch (InvalidMessage e) {
      return "no TLV";
    }
    return FUNCTIONS.getOrDefault(tag, "a function that is unknown here");
  }

  /**
   * Returns the tags and values on one line, {@code BF3E{5C 5A}}. Of a long value stand the first octets
   * and how many there are; what is no TLV stands as it is. Keys are never in clear in ES10.
   */
  static String tree(Bytes octets) {
    var text = new StringBuilder();
    members(text, octets, 0);
    return text.toString();
  }

  private static void members(StringBuilder text, Bytes octets, int depth) {
    int start = text.length();
    try {
      var reader = new TlvReader("tree", octets);
      while (reader.hasNext()) {
        var tlv = reader.next();
        text.append(text.length() == start ? "" : " ").append(tagOf(tlv));
        boolean constructed = (tlv.whole().at(0) & CONSTRUCTED) != 0;
        if (constructed && depth < DEEPEST) {
          text.append('{');
          members(text, tlv.value(), depth + 1);
          text.append('}');
        } else if (!tlv.value().isEmpty()) {
          text.append(' ').append(shortened(tlv.value()));
        }
      }
    } catch (InvalidMessage e) {
      text.setLength(start);
      text.append(shortened(octets));
    }
  }

  private static String tagOf(Tlv tlv) {
    return "%02X".formatted(tlv.tag());
  }

  private static String shortened(Bytes value) {
    return value.size() <= LONGEST_VALUE
        ? value.toString()
        : value.slice(0, LONGEST_VALUE) + "...(%d)".formatted(value.size());
  }
}
