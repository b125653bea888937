package org.opensmdp.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Secret;

/** Milenage against the published test sets (3GPP TS 35.207 §4 to §6, TS 35.208). */
class MilenageTest {
  private static final Bytes ROTATIONS = Bytes.fromHex("4000204060");
  private static final Bytes XORINGS = Bytes.fromHex("00".repeat(31) + "01" + "00".repeat(15) + "02"
      + "00".repeat(15) + "04" + "00".repeat(15) + "08");
  private static final Secret KEY = secret("465b5ce8b199b49faa5f0a2ee238a6bc");
  private static final Secret OPC = secret("cd63cb71954a9f4e48a5994e37a02baf");
  private static final Bytes RAND = Bytes.fromHex("23553cbe9637a89d218ae64dae47bf35");

  @ParameterizedTest(name = "test set {0}")
  @CsvFileSource(resources = "/3gpp/milenage.csv", numLinesToSkip = 1)
  void computesWhatTheStandardPrints(
      int set, String k, String op, String opc, String rand, String sqnAmf, String outputs) {
    var key = secret(k);
    var sqn = Bytes.fromHex(sqnAmf.substring(0, 12));
    var amf = Bytes.fromHex(sqnAmf.substring(12));
    var random = Bytes.fromHex(rand);

    var derived = Milenage.opc(key, Bytes.fromHex(op));
    var milenage = new Milenage(key, Secret.of(derived), ROTATIONS, XORINGS);

    assertThat(derived).isEqualTo(Bytes.fromHex(opc));
    assertThat(Bytes.concat(
            milenage.f1(random, sqn, amf),
            milenage.f1Star(random, sqn, amf),
            milenage.f2(random),
            milenage.f5(random),
            milenage.f3(random),
            milenage.f4(random),
            milenage.f5Star(random)))
        .as("f1 f1* f2 f5 f3 f4 f5* of set %d", set)
        .isEqualTo(Bytes.fromHex(outputs));
  }

  /** With no rotation and no constants, f3, f4 and f5* come from one and the same block. */
  @Test
  void usesTheConstantsOfTheProfile() {
    var flat = new Milenage(KEY, OPC, Octets.zero(5), Octets.zero(80));
    var usual = new Milenage(KEY, OPC, ROTATIONS, XORINGS);

    assertThat(flat.f3(RAND)).isEqualTo(flat.f4(RAND)).isNotEqualTo(usual.f3(RAND));
    assertThat(flat.f5Star(RAND)).isEqualTo(flat.f4(RAND).slice(0, 6));
  }

  /** f4 is OUT4, f3 OUT3: with the third constants in the fourth place they change places. */
  @Test
  void takesRotationAndConstantOfOneFunctionTogether() {
    var usual = new Milenage(KEY, OPC, ROTATIONS, XORINGS);
    var third = XORINGS.slice(32, 48);
    var swapped = new Milenage(
        KEY,
        OPC,
        Bytes.fromHex("4000202060"),
        Bytes.concat(XORINGS.slice(0, 48), third, XORINGS.slice(64, 80)));

    assertThat(swapped.f4(RAND)).isEqualTo(usual.f3(RAND));
  }

  @Test
  void rotatesByAnyNumberOfBits() {
    var octets = Bytes.fromHex("80000000000000000000000000000001");

    assertThat(Octets.rotated(octets, 0)).isEqualTo(octets);
    assertThat(Octets.rotated(octets, 1))
        .isEqualTo(Bytes.fromHex("00000000000000000000000000000003"));
    assertThat(Octets.rotated(octets, 12))
        .isEqualTo(Bytes.fromHex("00000000000000000000000000001800"));
    assertThat(Octets.rotated(octets, 127))
        .isEqualTo(Bytes.fromHex("C0000000000000000000000000000000"));
    assertThat(Octets.rotated(octets, 255)).isEqualTo(Octets.rotated(octets, 127));
  }

  @Test
  void refusesKeysOfAnotherSize() {
    var longer = Secret.of(Octets.zero(32));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Milenage(longer, OPC, ROTATIONS, XORINGS))
        .withMessage("Milenage: K of 32 octets (expected: 16)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Milenage(KEY, longer, ROTATIONS, XORINGS))
        .withMessage("Milenage: OPc of 32 octets (expected: 16)");
  }

  private static Secret secret(String hex) {
    return Secret.of(Bytes.fromHex(hex));
  }
}
