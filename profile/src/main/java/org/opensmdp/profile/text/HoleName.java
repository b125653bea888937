package org.opensmdp.profile.text;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.rsp.Imsi;

/** What may stand in a hole of the text, and the dummy that stands there in the template. */
public enum HoleName {
  /** 10 octets: digits as they are in the header, swapped in files. */
  ICCID("iccid", 0, 10, 10),
  /** The content of EF.IMSI, 9 octets. */
  IMSI(".ef-imsi.", 0, 9, 9),
  /** The digits of the IMSI as text, for the identities of isim, 15 octets. */
  IMSI_TEXT("isim[", 0, 15, 15),
  /** The content of EF.ACC, 2 octets. */
  ACC(".ef-acc.", 0, 2, 2),
  /** K of akaParameter. */
  KI(".algoParameter.key", 0, 16, 32),
  /** OPc of akaParameter, or TOPc. */
  OPC(".algoParameter.opc", 0, 16, 32),
  PIN1(".pinValue", 1, 8, 8),
  PIN2(".pinValue", 129, 8, 8),
  PUK1(".pukValue", 1, 8, 8),
  PUK2(".pukValue", 129, 8, 8),
  ADM1(".pinValue", 10, 8, 8),
  /** A key of a security domain that is made for each profile. */
  OTA_KEY(".keyData", 0, 16, 32);

  private static final Iccid DUMMY_ICCID = Iccid.withCheckDigit("898829999999999998");
  private static final Imsi DUMMY_IMSI = new Imsi("001019999999998");
  private static final String DUMMY_KEY = "dummy-Ki-by-textand-16-more-octs";
  private static final String DUMMY_OPC = "dummyOPc-by-textand-16-more-octs";

  private final String place;
  private final int keyReference;
  private final int usualSize;
  private final int largeSize;

  HoleName(String place, int keyReference, int usualSize, int largeSize) {
    this.place = place;
    this.keyReference = keyReference;
    this.usualSize = usualSize;
    this.largeSize = largeSize;
  }

  static Optional<HoleName> of(String name) {
    return Arrays.stream(values()).filter(each -> each.name().equals(name)).findFirst();
  }

  static String all() {
    return Arrays.stream(values()).map(Enum::name).collect(Collectors.joining(", "));
  }

  /** Returns the octets a hole has that does not say how many. */
  public int usualSize() {
    return usualSize;
  }

  boolean fits(int octets) {
    return octets == usualSize || octets == largeSize;
  }

  /** Whether personalisation looks for it there; elsewhere the dummy would stay in every profile. */
  boolean belongsTo(String path, int lastKeyReference) {
    return path.contains(place) && (keyReference == 0 || keyReference == lastKeyReference);
  }

  /** Returns where it belongs, for messages. */
  String place() {
    return keyReference == 0 ? place : place + " of keyReference " + keyReference;
  }

  Bytes dummy(int octets, boolean inHeader) {
    return switch (this) {
      case ICCID -> inHeader ? DUMMY_ICCID.plain() : DUMMY_ICCID.swapped();
      case IMSI -> DUMMY_IMSI.ef();
      case IMSI_TEXT -> ascii(DUMMY_IMSI.digits());
      case ACC -> Bytes.fromHex("0100");
      case KI, OTA_KEY -> ascii(DUMMY_KEY).slice(0, octets);
      case OPC -> ascii(DUMMY_OPC).slice(0, octets);
      case PIN1, PIN2 -> Bytes.fromHex("30303030FFFFFFFF");
      case PUK1, PUK2, ADM1 -> ascii("00000000");
    };
  }

  private static Bytes ascii(String text) {
    return Bytes.wrap(text.getBytes(US_ASCII));
  }
}
