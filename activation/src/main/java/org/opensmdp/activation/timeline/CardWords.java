package org.opensmdp.activation.timeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.opensmdp.activation.CardEvidence;
import org.opensmdp.activation.timeline.CaseFile.Attempt;
import org.opensmdp.rsp.EuiccInfo2;
import org.opensmdp.rsp.InvalidMessage;
import org.opensmdp.rsp.SubjectKeyId;

/** What a card showed of itself, a line each: who made it, what runs on it, what it forbids. */
final class CardWords {
  private static final int EUM_DIGITS = 8;
  private static final List<String> RULES =
      List.of("change of rules", "PPR1 (must stay enabled)", "PPR2 (must stay installed)");

  private CardWords() {}

  static List<String> of(Attempt attempt) {
    var lines = new ArrayList<String>();
    var maker = attempt.eid().digits().substring(0, EUM_DIGITS);
    attempt.card().ifPresent(card -> {
      lines.add("maker: %s; may issue EIDs that begin with %s".formatted(card.eumName(), maker));
      lines.add("certificates: chip until %s, maker until %s, root CI %s"
          .formatted(day(card.euiccNotAfter()), day(card.eumNotAfter()), card.ci()));
      lines.addAll(info(card));
    });
    attempt.tac().ifPresent(tac -> lines.add("phone: TAC " + tac + " (as its app says)"));
    return lines;
  }

  /** Returns the octets that the chip said were free. */
  static Optional<Long> freeMemory(CardEvidence card) {
    try {
      return card.euiccInfo2().isEmpty()
          ? Optional.empty()
          : EuiccInfo2.parse(card.euiccInfo2()).freeNonVolatileMemory();
    } catch (InvalidMessage e) {
      return Optional.empty();
    }
  }

  private static String day(Object instant) {
    return instant.toString().substring(0, 10);
  }

  private static List<String> info(CardEvidence card) {
    if (card.euiccInfo2().isEmpty()) {
      return List.of();
    }
    try {
      return info(EuiccInfo2.parse(card.euiccInfo2()));
    } catch (InvalidMessage e) {
      return List.of("EUICCInfo2 cannot be read");
    }
  }

  private static List<String> info(EuiccInfo2 info) {
    var forbidden = IntStream.range(0, RULES.size())
        .filter(info::forbids)
        .mapToObj(RULES::get)
        .collect(Collectors.joining(", "));
    return List.of(
        "chip: firmware %s, SGP.22 %s, profile packages up to %s"
            .formatted(info.euiccFirmwareVer(), info.svn(), info.profileVersion()),
        "free memory: "
            + info.freeNonVolatileMemory().map(PlainSpan::octets).orElse("the chip does not say"),
        "policy rules the chip forbids: " + (forbidden.isEmpty() ? "none" : forbidden),
        "roots the chip trusts: "
            + info.euiccCiPKIdListForVerification().stream()
                .limit(8)
                .map(SubjectKeyId::toString)
                .collect(Collectors.joining(", ")));
  }
}
