package org.opensmdp.activation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.opensmdp.activation.ProfileType.Protection;
import org.opensmdp.activation.StockCheck.Checked;
import org.opensmdp.activation.StockCheck.Fit;
import org.opensmdp.activation.StockCheck.Refused;
import org.opensmdp.crypto.KeyUnwrap;
import org.opensmdp.crypto.KeyUnwrap.Wrapping;
import org.opensmdp.crypto.TransportKey;
import org.opensmdp.profile.AkaAlgorithm;
import org.opensmdp.profile.AkaDummies;
import org.opensmdp.profile.BundledTemplate;
import org.opensmdp.profile.MetadataTexts;
import org.opensmdp.profile.ProfilePackage;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.ProfileClass;
import org.opensmdp.rsp.Secret;

/** One test a rule; the keys are made up. */
class StockCheckTest {
  private static final String ICCID = "8988220000000000010";
  private static final String IMSI = "262019999000001";
  private static final Bytes KI = Bytes.fromHex("91F0A7C35B2E84D60C7A19E3F5486B2D");
  private static final Bytes OPC = Bytes.fromHex("3D8E12C7A95F604BE8D1A3740F6C2B95");
  private static final TransportKey TRANSPORT = new TransportKey(Secret.of(OPC));

  private final Map<StockField, Secret> secrets =
      new HashMap<>(Map.of(StockField.KI, Secret.of(KI), StockField.OPC, Secret.of(OPC)));
  private String iccid = ICCID;
  private String imsi = IMSI;
  private Optional<String> algorithm = Optional.empty();
  private Set<StockField> wrapped = Set.of();
  private OperatorTerms operator = terms(Set.of(), Set.of());
  private boolean clearKeys = true;
  private ProfileClass profileClass = ProfileClass.OPERATIONAL;
  private Optional<StockTerms.Wrapped> key = Optional.empty();
  private Set<Bytes> dummies = Set.of();
  private Set<AkaAlgorithm> algorithms = Set.of(AkaAlgorithm.MILENAGE);

  @Test
  void letsAGoodLineThroughWithAllItHas() {
    secrets.put(StockField.PIN1, text("1234"));
    secrets.put(StockField.PUK1, text("12345678"));
    secrets.put(StockField.ADM1, Secret.of(new byte[8]));
    secrets.put(StockField.otaKey(1, 2), Secret.of(KI));
    secrets.put(StockField.named("MSISDN"), text("+491701234567"));

    var checked = check();

    assertThat(checked).isInstanceOf(Fit.class);
    var subscriber = ((Fit) checked).subscriber();
    assertThat(subscriber.iccid().digits()).isEqualTo(ICCID);
    assertThat(subscriber.imsi().digits()).isEqualTo(IMSI);
    assertThat(subscriber.ki()).isEqualTo(Secret.of(KI));
    assertThat(subscriber.opc()).isEqualTo(Secret.of(OPC));
    assertThat(subscriber.pin1()).contains(text("1234"));
    assertThat(subscriber.otaKey(1, 2)).contains(Secret.of(KI));
    assertThat(subscriber.fields()).containsEntry("MSISDN", text("+491701234567"));
  }

  @Test
  void saysWhyALineCouldNotBeRead() {
    var fault = new StockLine.Fault(StockVerdict.COLUMN_FORM, "Ki");
    var line = new StockLine(7, "", "", Optional.empty(), Map.of(), Set.of(), Optional.of(fault));

    var result = ((Refused) new StockCheck(terms()).check(line)).result();

    assertThat(result.line()).isEqualTo(7);
    assertThat(result.reason()).endsWith(": Ki");
    assertThat(result.verdict()).isEqualTo(StockVerdict.COLUMN_FORM);
  }

  @ParameterizedTest
  @CsvSource({
    "89882200000000001,ICCID_LENGTH",
    "898822000000000001056,ICCID_LENGTH",
    "'',ICCID_LENGTH",
    "1188220000000000010,ICCID_FORM",
    "89882200000000000X0,ICCID_FORM",
    "8988220000000000015,ICCID_CHECK_DIGIT",
    "89000123456789012342,ICCID_CHECK_DIGIT"
  })
  void refusesAnIccidOfTheWrongForm(String text, StockVerdict expected) {
    iccid = text;

    assertThat(verdict()).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"898822000000000001", ICCID, "89000123456789012341"})
  void takesIccidsOf18To20Digits(String text) {
    iccid = text;

    assertThat(verdict()).isEqualTo(StockVerdict.ACCEPTED);
  }

  @Test
  void refusesAnIccidThatIsNotTheOperators() {
    operator = terms(Set.of("894901", "898822"), Set.of());
    assertThat(verdict()).isEqualTo(StockVerdict.ACCEPTED);

    operator = terms(Set.of("894901"), Set.of());
    assertThat(verdict()).isEqualTo(StockVerdict.ICCID_PREFIX);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "12345", "2620199990000012", "26201999900000A"})
  void refusesAnImsiOfTheWrongForm(String text) {
    imsi = text;

    assertThat(verdict()).isEqualTo(StockVerdict.IMSI_FORM);
  }

  @Test
  void refusesAnImsiOfAnotherNetwork() {
    operator = terms(Set.of(), Set.of("26201"));
    assertThat(verdict()).isEqualTo(StockVerdict.ACCEPTED);

    operator = terms(Set.of(), Set.of("26202"));
    assertThat(verdict()).isEqualTo(StockVerdict.IMSI_NETWORK);
  }

  @Test
  void refusesAnImsiWhoseMncHasAnotherLengthThanTheTypes() {
    operator = terms(Set.of(), Set.of("262019"));

    assertThat(verdict()).isEqualTo(StockVerdict.IMSI_MNC_LENGTH);
  }

  @Test
  void refusesAnAlgorithmThatIsUnknownOrNotTheTemplates() {
    algorithm = Optional.of("comp128");
    assertThat(verdict()).isEqualTo(StockVerdict.ALGORITHM_UNKNOWN);

    algorithm = Optional.of("TUAK");
    assertThat(verdict()).isEqualTo(StockVerdict.ALGORITHM_OTHER);

    algorithms = Set.of(AkaAlgorithm.USIM_TEST_ALGORITHM);
    algorithm = Optional.of("Milenage");
    assertThat(verdict()).isEqualTo(StockVerdict.ACCEPTED);
  }

  @Test
  void wantsTheLengthsOfTheAlgorithm() {
    secrets.put(StockField.KI, Secret.of(new byte[15]));
    assertThat(verdict()).isEqualTo(StockVerdict.KI_LENGTH);

    secrets.put(StockField.KI, Secret.of(Bytes.concat(KI, OPC)));
    assertThat(verdict()).isEqualTo(StockVerdict.KI_LENGTH);

    algorithms = Set.of(AkaAlgorithm.TUAK);
    algorithm = Optional.of("tuak");
    assertThat(verdict()).isEqualTo(StockVerdict.OPC_LENGTH);

    secrets.put(StockField.OPC, Secret.of(Bytes.concat(OPC, KI)));
    assertThat(verdict()).isEqualTo(StockVerdict.ACCEPTED);

    secrets.put(StockField.KI, Secret.of(KI));
    assertThat(verdict()).isEqualTo(StockVerdict.ACCEPTED);
  }

  @Test
  void wantsKiAndOpc() {
    secrets.remove(StockField.OPC);
    assertThat(verdict()).isEqualTo(StockVerdict.OPC_MISSING);

    secrets.remove(StockField.KI);
    assertThat(verdict()).isEqualTo(StockVerdict.KI_MISSING);
  }

  @Test
  void saysHowToComeFromOpToOpc() {
    secrets.remove(StockField.OPC);
    secrets.put(StockField.OP, Secret.of(OPC));

    var result = ((Refused) check()).result();

    assertThat(result.verdict()).isEqualTo(StockVerdict.OP_NOT_OPC);
    assertThat(result.reason()).contains("AES-128 of OP under Ki, XOR OP");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "00000000000000000000000000000000",
        "FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF",
        "000102030405060708090A0B0C0D0E0F",
        "0F0E0D0C0B0A09080706050403020100",
        "00112233445566778899AABBCCDDEEFF",
        "404142434445464748494A4B4C4D4E4F",
        "465B5CE8B199B49FAA5F0A2EE238A6BC"
      })
  void refusesKeysThatEverybodyKnowsUnlessTheTypeIsToTestWith(String hex) {
    secrets.put(StockField.KI, Secret.of(Bytes.fromHex(hex)));
    assertThat(verdict()).isEqualTo(StockVerdict.KI_DEFAULT);

    secrets.put(StockField.KI, Secret.of(KI));
    secrets.put(StockField.OPC, Secret.of(Bytes.fromHex(hex)));
    assertThat(verdict()).isEqualTo(StockVerdict.OPC_DEFAULT);

    profileClass = ProfileClass.TEST;
    assertThat(verdict()).isEqualTo(StockVerdict.ACCEPTED);
  }

  @Test
  void refusesTheDummiesOfTheTemplate() {
    dummies = AkaDummies.of(ProfilePackage.parse(BundledTemplate.load()));
    assertThat(dummies).isNotEmpty();

    for (var dummy : dummies) {
      secrets.put(StockField.KI, Secret.of(dummy));
      assertThat(verdict()).isEqualTo(StockVerdict.KI_DEFAULT);
    }
  }

  @Test
  void refusesCodesOfTheWrongForm() {
    for (var pin : List.of(StockField.PIN1, StockField.PIN2)) {
      for (var bad : List.of("123", "123456789", "12A4", "")) {
        assertThat(verdictWith(pin, text(bad))).isEqualTo(StockVerdict.PIN_FORM);
      }
    }
    for (var puk : List.of(StockField.PUK1, StockField.PUK2)) {
      for (var bad : List.of("1234567", "123456789", "1234567A")) {
        assertThat(verdictWith(puk, text(bad))).isEqualTo(StockVerdict.PUK_FORM);
      }
    }
    assertThat(verdictWith(StockField.ADM1, text("1234567"))).isEqualTo(StockVerdict.ADM_FORM);
  }

  @Test
  void refusesOtaKeysAndFieldsOfTheWrongSize() {
    assertThat(verdictWith(StockField.otaKey(1, 1), Secret.of(new byte[15])))
        .isEqualTo(StockVerdict.OTA_KEY_FORM);
    assertThat(verdictWith(StockField.named("SUCI"), Secret.of(new byte[1025])))
        .isEqualTo(StockVerdict.FIELD_FORM);
  }

  @Test
  void refusesKeysInTheClearWhereTheyMustBeWrapped() {
    clearKeys = false;

    assertThat(verdict()).isEqualTo(StockVerdict.KEY_IN_CLEAR);
  }

  @ParameterizedTest
  @ValueSource(strings = {"AES_KW", "AES_KWP", "AES_ECB", "AES_CBC", "AES_CBC_IV"})
  void unwrapsWhatIsWrapped(String name) {
    var wrapping = Wrapping.valueOf(name);
    clearKeys = false;
    key = Optional.of(new StockTerms.Wrapped(TRANSPORT, wrapping));
    wrapped = Set.of(StockField.KI, StockField.OPC);
    var unwrap = KeyUnwrap.of(TRANSPORT, wrapping);
    secrets.put(StockField.KI, Secret.of(unwrap.wrap(Secret.of(KI))));
    secrets.put(StockField.OPC, Secret.of(unwrap.wrap(Secret.of(OPC))));

    var checked = check();

    assertThat(checked).isInstanceOf(Fit.class);
    assertThat(((Fit) checked).subscriber().ki()).isEqualTo(Secret.of(KI));
  }

  @Test
  void refusesWhatDoesNotUnwrap() {
    key = Optional.of(new StockTerms.Wrapped(TRANSPORT, Wrapping.AES_KW));
    wrapped = Set.of(StockField.KI);
    secrets.put(StockField.KI, Secret.of(new byte[24]));

    assertThat(verdict()).isEqualTo(StockVerdict.KEY_NOT_UNWRAPPED);
  }

  @Test
  void erasesTheSecretsOfALineAndLeavesTheSubscriberItsOwn() {
    var line = line();
    var fit = (Fit) new StockCheck(terms()).check(line);

    line.erase();

    assertThatIllegalStateException()
        .isThrownBy(() -> line.secrets().values().forEach(Secret::toArray));
    assertThat(fit.subscriber().ki()).isEqualTo(Secret.of(KI));
  }

  @Test
  void neverQuotesWhatIsSecret() {
    secrets.put(StockField.PIN1, text("98765"));
    secrets.put(StockField.PUK1, text("4321"));

    var text = check() + terms().toString() + line();

    assertThat(text).doesNotContain("98765", "4321", KI.toString(), OPC.toString());
  }

  private StockVerdict verdictWith(StockField field, Secret secret) {
    secrets.put(field, secret);
    var verdict = verdict();
    secrets.remove(field);
    return verdict;
  }

  private StockVerdict verdict() {
    return check() instanceof Refused refused ? refused.result().verdict() : StockVerdict.ACCEPTED;
  }

  private Checked check() {
    return new StockCheck(terms()).check(line());
  }

  private StockLine line() {
    return new StockLine(1, iccid, imsi, algorithm, secrets, wrapped, Optional.empty());
  }

  private StockTerms terms() {
    var draft = SampleStock.sample(
        new Operator(1, "Operator", Set.of("Operator")), "Plan", Protection.SESSION_KEYS);
    var texts = draft.texts();
    var type = SampleStock.with(
        draft,
        new MetadataTexts(
            texts.serviceProviderName(),
            texts.profileName(),
            profileClass,
            texts.notifications(),
            texts.icon()));
    return new StockTerms(type, operator, clearKeys, key, dummies, algorithms);
  }

  private static OperatorTerms terms(Set<String> prefixes, Set<String> networks) {
    return new OperatorTerms(prefixes, networks, Optional.empty(), OperatorTerms.NONE.quarantine());
  }

  private static Secret text(String digits) {
    return Secret.of(digits.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
  }
}
