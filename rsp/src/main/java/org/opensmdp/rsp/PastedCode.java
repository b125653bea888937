package org.opensmdp.rsp;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An activation code as people paste it: read as it was meant where that is certain, and refused with
 * a sentence that says what is wrong and what to do where it is not. For eyes at a desk; devices and
 * interfaces read strictly ({@link ActivationCode#parse}).
 *
 * @param code what was meant
 * @param repairs what had to be repaired, a sentence each
 */
public record PastedCode(ActivationCode code, List<String> repairs) {
  private static final int LONGEST_PASTE = 2_000;
  private static final int LONGEST = 255;
  private static final String LINK = "carddata=";
  private static final Pattern PREFIX = Pattern.compile("(?i)^lpa\\s*[:;]?\\s*");
  private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Z}\\p{Cf}\\p{Cc}]+");
  private static final Pattern QUOTES = Pattern.compile(
      "^[\"'`<\u201C\u201D\u201E\u2018\u2019]+|[\"'`>\u201C\u201D\u201E\u2018\u2019,;]+$");
  private static final Pattern DASHES = Pattern.compile("[\\u2010-\\u2015\\u2212_]");
  private static final Pattern MANGLED = Pattern.compile("(?i)^(lpa:?)?1?[.-][a-z0-9.-]+$");
  private static final Pattern HOST_IN_FRONT = Pattern.compile("(?i)^[a-z0-9-]+(\\.[a-z0-9-]+)+$");

  public PastedCode {
    repairs = List.copyOf(repairs);
  }

  /**
   * Reads what somebody pasted.
   *
   * @throws IllegalArgumentException with a sentence for people: what is wrong, what to do
   */
  public static PastedCode read(String pasted) {
    return new Reader().read(pasted);
  }

  /** One reading, and the repairs it needed. */
  private static final class Reader {
    private final List<String> repairs = new ArrayList<>();

    PastedCode read(String pasted) {
      require(pasted.length() <= LONGEST_PASTE, "this is far too long for an activation code");
      var parts = withoutPrefix(plain(pasted)).split("\\$", -1);
      checkShape(parts);
      require(
          parts[1].length() + parts[2].length() + 4 <= LONGEST,
          "the code is longer than 255 signs; a card cannot keep it");
      var address = address(parts[1]);
      var matchingId = matchingId(parts[2]);
      var oid = parts.length > 3 ? parts[3] : "";
      var flag = parts.length > 4 ? parts[4] : "";
      if (oid.equals("1") && flag.isEmpty()) {
        repairs.add(
            "the 1 for the confirmation code stood where an OID belongs; two $ go before it");
        oid = "";
        flag = "1";
      }
      if (parts.length > 5) {
        repairs.add("what follows the fifth part is of a later version and was left out");
      }
      return new PastedCode(new ActivationCode(address, matchingId, oid(oid), flag(flag)), repairs);
    }

    /** Takes away what is around the code or was put into it on the way. */
    private String plain(String pasted) {
      var text = link(pasted.strip());
      text = repaired(
          text,
          text.replace("%24", "$").replace("%3A", ":").replace("%3a", ":"),
          "percent signs of a web address were decoded");
      text = repaired(
          text,
          text.replace("&#36;", "$").replace("&dollar;", "$").replace("\uFF04", "$"),
          "the dollar signs were written in another way");
      text = repaired(text, text.replace("\\$", "$"), "backslashes before $ were left out");
      text =
          repaired(text, BLANKS.matcher(text).replaceAll(""), "blanks or line ends were left out");
      text = repaired(
          text, QUOTES.matcher(text).replaceAll(""), "quotes around the code were left out");
      require(!text.isEmpty(), "there is nothing here; paste the text that begins with LPA:1$");
      return text;
    }

    private String link(String text) {
      int start = text.indexOf(LINK);
      if (start < 0) {
        require(
            !text.regionMatches(true, 0, "http", 0, 4) || !text.contains("/"),
            "this is a web address; paste the text that begins with LPA:1$, or scan the QR code");
        return text;
      }
      repairs.add("the code was taken out of a link");
      var data = text.substring(start + LINK.length()).replaceFirst("&.*", "");
      try {
        return URLDecoder.decode(data, StandardCharsets.UTF_8);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("the link is cut off in the middle; copy it whole", e);
      }
    }

    private String repaired(String before, String after, String what) {
      if (!before.equals(after)) {
        repairs.add(what);
      }
      return after;
    }

    private String withoutPrefix(String text) {
      var rest = PREFIX.matcher(text).replaceFirst("");
      if (!rest.equals(text) && !text.startsWith("LPA:")) {
        repairs.add("it begins with LPA: in capitals");
      }
      return rest;
    }

    private static void checkShape(String[] parts) {
      var first = parts[0];
      if (parts.length == 1) {
        require(
            !MANGLED.matcher(first).matches() || !first.contains("."),
            "the $ signs are gone: a shell or a template took them for variables."
                + " Put the code between single quotes");
        require(
            !first.matches("[A-Za-z0-9-]+"),
            "this is a matchingId alone; the address of the SM-DP+ is missing: 1$address$matchingId");
        throw new IllegalArgumentException(
            "there is no $ in it; a code looks like 1$address$matchingId");
      }
      require(
          !HOST_IN_FRONT.matcher(first).matches(),
          "the 1$ at the beginning is missing; a code looks like 1$address$matchingId");
      require(
          first.equals("1"),
          "a code begins with 1$, this one with '%s$': another format, or it is cut off"
              .formatted(first));
      require(
          parts.length > 2,
          "the part after the address is missing; a code looks like 1$address$matchingId");
    }

    private String address(String text) {
      var bare = repaired(
          text,
          text.replaceFirst("(?i)^https?://", "").replaceFirst("/+$", ""),
          "the address is a host name alone, without https:// and slashes");
      require(!bare.isEmpty(), "the address of the SM-DP+ is missing between the first two $");
      require(
          !bare.contains(","),
          "there is a comma in the address '%s'; it has dots only".formatted(bare));
      require(
          !bare.contains("/"),
          "there is a path behind the address '%s'; it is a host name alone".formatted(bare));
      require(
          !bare.contains("@"), "'%s' is a mail address; the SM-DP+ is a host name".formatted(bare));
      require(HostName.holds(bare), "the address '%s' is no host name".formatted(bare));
      require(
          !bare.contains(".."), "there are two dots in a row in the address '%s'".formatted(bare));
      return bare;
    }

    private MatchingId matchingId(String text) {
      var dashed = repaired(
          text, DASHES.matcher(text).replaceAll("-"), "dashes in the matchingId became hyphens");
      var upper =
          repaired(dashed, dashed.toUpperCase(Locale.ROOT), "the matchingId is in capital letters");
      try {
        return MatchingId.strict(upper);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            "the matchingId has signs that none has; it is made of A-Z, 0-9 and -", e);
      }
    }

    private static Optional<SmdpOid> oid(String text) {
      if (text.isEmpty()) {
        return Optional.empty();
      }
      try {
        return Optional.of(new SmdpOid(text));
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            "the fourth part is the OID of the SM-DP+, numbers with dots as 2.999.10; it can be left"
                + " empty",
            e);
      }
    }

    private boolean flag(String text) {
      if (!text.isEmpty() && !text.equals("1")) {
        repairs.add("the fifth part is 1 or nothing; anything else says no confirmation code");
      }
      return text.equals("1");
    }

    private static void require(boolean holds, String otherwise) {
      if (!holds) {
        throw new IllegalArgumentException(otherwise);
      }
    }
  }
}
