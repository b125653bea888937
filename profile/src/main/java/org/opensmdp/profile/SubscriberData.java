package org.opensmdp.profile;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.rsp.Imsi;
import org.opensmdp.rsp.InvalidMessage;
import org.opensmdp.rsp.Secret;

/**
 * What makes a template the profile of one subscriber.
 *
 * @param ki the long-term key K, 16 octets, or 32 for TUAK-256
 * @param opc OPc (not OP), 16 octets, or TOPc, 32
 * @param pin1 4 to 8 ASCII digits, as are the other PINs; absent: the template's stays
 * @param puk1 8 ASCII digits, as is PUK2; absent: the template's stays
 * @param adm1 8 octets; absent: the template's stays
 * @param otaKeys keys of security domains that the operator gives; each version and identifier once
 * @param fields what a template has named holes for, as MSISDN; names of 1 to 32 letters, digits, '.',
 *     '_' and '-', values of at most 1024 octets, text in UTF-8
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
    Optional<Secret> adm1,
    List<OtaKey> otaKeys,
    Map<String, Secret> fields) {
  private static final int CODE_OCTETS = 8;
  private static final int FIELD_OCTETS = 1024;
  private static final Pattern FIELD_NAME = Pattern.compile("[A-Za-z0-9._-]{1,32}");

  public SubscriberData {
    checkKey("Ki", ki);
    checkKey("OPc", opc);
    pin1.ifPresent(pin -> checkDigits("PIN1", 4, pin));
    pin2.ifPresent(pin -> checkDigits("PIN2", 4, pin));
    puk1.ifPresent(puk -> checkDigits("PUK1", CODE_OCTETS, puk));
    puk2.ifPresent(puk -> checkDigits("PUK2", CODE_OCTETS, puk));
    adm1.ifPresent(SubscriberData::checkAdm);
    otaKeys = List.copyOf(otaKeys);
    fields = Collections.unmodifiableMap(new TreeMap<>(fields));
    checkFields(otaKeys, fields);
  }

  /** The data without OTA keys and further fields. */
  public SubscriberData(
      Iccid iccid,
      Imsi imsi,
      Secret ki,
      Secret opc,
      Optional<Secret> pin1,
      Optional<Secret> pin2,
      Optional<Secret> puk1,
      Optional<Secret> puk2,
      Optional<Secret> adm1) {
    this(iccid, imsi, ki, opc, pin1, pin2, puk1, puk2, adm1, List.of(), Map.of());
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

  /** Returns the data with what a template may have further places for. */
  public SubscriberData with(List<OtaKey> keys, Map<String, Secret> named) {
    return new SubscriberData(iccid, imsi, ki, opc, pin1, pin2, puk1, puk2, adm1, keys, named);
  }

  /** Returns the operator's key of this version and identifier, if it gave one. */
  public Optional<Secret> otaKey(int keyVersion, int keyIdentifier) {
    return otaKeys.stream()
        .filter(key -> key.keyVersion() == keyVersion && key.keyIdentifier() == keyIdentifier)
        .map(OtaKey::value)
        .findFirst();
  }

  /**
   * Returns keys, codes, fields and the IMSI as one secret, to be sealed as a whole; the ICCID is not in
   * it.
   */
  public Secret encode() {
    return SubscriberCodec.encode(this);
  }

  /**
   * Reads what {@link #encode} wrote. The IMSI is the one that was sealed with the keys.
   *
   * @param imsi of secrets that were sealed before IMSIs were
   * @throws InvalidMessage if it is something else
   */
  public static SubscriberData decode(Iccid iccid, Imsi imsi, Secret encoded) {
    return SubscriberCodec.decode(iccid, imsi, encoded);
  }

  /** Erases every key, code and field; the data are of no use then. */
  public void erase() {
    ki.close();
    opc.close();
    Stream.of(pin1, pin2, puk1, puk2, adm1).flatMap(Optional::stream).forEach(Secret::close);
    otaKeys.forEach(key -> key.value().close());
    fields.values().forEach(Secret::close);
  }

  private static void checkFields(List<OtaKey> otaKeys, Map<String, Secret> fields) {
    if (otaKeys.stream()
            .map(key -> List.of(key.keyVersion(), key.keyIdentifier()))
            .distinct()
            .count()
        < otaKeys.size()) {
      throw new IllegalArgumentException("two OTA keys of one version and identifier");
    }
    fields.forEach((name, value) -> {
      if (!FIELD_NAME.matcher(name).matches()) {
        throw new IllegalArgumentException(
            "field '%s' (expected: a name of 1 to 32 letters, digits, '.', '_' or '-')"
                .formatted(name));
      }
      if (value.size() > FIELD_OCTETS) {
        throw new IllegalArgumentException("field %s: %d octets (expected: at most %d)"
            .formatted(name, value.size(), FIELD_OCTETS));
      }
    });
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
