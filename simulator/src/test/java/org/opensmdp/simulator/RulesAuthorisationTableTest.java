package org.opensmdp.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.InvalidMessage;
import org.opensmdp.rsp.ProfileOwner;
import org.opensmdp.simulator.RulesAuthorisationTable.Rule;

/** The Rules Authorisation Table (SGP.22 v2 §2.9.2) and ES10b.GetRAT. */
class RulesAuthorisationTableTest {

  private static ProfileOwner operator(String mccMnc, String gid1, String gid2) {
    return new ProfileOwner(Bytes.fromHex(mccMnc), octets(gid1), octets(gid2));
  }

  /** A minus stands for a member that is not there. */
  private static Optional<Bytes> octets(String hex) {
    return hex.equals("-") ? Optional.empty() : Optional.of(Bytes.fromHex(hex));
  }

  private static RulesAuthorisationTable of(boolean consent, ProfileOwner... allowed) {
    return new RulesAuthorisationTable(List.of(new Rule(List.of(1), List.of(allowed), consent)));
  }

  private static Bytes getRat(RulesAuthorisationTable table) {
    var card =
        Cards.population(Cards.NIST).euicc(1, builder -> builder.rulesAuthorisationTable(table));
    return card.es10().storeData(Bytes.fromHex("BF4300"));
  }

  @Test
  void isToldWithItsOperatorsAndFlags() {
    var rat = of(true, operator("00F110", "AA", "BBCC"), operator("EEEEEE", "-", "-"));

    assertThat(getRat(rat))
        .hasToString("BF4323A021" + "301F" + "80020640" + "A115" + "300C" + "800300F110" + "8101AA"
            + "8202BBCC" + "3005" + "8003EEEEEE" + "82020780");
  }

  @Test
  void isToldWhereItIsEmptyAndWhereItAllowsAll() {
    assertThat(getRat(RulesAuthorisationTable.EMPTY)).hasToString("BF4302A000");
    assertThat(getRat(RulesAuthorisationTable.permissive()))
        .hasToString(
            "BF4314A012" + "3010" + "80020560" + "A107" + "3005" + "8003EEEEEE" + "820100");
  }

  /** Allowed operator, owner of the profile, verdict. */
  @ParameterizedTest
  @CsvSource({
    "00F110, -,    -,    00F110, -,    -,    true",
    "00F110, -,    -,    00F120, -,    -,    false",
    "EEEEEE, -,    -,    62F210, AA,   BB,   true",
    "00F1E0, -,    -,    00F120, -,    -,    true", // the last digit of the network any
    "00F11E, -,    -,    00F120, -,    -,    false", // the first any, the last another
    "00F1EE, -,    -,    00F120, -,    -,    true",
    "00FE10, -,    -,    00F210, -,    -,    true", // the last digit of the country any
    "00EE10, -,    -,    009110, -,    -,    true", // and a third one of the network
    "00F110, AA,   -,    00F110, AA,   -,    true",
    "00F110, AA,   -,    00F110, AB,   -,    false",
    "00F110, AA,   -,    00F110, -,    -,    false",
    "00F110, '',   -,    00F110, AA,   -,    true",
    "00F110, -,    BB,   00F110, AA,   BB,   true",
    "00F110, AA,   BB,   00F110, AA,   -,    false"
  })
  void matchesTheOwner(
      String mccMnc,
      String gid1,
      String gid2,
      String ownerMccMnc,
      String ownerGid1,
      String ownerGid2,
      boolean allowed) {
    var table = of(false, operator(mccMnc, gid1, gid2));

    assertThat(table.allows(1, Optional.of(operator(ownerMccMnc, ownerGid1, ownerGid2))))
        .isEqualTo(allowed);
  }

  @Test
  void allowsTheRulesItNamesOnly() {
    var owner = Optional.of(operator("00F110", "-", "-"));
    var table = new RulesAuthorisationTable(List.of(
        new Rule(List.of(1), List.of(operator("62F210", "-", "-")), false),
        new Rule(List.of(2), List.of(owner.get()), true)));

    assertThat(table.allows(1, owner)).isFalse();
    assertThat(table.allows(2, owner)).isTrue();
    assertThat(RulesAuthorisationTable.permissive().allows(1, owner)).isTrue();
    assertThat(RulesAuthorisationTable.EMPTY.allows(1, owner)).isFalse();
  }

  @Test
  void allowsNothingToAProfileWithoutOwner() {
    assertThat(RulesAuthorisationTable.permissive().allows(1, Optional.empty())).isFalse();
  }

  @Test
  void isReadAsItIsWritten() {
    var table = of(true, operator("00F110", "AA", "-"), operator("EEEEEE", "-", "-"));

    assertThat(RulesAuthorisationTable.parse(table.der())).isEqualTo(table);
  }

  @ParameterizedTest
  @ValueSource(strings = {"3000", "A0023000", "A0", "A0083006800206408200"})
  void refusesWhatIsNone(String hex) {
    assertThatExceptionOfType(InvalidMessage.class)
        .isThrownBy(() -> RulesAuthorisationTable.parse(Bytes.fromHex(hex)));
  }
}
