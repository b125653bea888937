package org.opensmdp.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.opensmdp.crypto.Curve;
import org.opensmdp.profile.BundledTemplate;
import org.opensmdp.profile.ProfileTemplate;
import org.opensmdp.profile.SubscriberData;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Secret;

/** The USIM of a profile and the network it belongs to (3GPP TS 33.102 §6.3). */
class UsimTest {
  private static final Secret KEY = Secret.of(Bytes.fromHex("465b5ce8b199b49faa5f0a2ee238a6bc"));
  private static final Secret OPC = Secret.of(Bytes.fromHex("cd63cb71954a9f4e48a5994e37a02baf"));
  private static final Bytes RAND = Bytes.fromHex("23553cbe9637a89d218ae64dae47bf35");
  private static final Bytes AMF = Bytes.fromHex("8000");
  private static final Bytes DELTA = Bytes.fromHex("000010000000");
  private static final String ALGORITHM = "8001018101018210"; // Milenage, options, head of the key

  private final Bytes upp = ProfileTemplate.of(BundledTemplate.load())
      .render(SubscriberData.of(Cards.ICCID, Cards.IMSI, KEY, OPC));
  private final AkaFunctions network = new Milenage(
      KEY,
      OPC,
      Bytes.fromHex("4000204060"),
      Bytes.fromHex("00".repeat(31) + "01" + "00".repeat(15) + "02" + "00".repeat(15) + "04"
          + "00".repeat(15) + "08"));
  private final Usim usim = Usim.of(upp);

  @Test
  void answersAChallengeOfItsNetwork() {
    var answer = usim.authenticate(RAND, autn(network, sqn(1, 0)));

    assertThat(answer)
        .isEqualTo(new AkaAnswer.Success(
            Bytes.fromHex("a54211d5e3ba50bf"),
            Bytes.fromHex("b40ba9a3c58b2a05bbf0d987b21bf8cb"),
            Bytes.fromHex("f769bcd751044604127672711c6d3441")));
  }

  @Test
  void knowsNoChallengeMadeWithAnotherKey() {
    var stranger = new Milenage(OPC, OPC, Bytes.fromHex("4000204060"), Octets.zero(80));

    assertThat(usim.authenticate(RAND, autn(stranger, sqn(1, 0))))
        .isEqualTo(new AkaAnswer.MacFailure());
  }

  @Test
  void knowsNoChallengeOfWhichOneBitHasChanged() {
    var autn = autn(network, sqn(1, 0));

    for (int bit = 0; bit < 128; bit++) {
      var changed = autn.toArray();
      changed[bit / 8] ^= (byte) (0x80 >>> (bit % 8));
      assertThat(usim.authenticate(RAND, Bytes.wrap(changed)))
          .isEqualTo(new AkaAnswer.MacFailure());
    }
    assertThat(usim.authenticate(RAND, autn)).isInstanceOf(AkaAnswer.Success.class);
  }

  @Test
  void asksForResynchronisationIfAChallengeComesAgain() {
    var autn = autn(network, sqn(7, 3));
    usim.authenticate(RAND, autn);

    var again = usim.authenticate(RAND, autn);

    assertThat(again)
        .asInstanceOf(type(AkaAnswer.SynchronisationFailure.class))
        .satisfies(failure -> {
          var number = Octets.xor(failure.auts().slice(0, 6), network.f5Star(RAND));
          assertThat(number).isEqualTo(sqn(7, 3));
          assertThat(failure.auts().slice(6, 14))
              .isEqualTo(network.f1Star(RAND, number, Bytes.fromHex("0000")));
        });
  }

  /** A network hands out vectors to several nodes, which use them out of order: what the index is for. */
  @Test
  void takesOlderNumbersUnderAnotherIndex() {
    usim.authenticate(RAND, autn(network, sqn(9, 1)));

    assertThat(usim.authenticate(RAND, autn(network, sqn(8, 2))))
        .isInstanceOf(AkaAnswer.Success.class);
    assertThat(usim.authenticate(RAND, autn(network, sqn(8, 1))))
        .isInstanceOf(AkaAnswer.SynchronisationFailure.class);
    assertThat(usim.authenticate(RAND, autn(network, sqn(8, 2))))
        .isInstanceOf(AkaAnswer.SynchronisationFailure.class);
    assertThat(usim.authenticate(RAND, autn(network, sqn(10, 1))))
        .isInstanceOf(AkaAnswer.Success.class);
  }

  @Test
  void takesNoNumberTooFarAheadOrTooOld() {
    var numbers =
        new SequenceNumbers(Collections.nCopies(32, sqnInit(1000)), sqnInit(10), sqnInit(5));

    assertThat(numbers.accept(sqn(1011, 0))).isFalse();
    assertThat(numbers.accept(sqn(1010, 0))).isTrue();
    assertThat(numbers.accept(sqn(1005, 1))).isFalse();
    assertThat(numbers.accept(sqn(1006, 1))).isTrue();
    assertThat(numbers.highest()).isEqualTo(sqn(1010, 0));
  }

  @Test
  void takesNoNumberOfZero() {
    assertThat(usim.authenticate(RAND, autn(network, sqn(0, 0))))
        .isInstanceOf(AkaAnswer.SynchronisationFailure.class);
    assertThat(usim.authenticate(RAND, autn(network, sqn(Octets.number(DELTA) + 1, 0))))
        .isInstanceOf(AkaAnswer.SynchronisationFailure.class);
    assertThat(usim.authenticate(RAND, autn(network, sqn(Octets.number(DELTA), 0))))
        .isInstanceOf(AkaAnswer.Success.class);
  }

  @Test
  void refusesAChallengeOfAnotherSize() {
    assertThatExceptionOfType(CardRefusal.class)
        .isThrownBy(() -> usim.authenticate(RAND, RAND.slice(0, 15)))
        .withMessageContaining("AUTN of 15 octets");
    assertThatExceptionOfType(CardRefusal.class)
        .isThrownBy(() -> usim.authenticate(Bytes.EMPTY, RAND))
        .withMessageContaining("RAND of 0");
  }

  /** K xor RAND, and parts of it (3GPP TS 34.108 §8.1.2.1). */
  @Test
  void answersWithTheTestAlgorithmIfTheProfileSaysSo() {
    var test = Usim.of(changed(ALGORITHM, "8001038101018210"));
    var xor = Octets.xor(KEY.reveal(), RAND);
    var autn = autn(new UsimTestAlgorithm(KEY), sqn(1, 0));

    assertThat(test.authenticate(RAND, autn))
        .isEqualTo(new AkaAnswer.Success(
            xor,
            Bytes.concat(xor.slice(1, 16), xor.slice(0, 1)),
            Bytes.concat(xor.slice(2, 16), xor.slice(0, 2))));
    assertThat(usim.authenticate(RAND, autn)).isEqualTo(new AkaAnswer.MacFailure());
  }

  @Test
  void refusesAnAlgorithmItDoesNotKnow() {
    var unknown = changed(ALGORITHM, "8001098101018210");
    var tuakWithAShortTopc = changed(ALGORITHM, "8001028101018210");

    assertThatExceptionOfType(CardRefusal.class).isThrownBy(() -> Usim.of(unknown));
    assertThatExceptionOfType(CardRefusal.class)
        .isThrownBy(() -> Usim.of(tuakWithAShortTopc))
        .withMessageContaining("TOPc of 16 octets");
    assertThatExceptionOfType(CardRefusal.class).isThrownBy(() -> Usim.of(Bytes.EMPTY));
  }

  @Test
  void answersOnTheCardOnceTheProfileIsEnabled() {
    var card = Cards.card(Cards.NIST);
    Cards.install(
        card, Cards.smdp(Cards.of(Curve.NIST_P256)), Cards.metadata(Cards.ICCID).build());
    var key = Secret.of(Bytes.fromHex("000102030405060708090A0B0C0D0E0F"));
    var itsNetwork = Usim.of(card.profiles().get(0).unprotectedProfilePackage());
    var autn = autn(milenage(key), sqn(1, 0));

    assertThatExceptionOfType(CardRefusal.class)
        .isThrownBy(() -> card.authenticate(RAND, autn))
        .withMessageContaining("no profile is enabled");
    card.enable(Cards.ICCID);

    assertThat(card.authenticate(RAND, autn))
        .isInstanceOf(AkaAnswer.Success.class)
        .isEqualTo(itsNetwork.authenticate(RAND, autn));
    assertThat(card.authenticate(RAND, autn)).isInstanceOf(AkaAnswer.SynchronisationFailure.class);
    assertThat(card.profiles().get(0).facts().efIccid()).contains(Cards.ICCID);
    assertThat(card.profiles().get(0).facts().imsis()).containsExactly(Cards.IMSI);
  }

  private static Milenage milenage(Secret key) {
    return new Milenage(
        key,
        key,
        Bytes.fromHex("4000204060"),
        Bytes.fromHex("00".repeat(31) + "01" + "00".repeat(15) + "02" + "00".repeat(15) + "04"
            + "00".repeat(15) + "08"));
  }

  private Bytes changed(String hex, String to) {
    return Bytes.fromHex(upp.toString().replace(hex, to));
  }

  private static Bytes sqnInit(long seq) {
    return Octets.of(seq, 6);
  }

  private static Bytes sqn(long seq, int index) {
    return Octets.of((seq << 5) | index, 6);
  }

  private static Bytes autn(AkaFunctions network, Bytes sqn) {
    return Bytes.concat(Octets.xor(sqn, network.f5(RAND)), AMF, network.f1(RAND, sqn, AMF));
  }
}
