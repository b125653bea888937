package org.opensmdp.profile;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.rsp.Imsi;
import org.opensmdp.rsp.InvalidMessage;
import org.opensmdp.rsp.Secret;
import org.opensmdp.rsp.TlvReader;

/**
 * The one secret that holds all of a subscriber: TLVs with the tags 80 to 86 for Ki, OPc, the PINs, the
 * PUKs and ADM1 in the order of {@link SubscriberData}, then 87 for every OTA key (version, identifier,
 * value), 88 for every named field (length of the name, name, value), and 89 for the IMSI: whose keys
 * they are can be read of them alone, whatever becomes of the row they lie in. Later tags can be added.
 */
final class SubscriberCodec {
  private static final int FIRST_TAG = 0x80;
  private static final int OTA_KEY = 0x87;
  private static final int FIELD = 0x88;
  private static final int IMSI = 0x89;
  private static final Bytes NOTHING = Bytes.EMPTY;

  private record Part(int tag, Bytes head, Secret value) {
    int contentSize() {
      return head.size() + value.size();
    }

    int size() {
      return 1 + lengthSize() + contentSize();
    }

    private int lengthSize() {
      return contentSize() < 0x80 ? 1 : contentSize() < 0x100 ? 2 : 3;
    }
  }

  private SubscriberCodec() {}

  static Secret encode(SubscriberData data) {
    var parts = parts(data);
    var octets = new byte[parts.stream().mapToInt(Part::size).sum()];
    int at = 0;
    for (var part : parts) {
      at = put(octets, at, part);
    }
    var secret = Secret.of(octets);
    Arrays.fill(octets, (byte) 0);
    return secret;
  }

  private static List<Part> parts(SubscriberData data) {
    var parts = new ArrayList<Part>();
    parts.add(new Part(FIRST_TAG, NOTHING, data.ki()));
    parts.add(new Part(0x81, NOTHING, data.opc()));
    var codes = List.of(data.pin1(), data.pin2(), data.puk1(), data.puk2(), data.adm1());
    for (int i = 0; i < codes.size(); i++) {
      int tag = 0x82 + i;
      codes.get(i).ifPresent(code -> parts.add(new Part(tag, NOTHING, code)));
    }
    for (var key : data.otaKeys()) {
      var head = Bytes.of((byte) key.keyVersion(), (byte) key.keyIdentifier());
      parts.add(new Part(OTA_KEY, head, key.value()));
    }
    data.fields().forEach((name, value) -> parts.add(new Part(FIELD, named(name), value)));
    parts.add(new Part(IMSI, NOTHING, Secret.of(data.imsi().ef())));
    return parts;
  }

  private static Bytes named(String name) {
    return Bytes.concat(Bytes.of((byte) name.length()), Bytes.wrap(name.getBytes(US_ASCII)));
  }

  private static int put(byte[] octets, int start, Part part) {
    int at = start;
    octets[at++] = (byte) part.tag();
    at = putLength(octets, at, part.contentSize());
    part.head().copyTo(octets, at);
    at += part.head().size();
    var value = part.value().toArray();
    System.arraycopy(value, 0, octets, at, value.length);
    Arrays.fill(value, (byte) 0);
    return at + value.length;
  }

  private static int putLength(byte[] octets, int start, int length) {
    int at = start;
    if (length >= 0x100) {
      octets[at++] = (byte) 0x82;
      octets[at++] = (byte) (length >>> 8);
    } else if (length >= 0x80) {
      octets[at++] = (byte) 0x81;
    }
    octets[at++] = (byte) length;
    return at;
  }

  static SubscriberData decode(Iccid iccid, Imsi imsi, Secret encoded) {
    var octets = encoded.toArray();
    try {
      return read(iccid, imsi, new TlvReader("SubscriberData", Bytes.wrap(octets)));
    } catch (IllegalArgumentException e) {
      throw new InvalidMessage("SubscriberData: " + e.getMessage(), e);
    } finally {
      Arrays.fill(octets, (byte) 0);
    }
  }

  private static SubscriberData read(Iccid iccid, Imsi imsi, TlvReader reader) {
    var ki = Secret.of(reader.next(FIRST_TAG, "ki").value());
    var opc = Secret.of(reader.next(0x81, "opc").value());
    var pin1 = code(reader, 0x82);
    var pin2 = code(reader, 0x83);
    var puk1 = code(reader, 0x84);
    var puk2 = code(reader, 0x85);
    var adm1 = code(reader, 0x86);
    var otaKeys = new ArrayList<OtaKey>();
    while (reader.peek() == OTA_KEY) {
      otaKeys.add(otaKey(reader.next().value()));
    }
    var fields = new TreeMap<String, Secret>();
    while (reader.peek() == FIELD) {
      field(reader.next().value(), fields);
    }
    var sealed = reader.optional(IMSI).map(tlv -> Imsi.fromEf("SubscriberData", tlv.value()));
    reader.end();
    var own = sealed.orElse(imsi);
    return new SubscriberData(iccid, own, ki, opc, pin1, pin2, puk1, puk2, adm1, otaKeys, fields);
  }

  private static Optional<Secret> code(TlvReader reader, int tag) {
    return reader.optional(tag).map(tlv -> Secret.of(tlv.value()));
  }

  private static OtaKey otaKey(Bytes content) {
    if (content.size() < 2) {
      throw new InvalidMessage("SubscriberData.otaKey: ends too early");
    }
    return new OtaKey(content.at(0), content.at(1), Secret.of(content.slice(2, content.size())));
  }

  private static void field(Bytes content, Map<String, Secret> fields) {
    if (content.isEmpty() || content.at(0) + 1 > content.size()) {
      throw new InvalidMessage("SubscriberData.field: ends too early");
    }
    int end = 1 + content.at(0);
    var name = new String(content.slice(1, end).toArray(), US_ASCII);
    fields.put(name, Secret.of(content.slice(end, content.size())));
  }
}
