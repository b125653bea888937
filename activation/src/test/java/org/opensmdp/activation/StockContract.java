package org.opensmdp.activation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;
import static org.opensmdp.activation.SampleStock.iccid;
import static org.opensmdp.activation.SampleStock.imsi;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.opensmdp.activation.Stock.Chunk;
import org.opensmdp.activation.Stock.Import;
import org.opensmdp.activation.StockCheck.Fit;
import org.opensmdp.crypto.TransportKey;
import org.opensmdp.profile.SubscriberData;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.rsp.Imsi;
import org.opensmdp.rsp.Secret;

/** What every store of {@link Stock} does. */
public abstract class StockContract {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final Bytes DIGEST = Bytes.wrap(new byte[32]);
  private static final Bytes KI = Bytes.fromHex("A0A1A2A3A4A5A6A7B0B1B2B3B4B5B6B7");

  private TestStore store;
  private Stock stock;
  private Operator operator;
  private ProfileType type;
  private Import into;

  /** Returns a store with nothing in it. */
  protected abstract TestStore freshStore();

  @BeforeEach
  void open() {
    store = freshStore();
    stock = store.stock();
    operator = SampleStock.operator(store, "Operator");
    type = SampleStock.type(store, operator, "Plan", 1, 0);
    into = stock.open(type, false, "a plan", NOW);
  }

  @Test
  void takesWhatIsNewAndKeepsTheVerdicts() {
    var bad = new StockResult(2, Optional.empty(), StockVerdict.ICCID_LENGTH, "");

    var chunk = stock.put(into, 0, DIGEST, fits(10, 11), List.of(bad));

    assertThat(chunk).isEqualTo(new Chunk(DIGEST, 2, 0, List.of(bad)));
    assertThat(stock.chunk(into.importId(), 0)).contains(chunk);
    assertThat(store.inventory().available(type)).isEqualTo(2);
    assertThat(stock.totals(into.importId())).isEqualTo(new Stock.Totals(List.of(0), 2, 0, 1));
  }

  @Test
  void takesAChunkOnce() {
    var first = stock.put(into, 0, DIGEST, fits(10, 11), List.of());

    assertThat(stock.put(into, 0, DIGEST, fits(10, 11), List.of())).isEqualTo(first);
    assertThat(stock.put(into, 0, DIGEST, fits(20), List.of())).isEqualTo(first);
    assertThat(store.inventory().available(type)).isEqualTo(2);
  }

  @Test
  void takesAChunkThatComesTwiceAtOneTimeOnce() {
    var chunks = AtOnce.run(8, i -> stock.put(into, 0, DIGEST, fits(10, 11), List.of()));

    assertThat(chunks).hasSize(8).allMatch(chunk -> chunk.accepted() == 2);
    assertThat(store.inventory().available(type)).isEqualTo(2);
  }

  @Test
  void takesTheSameNumbersInTwoOrdersAtOneTimeOnce() {
    var up = IntStream.range(100, 200).toArray();
    var down = IntStream.range(0, 100).map(i -> 199 - i).toArray();

    var chunks = AtOnce.run(
        4, i -> stock.put(into, i, DIGEST, i % 2 == 0 ? fits(up) : fits(down), List.of()));

    assertThat(chunks.stream().mapToInt(Chunk::accepted).sum()).isEqualTo(100);
    assertThat(chunks.stream().mapToInt(Chunk::alreadyThere).sum()).isEqualTo(300);
    assertThat(store.inventory().available(type)).isEqualTo(100);
  }

  @Test
  void findsTheSameLineAgainWithoutFault() {
    stock.put(into, 0, DIGEST, fits(10), List.of());

    assertThat(verdicts(1, fits(10))).containsExactly(StockVerdict.ALREADY_THERE);
    assertThat(verdicts(2, fits(11, 11))).containsExactly(StockVerdict.ALREADY_THERE);
  }

  @Test
  void refusesAnotherImsiUnderAnIccidAndAnotherIccidUnderAnImsi() {
    stock.put(into, 0, DIGEST, fits(10), List.of());

    assertThat(verdicts(1, List.of(fit(1, iccid(10), imsi(99)))))
        .containsExactly(StockVerdict.ICCID_TAKEN);
    assertThat(verdicts(2, List.of(fit(1, iccid(99), imsi(10)))))
        .containsExactly(StockVerdict.IMSI_TAKEN);
    assertThat(verdicts(
            3,
            List.of(
                fit(1, iccid(20), imsi(20)),
                fit(2, iccid(20), imsi(21)),
                fit(3, iccid(22), imsi(20)))))
        .containsExactly(StockVerdict.ICCID_TAKEN, StockVerdict.IMSI_TAKEN);
    assertThat(store.inventory().available(type)).isEqualTo(2);
  }

  @Test
  void refusesOtherKeysUnderAPairThatIsThere() {
    stock.put(into, 0, DIGEST, fits(10), List.of());
    var changed = SubscriberData.of(iccid(10), imsi(10), Secret.of(KI), Secret.of(SampleStock.OPC));

    assertThat(verdicts(1, List.of(new Fit(1, changed))))
        .containsExactly(StockVerdict.DATA_CHANGED);
  }

  @Test
  void refusesAPairUnderAnotherTypeOfTheOperator() {
    var other = SampleStock.type(store, operator, "Other plan", 10, 1);

    assertThat(other.operatorId()).isEqualTo(type.operatorId());
    assertThat(verdicts(1, fits(10))).containsExactly(StockVerdict.OTHER_TYPE);
  }

  @Test
  void tellsNothingOfAnotherOperatorsProfilesButThatTheyAreThere() {
    var stranger = SampleStock.operator(store, "Stranger");
    SampleStock.type(store, stranger, "Its plan", 10, 1);

    var samePair = verdicts(1, fits(10));
    var otherImsi = verdicts(2, List.of(fit(1, iccid(10), imsi(77))));

    assertThat(samePair).containsExactly(StockVerdict.ICCID_TAKEN).isEqualTo(otherImsi);
  }

  @Test
  void writesNothingOnADryRunAndFindsTheSame() {
    stock.put(into, 0, DIGEST, fits(10), List.of());
    into = stock.open(type, true, "a plan", NOW);

    var chunk = stock.put(into, 0, DIGEST, fits(10, 11), List.of());

    assertThat(chunk.accepted()).isEqualTo(1);
    assertThat(verdicts(1, fits(11))).containsExactly(StockVerdict.ALREADY_THERE);
    assertThat(verdicts(2, List.of(fit(1, iccid(12), imsi(11)))))
        .containsExactly(StockVerdict.IMSI_TAKEN);
    assertThat(verdicts(3, List.of(fit(1, iccid(11), imsi(12)))))
        .containsExactly(StockVerdict.ICCID_TAKEN);
    assertThat(store.inventory().available(type)).isEqualTo(1);
  }

  @Test
  void takesNothingIntoAnImportThatIsFinished() {
    stock.put(into, 0, DIGEST, fits(10), List.of());

    stock.finish(into.importId(), NOW);

    assertThat(stock.find(into.importId()).orElseThrow().finishedAt()).contains(NOW);
    assertThat(stock.put(into, 0, DIGEST, fits(10), List.of()).accepted()).isEqualTo(1);
    assertThatIllegalStateException()
        .isThrownBy(() -> stock.put(into, 1, DIGEST, fits(11), List.of()));
    assertThat(store.inventory().available(type)).isEqualTo(1);
  }

  @Test
  void forgetsOldImportsAndKeepsWhatTheyBrought() {
    stock.put(into, 0, DIGEST, fits(10), List.of());

    assertThat(stock.forgetImports(NOW)).isZero();
    assertThat(stock.forgetImports(NOW.plusSeconds(1))).isEqualTo(1);

    assertThat(stock.find(into.importId())).isEmpty();
    assertThat(store.inventory().available(type)).isEqualTo(1);
  }

  @Test
  void keepsTransportKeysOfAnOperatorByName() {
    var key = new TransportKey(Secret.of(KI));

    assertThat(stock.addTransportKey(operator, "TK-1", key, NOW)).isTrue();
    assertThat(stock.addTransportKey(operator, "TK-1", new TransportKey(Secret.of(DIGEST)), NOW))
        .isFalse();

    var found = stock.transportKey(operator.operatorId(), "TK-1").orElseThrow();
    assertThat(found.encode()).isEqualTo(Secret.of(KI));
    assertThat(stock.transportKey(operator.operatorId() + 1, "TK-1")).isEmpty();
    assertThat(stock.transportKeys(operator))
        .containsExactly(new Stock.KeyLabel("TK-1", key.checkValue(), NOW));
  }

  @Test
  void allowsClearKeysUntilItIsSaid() {
    assertThat(stock.basis(type).clearKeys()).isTrue();

    stock.allowClearKeys(operator, false);
    assertThat(stock.basis(type).clearKeys()).isFalse();

    stock.allowClearKeys(operator, true);
    assertThat(stock.basis(type).clearKeys()).isTrue();
    assertThat(stock.basis(type).operator()).isEqualTo(operator);
    assertThat(stock.basis(type).template()).isPresent();
  }

  @Test
  void countsWhatIsLeftAndHowFastItGoes() {
    var steps = new SampleSteps(store);
    stock.put(into, 0, DIGEST, fits(IntStream.range(0, 30).toArray()), List.of());
    for (int i = 0; i < 5; i++) {
      steps.move(new Profile.Available(iccid(i)), new Profile.Allocated(iccid(i)));
    }
    steps.move(new Profile.Allocated(iccid(4)), new Profile.Available(iccid(4)));

    var level = stock
        .levels(
            SampleSteps.NOW.minus(Duration.ofDays(14)), SampleSteps.NOW.plus(Duration.ofDays(2)))
        .get(0);

    assertThat(level.available()).isEqualTo(26);
    assertThat(level.perDay()).isCloseTo(2.0, within(0.1));
    assertThat(level.daysOfCover()).isCloseTo(13.0, within(0.7));
    assertThat(level.operator()).isEqualTo("Operator");
    assertThat(level.type()).isEqualTo("Plan");
  }

  @Test
  void coversForeverWhatNobodyOrders() {
    assertThat(stock.levels(NOW, NOW.plusSeconds(60)))
        .singleElement()
        .returns(0L, Stock.Level::available)
        .returns(Double.POSITIVE_INFINITY, Stock.Level::daysOfCover);
  }

  private List<StockVerdict> verdicts(int number, List<Fit> fits) {
    return stock.put(into, number, DIGEST, fits, List.of()).others().stream()
        .map(StockResult::verdict)
        .toList();
  }

  private static List<Fit> fits(int... numbers) {
    return IntStream.range(0, numbers.length)
        .mapToObj(i -> new Fit(i + 1, SampleStock.subscriber(numbers[i])))
        .toList();
  }

  private static Fit fit(long line, Iccid iccid, Imsi imsi) {
    return new Fit(
        line,
        SubscriberData.of(iccid, imsi, Secret.of(SampleStock.KI), Secret.of(SampleStock.OPC)));
  }
}
