package org.opensmdp.simulator.apdu;

import java.util.Optional;
import java.util.OptionalInt;
import org.opensmdp.rsp.Bytes;

/**
 * A command, taken apart (ISO/IEC 7816-4 §5.1): the four cases, with lengths of one octet or of
 * three.
 *
 * @param le how much may be answered, 1 to 65536; absent in cases 1 and 3
 * @param extended whether its lengths are long ones
 */
record CommandApdu(
    int cla, int ins, int p1, int p2, Bytes data, OptionalInt le, boolean extended, Bytes whole) {
  private static final int HEADER = 4;
  private static final int SHORT_BODY = 5;
  private static final int EXTENDED_BODY = 7;
  private static final int SHORT_MAXIMUM = 256;
  private static final int EXTENDED_MAXIMUM = 65536;

  /** Returns the command; empty if the lengths in it do not fit its size. */
  static Optional<CommandApdu> parse(Bytes whole) {
    int size = whole.size();
    if (size < HEADER) {
      return Optional.empty();
    }
    if (size == HEADER) {
      return Optional.of(of(whole, Bytes.EMPTY, OptionalInt.empty(), false));
    }
    int p3 = whole.at(HEADER);
    if (size == SHORT_BODY) {
      return Optional.of(of(whole, Bytes.EMPTY, OptionalInt.of(le(p3, SHORT_MAXIMUM)), false));
    }
    return p3 == 0 ? extended(whole) : withData(whole, SHORT_BODY, p3, 1);
  }

  private static Optional<CommandApdu> extended(Bytes whole) {
    if (whole.size() < EXTENDED_BODY) {
      return Optional.empty();
    }
    int length = whole.at(5) << 8 | whole.at(6);
    if (whole.size() == EXTENDED_BODY) {
      var le = OptionalInt.of(le(length, EXTENDED_MAXIMUM));
      return Optional.of(of(whole, Bytes.EMPTY, le, true));
    }
    return length == 0 ? Optional.empty() : withData(whole, EXTENDED_BODY, length, 2);
  }

  private static Optional<CommandApdu> withData(Bytes whole, int start, int lc, int leOctets) {
    int end = start + lc;
    boolean extended = leOctets > 1;
    if (whole.size() == end) {
      return Optional.of(of(whole, whole.slice(start, end), OptionalInt.empty(), extended));
    }
    if (whole.size() != end + leOctets) {
      return Optional.empty();
    }
    int le = extended
        ? le(whole.at(end) << 8 | whole.at(end + 1), EXTENDED_MAXIMUM)
        : le(whole.at(end), SHORT_MAXIMUM);
    return Optional.of(of(whole, whole.slice(start, end), OptionalInt.of(le), extended));
  }

  private static int le(int octets, int maximum) {
    return octets == 0 ? maximum : octets;
  }

  private static CommandApdu of(Bytes whole, Bytes data, OptionalInt le, boolean extended) {
    return new CommandApdu(
        whole.at(0), whole.at(1), whole.at(2), whole.at(3), data, le, extended, whole);
  }

  /** Returns the logical channel, 0 to 19, that the class names (ETSI TS 102 221 §10.1.1). */
  int channel() {
    return further() ? 4 + (cla & 0x0F) : cla & 0x03;
  }

  /** Returns whether the class is one of GlobalPlatform and the card toolkit, not of ISO. */
  boolean proprietary() {
    return (cla & 0x80) != 0;
  }

  /** Channels 4 to 19 have a coding of their own. */
  private boolean further() {
    return (cla & 0x40) != 0;
  }

  /** Returns why a card does not take commands of this class, or empty if it does. */
  OptionalInt refusedClass() {
    if (cla == 0xFF || (!further() && (cla & 0x20) != 0)) {
      return OptionalInt.of(StatusWord.UNKNOWN_CLASS);
    }
    if ((cla & (further() ? 0x20 : 0x0C)) != 0) {
      return OptionalInt.of(StatusWord.SECURE_MESSAGING_NOT_SUPPORTED);
    }
    boolean chained = (cla & 0x10) != 0;
    return chained ? OptionalInt.of(StatusWord.CHAINING_NOT_SUPPORTED) : OptionalInt.empty();
  }
}
