package org.opensmdp.rsp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.DERBitString;

/**
 * The few DER shapes SGP.22 uses, so that a message's {@code toDer} reads like its ASN.1. Members
 * that are already octets (signed structures, certificates) go in as they are. Values of primitive
 * types are Bouncy Castle's.
 */
public final class Der {
  private Der() {}

  /** A TLV with the tag octets {@code tag} ({@code 0xBF38}) around the members, length minimal. */
  public static Bytes tlv(int tag, Bytes... members) {
    int length = 0;
    for (Bytes member : members) {
      length += member.size();
    }
    int tagSize = tagSize(tag);
    int lengthSize = lengthSize(length);
    var octets = new byte[tagSize + lengthSize + length];
    for (int i = 0; i < tagSize; i++) {
      octets[i] = (byte) (tag >>> (8 * (tagSize - 1 - i)));
    }
    putLength(octets, tagSize, lengthSize, length);
    int at = tagSize + lengthSize;
    for (Bytes member : members) {
      member.copyTo(octets, at);
      at += member.size();
    }
    return Bytes.wrap(octets);
  }

  /** SEQUENCE, universal tag. */
  public static Bytes sequence(Bytes... members) {
    return tlv(0x30, members);
  }

  /** The TLV of an OPTIONAL member, no octets if it is absent. */
  public static Bytes optional(int tag, Optional<Bytes> value) {
    return value.map(present -> tlv(tag, present)).orElse(Bytes.EMPTY);
  }

  public static Bytes utf8(int tag, String text) {
    return tlv(tag, Bytes.wrap(text.getBytes(UTF_8)));
  }

  public static Bytes integer(int tag, long value) {
    return tlv(tag, content(new ASN1Integer(value)));
  }

  public static Bytes bool(int tag, boolean value) {
    return tlv(tag, Bytes.of((byte) (value ? 0xFF : 0x00)));
  }

  /** An OBJECT IDENTIFIER under {@code tag}: {@code 2.999.10} has the content {@code 88370A}. */
  public static Bytes oid(int tag, String dotted) {
    return tlv(tag, oidContent(dotted));
  }

  public static Bytes oidContent(String dotted) {
    return content(new ASN1ObjectIdentifier(dotted));
  }

  /** A named BIT STRING under {@code tag}, trailing zero bits cut as DER wants: {bit 0} is 0780. */
  public static Bytes namedBits(int tag, int... bits) {
    return tlv(tag, bitsContent(bits));
  }

  /** The value of a named BIT STRING: the count of unused bits, then the bits. */
  public static Bytes bitsContent(int... bits) {
    int highest = -1;
    for (int bit : bits) {
      highest = Math.max(highest, bit);
    }
    var octets = new byte[highest / 8 + (highest < 0 ? 0 : 1)];
    for (int bit : bits) {
      octets[bit / 8] |= (byte) (0x80 >>> (bit % 8));
    }
    int unused = highest < 0 ? 0 : 7 - highest % 8;
    return content(new DERBitString(octets, unused));
  }

  public static long integerValue(String path, Tlv tlv) {
    try {
      return new BigInteger(tlv.value().toArray()).longValueExact();
    } catch (ArithmeticException | NumberFormatException e) {
      throw new InvalidMessage(path + ": not an INTEGER in range", e);
    }
  }

  public static int intValue(String path, Tlv tlv) {
    long value = integerValue(path, tlv);
    if (value != (int) value) {
      throw new InvalidMessage(path + ": not an INTEGER in range");
    }
    return (int) value;
  }

  public static boolean boolValue(String path, Tlv tlv) {
    if (tlv.value().size() != 1) {
      throw new InvalidMessage(path + ": not a BOOLEAN");
    }
    return tlv.value().at(0) != 0;
  }

  public static String utf8Value(String path, Tlv tlv) {
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(tlv.value().toArray())).toString();
    } catch (CharacterCodingException e) {
      throw new InvalidMessage(path + ": not UTF-8", e);
    }
  }

  public static String oidValue(String path, Tlv tlv) {
    try {
      return ASN1ObjectIdentifier.fromContents(tlv.value().toArray()).getId();
    } catch (IllegalArgumentException e) {
      throw new InvalidMessage(path + ": not an OBJECT IDENTIFIER", e);
    }
  }

  /** Returns the value of a BIT STRING: the count of unused bits, any from 0 to 7, then the bits. */
  public static Bytes bitsValue(String path, Tlv tlv) {
    if (tlv.value().isEmpty() || tlv.value().at(0) > 7) {
      throw new InvalidMessage(path + ": not a BIT STRING");
    }
    return tlv.value();
  }

  /** Whether bit {@code bit} is set in the value of a named BIT STRING; bits not sent are not. */
  public static boolean bit(Bytes bits, int bit) {
    int octet = 1 + bit / 8;
    return octet < bits.size() && (bits.at(octet) & (0x80 >>> (bit % 8))) != 0;
  }

  /** Returns the octets of a BER length, minimal. */
  public static Bytes length(int length) {
    var octets = new byte[lengthSize(length)];
    putLength(octets, 0, octets.length, length);
    return Bytes.wrap(octets);
  }

  private static Bytes content(ASN1Primitive value) {
    try {
      var encoded = Bytes.wrap(value.getEncoded());
      return Tlv.parse(value.getClass().getSimpleName(), encoded).value();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException("in-memory encoding cannot fail", e);
    }
  }

  private static int tagSize(int tag) {
    return tag <= 0xFF ? 1 : tag <= 0xFFFF ? 2 : 3;
  }

  private static int lengthSize(int length) {
    return length < 0x80 ? 1 : length <= 0xFF ? 2 : length <= 0xFFFF ? 3 : 4;
  }

  private static void putLength(byte[] octets, int at, int size, int length) {
    if (size > 1) {
      octets[at] = (byte) (0x80 | (size - 1));
    }
    for (int i = size == 1 ? 0 : 1; i < size; i++) {
      octets[at + i] = (byte) (length >>> (8 * (size - 1 - i)));
    }
  }
}
