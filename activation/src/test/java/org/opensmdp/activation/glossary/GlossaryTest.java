package org.opensmdp.activation.glossary;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.opensmdp.activation.Attribution;

/** Codes as people write them, texts as phones show them. */
class GlossaryTest {
  private final Glossary glossary = Glossary.standard();

  @Test
  void hasEveryRowOfTheList() {
    var numbers = glossary.all().stream().map(GlossaryEntry::number).collect(Collectors.toSet());

    assertThat(numbers).containsAll(IntStream.rangeClosed(1, 91).boxed().toList());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "8.2.6/3.8 | 15",
        "8.2.6 / 3.8 | 15",
        "8.2.6-3.8 | 15",
        "8.2.6 3.8 | 15",
        "subjectCode 8.2.6 reasonCode 3.8 | 15",
        "subject: 8.2.6, reason: 3.8 | 15",
        "8.1.1/3.10 | 76",
        "8.1.1/3.8 | 7",
        "8/4.2 | 30",
        "PIR 12 | 42",
        "pir12 | 42",
        "errorReason 12 | 42",
        "errorReason(12) | 42",
        "cancel 3 | 27",
        "cancel03 | 27",
        "bpp 5 | 48",
        "pe 6 | 54",
        "PEStatus 31 | 60",
        "android 10009 | 68",
        "android 0x0A826038 | 15",
        "android 176316472 | 15",
        "168300616 | 5",
        "windows 15 | 15",
        "sw 6985 | 65",
        "6A88 | 66",
        "0x6A88 | 66",
        "lpa tls | 62",
        "State Downloaded | 88",
        "notification unknown | 90",
      })
  void findsACodeHoweverItIsWritten(String text, int number) {
    assertThat(glossary.find(text)).map(GlossaryEntry::number).hasValue(number);
  }

  @ParameterizedTest
  @CsvSource({
    "8.2.6/3",
    "pir 99",
    "'pir -1'",
    "8.2.6",
    "''",
    "'  '",
    "3.8",
    "android",
    "8.2.6/3.80",
    "123456789",
    "99999999999999999999",
    "android 0"
  })
  void findsNothingForWhatIsNoCode(String text) {
    assertThat(glossary.find(text)).isEmpty();
  }

  @Test
  void tellsApartWhatOneCodeMeansHereAndThere() {
    assertThat(glossary.find("8.2.1/3.3", "ES2+.CancelOrder"))
        .map(GlossaryEntry::attribution)
        .hasValue(Attribution.OPERATOR);
    assertThat(glossary.find("8.2.1/3.3", "callback"))
        .map(GlossaryEntry::attribution)
        .hasValue(Attribution.DEVICE);
    assertThat(glossary.find("8.2.6/3.8", "somewhere else")).isPresent();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "EID doesn't match the expected value | 7",
        "This profile has been revoked | 13",
        "MatchingID is refused | 15",
        "This code is no longer valid. Contact your carrier to get a new code. | 15",
        "ERROR_CARRIER_LOCKED | 67",
        "install_failed_due_to_pe_processing_error | 42",
        "installFailedDueToIccidAlreadyExistsOnEuicc | 39",
        "ServerNotTrusted | 62",
        "x509: certificate signed by unknown authority | 62",
        "could not resolve host: smdp.example.com | 63",
        "InsufficientSpaceOnCard | 5",
        "wrong confirmation code | 22",
        "[cancelSession] 8.10.1/3.9 | 18",
        "es9p_authenticate_client: 8.8.5 4.10 The Download order has expired | 16",
      })
  void findsWhatAPhoneShows(String text, int number) {
    assertThat(glossary.search(text)).first().returns(number, GlossaryEntry::number);
  }

  @Test
  void offersWhatIsNearestToAnUnknownCode() {
    assertThat(glossary.search("8.2.6/3.9")).extracting(GlossaryEntry::code).contains("8.2.6/3.8");
    assertThat(glossary.search("pir 99")).isNotEmpty();
    assertThat(glossary.search("qwertz")).isEmpty();
    assertThat(glossary.search("")).isEmpty();
    assertThat(glossary.search("x ".repeat(100_000))).isEmpty();
  }
}
