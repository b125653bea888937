package org.opensmdp.cli;

import java.util.ArrayList;
import java.util.List;
import org.opensmdp.profile.Node;
import org.opensmdp.profile.ProfileElementType;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Der;
import org.opensmdp.simulator.pack.PackType;

/**
 * The three versions that a rollout demo gives out. Each is right: it passes the lint, and a card without
 * faults of its own takes it. 2 adds the files for 2G networks (gsm-access, EF.Kc and EF.KcGPRS), 3 keeps old
 * sequence numbers for longer (sqnAgeLimit in akaParameter).
 */
final class FieldTemplates {
  static final int STABLE = 1;
  static final int WITH_2G_FILES = 2;
  static final int WITH_AGE_LIMIT = 3;

  private static final int TEMPLATE_LIST = 0xA6; // of the header
  private static final int SERVICE_TABLE = 0xA8; // EF.UST, of usim
  private static final int CONTENT = 0x83;
  private static final int GSM_ACCESS_OCTET = 3; // service 27 is bit 3 of the fourth octet
  private static final int GSM_ACCESS_BIT = 0x04;
  private static final String GSM_ACCESS = "2.23.143.1.2.7";
  private static final int IDENTIFICATION = 0x200; // away from those of the bundled template
  private static final Bytes AGE_LIMIT = Der.tlv(0x84, Bytes.fromHex("000020000000"));

  private FieldTemplates() {}

  /** Returns a version of the type's template. */
  static Bytes of(PackType type, int version) {
    var first = PackTemplate.of(type);
    return switch (version) {
      case STABLE -> first;
      case WITH_2G_FILES -> with2gFiles(first);
      case WITH_AGE_LIMIT -> edited(first, ProfileElementType.AKA_PARAMETER, FieldTemplates::aged);
      default ->
        throw new IllegalArgumentException("version %d (expected: 1 to 3)".formatted(version));
    };
  }

  /** Returns which version a package on a card is of. */
  static int versionOf(Bytes upp) {
    int version = STABLE;
    for (var element : Node.parse("package", upp)) {
      var type = ProfileElementType.of(element.tag());
      if (type == ProfileElementType.GSM_ACCESS) {
        version = WITH_2G_FILES;
      } else if (type == ProfileElementType.AKA_PARAMETER
          && element.member(0x84).isPresent()) {
        version = WITH_AGE_LIMIT;
      }
    }
    return version;
  }

  private static Bytes aged(Node akaParameter) {
    return Der.tlv(akaParameter.tag(), akaParameter.value(), AGE_LIMIT);
  }

  private static Bytes with2gFiles(Bytes first) {
    var named = edited(
        first,
        ProfileElementType.HEADER,
        header -> member(
            header,
            TEMPLATE_LIST,
            list -> Der.tlv(list.tag(), list.value(), Der.oid(0x06, GSM_ACCESS))));
    var announced = edited(
        named,
        ProfileElementType.USIM,
        usim -> member(usim, SERVICE_TABLE, file -> member(file, CONTENT, FieldTemplates::on)));
    return edited(
        announced,
        ProfileElementType.OPT_USIM,
        optUsim -> Bytes.concat(optUsim.whole(), gsmAccess()));
  }

  private static Bytes on(Node services) {
    var octets = services.value().toArray();
    octets[GSM_ACCESS_OCTET] |= GSM_ACCESS_BIT;
    return Der.tlv(services.tag(), Bytes.wrap(octets));
  }

  /** The directory and both files as the template has them. */
  private static Bytes gsmAccess() {
    var asInTemplate = Der.tlv(0xA1);
    return Der.tlv(
        ProfileElementType.GSM_ACCESS.tag(),
        Der.tlv(0xA0, Der.tlv(0x80), Der.integer(0x81, IDENTIFICATION)),
        Der.oid(0x81, GSM_ACCESS),
        Der.tlv(0xA2, asInTemplate),
        Der.tlv(0xA3, asInTemplate),
        Der.tlv(0xA4, asInTemplate));
  }

  private static Bytes edited(Bytes upp, ProfileElementType type, UnaryBytes edit) {
    return joined(Node.parse("package", upp), type.tag(), edit);
  }

  private static Bytes member(Node parent, int tag, UnaryBytes edit) {
    return Der.tlv(parent.tag(), joined(parent.members(), tag, edit));
  }

  private static Bytes joined(List<Node> nodes, int tag, UnaryBytes edit) {
    var all = new ArrayList<Bytes>();
    for (var node : nodes) {
      all.add(node.tag() == tag ? edit.apply(node) : node.whole());
    }
    return Bytes.concat(all.toArray(Bytes[]::new));
  }

  /** Gives a TLV as it shall be. */
  private interface UnaryBytes {
    Bytes apply(Node node);
  }
}
