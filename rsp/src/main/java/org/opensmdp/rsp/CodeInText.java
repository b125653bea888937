package org.opensmdp.rsp;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.opensmdp.rsp.CodeDiagnosis.Finding;
import org.opensmdp.rsp.CodeDiagnosis.Kind;

/**
 * The part of a pasted text that is the activation code, and what stood around it or had been done to it: a
 * mail, a link, an encoding, a line that was folded.
 *
 * @param code without blanks; empty if the text holds none
 * @param others further codes in the same text that differ from it
 */
record CodeInText(String code, List<String> others, List<Finding> findings) {
  private static final Pattern LINK = Pattern.compile("(?i)https?://\\S*?carddata=([^\\s&\"'<>]+)");
  private static final Pattern ESCAPED = Pattern.compile("(?i)%(24|3a|2d|2e)");
  private static final Pattern START =
      Pattern.compile("(?i)\\blpa\\s*[:;]?\\s*1?(?=\\s*\\$|[a-z0-9. ])|(?<![a-z0-9.-])1\\s*\\$");
  private static final Pattern GOES_ON =
      Pattern.compile("[$.-].*|[A-Z0-9-]*[0-9-][A-Z0-9-]*[^\\p{Alnum}]?");
  private static final Pattern UNFINISHED = Pattern.compile(".*[$.:;-]|(?i:lpa)|(?i:lpa[:;]?1)");
  private static final Pattern TAIL =
      Pattern.compile("[.,;:!?)\\]}>\"'`\u00BB\u201C\u201D\u2019]+$");
  private static final String INVISIBLE = "[\\p{Cf}\\p{Cc}&&[^\\s]]";

  static CodeInText of(String pasted) {
    var findings = new ArrayList<Finding>();
    var text = decoded(widthOf(pasted.strip(), findings), findings);
    var starts = START.matcher(text);
    var codes = new ArrayList<String>();
    int end = 0;
    while (starts.find()) {
      if (starts.start() < end) {
        continue;
      }
      int next = next(text, starts.end());
      var piece = new Piece(text.substring(starts.start(), next));
      around(text.substring(end, starts.start()), codes.isEmpty(), findings);
      end = starts.start() + piece.length;
      piece.tell(findings);
      codes.add(piece.code);
    }
    if (codes.isEmpty()) {
      return new CodeInText(text, List.of(), findings);
    }
    around(text.substring(end), true, findings);
    var first = codes.get(0);
    var others =
        codes.stream().filter(code -> !code.equalsIgnoreCase(first)).distinct().toList();
    return new CodeInText(first, others, findings.stream().distinct().toList());
  }

  private static int next(String text, int from) {
    var more = START.matcher(text);
    while (more.find(Math.min(from, text.length()))) {
      if (more.group().toLowerCase(Locale.ROOT).startsWith("lpa")) {
        return more.start();
      }
      from = more.end();
    }
    return text.length();
  }

  private static void around(String words, boolean matters, List<Finding> findings) {
    if (matters && words.chars().anyMatch(Character::isLetterOrDigit)) {
      findings.add(new Finding(Kind.REPAIRED, "the words around the code were left out"));
    }
  }

  private static String widthOf(String text, List<Finding> findings) {
    var seen = text.replaceAll(INVISIBLE, "").replace("\u00AD", "");
    if (!seen.equals(text)) {
      findings.add(new Finding(Kind.REPAIRED, "signs that nobody sees were left out"));
    }
    var plain = Normalizer.normalize(seen, Normalizer.Form.NFKC);
    if (plain.chars().allMatch(c -> c < 0x80)
        && !seen.chars().allMatch(c -> c < 0x80 || c == 0xA0)) {
      findings.add(
          new Finding(Kind.REPAIRED, "letters and signs of full width became the usual ones"));
    }
    return plain;
  }

  private static String decoded(String text, List<Finding> findings) {
    var link = LINK.matcher(text);
    if (link.find()) {
      findings.add(new Finding(Kind.REPAIRED, "the code was taken out of a link"));
      return percent(link.group(1)).orElse(link.group(1));
    }
    if (ESCAPED.matcher(text).find()) {
      findings.add(new Finding(Kind.REPAIRED, "percent signs of a web address were decoded"));
      return ESCAPED.matcher(text).replaceAll(sign -> switch (sign.group(1)
          .toLowerCase(Locale.ROOT)) {
        case "24" -> "\\$";
        case "3a" -> ":";
        case "2d" -> "-";
        default -> ".";
      });
    }
    return text;
  }

  private static Optional<String> percent(String text) {
    try {
      return Optional.of(URLDecoder.decode(text, StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** A code that begins here, as far as it goes on over blanks and ends of lines. */
  private static final class Piece {
    private final String code;
    private final int length;
    private final boolean folded;
    private final boolean tailed;

    Piece(String text) {
      var parts = text.split("(?<=\\S)(?=\\s)", -1);
      var found = new StringBuilder(parts[0].strip());
      int taken = parts[0].length();
      for (int i = 1; i < parts.length && goesOn(found, parts[i].strip()); i++) {
        found.append(parts[i].strip());
        taken += parts[i].length();
      }
      folded = found.length() < taken;
      length = taken;
      code = TAIL.matcher(found).replaceFirst("");
      tailed = code.length() < found.length();
    }

    private static boolean goesOn(CharSequence before, String part) {
      return !part.isEmpty()
          && (UNFINISHED.matcher(before).matches() || GOES_ON.matcher(part).matches());
    }

    void tell(List<Finding> findings) {
      if (folded) {
        findings.add(
            new Finding(Kind.REPAIRED, "blanks or line ends inside the code were left out"));
      }
      if (tailed) {
        findings.add(new Finding(Kind.REPAIRED, "the punctuation behind the code was left out"));
      }
    }
  }
}
