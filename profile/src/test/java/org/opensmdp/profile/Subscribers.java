package org.opensmdp.profile;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Optional;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.rsp.Imsi;
import org.opensmdp.rsp.Secret;

/** Subscribers of tests. */
final class Subscribers {
  static final Bytes KI = Bytes.fromHex("465B5CE8B199B49FAA5F0A2EE238A6BC");
  static final Bytes OPC = Bytes.fromHex("CD63CB71954A9F4E48A5994E37A02BAF");

  private Subscribers() {}

  static SubscriberData withCodes(String iccid, String imsi) {
    return new SubscriberData(
        new Iccid(iccid),
        new Imsi(imsi),
        Secret.of(KI),
        Secret.of(OPC),
        code("1357"),
        code("24680"),
        code("11223344"),
        code("55667788"),
        Optional.of(Secret.of(Bytes.fromHex("0102030405060708"))));
  }

  /** What the minimal profile has places for. */
  static SubscriberData withCodesButPuk2(String iccid, String imsi) {
    var all = withCodes(iccid, imsi);
    return new SubscriberData(
        all.iccid(),
        all.imsi(),
        all.ki(),
        all.opc(),
        all.pin1(),
        all.pin2(),
        all.puk1(),
        Optional.empty(),
        all.adm1());
  }

  static SubscriberData withoutCodes(String iccid, String imsi) {
    return SubscriberData.of(new Iccid(iccid), new Imsi(imsi), Secret.of(KI), Secret.of(OPC));
  }

  static Optional<Secret> code(String digits) {
    return Optional.of(Secret.of(digits.getBytes(US_ASCII)));
  }
}
