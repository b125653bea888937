package org.opensmdp.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.opensmdp.activation.Intake;
import org.opensmdp.activation.ProfileState;
import org.opensmdp.activation.ProfileType;
import org.opensmdp.activation.ProfileType.Protection;
import org.opensmdp.crypto.Curve;
import org.opensmdp.profile.BundledTemplate;
import org.opensmdp.profile.MetadataDraft;
import org.opensmdp.profile.SubscriberData;
import org.opensmdp.profile.text.TextForm;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.rsp.Imsi;
import org.opensmdp.rsp.Secret;
import org.opensmdp.server.TryOut;
import org.opensmdp.simulator.AkaAnswer;
import org.opensmdp.simulator.AuthenticationCentre;
import org.opensmdp.simulator.DownloadOrder;
import org.opensmdp.simulator.InstallOutcome;
import org.opensmdp.simulator.VirtualEuicc;

/**
 * A template, imported, personalised, ordered, downloaded, installed: the card is the new subscriber's
 * and answers its network, and nobody else's. Keys are those of 3GPP TS 35.207, test set 1.
 */
class PersonalisedKeysIT {
  private static final String FILE = "ts48/TS48_V7.0_eSIM_GTP_SAIP2.3_BERTLV_SUCI.der";
  private static final Secret KI = secret("465b5ce8b199b49faa5f0a2ee238a6bc");
  private static final Secret OPC = secret("cd63cb71954a9f4e48a5994e37a02baf");
  private static final Bytes RAND = Bytes.fromHex("23553cbe9637a89d218ae64dae47bf35");

  private final TestHouse house = TestHouse.get();
  private final SecureRandom random = new SecureRandom();

  @Test
  void answersForTheKeysPutIntoTheBundledTemplate() {
    var text = TextForm.write(BundledTemplate.load());

    var template = TextForm.read(text).octets();

    isTheSubscribers(template, secret("64756D6D792D4B692D7265706C616365"));
  }

  /** GSMA's own template: by its text form turned from the test algorithm to Milenage. */
  @Test
  void answersForTheKeysPutIntoATestProfileOfTs48() throws IOException {
    var file = testData().map(folder -> folder.resolve(FILE)).filter(Files::exists);
    assumeTrue(file.isPresent(), "no TS.48 profiles here: set OPENSMDP_TEST_DATA to their folder");
    var text = TextForm.writeWithKeys(Bytes.wrap(Files.readAllBytes(file.get())));

    var template = TextForm.read(
            text.replace("algorithmID usim-test-algorithm", "algorithmID milenage")
                .replace("usim-test-algorithm NULL", "milenage NULL"))
        .octets();

    isTheSubscribers(template, secret("000102030405060708090A0B0C0D0E0F"));
  }

  private void isTheSubscribers(Bytes template, Secret dummyKi) {
    var iccid = Iccid.withCheckDigit("8988303%011d".formatted(random.nextLong(99_999_999_999L)));
    var imsi = new Imsi("00101%010d".formatted(random.nextLong(9_999_999_999L)));
    var type = type(template, SubscriberData.of(iccid, imsi, KI, OPC));
    var order = house.release(DownloadOrder.ofType(type));
    var card = house.card(Curve.NIST_P256);

    var outcome = house.lpa(card).download(order.activationCode(), Optional.empty());

    assertThat(outcome).isInstanceOf(InstallOutcome.Installed.class);
    assertThat(order.iccid()).isEqualTo(iccid);
    assertThat(house.stateBecoming(ProfileState.INSTALLED, iccid))
        .isEqualTo(ProfileState.INSTALLED);
    var facts = card.profiles().get(0).facts();
    assertThat(facts.headerIccid()).contains(iccid);
    assertThat(facts.efIccid()).contains(iccid);
    assertThat(facts.imsis()).isNotEmpty().allMatch(imsi::equals);
    card.enable(iccid);
    answers(card, dummyKi);
  }

  private static void answers(VirtualEuicc card, Secret dummyKi) {
    var network = AuthenticationCentre.milenage(KI, OPC).challenge(RAND, 1, 0);
    var old = AuthenticationCentre.milenage(dummyKi, OPC).challenge(RAND, 1, 0);
    var oldInBoth =
        AuthenticationCentre.milenage(dummyKi, secret("00".repeat(16))).challenge(RAND, 1, 0);

    assertThat(card.authenticate(RAND, old.autn())).isEqualTo(new AkaAnswer.MacFailure());
    assertThat(card.authenticate(RAND, oldInBoth.autn())).isEqualTo(new AkaAnswer.MacFailure());
    assertThat(card.authenticate(RAND, network.autn()))
        .isEqualTo(new AkaAnswer.Success( // as TS 35.207 prints them
            Bytes.fromHex("a54211d5e3ba50bf"),
            Bytes.fromHex("b40ba9a3c58b2a05bbf0d987b21bf8cb"),
            Bytes.fromHex("f769bcd751044604127672711c6d3441")))
        .isEqualTo(network.expected());
    assertThat(card.authenticate(RAND, network.autn()))
        .isInstanceOf(AkaAnswer.SynchronisationFailure.class);
  }

  /** Returns the name of a type of which this subscriber is all the stock. */
  private String type(Bytes template, SubscriberData subscriber) {
    var inventory = house.server().stores().inventory();
    var operator = inventory.findOperator(TryOut.OPERATOR).orElseThrow();
    var texts = MetadataDraft.of("opensmdp", "Keys").profileClass("test").texts();
    var type = inventory.add(new ProfileType(
        0,
        operator.operatorId(),
        "keys-" + subscriber.iccid().digits(),
        texts,
        2,
        Protection.SESSION_KEYS,
        10,
        5,
        Optional.empty()));
    new Intake(inventory).version(type, template);
    inventory.addStock(type, List.of(subscriber));
    return type.name();
  }

  private static Secret secret(String hex) {
    return Secret.of(Bytes.fromHex(hex));
  }

  private static Optional<Path> testData() {
    var named = Optional.ofNullable(System.getenv("OPENSMDP_TEST_DATA")).map(Path::of);
    return Stream.concat(
            named.stream(), Stream.of(Path.of("../../shared/data"), Path.of("../shared/data")))
        .filter(Files::isDirectory)
        .findFirst();
  }
}
