package org.opensmdp.profile;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.opensmdp.rsp.Secret;

/** The data of a subscriber by the names that holes know them by. */
final class NamedFields {
  private NamedFields() {}

  /**
   * Returns the octets of a hole.
   *
   * @throws TemplateException naming hole and field, if there is no datum or it does not fit
   */
  static byte[] octets(Hole hole, SubscriberData data) {
    var datum = datum(hole.field(), data)
        .orElseThrow(() -> new TemplateException(
            "hole %s wants the field %s, which the subscriber has not; import it with the stock"
                .formatted(hole.label(), hole.field())));
    try {
      var octets = hole.coding().octets(datum, hole.length());
      if (octets.length != hole.length()) {
        throw new TemplateException(
            "hole %s has room for %d octets, the field %s does not fit; shorten it or widen the hole"
                .formatted(hole.label(), hole.length(), hole.field()));
      }
      return octets;
    } catch (IllegalArgumentException e) {
      // without the cause, which may quote the datum
      throw new TemplateException("hole %s: the field %s is not of the form %s"
          .formatted(hole.label(), hole.field(), hole.coding().code()));
    } finally {
      Arrays.fill(datum, (byte) 0);
    }
  }

  private static Optional<byte[]> datum(String field, SubscriberData data) {
    return switch (field) {
      case "iccid" -> Optional.of(ascii(data.iccid().digits()));
      case "imsi" -> Optional.of(ascii(data.imsi().digits()));
      case "ki" -> Optional.of(data.ki().toArray());
      case "opc" -> Optional.of(data.opc().toArray());
      case "pin1" -> data.pin1().map(Secret::toArray);
      case "pin2" -> data.pin2().map(Secret::toArray);
      case "puk1" -> data.puk1().map(Secret::toArray);
      case "puk2" -> data.puk2().map(Secret::toArray);
      case "adm1" -> data.adm1().map(Secret::toArray);
      default -> Optional.ofNullable(data.fields().get(field)).map(Secret::toArray);
    };
  }

  private static byte[] ascii(String digits) {
    return digits.getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * Refuses data that the template has no place for: somebody meant them to be on the card.
   *
   * @throws TemplateException naming the field
   */
  static void refuseHomeless(
      SubscriberData data, List<HoleSlot> holes, Map<Datum, List<Slot>> slots) {
    for (var field : data.fields().keySet()) {
      if (holes.stream().noneMatch(slot -> slot.hole().field().equals(field))) {
        throw new TemplateException(
            "the subscriber's field %s has no hole in the template; declare one, or leave it out"
                .formatted(field));
      }
    }
    var places = Stream.of(Datum.OTA_KEY, Datum.FIXED_OTA_KEY)
        .flatMap(datum -> slots.getOrDefault(datum, List.of()).stream())
        .toList();
    for (var key : data.otaKeys()) {
      if (places.stream().noneMatch(slot -> slot.isKey(key.keyVersion(), key.keyIdentifier()))) {
        throw new TemplateException(
            "the subscriber's OTA key (%02X,%02X) has no place in a securityDomain of the template"
                .formatted(key.keyVersion(), key.keyIdentifier()));
      }
    }
  }
}
