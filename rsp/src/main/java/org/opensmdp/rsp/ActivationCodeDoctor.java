package org.opensmdp.rsp;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.opensmdp.rsp.CodeDiagnosis.Finding;
import org.opensmdp.rsp.CodeDiagnosis.Kind;

/**
 * Looks at an activation code that somebody pasted (SGP.22 v2 §4.1): says what is wrong with it and what
 * was meant. {@link PastedCode} reads what is certain; this takes the code out of a text first, and
 * guesses where a guess helps. It knows no order. Any thread.
 */
public final class ActivationCodeDoctor {
  private static final int LONGEST_PASTE = 4_000;
  private static final int SLIPS = 2;
  private static final Pattern OTHER_SIGNS = Pattern.compile(
      "(?i)^(?:lpa[:;]?)?1([!|#*~^/\\\\;,\u00A7\u20AC\u00A3&+=])([a-z0-9.-]+)\\1([a-z0-9-]+)$");
  private static final Pattern SHELL =
      Pattern.compile("(?i)^(?:lpa[:;]?)?1?(?:\\.[a-z0-9-]+)+\\.[a-z0-9]+(?:-[a-z0-9-]*)?$");
  private static final Pattern NO_TOKEN = Pattern.compile("(?i)^(?:lpa[:;]?)?1\\$([^$]+)$");
  private static final Pattern OUR_TOKEN = Pattern.compile("(?:[0-9A-Z]{4}-){6}[0-9A-Z]{4}");
  private static final Pattern OUR_TOKEN_CUT =
      Pattern.compile("(?:[0-9A-Z]{4}-){1,5}[0-9A-Z]{0,4}|(?:[0-9A-Z]{4}-){6}[0-9A-Z]{0,3}");

  private final Set<String> hosts;

  /** @param hosts the addresses of our codes, with the port if codes name it; empty if they are not known */
  public ActivationCodeDoctor(Set<String> hosts) {
    this.hosts =
        hosts.stream().map(ActivationCodeDoctor::plain).collect(Collectors.toUnmodifiableSet());
  }

  /** Looks at a text; any text, of any length. */
  public CodeDiagnosis examine(String pasted) {
    if (pasted.length() > LONGEST_PASTE) {
      return new CodeDiagnosis(
          List.of(new Finding(Kind.WRONG, "this is far too long; paste the code alone")),
          Optional.empty());
    }
    var text = CodeInText.of(pasted);
    if (!text.others().isEmpty()) {
      return several(text);
    }
    return new Examination(text).diagnosis();
  }

  private static CodeDiagnosis several(CodeInText text) {
    var findings = new ArrayList<>(text.findings());
    findings.add(new Finding(
        Kind.WRONG,
        "there are %d different codes in this text; paste one at a time, each is for one phone"
            .formatted(text.others().size() + 1)));
    return new CodeDiagnosis(findings, Optional.empty());
  }

  private static String plain(String host) {
    return host.toLowerCase(Locale.ROOT).replaceFirst("\\.$", "");
  }

  /** One text under examination. */
  private final class Examination {
    private final List<Finding> findings;
    private final String text;

    Examination(CodeInText text) {
      this.findings = new ArrayList<>(text.findings());
      this.text = text.code();
    }

    CodeDiagnosis diagnosis() {
      return new CodeDiagnosis(findings, read(shaped(text)).map(this::examined));
    }

    /** Puts the dollar signs where they belong, if it can be told where. */
    private String shaped(String code) {
      if (!code.contains("$")) {
        return withoutDollars(code);
      }
      var bare = code.replaceFirst("(?i)^lpa\\s*[:;]?", "");
      var first = bare.substring(0, bare.indexOf('$'));
      if (first.isEmpty()) {
        guessed("the 1 in front of the first $ was missing");
        return "1" + bare;
      }
      if (first.contains(".") && HostName.holds(first)) {
        guessed("the 1$ in front of the address was missing");
        return "1$" + bare;
      }
      if (first.equalsIgnoreCase("l") || first.equalsIgnoreCase("i")) {
        guessed("a code begins with the digit 1, not with a letter");
        return "1" + bare.substring(1);
      }
      var alone = NO_TOKEN.matcher(code);
      if (alone.matches() && HostName.holds(alone.group(1))) {
        note(
            "there is no matchingId: only a phone whose EID the order names finds a profile with it");
        return "1$" + alone.group(1) + "$";
      }
      return code;
    }

    private String withoutDollars(String code) {
      var other = OTHER_SIGNS.matcher(code);
      if (other.matches()) {
        guessed("the dollar signs had become '%s'".formatted(other.group(1)));
        return "1$" + other.group(2) + "$" + other.group(3);
      }
      var bare = code.replaceFirst("(?i)^(?:lpa)?[:;]?1?", "");
      for (var host : hosts) {
        if (plain(bare).startsWith(host) && bare.length() > host.length()) {
          guessed("the dollar signs were missing");
          return "1$" + host + "$"
              + bare.substring(host.length()).replaceFirst("^[^\\p{Alnum}]", "");
        }
      }
      return code;
    }

    private Optional<ActivationCode> read(String code) {
      if (SHELL.matcher(code).matches()) {
        wrong("a shell took $ and the word behind it for a variable, so a part of the code is lost;"
            + " copy it again and put it between single quotes");
        return Optional.empty();
      }
      try {
        var read = PastedCode.read(code);
        read.repairs().forEach(this::repaired);
        return Optional.of(read.code());
      } catch (IllegalArgumentException e) {
        wrong(String.valueOf(e.getMessage()));
        return Optional.empty();
      }
    }

    private ActivationCode examined(ActivationCode code) {
      var address = address(code.smdpAddress());
      boolean ours = hosts.contains(plain(address));
      if (!ours && !hosts.isEmpty()) {
        note("the code is for the server %s, which is not one of ours".formatted(address));
      }
      if (code.smdpOid().isPresent()) {
        repaired("the OID was left out: it may be, and some scanners refuse a code with it");
      }
      return new ActivationCode(
          address,
          ours ? ownToken(code.matchingId()) : code.matchingId(),
          Optional.empty(),
          code.confirmationCodeRequired());
    }

    private String address(String address) {
      var host = address.replaceFirst(":\\d+$", "");
      boolean named = hosts.contains(plain(address));
      if (!named && !host.equals(address)) {
        if (address.endsWith(":443") || hosts.contains(plain(host))) {
          repaired("the port was left out; phones go to 443 by themselves");
          return host;
        }
        note("the address names a port; many phones do not take one");
      }
      return named ? address : meant(address);
    }

    /** The one of our hosts that differs by look-alikes or a slip of the fingers. */
    private String meant(String address) {
      var near = hosts.stream()
          .filter(host -> !host.equals(plain(address)))
          .filter(host ->
              looks(host).equals(looks(plain(address))) || slips(host, plain(address)) <= SLIPS)
          .toList();
      if (near.size() != 1) {
        return address;
      }
      guessed("the address is probably %s, not %s".formatted(near.get(0), address));
      return near.get(0);
    }

    /** Tokens we make are seven groups of four signs without I, L, O, U. */
    private MatchingId ownToken(MatchingId id) {
      var text = id.text();
      if (OUR_TOKEN_CUT.matcher(text).matches()) {
        note("the matchingId looks cut off: those that we make have seven groups of four signs");
      }
      if (!OUR_TOKEN.matcher(text).matches()) {
        return id;
      }
      var like = text.replace('I', '1').replace('L', '1').replace('O', '0');
      if (!like.equals(text)) {
        guessed("our matchingIds have no letters I, L and O: they became the digits 1 and 0");
      }
      if (like.indexOf('U') >= 0) {
        note("our matchingIds have no letter U: it may be a V");
      }
      return new MatchingId(like);
    }

    private void repaired(String what) {
      findings.add(new Finding(Kind.REPAIRED, what));
    }

    private void guessed(String what) {
      findings.add(new Finding(Kind.GUESSED, what));
    }

    private void note(String what) {
      findings.add(new Finding(Kind.NOTE, what));
    }

    private void wrong(String what) {
      findings.add(new Finding(Kind.WRONG, what));
    }
  }

  private static String looks(String host) {
    return host.replace('0', 'o').replace('1', 'l').replace('i', 'l').replace("rn", "m");
  }

  /** How many signs have to be changed, put in or left out (Levenshtein). */
  private static int slips(String one, String other) {
    if (Math.abs(one.length() - other.length()) > SLIPS) {
      return SLIPS + 1;
    }
    int[] before = new int[other.length() + 1];
    for (int j = 0; j <= other.length(); j++) {
      before[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      int[] now = new int[other.length() + 1];
      now[0] = i;
      for (int j = 1; j <= other.length(); j++) {
        int changed = before[j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        now[j] = Math.min(changed, Math.min(before[j], now[j - 1]) + 1);
      }
      before = now;
    }
    return before[other.length()];
  }
}
