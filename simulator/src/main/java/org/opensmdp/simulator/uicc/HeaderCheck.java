package org.opensmdp.simulator.uicc;

import static org.opensmdp.simulator.uicc.ElementFault.require;
import static org.opensmdp.simulator.uicc.ElementFault.required;

import java.util.Set;
import org.opensmdp.profile.MandatoryService;
import org.opensmdp.profile.Node;
import org.opensmdp.profile.VersionNumber;
import org.opensmdp.rsp.Bytes;

/** ProfileHeader: what the package demands of the card, checked before anything is made. */
final class HeaderCheck {
  private static final int MAJOR = 0x80;
  private static final int MINOR = 0x81;
  private static final int ICCID = 0x83;
  private static final int SERVICES = 0xA5;
  private static final int TEMPLATES = 0xA6;
  private static final int AIDS = 0xA8;
  private static final int AID = 0x80;

  /** The packages that come with a card: Java Card, and the APIs of ETSI and 3GPP. */
  private static final Set<Bytes> LIBRARIES = Set.of(
      Bytes.fromHex("A0000000620001"),
      Bytes.fromHex("A0000000620101"),
      Bytes.fromHex("A0000000620102"),
      Bytes.fromHex("A0000000620201"),
      Bytes.fromHex("A00000015100"),
      Bytes.fromHex("A0000000090005FFFFFFFF8911000000"),
      Bytes.fromHex("A0000000090005FFFFFFFF8912000000"),
      Bytes.fromHex("A0000000871005FFFFFFFF8913100000"),
      Bytes.fromHex("A0000000871005FFFFFFFF8913200000"));

  private HeaderCheck() {}

  static void check(Node header, CardAbilities card) throws ElementFault {
    int major = required(header, MAJOR).integer("major-version") & 0xFF;
    int minor = required(header, MINOR).integer("minor-version") & 0xFF;
    boolean known = !card.version().isBefore(new VersionNumber(major, minor));
    require(known, header, ElementStatus.UNSUPPORTED_PROFILE_VERSION);
    var iccid = required(header, ICCID);
    require(iccid.value().size() == 10, iccid, ElementStatus.BAD_VALUES);
    services(required(header, SERVICES), card);
    for (var oid : required(header, TEMPLATES).members()) {
      boolean template = Templates.knows(oid.value(), card);
      require(template, oid, ElementStatus.TEMPLATE_NOT_SUPPORTED);
    }
    libraries(header, card);
  }

  private static void services(Node services, CardAbilities card) throws ElementFault {
    for (var named : services.members()) {
      require(named.value().isEmpty(), named, ElementStatus.INVALID_REQUEST_FORMAT);
      boolean does = MandatoryService.ofTag(named.tag())
          .filter(service -> card.has(service.capabilityBit()))
          .isPresent();
      if (!does) {
        throw ElementFault.at(named, ElementStatus.FEATURE_NOT_SUPPORTED, named.tag() & 0x1F);
      }
    }
  }

  private static void libraries(Node header, CardAbilities card) throws ElementFault {
    var list = header.member(AIDS);
    if (list.isPresent()) {
      for (var named : list.get().members()) {
        var aid = required(named, AID);
        boolean there = card.has(CardAbilities.JAVACARD) && LIBRARIES.contains(aid.value());
        require(there, aid, ElementStatus.LIB_NOT_SUPPORTED);
      }
    }
  }
}
