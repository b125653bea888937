package org.opensmdp.activation.glossary;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.opensmdp.activation.Attribution.ofCancel;
import static org.opensmdp.activation.Attribution.ofRefusal;
import static org.opensmdp.activation.Attribution.ofReport;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.opensmdp.activation.Attribution;
import org.opensmdp.rsp.BppCommandId;
import org.opensmdp.rsp.CancelSessionReason;
import org.opensmdp.rsp.ErrorReason;
import org.opensmdp.rsp.StatusCode;

/** The glossary is whole, agrees with the rules, and its texts are fit to be read out. */
class GlossaryTextsTest {
  /** Codes of functions that this server does not have: neither answered nor told. */
  private static final Set<StatusCode> NEVER_TOLD = EnumSet.of(
      StatusCode.DEVICE_CHANGE_UNSUPPORTED,
      StatusCode.DEVICE_CHANGE_NOT_ALLOWED,
      StatusCode.DEVICE_CHANGE_SESSION_UNKNOWN,
      StatusCode.EVENT_CHECKING_UNSUPPORTED,
      StatusCode.ECID_EXPIRED,
      StatusCode.ECID_UNKNOWN,
      StatusCode.EID_UNKNOWN,
      StatusCode.LPA_IN_USE,
      StatusCode.PROFILE_OWNER_INVALID_ASSOCIATION,
      StatusCode.METADATA_INVALID,
      StatusCode.METADATA_CONDITIONAL_MISSING,
      StatusCode.RPM_SCRIPT_MISSING,
      StatusCode.RPM_COMMAND_EXECUTION_ERROR,
      StatusCode.SMDS_ADDRESS_REFUSED,
      StatusCode.SMDS_SECURITY_CONFIGURATION_UNSUPPORTED,
      StatusCode.SMDS_SVN_UNSUPPORTED,
      StatusCode.SMDS_CERTIFICATE_UNAVAILABLE,
      StatusCode.FUNCTION_EXPIRED,
      StatusCode.FUNCTION_NO_RESPONSE);

  private static final Pattern MACHINE_TALK = Pattern.compile(
      "\\d\\.\\d|\\d/\\d|[{}<>%$]|\\b(EID|ICCID|IMSI|PIR|BPP|SM-DP|SM-DS|SMDP|TODO|TBD|null)\\b|\\d{3,}");
  private static final int LONGEST_TOLD = 150;

  private final Glossary glossary = Glossary.standard();

  static List<GlossaryEntry> entries() {
    return Glossary.standard().all();
  }

  static Stream<GlossaryEntry> told() {
    return entries().stream().filter(entry -> !entry.customer().isEmpty());
  }

  @ParameterizedTest
  @EnumSource(StatusCode.class)
  void explainsEveryStatusAndBlamesTheSame(StatusCode status) {
    var entry = glossary.find(status.pair(), "as a refusal");

    assertThat(entry.isPresent()).isNotEqualTo(NEVER_TOLD.contains(status));
    entry.ifPresent(found -> assertThat(found.attribution()).isEqualTo(ofRefusal(status)));
  }

  @ParameterizedTest
  @EnumSource(ErrorReason.class)
  void explainsEveryReportAndBlamesTheSame(ErrorReason reason) {
    assertThat(glossary.find("pir " + reason.code()))
        .map(GlossaryEntry::attribution)
        .hasValue(ofReport(reason));
  }

  @ParameterizedTest
  @EnumSource(CancelSessionReason.class)
  void explainsEveryCancellationAndBlamesTheSame(CancelSessionReason reason) {
    assertThat(glossary.find("cancel " + reason.code()))
        .map(GlossaryEntry::attribution)
        .hasValue(ofCancel(reason));
  }

  @ParameterizedTest
  @EnumSource(BppCommandId.class)
  void explainsEveryCommand(BppCommandId command) {
    assertThat(glossary.find("bpp " + command.code())).isPresent();
  }

  @Test
  void explainsEveryStatusOfAnElement() {
    assertThat(IntStream.concat(IntStream.rangeClosed(1, 11), IntStream.of(31)).boxed())
        .allSatisfy(code -> assertThat(glossary.find("pe " + code))
            .map(GlossaryEntry::attribution)
            .hasValue(Attribution.TEMPLATE));
  }

  /** SGP.22's words for a pair are among those it is found by. */
  @ParameterizedTest
  @EnumSource(StatusCode.class)
  void findsEveryStatusByItsText(StatusCode status) {
    if (!NEVER_TOLD.contains(status)) {
      assertThat(glossary.search(status.text()))
          .flatExtracting(GlossaryEntry::codes)
          .contains(status.pair());
    }
  }

  @ParameterizedTest
  @MethodSource("entries")
  void saysSomethingShortEverywhere(GlossaryEntry entry) {
    assertThat(entry.name()).hasSizeBetween(5, 60).doesNotEndWith(".");
    assertThat(entry.meaning()).hasSizeBetween(20, 160).endsWith(".");
    assertThat(entry.action()).hasSizeBetween(5, 260).endsWith(".");
    assertThat(entry.where()).isNotEmpty().doesNotContain("");
    assertThat(entry.codes()).doesNotContain("");
    assertThat(entry.says()).doesNotContain("");
    assertThat(entry.name() + entry.meaning() + entry.action())
        .doesNotContainPattern("\\b(TODO|TBD|FIXME|XXX)\\b|[{}]| {2}");
  }

  @Test
  void givesEveryCodeOneMeaningInOnePlace() {
    var seen = new HashSet<String>();
    for (var entry : glossary.all()) {
      for (var code : entry.codes()) {
        entry
            .where()
            .forEach(where -> assertThat(seen.add(code + " in " + where))
                .as(code + " in " + where)
                .isTrue());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("entries")
  void tellsCustomersInEveryLanguageOrInNone(GlossaryEntry entry) {
    assertThat(entry.customer().keySet()).isIn(Set.of(), Set.copyOf(Glossary.LANGUAGES));
  }

  @ParameterizedTest
  @MethodSource("told")
  void tellsCustomersNothingOfMachines(GlossaryEntry entry) {
    assertThat(entry.customer()).allSatisfy((language, text) -> {
      assertThat(text).hasSizeBetween(15, LONGEST_TOLD).doesNotContainPattern(MACHINE_TALK);
      assertThat(text).doesNotContain("  ").isEqualTo(text.strip());
      assertThat(text.endsWith(".")).isNotEqualTo(language.equals("th"));
    });
  }

  @ParameterizedTest
  @MethodSource("told")
  void tellsEachLanguageInItsOwnWords(GlossaryEntry entry) {
    assertThat(entry.customer().values()).doesNotHaveDuplicates();
    assertThat(entry.customer().get("th")).containsPattern("\\p{IsThai}{5}");
    assertThat(entry.customer()).allSatisfy((language, text) -> {
      if (!language.equals("th")) {
        assertThat(text).doesNotContainPattern("\\p{IsThai}");
      }
    });
  }

  /** Polite in every language, and something to do: the usual word of asking is there. */
  @Test
  void asksPolitely() {
    var asking = Map.of(
        "en", "(?i)please|whenever",
        "de", "(?i)bitte|wann immer",
        "fr", "(?i)veuillez|quand vous",
        "es", "(?i)por favor|cuando quiera",
        "id", "(?i)silakan|mohon|pastikan",
        "th", "กรุณา|เมื่อคุณพร้อม");
    asking.forEach((language, words) -> assertThat(told())
        .allSatisfy(entry ->
            assertThat(entry.customer().get(language)).as(language).containsPattern(words)));
  }

  @Test
  void hasEnglishForLanguagesItLacks() {
    var entry = glossary.find("8.2.6/3.8").orElseThrow();

    assertThat(entry.customer("pt")).isEqualTo(entry.customer("en"));
    assertThat(entry.customer("de-AT")).hasValue(entry.customer().get("de"));
    assertThat(glossary.find("pe 6").orElseThrow().customer("de")).isEmpty();
  }

  @Test
  void sharesSentencesAmongEntriesThatSayTheSame() {
    assertThat(glossary.find("pir 10").orElseThrow().customer())
        .isEqualTo(glossary.find("8.1/4.8").orElseThrow().customer());
    assertThat(glossary.all().stream().map(GlossaryEntry::code).collect(toSet()))
        .hasSizeGreaterThan(91);
  }
}
