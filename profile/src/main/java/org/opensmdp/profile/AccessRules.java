package org.opensmdp.profile;

import static org.opensmdp.rsp.Der.tlv;

import java.util.Arrays;
import java.util.HashMap;
import org.opensmdp.rsp.Bytes;

/**
 * Who may do what with a file of the bundled template: records of EF.ARR (ETSI TS 102 221 §9.2). The
 * record numbers are those the file templates refer to by default, so that files which a template
 * creates unasked get a sensible rule; numbers in between leave everything to ADM1.
 */
enum AccessRules {
  /** Anyone reads, PIN1 updates. */
  OPEN(1, AccessRules.ANYONE, 0x01),
  /** PIN1 reads, the operator updates. */
  SUBSCRIBER(2, 0x01, AccessRules.ADM1),
  /** PIN1 reads and updates. */
  USER(5, 0x01, 0x01),
  /** PIN1 reads, PIN2 updates. */
  PIN2(8, 0x01, 0x81),
  /** Anyone reads, the operator updates. */
  PUBLIC(10, AccessRules.ANYONE, AccessRules.ADM1),
  /** Anyone reads, nobody updates. */
  FIXED(11, AccessRules.ANYONE, AccessRules.NOBODY),
  /** The operator creates and deletes. */
  DIRECTORY(14, AccessRules.NOBODY, AccessRules.NOBODY);

  static final int RECORD_OCTETS = 42;

  private static final int RECORDS = 14;
  private static final int ANYONE = 0;
  private static final int NOBODY = -1;
  private static final int ADM1 = 0x0A;

  private static final int READ = 0x01;
  private static final int UPDATE = 0x02;
  private static final int ALL_BUT_READ_AND_UPDATE = 0x58;
  private static final int ALL = 0x5F;

  private final int number;
  private final int read;
  private final int update;

  AccessRules(int number, int read, int update) {
    this.number = number;
    this.read = read;
    this.update = update;
  }

  /** securityAttributesReferenced of a file under the MF. */
  Bytes inMf() {
    return tlv(0x8B, Bytes.of((byte) 0x2F, (byte) 0x06, (byte) number));
  }

  /** securityAttributesReferenced of a file under the ADF. */
  Bytes inAdf() {
    return tlv(0x8B, Bytes.of((byte) 0x6F, (byte) 0x06, (byte) number));
  }

  /** Returns the content of EF.ARR, record by record. */
  static Bytes[] records() {
    var rules = new HashMap<Integer, Bytes>();
    Arrays.stream(values()).forEach(rule -> rules.put(rule.number, rule.record()));
    var records = new Bytes[RECORDS];
    for (int i = 0; i < RECORDS; i++) {
      records[i] = rules.getOrDefault(i + 1, rule(ALL, ADM1));
    }
    return records;
  }

  private Bytes record() {
    return this == DIRECTORY
        ? rule(ALL, ADM1)
        : Bytes.concat(rule(READ, read), rule(UPDATE, update), rule(ALL_BUT_READ_AND_UPDATE, ADM1));
  }

  /** An access mode and its condition; what no rule names, nobody may do. */
  private static Bytes rule(int mode, int reference) {
    if (reference == NOBODY) {
      return Bytes.EMPTY;
    }
    var condition = reference == ANYONE
        ? tlv(0x90)
        : tlv(0xA4, tlv(0x83, Bytes.of((byte) reference)), tlv(0x95, Bytes.of((byte) 0x08)));
    return Bytes.concat(tlv(0x80, Bytes.of((byte) mode)), condition);
  }
}
