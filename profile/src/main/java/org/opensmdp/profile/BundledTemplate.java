package org.opensmdp.profile;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.opensmdp.rsp.Der.tlv;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Der;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.rsp.Imsi;

/**
 * A template of our own, to try the server with: a USIM with Milenage on the test network 001/01, PINs
 * and PUKs, and the operator's security domain with one SCP80 key set. Every datum in it is a dummy.
 */
public final class BundledTemplate {
  /** The number that stands in the template, for those who look for it. */
  static final Iccid ICCID = Iccid.withCheckDigit("898829999999999999");

  static final Imsi IMSI = new Imsi("001019999999999");

  private static final Bytes KEY = text("dummy-Ki-replace");
  private static final Bytes OPC = text("dummyOPc-replace");
  private static final Bytes USIM_AID = Bytes.fromHex("A0000000871002FFFFFFFF8900000100");
  private static final String TEMPLATES = "2.23.143.1.2.";

  private int identification;

  private BundledTemplate() {}

  /** Returns the template, some 2 kB. */
  public static Bytes load() {
    return new BundledTemplate().with(Bytes.EMPTY);
  }

  /**
   * Returns the template with files that mean nothing, so that it has {@code paddedToOctets}, as
   * operators' profiles do.
   *
   * @throws IllegalArgumentException if that is not 400 to 60,000 octets more than {@link #load} has
   */
  public static Bytes load(int paddedToOctets) {
    int missing = paddedToOctets - load().size();
    return new BundledTemplate().with(FillerFiles.element(missing));
  }

  private Bytes with(Bytes filler) {
    var elements = new ArrayList<Bytes>(List.of(
        header(),
        mf(),
        pukCodes(),
        pinCodes(),
        usim(),
        optUsim(),
        localPinCodes(),
        akaParameter()));
    elements.add(filler);
    elements.add(securityDomain());
    elements.add(tlv(0xAA, peHeader()));
    return Bytes.concat(elements.toArray(Bytes[]::new));
  }

  private Bytes peHeader() {
    identification++;
    return tlv(0xA0, tlv(0x80), Der.integer(0x81, identification));
  }

  private static Bytes header() {
    return tlv(
        0xA0,
        Der.integer(0x80, 2),
        Der.integer(0x81, 3),
        Der.utf8(0x82, "opensmdp template"),
        tlv(0x83, ICCID.plain()),
        tlv(0xA5, tlv(MandatoryService.USIM.tag()), tlv(MandatoryService.MILENAGE.tag())),
        tlv(
            0xA6,
            Der.oid(0x06, TEMPLATES + "1"),
            Der.oid(0x06, TEMPLATES + "4"),
            Der.oid(0x06, TEMPLATES + "5")));
  }

  private Bytes mf() {
    var application = tlv(0x61, tlv(0x4F, USIM_AID), tlv(0x50, text("USIM")));
    return tlv(
        0xB0,
        peHeader(),
        Der.oid(0x81, TEMPLATES + "1"),
        tlv(0xA2, tlv(0xA1, AccessRules.DIRECTORY.inMf(), tlv(0xC6, Bytes.of((byte) 0x01, (byte)
            0x0A)))),
        file(0xA4, AccessRules.FIXED.inMf(), ICCID.swapped()),
        records(0xA5, 0x26, AccessRules.PUBLIC.inMf(), application),
        records(0xA6, AccessRules.RECORD_OCTETS, AccessRules.PUBLIC.inMf(), AccessRules.records()));
  }

  private Bytes pukCodes() {
    return tlv(
        0xA3,
        peHeader(),
        tlv(
            0xA1,
            Der.sequence(Der.integer(0x80, 0x01), tlv(0x81, text("00000000"))),
            Der.sequence(Der.integer(0x80, 0x81), tlv(0x81, text("00000000")))));
  }

  /** PIN1 is off until the user wants it; ADM1 allows ten tries. */
  private Bytes pinCodes() {
    return tlv(
        0xA2,
        peHeader(),
        tlv(
            0xA1,
            tlv(
                0xA0,
                Der.sequence(
                    Der.integer(0x80, 0x01),
                    pin("0000"),
                    Der.integer(0x82, 0x01),
                    Der.integer(0x83, 6)),
                Der.sequence(
                    Der.integer(0x80, 0x0A),
                    pin("00000000"),
                    Der.integer(0x83, 3),
                    Der.integer(0x84, 0xAA)))));
  }

  private Bytes localPinCodes() {
    return tlv(
        0xA2,
        peHeader(),
        tlv(
            0xA1,
            tlv(
                0xA0,
                Der.sequence(
                    Der.integer(0x80, 0x81),
                    pin("0000"),
                    Der.integer(0x82, 0x81),
                    Der.integer(0x83, 3)))));
  }

  private Bytes usim() {
    return tlv(
        0xB3,
        peHeader(),
        Der.oid(0x81, TEMPLATES + "4"),
        tlv(
            0xA2,
            tlv(
                0xA1,
                tlv(0x83, Bytes.fromHex("7FD0")),
                tlv(0x84, USIM_AID),
                AccessRules.DIRECTORY.inMf(),
                tlv(0xC6, Bytes.fromHex("01810A")))),
        file(0xA3, AccessRules.SUBSCRIBER.inAdf(), IMSI.ef()),
        records(0xA4, AccessRules.RECORD_OCTETS, AccessRules.PUBLIC.inAdf(), AccessRules.records()),
        sized(0xA8, AccessRules.SUBSCRIBER.inAdf(), services(10, 12, 19, 21, 33, 42, 43, 85)),
        file(0xAD, AccessRules.PUBLIC.inAdf(), padded("01" + text("opensmdp"), 17)),
        file(0xAE, AccessRules.PIN2.inAdf(), Bytes.of((byte) 0)),
        file(0xB2, AccessRules.SUBSCRIBER.inAdf(), Bytes.fromHex("0200")),
        file(0xB3, AccessRules.USER.inAdf(), padded("", 12)),
        sized(0xB5, AccessRules.PUBLIC.inAdf(), Bytes.fromHex("00000002")),
        records(
            0xB6,
            4,
            AccessRules.PUBLIC.inAdf(),
            Bytes.fromHex("11F2FF00"),
            Bytes.fromHex("19F1FF00")));
  }

  private Bytes optUsim() {
    return tlv(
        0xB4,
        peHeader(),
        Der.oid(0x81, TEMPLATES + "5"),
        sized(0xA2, AccessRules.OPEN.inAdf(), padded(text("en").toString(), 6)),
        records(0xA7, 0x18, AccessRules.USER.inAdf(), Bytes.EMPTY),
        sized(0xB0, AccessRules.SUBSCRIBER.inAdf(), padded("00F110400000F110800000F1100080", 40)),
        sized(
            0xB1, AccessRules.SUBSCRIBER.inAdf(), Bytes.fromHex("00F110400000F110800000F1100080")));
  }

  private Bytes akaParameter() {
    return tlv(
        0xA4,
        peHeader(),
        tlv(
            0xA1,
            tlv(
                0xA1,
                Der.integer(0x80, 1),
                tlv(0x81, Bytes.of((byte) 1)),
                tlv(0x82, KEY),
                tlv(0x83, OPC))));
  }

  /** The issuer security domain of the profile, AES keys for SMS (SCP80) under key version 1. */
  private Bytes securityDomain() {
    var instance = tlv(
        0xA1,
        tlv(0x4F, Bytes.fromHex("A0000001515350")),
        tlv(0x4F, Bytes.fromHex("A000000151535041")),
        tlv(0x4F, Bytes.fromHex("A000000151000000")),
        tlv(0x82, Bytes.fromHex("82DC00")),
        tlv(0x83, Bytes.fromHex("0F")),
        tlv(0xC9, tlv(0x81, Bytes.fromHex("8000"))),
        tlv(0xEA, tlv(0x80, Bytes.fromHex("01000000000001011603B2010000"))));
    return tlv(
        0xA6, peHeader(), instance, tlv(0xA2, otaKey(1, 0x18), otaKey(2, 0x14), otaKey(3, 0x48)));
  }

  private static Bytes otaKey(int identifier, int usage) {
    return Der.sequence(
        tlv(0x95, Bytes.of((byte) usage)),
        tlv(0x82, Bytes.of((byte) identifier)),
        tlv(0x83, Bytes.of((byte) 1)),
        Der.sequence(Der.sequence(tlv(0x80, Bytes.of((byte) 0x88)), tlv(0x86, KEY))));
  }

  /** A file whose size its template fixes. */
  private static Bytes file(int tag, Bytes security, Bytes content) {
    return tlv(tag, tlv(0xA1, security), tlv(0x83, content));
  }

  private static Bytes sized(int tag, Bytes security, Bytes content) {
    return tlv(tag, tlv(0xA1, security, size(content.size())), tlv(0x83, content));
  }

  /** A linear fixed file, records filled with FF. */
  private static Bytes records(int tag, int recordSize, Bytes security, Bytes... records) {
    var content = new byte[recordSize * records.length];
    Arrays.fill(content, (byte) 0xFF);
    for (int i = 0; i < records.length; i++) {
      records[i].copyTo(content, i * recordSize);
    }
    var descriptor = tlv(0x82, Bytes.of((byte) 0x42, (byte) 0x21, (byte) 0, (byte) recordSize));
    return tlv(
        tag, tlv(0xA1, descriptor, security, size(content.length)), tlv(0x83, Bytes.wrap(content)));
  }

  /** efFileSize, on as few octets as it needs. */
  static Bytes size(int octets) {
    return tlv(
        0x80,
        octets > 0xFF ? Bytes.of((byte) (octets >>> 8), (byte) octets) : Bytes.of((byte) octets));
  }

  /** EF.UST: bit 1 of the first octet is service 1 (3GPP TS 31.102 §4.2.8). */
  private static Bytes services(int... numbers) {
    var table = new byte[13];
    for (int number : numbers) {
      table[(number - 1) / 8] |= (byte) (1 << ((number - 1) % 8));
    }
    return Bytes.wrap(table);
  }

  private static Bytes pin(String digits) {
    return tlv(0x81, padded(text(digits).toString(), 8));
  }

  private static Bytes padded(String hex, int octets) {
    return Bytes.fromHex(hex + "FF".repeat(octets - hex.length() / 2));
  }

  private static Bytes text(String ascii) {
    return Bytes.wrap(ascii.getBytes(US_ASCII));
  }
}
