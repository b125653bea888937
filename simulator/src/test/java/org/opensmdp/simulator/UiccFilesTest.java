package org.opensmdp.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.opensmdp.crypto.ProfileProtection;
import org.opensmdp.profile.BundledTemplate;
import org.opensmdp.profile.ProfileTemplate;
import org.opensmdp.profile.SubscriberData;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.FinalResult;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.rsp.ProfileClass;
import org.opensmdp.rsp.Secret;
import org.opensmdp.simulator.uicc.PackageEdit;
import org.opensmdp.simulator.uicc.Packages;
import org.opensmdp.simulator.uicc.UiccFiles;

/** The files of a downloaded profile, read over APDUs (ETSI TS 102 221, 3GPP TS 31.102). */
class UiccFilesTest {
  private static final Secret KEY = Secret.of(Bytes.fromHex("465b5ce8b199b49faa5f0a2ee238a6bc"));
  private static final Secret OPC = Secret.of(Bytes.fromHex("cd63cb71954a9f4e48a5994e37a02baf"));
  private static final String RAND = "23553cbe9637a89d218ae64dae47bf35";
  private static final String USIM = "00A4040410A0000000871002FFFFFFFF8900000100";
  private static final String PIN1 = "31323334FFFFFFFF";
  private static final String NEW_PIN = "3838383838FFFFFF";
  private static final String PUK1 = "3837363534333231";
  private static final String ADM1 = "4141414142424242";

  private final VirtualEuicc card = Cards.card(Cards.NIST);
  private final TestSmdp smdp = Cards.smdp(Cards.NIST);
  private final UiccFiles uicc = new UiccFiles(card);

  @BeforeEach
  void downloadsAndEnables() {
    install(bundled(Cards.ICCID), Cards.ICCID, ProfileClass.OPERATIONAL);
    card.enable(Cards.ICCID);
  }

  private static Secret digits(String digits) {
    return Secret.of(Bytes.wrap(digits.getBytes(StandardCharsets.US_ASCII)));
  }

  private static Bytes bundled(Iccid iccid) {
    var data = new SubscriberData(
        iccid,
        Cards.IMSI,
        KEY,
        OPC,
        Optional.of(digits("1234")),
        Optional.empty(),
        Optional.of(digits("87654321")),
        Optional.empty(),
        Optional.of(Secret.of(Bytes.fromHex(ADM1))));
    return ProfileTemplate.of(BundledTemplate.load()).render(data);
  }

  private void install(Bytes upp, Iccid iccid, ProfileClass profileClass) {
    smdp.newSession();
    var metadata = Cards.untold(iccid).profileClass(profileClass).build();
    var binding = smdp.bind(
        card.eid(),
        Cards.prepare(card, smdp),
        metadata.der(),
        new ProfileProtection.SessionKeys(upp));
    var result = Cards.load(card, smdp.assemble(binding).segments());
    assertThat(Cards.end(result)).isInstanceOf(FinalResult.Success.class);
  }

  private String send(String apdu) {
    return send(0, apdu);
  }

  private String send(int channel, String apdu) {
    return uicc.transmit(channel, Bytes.fromHex(apdu)).toString();
  }

  private void sendAll(String... apdus) {
    for (var apdu : apdus) {
      assertThat(send(apdu)).as(apdu).endsWith("9000");
    }
  }

  @Test
  void readsWhatWasPersonalised() {
    sendAll("00A4000C022FE2");
    assertThat(send("00B000000A")).isEqualTo(Cards.ICCID.swapped() + "9000");

    sendAll(USIM, "00A4000C026F07");
    assertThat(send("00B0000009")).isEqualTo(Cards.IMSI.ef() + "9000");
    assertThat(send("00B0870000")).isEqualTo(Cards.IMSI.ef() + "9000"); // by its SFI
    assertThat(send("00B0000003")).isEqualTo(Cards.IMSI.ef().slice(0, 3) + "9000");
    assertThat(send("00B0000702")).isEqualTo(Cards.IMSI.ef().slice(7, 9) + "9000");
  }

  @Test
  void findsApplicationsInEfDir() {
    sendAll("00A4080C022F00");

    assertThat(send("00B2010426"))
        .startsWith("61184F10A0000000871002FFFFFFFF890000010050045553494DFF")
        .endsWith("9000");
    assertThat(send("00B2020426")).isEqualTo("6A83");
  }

  @Test
  void describesWhatIsSelected() {
    assertThat(send("00A40004023F00"))
        .startsWith("62")
        .contains("82027821", "83023F00", "A503800171", "8A0105", "8B032F060E", "C609900140")
        .contains("83010183010A");
    assertThat(send("00A4000402" + "2FE2"))
        .isEqualTo(
            "621782024121" + "83022FE2" + "8A0105" + "8B032F060B" + "8002000A" + "880110" + "9000");
    assertThat(send(USIM)).contains("83027FFF", "8410A0000000871002FFFFFFFF8900000100");
    assertThat(send("00A4000402" + "6FB7")).contains("8205422100" + "0402", "80020008");
  }

  @Test
  void selectsByIdPathAidAndParent() {
    sendAll(
        USIM,
        "00A4080C047FFF6F07",
        "00A4090C026F46",
        "00A4000C023F00",
        "00A4000C027FFF",
        "00A4030C",
        "00A4040C07A0000000871002",
        "00A4000C");
    assertThat(send("00A4000C026F07")).isEqualTo("6A82"); // in the MF it is not
    assertThat(send("00A4030C")).isEqualTo("6A82"); // above the MF is nothing
    assertThat(send("00A4040C07A0000000871099")).isEqualTo("6A82");
    assertThat(send("00A4040E07A0000000871002")).isEqualTo("6A82"); // there is no next one
    assertThat(send("00A4040D07A0000000871002")).isEqualTo("9000"); // it is the last, too
    assertThat(send("00A4000C027FD0")).isEqualTo("6A82"); // the name of the package's own
  }

  @ParameterizedTest
  @CsvSource({
    "00A4, 6700",
    "00A4000C03, 9000",
    "00A4000C012F, 6700",
    "00A4000C032FE200, 6700",
    "00A4050C022FE2, 6A86",
    "00A40008022FE2, 6A86",
    "00A4000C02BEEF, 6A82",
    "00A4080C032F00FF, 6700",
    "80A4000C022FE2, 6D00",
    "10A4000C022FE2, 6E00",
    "A0A4000C022FE2, 6E00",
    "0CA4000C022FE2, 6E00",
    "00FF0000, 6D00",
    "00B0000000, 6986",
    "00B2010400, 6986",
    "00B09F0000, 6A82",
    "00B0A00000, 6A86",
    "0020000108313233, 6700",
    "0020000508FFFFFFFFFFFFFFFF, 6A88",
    "0020010108FFFFFFFFFFFFFFFF, 6A86",
    "0020000103313233, 6700",
    "00880081, 6985",
    "80F2030000, 6A86",
    "80F2000200, 6A86",
    "8010000001FF, 9000",
    "002C000A, 6A88"
  })
  void answersOddCommandsWithTheirStatus(String command, String status) {
    assertThat(send(command)).isEqualTo(status);
  }

  @Test
  void readsNoMoreThanThereIs() {
    sendAll("00A4000C022FE2");

    assertThat(send("00B000000B")).isEqualTo("6C0A");
    assertThat(send("00B0000801")).endsWith("9000").hasSize(6);
    assertThat(send("00B0000B00")).isEqualTo("6B00");
    assertThat(send("00B2010400")).isEqualTo("6981");
    sendAll("00A4000C022F00");
    assertThat(send("00B0000000")).isEqualTo("6981");
    assertThat(send("00B2010425")).isEqualTo("6C26");
    assertThat(send("00B2010026")).isEqualTo("6A86");
  }

  @Test
  void movesFromRecordToRecord() {
    sendAll(USIM, "00A4000C026FB7");

    assertThat(send("00B2000204")).isEqualTo("11F2FF009000");
    assertThat(send("00B2000204")).isEqualTo("19F1FF009000");
    assertThat(send("00B2000204")).isEqualTo("6A83");
    assertThat(send("00B2000304")).isEqualTo("11F2FF009000");
    assertThat(send("00B2000404")).isEqualTo("11F2FF009000"); // the current one
    assertThat(send("00B2010C04")).isEqualTo("11F2FF009000"); // by SFI 1
  }

  @Test
  void letsWriteWhoMay() {
    sendAll(USIM, "00A4000C026F07");
    assertThat(send("00D6000009" + Cards.IMSI.ef())).isEqualTo("6982");
    sendAll("0020000A08" + ADM1);
    sendAll("00D6000001" + "08");
    assertThat(send("00D6000802" + "0000")).isEqualTo("6700");
    sendAll("00A4000C026F7B", "00D600000311F233"); // PIN1 is off
    assertThat(send("00B000000C")).isEqualTo("11F233" + "FF".repeat(9) + "9000");

    sendAll("00A4000C022FE2".replace("00A4000C02", "00A4080C02"));
    assertThat(send("00D6000001" + "FF")).isEqualTo("6982"); // never
  }

  @Test
  void updatesRecords() {
    sendAll(USIM, "00A4000C026F40");
    sendAll("00DC010418" + "41".repeat(24));

    assertThat(send("00B2010418")).isEqualTo("41".repeat(24) + "9000");
    assertThat(send("00DC010417" + "41".repeat(23))).isEqualTo("6700");
    assertThat(send("00DC020418" + "41".repeat(24))).isEqualTo("6A83");
  }

  @Test
  void keepsWhatPin1Guards() {
    sendAll("0028000108" + PIN1);
    uicc.reset();
    sendAll(USIM, "00A4000C026F07");

    assertThat(send("00B0000009")).isEqualTo("6982");
    assertThat(send("00880081" + "22")).isEqualTo("6982");
    assertThat(send("0020000108" + NEW_PIN)).isEqualTo("63C2");
    assertThat(send("00200001")).isEqualTo("63C2");
    sendAll("0020000108" + PIN1, "00B0000009");
    assertThat(send("00200001")).isEqualTo("63C3");
    uicc.closed(0); // as a transport that loses power
    sendAll(USIM, "00A4000C026F07");
    assertThat(send("00B0000009")).isEqualTo("6982");
  }

  @Test
  void changesDisablesAndEnablesPins() {
    assertThat(send("0020000108" + PIN1)).isEqualTo("6984"); // off as it comes
    assertThat(send("0026000108" + PIN1)).isEqualTo("6985");
    sendAll("0028000108" + PIN1);
    assertThat(send("0028000108" + PIN1)).isEqualTo("6984");
    assertThat(send("0024000110" + NEW_PIN + NEW_PIN)).isEqualTo("63C2");
    assertThat(send("0024000110" + PIN1 + "3132FFFFFFFFFFFF")).isEqualTo("6A80");
    sendAll("0024000110" + PIN1 + NEW_PIN, "0020000108" + NEW_PIN, "0026000108" + NEW_PIN);
    assertThat(send("0020000108" + NEW_PIN)).isEqualTo("6984");
    assertThat(send("0026000A08" + ADM1)).isEqualTo("6985"); // an administrator's is never off
  }

  @Test
  void blocksAndUnblocksAPin() {
    sendAll("0028000108" + PIN1);
    assertThat(send("0020000108" + NEW_PIN)).isEqualTo("63C2");
    assertThat(send("0020000108" + NEW_PIN)).isEqualTo("63C1");
    assertThat(send("0020000108" + NEW_PIN)).isEqualTo("6983");
    assertThat(send("0020000108" + PIN1)).isEqualTo("6983");
    assertThat(send("0026000108" + PIN1)).isEqualTo("6983");

    assertThat(send("002C0001")).isEqualTo("63CA");
    assertThat(send("002C000110" + NEW_PIN + NEW_PIN)).isEqualTo("63C9");
    sendAll("002C000110" + PUK1 + NEW_PIN, "0020000108" + NEW_PIN);
    assertThat(send("002C0001")).isEqualTo("63CA");
  }

  @Test
  void losesThePukForGood() {
    for (int left = 9; left > 0; left--) {
      assertThat(send("002C000110" + NEW_PIN + NEW_PIN)).isEqualTo("63C" + left);
    }
    assertThat(send("002C000110" + NEW_PIN + NEW_PIN)).isEqualTo("6983");
    assertThat(send("002C000110" + PUK1 + NEW_PIN)).isEqualTo("6983");
  }

  @Test
  void selectsOnEachChannelApart() {
    sendAll(USIM, "00A4000C026F07");

    assertThat(send(1, "01B0000000")).isEqualTo("6986");
    assertThat(send(1, "01A4000C022FE2")).isEqualTo("9000");
    assertThat(send(1, "01B0000000")).isEqualTo(Cards.ICCID.swapped() + "9000");
    assertThat(send("00B0000000")).isEqualTo(Cards.IMSI.ef() + "9000");
    assertThat(send(5, "41A4000C022FE2")).isEqualTo("9000");
    uicc.closed(1);
    assertThat(send(1, "01B0000000")).isEqualTo("6986");
  }

  @Test
  void tellsItsStatus() {
    sendAll(USIM);

    assertThat(send("80F2000000")).startsWith("62").contains("83027FFF");
    assertThat(send("80F2000110")).isEqualTo("8410A0000000871002FFFFFFFF890000" + "9000");
    assertThat(send("80F2000C")).isEqualTo("9000");
  }

  private static String challenge(long seq) {
    var milenage = new Milenage(
        KEY,
        OPC,
        Bytes.fromHex("4000204060"),
        Bytes.fromHex("00".repeat(31) + "01" + "00".repeat(15) + "02" + "00".repeat(15) + "04"
            + "00".repeat(15) + "08"));
    return challenge(milenage, seq);
  }

  private static String challenge(AkaFunctions network, long seq) {
    var rand = Bytes.fromHex(RAND);
    var sqn = Octets.of(seq << 5, 6);
    var amf = Bytes.fromHex("8000");
    var autn = Bytes.concat(Octets.xor(sqn, network.f5(rand)), amf, network.f1(rand, sqn, amf));
    return "0088008122" + "10" + RAND + "10" + autn;
  }

  /** RES, CK and IK of TS 35.208, set 1; Kc is not told, for EF.UST has no service 27. */
  @Test
  void authenticatesWithMilenage() {
    sendAll(USIM);

    assertThat(send(challenge(1)))
        .isEqualTo(("DB" + "08a54211d5e3ba50bf" + "10b40ba9a3c58b2a05bbf0d987b21bf8cb"
                    + "10f769bcd751044604127672711c6d3441")
                .toUpperCase(java.util.Locale.ROOT)
            + "9000");
    assertThat(send(challenge(1))).startsWith("DC0E").endsWith("9000").hasSize(36);
    var wrong = challenge(2).replace("10" + RAND, "10" + RAND.replace('2', '3'));
    assertThat(send(wrong)).isEqualTo("9862");
    assertThat(send(challenge(2).replace("0088008122", "0088008222"))).isEqualTo("6A86");
    assertThat(send("008800811110" + RAND)).isEqualTo("6700");
    assertThat(send("008800801110" + RAND)).isEqualTo("6A81"); // no GSM context in EF.UST
  }

  /** SRES and Kc by the conversion functions, from the set above: 46f8416a and eae4be823af9a08b. */
  @Test
  void answersAChallengeOfGsmIfItsServicesSaySo() {
    sendAll(USIM, "0020000A08" + ADM1, "00A4000C026F38", "00D600030124", "00D6000401" + "20");

    assertThat(send("008800801110" + RAND)).isEqualTo("0446F8416A08EAE4BE823AF9A08B9000");
    assertThat(send(challenge(1))).endsWith("08EAE4BE823AF9A08B" + "9000");
  }

  @Test
  void followsTheEnabledProfile() {
    install(bundled(Cards.OTHER_ICCID), Cards.OTHER_ICCID, ProfileClass.OPERATIONAL);
    sendAll(USIM, "00A4000C026F7B", "00D600000311F233");

    card.enable(Cards.OTHER_ICCID);
    assertThat(send("00B000000C")).isEqualTo("6986");
    sendAll("00A4000C022FE2");
    assertThat(send("00B000000A")).isEqualTo(Cards.OTHER_ICCID.swapped() + "9000");

    card.enable(Cards.ICCID);
    sendAll(USIM, "00A4000C026F7B");
    assertThat(send("00B0000003")).isEqualTo("11F2339000"); // what was written stays

    card.disable(Cards.ICCID);
    assertThat(send("00A4000C022FE2")).isEqualTo("6A82");
    assertThat(send("00A4000C023F00")).isEqualTo("9000");
    assertThat(send(USIM)).isEqualTo("6A82");
    assertThat(send("0088008122")).isEqualTo("6985");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "00", "00A400", "00A4000C0001", "0000000000000000"})
  void answersTwoOctetsToOctetsThatAreNoCommand(String octets) {
    assertThat(send(octets)).hasSize(4).startsWith("6").isNotEqualTo("9000");
  }

  /** TUAK of a key and TOPc of TS 35.233; the answers are compared with the functions that are tried in TuakTest. */
  @Test
  void authenticatesWithTuak() {
    var key = "abababababababababababababababab";
    var topc = "bd04d9530e87513c5d837ac2ad954623a8e2330c115305a73eb45d1f40cccbff";
    var upp = new PackageEdit(bundled(Cards.OTHER_ICCID))
        .set("akaParameter/A1/A1/80", "02")
        .set("akaParameter/A1/A1/82", key)
        .set("akaParameter/A1/A1/83", topc)
        .octets();
    install(upp, Cards.OTHER_ICCID, ProfileClass.OPERATIONAL);
    card.enable(Cards.OTHER_ICCID);
    var network = new Tuak(Secret.of(Bytes.fromHex(key)), Secret.of(Bytes.fromHex(topc)), 8);

    sendAll(USIM);
    assertThat(send(challenge(network, 1)))
        .isEqualTo("DB" + told(network.f2(Bytes.fromHex(RAND)))
            + told(network.f3(Bytes.fromHex(RAND))) + told(network.f4(Bytes.fromHex(RAND)))
            + "9000");
    assertThat(send(challenge(network, 1))).startsWith("DC0E");
  }

  private static String told(Bytes octets) {
    return "%02X".formatted(octets.size()) + octets;
  }

  /** Eight elements that euicc-tools made; their EF.ARR has none of the records they refer to. */
  @Test
  void readsTheMinimalProfile() {
    install(Packages.minimal(), Packages.TEST_ICCID, ProfileClass.OPERATIONAL);
    card.enable(Packages.TEST_ICCID);

    sendAll("00A4000C022FE2");
    assertThat(send("00B0000000")).isEqualTo("980010325476981032149000");
    sendAll("00A4040C0CA0000000871002FF49FF0589", "00A4000C026F07");
    assertThat(send("00B0000000")).isEqualTo("0809101010325476989000");
    assertThat(send("00D6000001" + "08")).isEqualTo("6982");
    sendAll("00A4000C026F46");
    assertThat(send("00B0000000"))
        .isEqualTo("0147534D411154455354" + "FF".repeat(7) + "9000"); // a pattern filled it
    sendAll("00A4000C026F7E"); // the template makes EF.LOCI though nobody names it
    assertThat(send("00B0000000")).isEqualTo("FFFFFFFFFFFFFF0000FF019000");
  }

  @ParameterizedTest
  @MethodSource("org.opensmdp.simulator.uicc.Packages#ts48")
  void readsTheTestProfiles(Bytes upp) {
    install(upp, Packages.TEST_ICCID, ProfileClass.TEST);
    card.enable(Packages.TEST_ICCID);
    var network =
        new UsimTestAlgorithm(Secret.of(Bytes.fromHex("000102030405060708090A0B0C0D0E0F")));

    sendAll("00A4000C022FE2");
    assertThat(send("00B0000000")).isEqualTo("980010325476981032149000");
    sendAll("00A4000C022F00");
    assertThat(send("00B2020400"))
        .startsWith("61144F0CA0000000871004FF49FF0589")
        .endsWith("9000");
    sendAll("00A4040C0CA0000000871002FF49FF0589", "00A4000C026F07");
    assertThat(send("00B0000000")).isEqualTo("0809101010325476989000");
    assertThat(send(challenge(network, 1))).startsWith("DB10").endsWith("9000");
    sendAll("00A4000C025F3B", "00A4000C024F20"); // DF.GSM-ACCESS, EF.Kc
    sendAll("00A4080C047FFF6F07", "00A4080C047FFF5FC0", "00A4000C024F01");
    sendAll("00A4040C0CA0000000871004FF49FF0589", "00A4000C026F02");
    assertThat(send("00B0000000")).startsWith("801D303031303130").endsWith("9000");
    assertThat(send(challenge(network, 1))).startsWith("DB10").endsWith("9000");
    sendAll("00A4080C067F105F3A4F30"); // EF.PBR by its path
    assertThat(send("00B2010400")).startsWith("A823C0034F3A").endsWith("FF9000");
  }

  /** DF.TELECOM has another name for EF.SMS of the USIM: what is written to one stands in the other. */
  @ParameterizedTest
  @MethodSource("org.opensmdp.simulator.uicc.Packages#ts48")
  void writesThroughALink(Bytes upp) {
    install(upp, Packages.TEST_ICCID, ProfileClass.TEST);
    card.enable(Packages.TEST_ICCID);

    sendAll("00A4040C0CA0000000871002FF49FF0589", "00A4000C026F3C");
    sendAll("00DC0104B0" + "03" + "41".repeat(175), "00A4080C047F106F3C");
    assertThat(send("00B2010400")).isEqualTo("03" + "41".repeat(175) + "9000");
    assertThat(send("00B2020400")).isEqualTo("00" + "FF".repeat(175) + "9000");
  }

  @Test
  void answersWhateverItIsSent() {
    var random = new Random(35);
    int[] instructions = {
      0xA4, 0xB0, 0xB2, 0xD6, 0xDC, 0x20, 0x24, 0x26, 0x28, 0x2C, 0x88, 0xF2, 0x10, 0xFF
    };
    sendAll(USIM);

    for (int i = 0; i < 20_000; i++) {
      var command = new byte[random.nextInt(30)];
      random.nextBytes(command);
      if (command.length > 4) {
        command[0] = (byte) (random.nextInt(8) == 0 ? 0x80 : 0);
        command[1] = (byte) instructions[random.nextInt(instructions.length)];
        command[2] &= 0x0F;
        command[4] = (byte) (command.length - 5);
      }
      assertThat(uicc.transmit(random.nextInt(3), Bytes.wrap(command)).size())
          .isGreaterThanOrEqualTo(2);
    }
  }
}
