package org.opensmdp.profile;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.opensmdp.rsp.Secret;

/** A datum of a subscriber and how it is coded where it stands in a profile package. */
enum Datum {
  HEADER_ICCID("ICCID in the header", true),
  EF_ICCID("EF.ICCID in mf", true),
  EF_IMSI("EF.IMSI in usim", true),
  /** Digits as text in the identities of isim; a template without isim has none. */
  IMSI_TEXT("IMSI as text in isim", false),
  EF_ACC("EF.ACC in usim", true),
  KI("key in akaParameter", true),
  OPC("opc in akaParameter", true),
  PIN1("PIN1 (keyReference 1 in pinCodes)", false),
  PIN2("PIN2 (keyReference 129 in pinCodes)", false),
  PUK1("PUK1 (keyReference 1 in pukCodes)", false),
  PUK2("PUK2 (keyReference 129 in pukCodes)", false),
  ADM1("ADM1 (keyReference 10 in pinCodes)", false),
  /** Derived, see {@link OtaKeys}; not coded here. */
  OTA_KEY("key in securityDomain", false),
  /** A key that the template fixes; replaced where the operator gives one. */
  FIXED_OTA_KEY("key in securityDomain", false);

  private final String place;
  private final boolean needed;

  Datum(String place, boolean needed) {
    this.place = place;
    this.needed = needed;
  }

  /** Returns where the datum stands, for messages. */
  String place() {
    return place;
  }

  /** Whether a template without a place for it is no template. */
  boolean needed() {
    return needed;
  }

  /** Returns the octets to put in each place; empty if the subscriber leaves the template's. */
  Optional<byte[]> of(SubscriberData data) {
    return switch (this) {
      case HEADER_ICCID -> Optional.of(data.iccid().plain().toArray());
      case EF_ICCID -> Optional.of(data.iccid().swapped().toArray());
      case EF_IMSI -> Optional.of(data.imsi().ef().toArray());
      case IMSI_TEXT -> Optional.of(ascii(data.imsi().digits()));
      case EF_ACC -> Optional.of(accessClass(data.imsi().digits()));
      case KI -> Optional.of(data.ki().toArray());
      case OPC -> Optional.of(data.opc().toArray());
      case PIN1 -> padded(data.pin1());
      case PIN2 -> padded(data.pin2());
      case PUK1 -> padded(data.puk1());
      case PUK2 -> padded(data.puk2());
      case ADM1 -> data.adm1().map(Secret::toArray);
      case OTA_KEY, FIXED_OTA_KEY -> Optional.empty();
    };
  }

  static byte[] ascii(String digits) {
    return digits.getBytes(StandardCharsets.US_ASCII);
  }

  /** One of the ten common classes, chosen by the last digit (3GPP TS 22.011 §4.2). */
  static byte[] accessClass(String digits) {
    int bits = 1 << (digits.charAt(digits.length() - 1) - '0');
    return new byte[] {(byte) (bits >>> 8), (byte) bits};
  }

  /** PINs stand in eight octets, FF behind the digits (ETSI TS 102 221 §9.5.1). */
  private static Optional<byte[]> padded(Optional<Secret> code) {
    return code.map(secret -> {
      var digits = secret.toArray();
      var octets = Arrays.copyOf(digits, 8);
      Arrays.fill(octets, digits.length, 8, (byte) 0xFF);
      Arrays.fill(digits, (byte) 0);
      return octets;
    });
  }
}
