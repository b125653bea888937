package org.opensmdp.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_16BE;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.opensmdp.profile.BundledTemplate;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Der;
import org.opensmdp.rsp.Tlv;
import org.opensmdp.rsp.TlvReader;
import org.opensmdp.simulator.pack.PackType;

/**
 * The bundled template as a type of a pack needs it: EF.SPN names the provider, EF.AD says how long the
 * network code is, a guest on another's network has its EF.GID1, and the version of the format is one
 * that older chips read.
 */
final class PackTemplate {
  private static final int OCTETS = 12_000; // as large as the profiles of the field
  private static final int OPT_USIM = 0xB4;
  private static final int EF_GID1 = 0xA5;
  private static final int EF_MSISDN = 0xA7;
  private static final int NAME_OCTETS = 16; // of EF.SPN
  private static final String VERSION_2_3 = "800102810103";
  private static final String VERSION_2_1 = "800102810101";
  private static final String EF_SPN = "01" + hex("opensmdp".getBytes(US_ASCII)) + "FF".repeat(8);
  private static final String EF_AD = "830400000002";
  private static final String SERVICES = "830D000A14";
  private static final String SERVICES_WITH_GID1 = "830D000A15"; // service 17

  private PackTemplate() {}

  static Bytes of(PackType type) {
    var template = changed(BundledTemplate.load(OCTETS), VERSION_2_3, VERSION_2_1);
    template = changed(template, EF_SPN, "01" + name(type.operator().provider()));
    if (type.mncLength() == 3) {
      template = changed(template, EF_AD, "830400000003");
    }
    var gid1 = type.operator().gid1();
    return gid1.isPresent()
        ? withGid1(changed(template, SERVICES, SERVICES_WITH_GID1), gid1.get())
        : template;
  }

  /** A name as EF.SPN holds it: ASCII as it is, else UCS-2 after 80; what is too long is cut. */
  private static String name(String provider) {
    boolean ascii = provider.chars().allMatch(character -> character < 0x80);
    var octets = ascii ? provider.getBytes(US_ASCII) : provider.getBytes(UTF_16BE);
    var text = (ascii ? "" : "80") + hex(octets) + "FF".repeat(NAME_OCTETS);
    int whole = ascii ? NAME_OCTETS : NAME_OCTETS - 1; // UCS-2: a character has two octets
    return text.substring(0, 2 * whole) + "FF".repeat(NAME_OCTETS - whole);
  }

  private static String hex(byte[] octets) {
    return HexFormat.of().withUpperCase().formatHex(octets);
  }

  private static Bytes changed(Bytes template, String from, String to) {
    var hex = template.toString();
    if (hex.indexOf(from) < 0 || hex.indexOf(from) != hex.lastIndexOf(from)) {
      throw new IllegalStateException("the bundled template has not one place like " + from);
    }
    return Bytes.fromHex(hex.replace(from, to));
  }

  private static Bytes withGid1(Bytes template, Bytes gid1) {
    var file = Der.tlv(
        EF_GID1, Der.tlv(0xA1, Der.tlv(0x80, Bytes.of((byte) gid1.size()))), Der.tlv(0x83, gid1));
    var elements = new ArrayList<Bytes>();
    for (var element : parts("template", template)) {
      elements.add(element.tag() == OPT_USIM ? inserted(element, file) : element.whole());
    }
    return Bytes.concat(elements.toArray(Bytes[]::new));
  }

  private static Bytes inserted(Tlv optUsim, Bytes file) {
    var members = new ArrayList<Bytes>();
    for (var member : parts("opt-usim", optUsim.value())) {
      if (member.tag() == EF_MSISDN) {
        members.add(file);
      }
      members.add(member.whole());
    }
    return Der.tlv(OPT_USIM, members.toArray(Bytes[]::new));
  }

  private static List<Tlv> parts(String path, Bytes octets) {
    var parts = new ArrayList<Tlv>();
    var reader = new TlvReader(path, octets);
    while (reader.hasNext()) {
      parts.add(reader.next());
    }
    return parts;
  }
}
