package org.opensmdp.activation.timeline;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.opensmdp.rsp.ActivationCode;
import org.opensmdp.rsp.Eid;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.rsp.Imsi;
import org.opensmdp.rsp.MatchingId;
import org.opensmdp.rsp.TransactionId;

/**
 * What somebody looks for: every identity that stands in a text, be it one number, the text of an
 * activation code or what a phone shows. One number may be read as several things: 32 digits are an EID
 * and could be a transactionId. Ten of each are taken.
 *
 * @param matchingIds tokens; in a text of several words, only what has a digit or a hyphen
 * @param correlationIds the whole text, if it is one word
 */
public record CaseQuery(
    Set<Iccid> iccids,
    Set<Eid> eids,
    Set<Imsi> imsis,
    Set<MatchingId> matchingIds,
    Set<TransactionId> transactionIds,
    Set<String> correlationIds) {
  /** The most that is looked at. */
  public static final int LONGEST = 4_000;

  private static final int MOST = 10;
  private static final Pattern GROUPED = Pattern.compile("[0-9][0-9 .-]{13,60}[0-9Ff]?");
  private static final Pattern WORD = Pattern.compile("[0-9A-Za-z][0-9A-Za-z-]{3,254}");
  private static final Pattern CODE = Pattern.compile("(?i)(?:LPA:)?1\\$[^\\s\"'<>]{4,600}");
  private static final Pattern TELLING = Pattern.compile("[A-Z0-9-]*[0-9-][A-Z0-9-]*");
  private static final Pattern NAME = Pattern.compile("[!-~]{1,64}");
  private static final int IMSI_DIGITS = 15;

  public CaseQuery {
    iccids = Set.copyOf(iccids);
    eids = Set.copyOf(eids);
    imsis = Set.copyOf(imsis);
    matchingIds = Set.copyOf(matchingIds);
    transactionIds = Set.copyOf(transactionIds);
    correlationIds = Set.copyOf(correlationIds);
  }

  /** What is collected while a text is read. */
  private static final class Found {
    private final Set<Iccid> iccids = new LinkedHashSet<>();
    private final Set<Eid> eids = new LinkedHashSet<>();
    private final Set<Imsi> imsis = new LinkedHashSet<>();
    private final Set<MatchingId> matchingIds = new LinkedHashSet<>();
    private final Set<TransactionId> transactionIds = new LinkedHashSet<>();

    void number(String digits) {
      add(iccids, digits, Iccid::parse);
      add(eids, digits, Eid::new);
    }

    void word(String word, boolean alone) {
      number(word);
      if (alone || word.length() == IMSI_DIGITS) {
        add(imsis, word, Imsi::new);
      }
      if (word.length() == 2 * 16) {
        add(transactionIds, word, TransactionId::fromHex);
      }
      if (alone || TELLING.matcher(word).matches()) {
        add(matchingIds, word, MatchingId::strict);
      }
    }

    void code(String text) {
      add(matchingIds, text, code -> ActivationCode.parse(code).matchingId());
    }

    private static <T> void add(Set<T> found, String text, Function<String, T> type) {
      if (found.size() < MOST) {
        read(text, type).ifPresent(found::add);
      }
    }
  }

  /** Reads a text, as far as {@link #LONGEST} characters of it. No text is wrong; it may name nothing. */
  public static CaseQuery of(String text) {
    var shown = text.substring(0, Math.min(LONGEST, text.length())).strip();
    var found = new Found();
    CODE.matcher(shown).results().limit(MOST).forEach(code -> found.code(code.group()));
    GROUPED
        .matcher(shown)
        .results()
        .limit(MOST)
        .forEach(number -> found.number(number.group().replaceAll("[ .-]", "")));
    WORD.matcher(shown)
        .results()
        .limit(10L * MOST)
        .forEach(word -> found.word(word.group(), word.group().equals(shown)));
    found.matchingIds.removeIf(MatchingId::isNone);
    return new CaseQuery(
        found.iccids,
        found.eids,
        found.imsis,
        found.matchingIds,
        found.transactionIds,
        NAME.matcher(shown).matches() ? Set.of(shown) : Set.of());
  }

  private static <T> Optional<T> read(String text, Function<String, T> type) {
    try {
      return Optional.of(type.apply(text));
    } catch (RuntimeException e) {
      return Optional.empty(); // it is none: most words of a text are not
    }
  }

  /** Whether nothing in the text can be looked for. */
  public boolean isEmpty() {
    return iccids.isEmpty()
        && eids.isEmpty()
        && imsis.isEmpty()
        && matchingIds.isEmpty()
        && transactionIds.isEmpty()
        && correlationIds.isEmpty();
  }
}
