package org.opensmdp.profile;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.opensmdp.rsp.Bytes;

/** PINs, PUKs and ADM codes: their form, their references, their tries (ETSI TS 102 221 §9.5). */
final class CodeLint {
  private static final int VALUE = 0x81;
  private static final int UNBLOCKED_BY = 0x82;
  private static final int PIN_TRIES = 0x84;
  private static final int PUK_TRIES = 0x82;
  private static final int OCTETS = 8;
  private static final int LEAST_PIN = 4;

  private final LintSubject subject;
  private final Findings found;
  private final Set<Integer> puks = new HashSet<>();
  private boolean belowMf = true;

  private CodeLint(LintSubject subject, Findings found) {
    this.subject = subject;
    this.found = found;
  }

  static void check(LintSubject subject, Findings found) {
    var lint = new CodeLint(subject, found);
    subject.elements().forEach(lint::element);
  }

  private void element(Located element) {
    if (element.type() == ProfileElementType.PUK_CODES) {
      codes(element).forEach(this::puk);
    } else if (element.type() == ProfileElementType.PIN_CODES) {
      codes(element).forEach(this::pin);
    } else if (element.type() == ProfileElementType.MF) {
      belowMf = true;
    } else if (element.type().createsFiles()) {
      belowMf = false;
    }
  }

  /** A code with its reference, and a path that names it: {@code pinCodes[3].1}. */
  private record Code(int reference, String path, Node node, Optional<Node> value) {}

  private List<Code> codes(Located element) {
    var codes = Codes.of(element).stream().map(node -> code(element, node)).toList();
    var seen = new HashSet<Integer>();
    codes.stream()
        .filter(code -> !seen.add(code.reference()))
        .forEach(code -> add(LintRule.REFERENCE_ONCE, code, "defined again", "one definition"));
    return codes;
  }

  private static Code code(Located element, Node node) {
    var path = element.path();
    int reference = Codes.reference(element, node);
    return new Code(reference, path + "." + reference, node, node.member(VALUE));
  }

  private void add(LintRule rule, Code code, String what, String expected) {
    found.add(rule, code.path(), code.node().at(), what, expected);
  }

  private void puk(Code code) {
    if (!isPuk(code.reference())) {
      add(LintRule.PUK_REFERENCE, code, "reference " + code.reference(), "1 to 8 or 129 to 136");
    }
    if (code.value().filter(value -> digits(value.value()) == OCTETS).isEmpty()) {
      add(LintRule.PUK_FORM, code, "no PUK", "8 digits");
    }
    tries(code, PUK_TRIES);
    puks.add(code.reference());
  }

  private void pin(Code code) {
    reference(code);
    boolean adm = isAdm(code.reference());
    if (adm) {
      adm(code);
    } else if (code.value().filter(value -> isPin(value.value())).isEmpty()) {
      add(LintRule.PIN_FORM, code, "no PIN", "4 to 8 digits, filled with FF");
    }
    code.node()
        .member(UNBLOCKED_BY)
        .map(node -> node.integer(code.path()))
        .filter(puk -> !puks.contains(puk))
        .ifPresent(puk -> add(
            LintRule.PUK_BEFORE_PIN,
            code,
            "PUK %d not defined so far".formatted(puk),
            "pukCodes with it in front"));
    tries(code, PIN_TRIES);
  }

  private void reference(Code code) {
    boolean right = belowMf ? isGlobal(code.reference()) : isBetween(code.reference(), 129, 136);
    if (!right) {
      add(
          LintRule.PIN_REFERENCE,
          code,
          "reference %d below %s".formatted(code.reference(), belowMf ? "the MF" : "a DF or ADF"),
          belowMf ? "a global one" : "a local one");
    }
  }

  private static boolean isPuk(int reference) {
    return isBetween(reference, 1, 8) || isBetween(reference, 129, 136);
  }

  private static boolean isGlobal(int reference) {
    return isBetween(reference, 1, 8) || isAdm(reference);
  }

  private static boolean isAdm(int reference) {
    return isBetween(reference, 10, 14) || isBetween(reference, 138, 142);
  }

  private static boolean isBetween(int number, int least, int most) {
    return number >= least && number <= most;
  }

  private void adm(Code code) {
    if (code.value().filter(value -> value.value().size() == OCTETS).isEmpty()) {
      add(LintRule.PIN_FORM, code, "no code", "8 octets");
    }
    boolean known = code.value()
        .filter(value -> !subject.isReplaced(value))
        .filter(value -> isMonotonous(value.value()))
        .isPresent();
    if (known && !subject.terms().isTest()) {
      add(LintRule.OWN_ADM, code, "a code that anyone would try", "one of the card's own");
    }
  }

  private static boolean isMonotonous(Bytes code) {
    return IntStream.range(0, code.size()).map(code::at).distinct().count() <= 1
        || code.equals(Bytes.fromHex("3132333435363738"));
  }

  private void tries(Code code, int tag) {
    code.node().member(tag).ifPresent(node -> {
      int tries = node.integer(code.path()) & 0xFF;
      int most = tries >> 4;
      int left = tries & 0x0F;
      if (left > most || left == 0) {
        add(LintRule.TRIES, code, "%d of %d tries left".formatted(left, most), "1 to the most");
      }
    });
  }

  private static boolean isPin(Bytes octets) {
    return digits(octets) >= LEAST_PIN;
  }

  /** Returns how many digits, if nothing but digits and FF behind them stands there; else 0. */
  private static int digits(Bytes octets) {
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
