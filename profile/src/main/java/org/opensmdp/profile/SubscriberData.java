package org.opensmdp.profile;

import java.util.Arrays;
import java.util.Optional;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.rsp.Imsi;
import org.opensmdp.rsp.InvalidMessage;
import org.opensmdp.rsp.Secret;
import org.opensmdp.rsp.TlvReader;

/**
 * What makes a template the profile of one subscriber.
 *
 * @param ki the long-term key K, 16 octets, or 32 for TUAK-256
 * @param opc OPc (not OP), 16 octets, or TOPc, 32
 * @param pin1 4 to 8 ASCII digits, as are the other PINs; absent: the template's stays
 * @param puk1 8 ASCII digits, as is PUK2; absent: the template's stays
 * @param adm1 8 octets; absent: the template's stays
 */
public record SubscriberData(
    Iccid iccid,
    Imsi imsi,
    Secret ki,
    Secret opc,
    Optional<Secret> pin1,
    Optional<Secret> pin2,
    Optional<Secret> puk1,
    Optional<Secret> puk2,
    Optional<Secret> adm1) {
  private static final int CODE_OCTETS = 8;
  private static final int FIRST_TAG = 0x80;
  private static final int IMSI_TAG = 0x87;

  public SubscriberData {
    checkKey("Ki", ki);
    checkKey("OPc", opc);
    pin1.ifPresent(pin -> checkDigits("PIN1", 4, pin));
    pin2.ifPresent(pin -> checkDigits("PIN2", 4, pin));
    puk1.ifPresent(puk -> checkDigits("PUK1", CODE_OCTETS, puk));
    puk2.ifPresent(puk -> checkDigits("PUK2", CODE_OCTETS, puk));
    adm1.ifPresent(SubscriberData::checkAdm);
  }

  /** The data every template needs; PINs and PUKs stay the template's. */
  public static SubscriberData of(Iccid iccid, Imsi imsi, Secret ki, Secret opc) {
    return new SubscriberData(
        iccid,
        imsi,
        ki,
        opc,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /**
   * Returns keys and codes as one secret, to be sealed as a whole, and the IMSI with them: whose keys
   * they are can be read of them alone, whatever becomes of the row they lie in. TLVs with the tags 80
   * to 86 in the order of the components and 87 for the IMSI, so that later ones can be added.
   */
  public Secret encode() {
    var all = new Secret[] {
      ki, opc, or(pin1), or(pin2), or(puk1), or(puk2), or(adm1), Secret.of(imsi.ef())
    };
    var octets = new byte
        [Arrays.stream(all).mapToInt(s -> s.size() == 0 ? 0 : 2 + s.size()).sum()];
    int at = 0;
    for (int i = 0; i < all.length; i++) {
      at = put(octets, at, FIRST_TAG + i, all[i]);
    }
    return erased(octets);
  }

  private static Secret or(Optional<Secret> code) {
    return code.orElseGet(() -> Secret.of(Bytes.EMPTY));
  }

  private static int put(byte[] octets, int at, int tag, Secret secret) {
    if (secret.size() == 0) {
      return at;
    }
    octets[at] = (byte) tag;
    octets[at + 1] = (byte) secret.size();
    var value = secret.toArray();
    System.arraycopy(value, 0, octets, at + 2, value.length);
    Arrays.fill(value, (byte) 0);
    return at + 2 + secret.size();
  }

  private static Secret erased(byte[] octets) {
    var secret = Secret.of(octets);
    Arrays.fill(octets, (byte) 0);
    return secret;
  }

  /**
   * Reads what {@link #encode} wrote. The IMSI is the one that was sealed with the keys.
   *
   * @param imsi of secrets that were sealed before IMSIs were
   * @throws InvalidMessage if it is something else
   */
  public static SubscriberData decode(Iccid iccid, Imsi imsi, Secret encoded) {
    var octets = encoded.toArray();
    try {
      var reader = new TlvReader("SubscriberData", Bytes.wrap(octets));
      var ki = Secret.of(reader.next(0x80, "ki").value());
      var opc = Secret.of(reader.next(0x81, "opc").value());
      var data = new SubscriberData(
          iccid,
          imsi,
          ki,
          opc,
          code(reader, 0x82),
          code(reader, 0x83),
          code(reader, 0x84),
          code(reader, 0x85),
          code(reader, 0x86));
      var sealed = reader.optional(IMSI_TAG).map(tlv -> Imsi.fromEf("SubscriberData", tlv.value()));
      reader.end();
      return sealed.map(data::with).orElse(data);
    } catch (IllegalArgumentException e) {
      throw new InvalidMessage("SubscriberData: " + e.getMessage(), e);
    } finally {
      Arrays.fill(octets, (byte) 0);
    }
  }

  private SubscriberData with(Imsi sealed) {
    return new SubscriberData(iccid, sealed, ki, opc, pin1, pin2, puk1, puk2, adm1);
  }

  private static Optional<Secret> code(TlvReader reader, int tag) {
    return reader.optional(tag).map(tlv -> Secret.of(tlv.value()));
  }

  private static void checkKey(String name, Secret key) {
    if (key.size() != 16 && key.size() != 32) {
      throw new IllegalArgumentException(
          "%s: %d octets (expected: 16, or 32 for TUAK)".formatted(name, key.size()));
    }
  }

  private static void checkDigits(String name, int least, Secret code) {
    var octets = code.toArray();
    boolean digits = true;
    for (byte octet : octets) {
      digits &= octet >= '0' && octet <= '9';
    }
    Arrays.fill(octets, (byte) 0);
    if (!digits || octets.length < least || octets.length > CODE_OCTETS) {
      throw new IllegalArgumentException(
          least == CODE_OCTETS
              ? name + ": expected 8 digits"
              : "%s: expected %d to 8 digits".formatted(name, least));
    }
  }

  private static void checkAdm(Secret adm) {
    if (adm.size() != CODE_OCTETS) {
      throw new IllegalArgumentException(
          "ADM1: %d octets (expected: %d)".formatted(adm.size(), CODE_OCTETS));
    }
  }
}
