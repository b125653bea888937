package org.opensmdp.profile;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.rsp.Imsi;
import org.opensmdp.rsp.Secret;

/** Makes a subscriber up whose data fit a template: keys no card has. */
final class SampleSubscriber {
  private static final Set<String> BUILT_IN =
      Set.of("iccid", "imsi", "ki", "opc", "pin1", "pin2", "puk1", "puk2", "adm1");

  private SampleSubscriber() {}

  static SubscriberData of(
      Iccid iccid, Imsi imsi, Map<Datum, List<Slot>> slots, List<HoleSlot> holes) {
    var fields = new TreeMap<String, Secret>();
    for (var slot : holes) {
      var hole = slot.hole();
      if (!BUILT_IN.contains(hole.field())) {
        fields.putIfAbsent(hole.field(), Secret.of(sample(hole)));
      }
    }
    return new SubscriberData(
        iccid,
        imsi,
        key(1, size(slots, Datum.KI)),
        key(2, size(slots, Datum.OPC)),
        code(slots, holes, Datum.PIN1, "pin1", "31333537"),
        code(slots, holes, Datum.PIN2, "pin2", "31333537"),
        code(slots, holes, Datum.PUK1, "puk1", "3133353731333537"),
        code(slots, holes, Datum.PUK2, "puk2", "3133353731333537"),
        code(slots, holes, Datum.ADM1, "adm1", "0123456789ABCDEF"),
        List.of(),
        fields);
  }

  private static Optional<Secret> code(
      Map<Datum, List<Slot>> slots, List<HoleSlot> holes, Datum datum, String field, String hex) {
    boolean wanted = !slots.getOrDefault(datum, List.of()).isEmpty()
        && holes.stream().anyMatch(slot -> slot.hole().field().equals(field));
    return wanted ? Optional.of(Secret.of(Bytes.fromHex(hex))) : Optional.empty();
  }

  private static int size(Map<Datum, List<Slot>> slots, Datum datum) {
    return slots.getOrDefault(datum, List.of()).stream()
        .mapToInt(Slot::size)
        .max()
        .orElse(16);
  }

  private static Secret key(int seed, int size) {
    var octets = new byte[size];
    for (int i = 0; i < octets.length; i++) {
      octets[i] = (byte) (i * 31 + seed * 97);
    }
    return Secret.of(octets);
  }

  private static byte[] sample(Hole hole) {
    return switch (hole.coding()) {
      case RAW -> key(3, hole.length()).toArray();
      case TEXT, TEXT_TLV -> ascii("s");
      case EF_IMSI -> ascii("001010000000001");
      case DIGITS, SWAPPED_BCD, ADDRESS, SMSP -> ascii("7");
    };
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
