package org.opensmdp.simulator.uicc;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.opensmdp.profile.Node;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.InvalidMessage;

/**
 * Who may do what with a file: a record of EF.ARR, access modes and the conditions behind each (ETSI TS
 * 102 221 §9.2, ISO/IEC 7816-4 §5.4.3.2). What a record does not name, nobody may do.
 */
final class AccessRule {
  static final int READ = 0x01;
  static final int UPDATE = 0x02;

  private static final int ACCESS_MODE = 0x80;
  private static final int LAST_ACCESS_MODE = 0x8F;
  private static final int ALWAYS = 0x90;
  private static final int CODE = 0xA4;
  private static final int ANY_OF = 0xA0;
  private static final int ALL_OF = 0xAF;
  private static final int REFERENCE = 0x83;
  private static final int RULES_UNDER_MF = 0x2F06;
  private static final int ADM1 = 0x0A;

  private AccessRule() {}

  /** Refuses an operation on a file, if its rule does not let those in who have proved themselves. */
  static void require(int operation, Bytes rule, Directory home, Directory mf) throws StatusWord {
    if (!isAllowed(operation, rule, home, mf)) {
      throw new StatusWord(StatusWord.SECURITY);
    }
  }

  /** Where there is no such record anyone reads, and the operator does the rest. */
  static boolean isAllowed(int operation, Bytes rule, Directory home, Directory mf) {
    try {
      var rules = record(rule, home, mf);
      return rules.isEmpty()
          ? operation == READ || home.code(ADM1).filter(Code::isOpen).isPresent()
          : rules.stream().anyMatch(one -> one.modes(operation) && one.holds(home));
    } catch (InvalidMessage e) {
      return false;
    }
  }

  /** Conditions of which one must hold, and the modes they open. */
  private record Rule(int modes, List<Node> conditions) {
    boolean modes(int operation) {
      return (modes & operation) != 0;
    }

    boolean holds(Directory home) {
      return conditions.stream().anyMatch(condition -> AccessRule.holds(condition, home));
    }
  }

  private static List<Rule> record(Bytes rule, Directory home, Directory mf) {
    OptionalInt number = Directory.record(rule);
    int file = rule.size() == 3 ? rule.at(0) << 8 | rule.at(1) : 0;
    var arr = file == RULES_UNDER_MF ? mf.file(file) : arr(file, home);
    var record = arr.flatMap(one -> one.record(number.orElse(0)));
    return record.map(AccessRule::rules).orElse(List.of());
  }

  /** EF.ARR lies in the directory, or in one above it. */
  private static Optional<ElementaryFile> arr(int file, Directory home) {
    var own = home.file(file);
    return own.isPresent() ? own : home.parent().flatMap(above -> arr(file, above));
  }

  private static List<Rule> rules(Bytes record) {
    int end = record.size();
    while (end > 0 && record.at(end - 1) == 0xFF) {
      end--;
    }
    var rules = new ArrayList<Rule>();
    for (var node : Node.parse("EF.ARR", record.slice(0, end))) {
      if (node.tag() >= ACCESS_MODE && node.tag() <= LAST_ACCESS_MODE) {
        boolean modes = node.tag() == ACCESS_MODE && !node.value().isEmpty();
        rules.add(new Rule(modes ? node.value().at(0) : 0, new ArrayList<>()));
      } else if (!rules.isEmpty()) {
        rules.get(rules.size() - 1).conditions().add(node);
      }
    }
    return rules;
  }

  private static boolean holds(Node condition, Directory home) {
    return switch (condition.tag()) {
      case ALWAYS -> true;
      case CODE -> isOpen(condition, home);
      case ANY_OF -> condition.members().stream().anyMatch(one -> holds(one, home));
      case ALL_OF ->
        !condition.members().isEmpty()
            && condition.members().stream().allMatch(one -> holds(one, home));
      default -> false;
    };
  }

  private static boolean isOpen(Node condition, Directory home) {
    return condition
        .member(REFERENCE)
        .filter(reference -> reference.value().size() == 1)
        .flatMap(reference -> home.code(reference.value().at(0)))
        .filter(Code::isOpen)
        .isPresent();
  }
}
