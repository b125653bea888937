package org.opensmdp.activation.glossary;

import java.util.Locale;
import java.util.regex.Pattern;

/** The one form of a code among the many that people type: {@code PIR12}, {@code 8.2.6 - 3.8}. */
final class CodeForm {
  private static final Pattern PAIR = Pattern.compile(
      "(?:subject(?:code)?\\W*)?(\\d+(?:\\.\\d+){0,3})\\s*(?:[/,;:|–-]|\\s|and|reason(?:code)?)+\\W*"
          + "(\\d+\\.\\d+)");
  private static final Pattern GLUED = Pattern.compile("^([a-z]+)[ :=#(_]*(\\d+)\\)?$");
  private static final Pattern STATUS_WORD =
      Pattern.compile("^(?:sw[ :=]*)?(?:0x)?([69][0-9a-f]{3})$");

  private CodeForm() {}

  static String of(String text) {
    var plain = text.strip().toLowerCase(Locale.ROOT).replaceAll("\\s+", " ");
    var android = AndroidCode.pairOf(plain);
    if (android.isPresent()) {
      return android.get();
    }
    var pair = PAIR.matcher(plain);
    if (pair.matches()) {
      return pair.group(1) + "/" + pair.group(2);
    }
    var statusWord = STATUS_WORD.matcher(plain);
    if (statusWord.matches()) {
      return "sw " + statusWord.group(1);
    }
    var glued = GLUED.matcher(plain);
    return glued.matches() ? kind(glued.group(1)) + " " + number(glued.group(2)) : plain;
  }

  private static String kind(String word) {
    return switch (word) {
      case "errorreason", "installresult" -> "pir";
      case "cancelsession", "cancelsessionreason" -> "cancel";
      case "bppcommandid", "command" -> "bpp";
      case "pestatus", "simaresponse" -> "pe";
      case "esimoperationstatus" -> "windows";
      case "euiccmanager" -> "android";
      default -> word;
    };
  }

  private static String number(String digits) {
    return digits.replaceFirst("^0+(?=\\d)", "");
  }
}
