package org.opensmdp.profile;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import org.opensmdp.rsp.Imsi;

/**
 * How a datum of a hole becomes octets. Data are text in UTF-8, or octets where the coding is {@link
 * #RAW}.
 */
public enum Coding {
  /** The octets as they are; exactly as many as the hole has. */
  RAW {
    @Override
    byte[] octets(byte[] datum, int length) {
      return datum.clone();
    }
  },
  /** Text, FF behind it. */
  TEXT {
    @Override
    byte[] octets(byte[] datum, int length) {
      return filled(datum, length);
    }
  },
  /** Digits as ASCII, FF behind them: PINs, PUKs. */
  DIGITS {
    @Override
    byte[] octets(byte[] datum, int length) {
      digits(datum, 0);
      return filled(datum, length);
    }
  },
  /** Two digits in an octet, the first in the low half, F behind them. */
  SWAPPED_BCD {
    @Override
    byte[] octets(byte[] datum, int length) {
      return swapped(datum, 0, length);
    }
  },
  /** EF.IMSI, 9 octets (3GPP TS 31.102 §4.2.2). */
  EF_IMSI {
    @Override
    byte[] octets(byte[] datum, int length) {
      return new Imsi(new String(datum, StandardCharsets.US_ASCII)).ef().toArray();
    }
  },
  /** Text in a TLV with the tag 80, FF behind it: the identities of isim (TS 31.103 §4.2). */
  TEXT_TLV {
    @Override
    byte[] octets(byte[] datum, int length) {
      var tlv = new byte[datum.length + 2];
      tlv[0] = (byte) 0x80;
      tlv[1] = (byte) datum.length;
      System.arraycopy(datum, 0, tlv, 2, datum.length);
      return datum.length < 0x80 ? filled(tlv, length) : new byte[0];
    }
  },
  /**
   * A telephone number: length, type, swapped digits, FF behind them; 12 octets in EF.MSISDN and EF.SMSP
   * (TS 31.102 §4.2.26, §4.2.27). A + in front makes it international.
   */
  ADDRESS {
    @Override
    byte[] octets(byte[] datum, int length) {
      return address(datum, length);
    }
  },
  /**
   * A record of EF.SMSP that sets the service centre and nothing else (TS 31.102 §4.2.27): 28 octets
   * behind an empty name.
   */
  SMSP {
    @Override
    byte[] octets(byte[] datum, int length) {
      if (length < SMSP_OCTETS) {
        return new byte[0];
      }
      var octets = new byte[length];
      Arrays.fill(octets, (byte) 0xFF);
      int at = length - SMSP_OCTETS;
      octets[at] = (byte) 0xFD;
      var centre = address(datum, ADDRESS_OCTETS);
      System.arraycopy(centre, 0, octets, at + 1 + ADDRESS_OCTETS, centre.length);
      return octets;
    }
  };

  private static final int SMSP_OCTETS = 28;
  private static final int ADDRESS_OCTETS = 12;

  /**
   * Returns the octets of a datum; other than {@code length} if it does not fit.
   *
   * @throws IllegalArgumentException if it is no datum of this coding; the text does not quote it
   */
  abstract byte[] octets(byte[] datum, int length);

  /** Returns the name in manifests: {@code swapped-bcd}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * Reads a name of a manifest.
   *
   * @throws IllegalArgumentException naming those there are
   */
  public static Coding of(String code) {
    return Arrays.stream(values())
        .filter(coding -> coding.code().equals(code))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("coding '%s' (expected: one of %s)"
            .formatted(code, Arrays.stream(values()).map(Coding::code).toList())));
  }

  private static byte[] filled(byte[] datum, int length) {
    var octets = Arrays.copyOf(datum, Math.max(length, datum.length));
    Arrays.fill(octets, datum.length, octets.length, (byte) 0xFF);
    return octets;
  }

  private static void digits(byte[] datum, int from) {
    boolean digits = datum.length > from;
    for (int i = from; i < datum.length; i++) {
      digits &= datum[i] >= '0' && datum[i] <= '9';
    }
    if (!digits) {
      throw new IllegalArgumentException("not digits");
    }
  }

  private static byte[] swapped(byte[] datum, int from, int length) {
    digits(datum, from);
    var octets = new byte[Math.max(length, (datum.length - from + 1) / 2)];
    Arrays.fill(octets, (byte) 0xFF);
    for (int i = from; i < datum.length; i++) {
      int at = (i - from) / 2;
      int digit = datum[i] - '0';
      boolean low = (i - from) % 2 == 0;
      octets[at] = (byte) (low ? 0xF0 | digit : digit << 4 | (octets[at] & 0x0F));
    }
    return octets;
  }

  private static byte[] address(byte[] datum, int length) {
    int from = datum.length > 0 && datum[0] == '+' ? 1 : 0;
    digits(datum, from);
    int count = (datum.length - from + 1) / 2;
    var octets = new byte[Math.max(length, count + 2)];
    Arrays.fill(octets, (byte) 0xFF);
    octets[0] = (byte) (count + 1);
    octets[1] = (byte) (from == 1 ? 0x91 : 0x81);
    System.arraycopy(swapped(datum, from, count), 0, octets, 2, count);
    return octets;
  }
}
