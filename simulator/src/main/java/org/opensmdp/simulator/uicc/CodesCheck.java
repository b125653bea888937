package org.opensmdp.simulator.uicc;

import static org.opensmdp.simulator.uicc.ElementFault.require;
import static org.opensmdp.simulator.uicc.ElementFault.required;

import java.util.HashSet;
import java.util.Set;
import org.opensmdp.profile.Node;
import org.opensmdp.rsp.Bytes;

/** pukCodes and pinCodes (ETSI TS 102 221 §9.5). */
final class CodesCheck {
  static final int CODES = 0xA1;
  static final int PIN_LIST = 0xA0;
  static final int SHARED = 0x81;
  static final int REFERENCE = 0x80;
  static final int VALUE = 0x81;
  static final int UNBLOCKED_BY = 0x82;
  static final int PIN_TRIES = 0x84;
  static final int PUK_TRIES = 0x82;
  private static final int OCTETS = 8;
  private static final int LEAST_PIN = 4;

  private final CreatedFiles created;
  private final Set<Integer> puks = new HashSet<>();

  CodesCheck(CreatedFiles created) {
    this.created = created;
  }

  void puks(Node element) throws ElementFault {
    for (var code : required(element, CODES).members()) {
      int reference = number(required(code, REFERENCE));
      boolean known = isBetween(reference, 1, 8) || isBetween(reference, 0x81, 0x88);
      require(known && puks.add(reference), code, ElementStatus.INVALID_PARAMETER);
      var value = required(code, VALUE);
      require(digits(value.value()) == OCTETS, value, ElementStatus.BAD_VALUES);
      tries(code, PUK_TRIES);
    }
  }

  void pins(Node element, String directory) throws ElementFault {
    var codes = required(element, CODES);
    var shared = codes.member(SHARED);
    if (shared.isPresent()) {
      var path = shared.get().value().toString();
      require(created.isDirectory(path), shared.get(), ElementStatus.INVALID_PARAMETER);
      created.sharePins(directory, path);
      return;
    }
    var seen = new HashSet<Integer>();
    for (var code : required(codes, PIN_LIST).members()) {
      int reference = number(required(code, REFERENCE));
      require(seen.add(reference), code, ElementStatus.INVALID_PARAMETER);
      pin(code, reference, directory);
      created.pin(directory, reference);
    }
  }

  private void pin(Node code, int reference, String directory) throws ElementFault {
    boolean adm = isBetween(reference, 0x0A, 0x0E) || isBetween(reference, 0x8A, 0x8E);
    boolean global = adm || isBetween(reference, 1, 8);
    boolean right = directory.equals(Homes.MF) ? global : isBetween(reference, 0x81, 0x88);
    require(right, code, ElementStatus.INVALID_PARAMETER);
    var value = required(code, VALUE);
    boolean form = adm ? value.value().size() == OCTETS : digits(value.value()) >= LEAST_PIN;
    require(form, value, ElementStatus.BAD_VALUES);
    var puk = code.member(UNBLOCKED_BY);
    if (puk.isPresent()) {
      boolean there = puks.contains(number(puk.get()));
      require(there, puk.get(), ElementStatus.INVALID_PARAMETER);
    }
    tries(code, PIN_TRIES);
  }

  /** Of the tries, at most as many are left as there may be. */
  private static void tries(Node code, int tag) throws ElementFault {
    var tries = code.member(tag);
    if (tries.isPresent()) {
      int octet = number(tries.get());
      boolean right = octet <= 0xFF && (octet & 0x0F) <= octet >> 4;
      require(right, tries.get(), ElementStatus.BAD_VALUES);
    }
  }

  private static int number(Node node) {
    int number = node.integer("code");
    return number < 0 ? number & 0xFF : number;
  }

  private static boolean isBetween(int number, int least, int most) {
    return number >= least && number <= most;
  }

  /** Returns how many digits, if nothing but digits and FF behind them stands there; else 0. */
  static int digits(Bytes octets) {
    int digits = 0;
    while (digits < octets.size() && octets.at(digits) >= '0' && octets.at(digits) <= '9') {
      digits++;
    }
    boolean filled = octets.size() == OCTETS;
    for (int i = digits; i < octets.size(); i++) {
      filled &= octets.at(i) == 0xFF;
    }
    return filled ? digits : 0;
  }
}
