package org.opensmdp.profile;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.opensmdp.rsp.InvalidMessage;

/**
 * A service the eUICC must support for the profile to be installed (TCA eUICC Profile Package,
 * ServicesList), with the bit of UICCCapability in which an eUICC says that it does.
 */
public enum MandatoryService {
  CONTACTLESS(0x80, 0),
  USIM(0x81, 1),
  ISIM(0x82, 2),
  CSIM(0x83, 3),
  MILENAGE(0x84, 4),
  TUAK128(0x85, 6),
  CAVE(0x86, 5),
  GBA_USIM(0x87, 10),
  GBA_ISIM(0x88, 11),
  MBMS(0x89, 12),
  EAP(0x8A, 13),
  JAVACARD(0x8B, 14),
  MULTOS(0x8C, 15),
  MULTIPLE_USIM(0x8D, 16),
  MULTIPLE_ISIM(0x8E, 17),
  MULTIPLE_CSIM(0x8F, 18),
  TUAK256(0x90, 7),
  USIM_TEST_ALGORITHM(0x91, 8),
  BER_TLV(0x92, 19),
  DF_LINK(0x93, 20),
  CAT_TP(0x94, 21),
  GET_IDENTITY(0x95, 22),
  PROFILE_A_X25519(0x96, 23),
  PROFILE_B_P256(0x97, 24),
  SUCI_CALCULATOR_API(0x98, 25),
  DNS_RESOLUTION(0x99, 26),
  SCP11AC(0x9A, 27),
  SCP11C_AUTHORIZATION_MECHANISM(0x9B, 28),
  S16_MODE(0x9C, 29),
  EAKA(0x9D, 30);

  private final int tag;
  private final int capabilityBit;

  MandatoryService(int tag, int capabilityBit) {
    this.tag = tag;
    this.capabilityBit = capabilityBit;
  }

  /** Returns the bit of UICCCapability (SGP.22 v2 §5.7.8, uiccCapability) that announces support. */
  public int capabilityBit() {
    return capabilityBit;
  }

  /** Returns the service of a member of ServicesList; none if it is of a later version. */
  public static Optional<MandatoryService> ofTag(int tag) {
    return Arrays.stream(values()).filter(service -> service.tag == tag).findFirst();
  }

  int tag() {
    return tag;
  }

  /** Reads ServicesList; services of later versions are passed over. */
  static Set<MandatoryService> of(String path, Node services) {
    var found = EnumSet.noneOf(MandatoryService.class);
    for (var service : values()) {
      services.member(service.tag).ifPresent(node -> found.add(checked(path, service, node)));
    }
    return found.stream().collect(Collectors.toUnmodifiableSet());
  }

  private static MandatoryService checked(String path, MandatoryService service, Node node) {
    if (!node.value().isEmpty()) {
      throw new InvalidMessage("%s.%s: not NULL".formatted(path, service));
    }
    return service;
  }
}
