package org.opensmdp.activation.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opensmdp.activation.timeline.ClientLogImport.Result;
import org.opensmdp.activation.timeline.ClientLogImport.Said;
import org.opensmdp.rsp.Eid;
import org.opensmdp.rsp.Iccid;

class ClientLogImportTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final Iccid ICCID = new Iccid("8988220000000000010");
  private static final Eid EID = new Eid("89049032001122334455667788990109");

  private final InMemoryCases cases = new InMemoryCases(1, ICCID, EID);
  private final ClientLogImport imports = new ClientLogImport(cases, cases, () -> NOW);

  private static Said said(String about, String code, String text) {
    return new Said(
        ClientLogSource.LPAC,
        Optional.of(NOW.minusSeconds(60)),
        about,
        Optional.empty(),
        code,
        text);
  }

  @Test
  void keepsALineAboutAnOrderOnce() {
    var lines = List.of(said(ICCID.digits(), "8.2.6/3.8", "refused"));

    assertThat(imports.run(lines, "", Optional.empty())).isEqualTo(new Result(1, 0, 0));
    assertThat(imports.run(lines, "", Optional.empty())).isEqualTo(new Result(0, 1, 0));
    assertThat(cases.kept).singleElement().satisfies(entry -> {
      assertThat(entry.iccid()).contains(ICCID);
      assertThat(entry.happenedAt()).isEqualTo(NOW.minusSeconds(60));
      assertThat(entry.code()).isEqualTo("8.2.6/3.8");
    });
  }

  @Test
  void takesWhatTheFileIsAboutWhereALineDoesNotSay() {
    var result =
        imports.run(List.of(said("", "android 10000", "locked")), EID.digits(), Optional.empty());

    assertThat(result).isEqualTo(new Result(1, 0, 0));
    assertThat(cases.kept).singleElement().satisfies(entry -> {
      assertThat(entry.iccid()).isEmpty();
      assertThat(entry.eid()).contains(EID);
    });
  }

  @Test
  void keepsNothingAboutWhatItDoesNotKnow() {
    var lines = List.of(said("8949000000000000007", "pir 9", "x"), said("", "pir 9", "x"));

    assertThat(imports.run(lines, "", Optional.empty())).isEqualTo(new Result(0, 0, 2));
    assertThat(cases.kept).isEmpty();
  }

  @Test
  void tellsAnOperatorNothingOfOthers() {
    var lines = List.of(said(ICCID.digits(), "pir 9", "x"), said(EID.digits(), "pir 9", "x"));

    assertThat(imports.run(lines, "", Optional.of(2L))).isEqualTo(new Result(0, 0, 2));
    assertThat(imports.run(lines, "", Optional.of(1L))).isEqualTo(new Result(1, 0, 1));
  }

  @Test
  void believesNoClockThatIsFarOff() {
    var wrong = new Said(
        ClientLogSource.ANDROID,
        Optional.of(NOW.plus(Duration.ofDays(3_000))),
        ICCID.digits(),
        Optional.empty(),
        "android 10009",
        "");

    imports.run(List.of(wrong), "", Optional.empty());

    assertThat(cases.kept).singleElement().returns(NOW, ClientLogEntry::happenedAt);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "eid 89049032001122334455667788990109 refused",
        "EID: 8904 9032 0011 2233 4455 6677 8899 0109",
        "iccid 8988220000000000010F",
        "imsi 001010123456789",
        "scanned LPA:1$smdp.example.com$A1B2-C3D4-E5",
        "token A1B2-C3D4-E5F6 unknown",
        "session 00112233445566778899aabbccddeeff"
      })
  void keepsNoIdentity(String text) {
    var kept = ClientLogImport.withoutIdentities(text);

    assertThat(kept)
        .containsAnyOf("(number)", "(code)", "(token)")
        .doesNotContain("8904", "8988", "00101", "A1B2", "00112233");
  }

  @Test
  void keepsTheWords() {
    assertThat(ClientLogImport.withoutIdentities("HTTP 200, EID doesn't match\nthe order"))
        .isEqualTo("HTTP 200, EID doesn't match the order");
    assertThat(ClientLogImport.withoutIdentities("word ".repeat(1_000))).hasSizeLessThan(510);
  }
}
