package org.opensmdp.simulator.apdu;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.simulator.Uicc;

/** The card as a terminal sees it: channels, SELECT, STORE DATA, GET RESPONSE (SGP.22 v2 §5.7.2). */
class CardTransportTest {
  private static final String SELECT = "A4040010A0000005591010FFFFFFFF8900000100";
  private static final String FCI =
      "6F1F8410A0000005591010FFFFFFFF8900000100A5049F6501FFE0058203020500";
  private static final String GET_EID = "BF3E035C015A";

  private final SmallEs10 es10 = new SmallEs10();
  private final CardTransport whole = card(BlockMode.WHOLE);
  private final CardTransport t0 = card(BlockMode.T0);

  private CardTransport card(BlockMode mode) {
    var options = CardOptions.defaults().blockMode(mode);
    return new CardTransport(es10, new BareUicc(), options, CardListener.NONE);
  }

  private static String send(CardTransport card, String hex) {
    return card.transmit(Bytes.fromHex(hex)).toString();
  }

  private static CardTransport selected(CardTransport card) {
    send(card, "0070000001");
    send(card, "01" + SELECT);
    return card;
  }

  private static String storeData(int p1, int p2, String data) {
    return "81E2%02X%02X%02X%s".formatted(p1, p2, data.length() / 2, data);
  }

  @Test
  void answersToResetWithAnAtrWhoseCheckOctetHolds() {
    var atr = whole.reset();

    assertThat(atr.toString()).startsWith("3B9F96803FC7828031E073FE211F65D002112013810F");
    assertThat(IntStream.range(1, atr.size()).map(atr::at).reduce(0, (a, b) -> a ^ b))
        .isZero();
    assertThat(es10.powerCycles).isEqualTo(1);
  }

  @Test
  void takesTerminalCapabilityBeforeTheIsdrIsSelected() {
    assertThat(send(whole, "80AA00000AA9088100820101830107")).isEqualTo("9000");
    assertThat(send(t0, "80AA00000AA9088100820101830107")).isEqualTo("9000");
  }

  @Test
  void opensChannelsFromOneToNineteenAndNoMore() {
    var opened = new ArrayList<String>();
    for (int i = 0; i < 19; i++) {
      opened.add(send(t0, "0070000001"));
    }

    assertThat(opened.get(0)).isEqualTo("019000");
    assertThat(opened.get(18)).isEqualTo("139000");
    assertThat(new HashSet<>(opened)).hasSize(19);
    assertThat(send(t0, "0070000001")).isEqualTo("6A81");
  }

  @Test
  void closesAChannelAndGivesItsNumberAgain() {
    send(whole, "0070000001");
    send(whole, "0070000001");

    assertThat(send(whole, "0070800100")).isEqualTo("9000");
    assertThat(send(whole, "01" + SELECT)).isEqualTo("6881");
    assertThat(send(whole, "0070000001")).isEqualTo("019000");
  }

  @ParameterizedTest
  @CsvSource({
    "00708005, 6200", // not open
    "0070800000, 6A86", // the basic channel stays
    "0070801400, 6A86", // there are 20
    "0070400001, 6A86",
    "0070001400, 6A86"
  })
  void refusesToCloseOrOpenWhatIsNoChannel(String command, String statusWord) {
    assertThat(send(whole, command)).isEqualTo(statusWord);
  }

  @Test
  void opensAChannelByNameOnce() {
    assertThat(send(whole, "0070000700")).isEqualTo("9000");
    assertThat(send(whole, "0070000700")).isEqualTo("6A81");
    assertThat(send(whole, "43" + SELECT)).isEqualTo(FCI + "9000");
  }

  @Test
  void speaksToChannelsFromFourOnByTheFurtherClasses() {
    IntStream.rangeClosed(1, 5).forEach(i -> send(whole, "0070000001"));

    assertThat(send(whole, "41" + SELECT)).isEqualTo(FCI + "9000");
    assertThat(send(whole, "C1E2910006" + GET_EID)).endsWith("9000");
    assertThat(send(whole, "81E2910006" + GET_EID)).isEqualTo("6985"); // another channel
  }

  @Test
  void hasNoChannelThatNobodyOpened() {
    assertThat(send(whole, "01" + SELECT)).isEqualTo("6881");
    assertThat(send(whole, "4F" + SELECT)).isEqualTo("6881");
    assertThat(send(whole, "81E2910006" + GET_EID)).isEqualTo("6881");
  }

  @ParameterizedTest
  @CsvSource({"A0, 6E00", "20, 6E00", "FF, 6E00", "04, 6882", "84, 6882", "60, 6882", "10, 6884"})
  void refusesClassesItDoesNotKnow(String cla, String statusWord) {
    assertThat(send(whole, cla + SELECT)).isEqualTo(statusWord);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "00"})
  void selectsTheIsdrWithAndWithoutLe(String le) {
    assertThat(send(whole, "00" + SELECT + le)).isEqualTo(FCI + "9000"); // on the basic channel
    assertThat(send(t0, "00" + SELECT + le)).isEqualTo("6121");
    assertThat(send(t0, "00C0000021")).isEqualTo(FCI + "9000");
  }

  @Test
  void selectsWithoutFciIfAsked() {
    assertThat(send(whole, "00" + SELECT.replaceFirst("A40400", "A4040C"))).isEqualTo("9000");
  }

  @Test
  void knowsOneOccurrenceOfTheIsdrOnly() {
    assertThat(send(whole, "00" + SELECT.replaceFirst("A40400", "A40402"))).isEqualTo("6A82");
    assertThat(send(whole, "00" + SELECT.replaceFirst("A40400", "A40480"))).isEqualTo("6A86");
  }

  @Test
  void doesNotFindAnUnknownAidAndKeepsWhatWasSelected() {
    send(whole, "00" + SELECT);

    assertThat(send(whole, "00A4040007A0000000871002")).isEqualTo("6A82");
    assertThat(send(whole, "80E2910006" + GET_EID)).endsWith("9000");
  }

  @Test
  void isSelectedByAnotherAidIfToldSo() {
    var aid = Bytes.fromHex("A0000005591010000000008900000300");
    var options = CardOptions.defaults().isdrAid(aid);
    var card = new CardTransport(es10, new BareUicc(), options, CardListener.NONE);

    assertThat(send(card, "00" + SELECT)).isEqualTo("6A82");
    assertThat(send(card, "00A4040010" + aid)).startsWith("6F1F8410" + aid).endsWith("9000");
  }

  @Test
  void takesARequestInOneBlockOfEitherCase() {
    selected(whole);

    assertThat(send(whole, storeData(0x91, 0, GET_EID))).isEqualTo(SmallEs10.EID_RESPONSE + "9000");
    assertThat(send(whole, storeData(0x91, 0, GET_EID) + "00"))
        .isEqualTo(SmallEs10.EID_RESPONSE + "9000");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 6, 119, 120, 128, 254, 255})
  void putsBlocksOfAnySizeTogether(int blockSize) {
    selected(whole);
    var request = "BF36820400" + "5A".repeat(1024);

    var answers = sendInBlocks(whole, request, blockSize);

    assertThat(answers).containsOnly("9000");
    assertThat(es10.taken).containsExactly(Bytes.fromHex(request));
  }

  private static List<String> sendInBlocks(CardTransport card, String request, int blockSize) {
    var answers = new ArrayList<String>();
    int step = 2 * blockSize;
    for (int at = 0, number = 0; at < request.length(); at += step, number++) {
      int end = Math.min(request.length(), at + step);
      int p1 = end == request.length() ? 0x91 : 0x11;
      answers.add(send(card, storeData(p1, number & 0xFF, request.substring(at, end))));
    }
    return answers;
  }

  @Test
  void dropsWhatItHasHalfReceivedWhenBlocksStartAgain() {
    selected(whole);
    send(whole, storeData(0x11, 0, "BF36820400"));
    send(whole, storeData(0x11, 1, "5A5A5A"));

    assertThat(send(whole, storeData(0x91, 0, GET_EID))).endsWith("9000");
    assertThat(es10.taken).containsExactly(Bytes.fromHex(GET_EID));
  }

  @Test
  void refusesABlockOutOfTurnAndForgetsTheOthers() {
    selected(whole);
    send(whole, storeData(0x11, 0, "BF36"));

    assertThat(send(whole, storeData(0x91, 2, "03"))).isEqualTo("6A86");
    assertThat(send(whole, storeData(0x91, 1, "03"))).isEqualTo("6A86");
    assertThat(es10.taken).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "81E2900006BF3E035C015A, 6A86", // P1 is 11 or 91
    "81E2910106BF3E035C015A, 6A86", // the first block is 00
    "81E29100, 6700", // a block without data
    "81E2910000, 6700",
    "81E29100000006BF3E035C015A, 6700", // lengths are of one octet here
    "81E2910007BF3E035C015A, 6700", // Lc says more than there is
    "81E2910006BF3E045C015A, 6A80", // no TLV
    "81E2910003BF7F00, 6A88", // a tag nobody knows
    "81E2910003BF2E00, 6F00", // a defect of the card
    "81B0000000, 6D00", // the ISD-R has no files
    "01B0000000, 6D00"
  })
  void refusesWhatTheIsdrCannotTake(String command, String statusWord) {
    selected(whole);

    assertThat(send(whole, command)).isEqualTo(statusWord);
    assertThat(send(whole, storeData(0x91, 0, GET_EID))).endsWith("9000"); // and lives on
  }

  @Test
  void refusesARequestThatNeverEnds() {
    selected(whole);
    var block = "5A".repeat(255);
    var last = "";
    for (int i = 0; i <= StoreData.MOST_OCTETS / 255; i++) {
      last = send(whole, storeData(0x11, i & 0xFF, block));
    }

    assertThat(last).isEqualTo("6A84");
  }

  @Test
  void takesStoreDataForTheIsdrOnly() {
    assertThat(send(whole, "80E2910006" + GET_EID)).isEqualTo("6985");
  }

  @Test
  void answersOverT0InPiecesToGetResponseOfEitherClass() {
    es10.longAnswer = Bytes.wrap(new byte[600]);
    selected(t0);

    assertThat(send(t0, "81E2910003BF2D00")).isEqualTo("6100");
    assertThat(send(t0, "81C0000000")).hasSize(2 * 258).endsWith("6100");
    assertThat(send(t0, "01C0000064")).hasSize(2 * 102).endsWith("61F4");
    assertThat(send(t0, "81C00000F4")).hasSize(2 * 246).endsWith("9000");
    assertThat(send(t0, "81C0000000")).isEqualTo("6985"); // all fetched
  }

  @Test
  void tellsHowMuchThereIsWhenMoreIsWanted() {
    selected(t0);

    assertThat(send(t0, storeData(0x91, 0, GET_EID))).isEqualTo("6115");
    assertThat(send(t0, "81C0000016")).isEqualTo("6C15");
    assertThat(send(t0, "81C0010015")).isEqualTo("6A86");
    assertThat(send(t0, "81C0000015")).isEqualTo(SmallEs10.EID_RESPONSE + "9000");
  }

  @Test
  void dropsAnAnswerThatIsNotFetched() {
    selected(t0);
    send(t0, storeData(0x91, 0, GET_EID));

    send(t0, "81F2000000");

    assertThat(send(t0, "81C0000015")).isEqualTo("6985");
  }

  @Test
  void answersOfAnyLengthAllAtOnce() {
    es10.longAnswer = Bytes.wrap(new byte[70_000]);
    selected(whole);

    assertThat(send(whole, "81E2910003BF2D00")).hasSize(2 * 70_002).endsWith("9000");
    assertThat(send(whole, "81C0000000")).isEqualTo("6985"); // there is nothing to fetch
  }

  @Test
  void livesWhenItIsAskedForItsStatus() {
    assertThat(send(whole, "80F2000C00")).isEqualTo("9000");
    assertThat(send(selected(whole), "81F2000000")).isEqualTo("9000");
  }

  @Test
  void keepsTheSessionWhenAChannelIsClosed() {
    selected(whole);
    send(whole, storeData(0x91, 0, GET_EID));

    send(whole, "0070800100");
    selected(whole);

    assertThat(es10.powerCycles).isZero();
    assertThat(send(whole, storeData(0x91, 0, GET_EID))).endsWith("9000");
  }

  @Test
  void forgetsChannelsAndHalfRequestsWhenItIsReset() {
    selected(whole);
    send(whole, storeData(0x11, 0, "BF36"));

    whole.reset();

    assertThat(send(whole, "01" + SELECT)).isEqualTo("6881");
    assertThat(send(selected(whole), storeData(0x91, 1, "00"))).isEqualTo("6A86");
  }

  @Test
  void keepsHalfRequestsOfTwoChannelsApart() {
    selected(whole);
    send(whole, "0070000001");
    send(whole, "02" + SELECT);
    send(whole, storeData(0x11, 0, "BF3E03"));
    send(whole, "82E2110002BF3E");

    assertThat(send(whole, "82E2910104035C015A")).endsWith("9000");
    assertThat(send(whole, storeData(0x91, 1, "5C015A"))).endsWith("9000");
    assertThat(es10.taken).containsOnly(Bytes.fromHex(GET_EID)).hasSize(2);
  }

  @Test
  void keepsChannelsApartThatAreUsedAtTheSameTime() throws Exception {
    IntStream.rangeClosed(1, 3).forEach(i -> send(t0, "0070000001"));
    var threads = Executors.newFixedThreadPool(3);
    try {
      var users = IntStream.rangeClosed(1, 3)
          .<Callable<List<String>>>mapToObj(n -> () -> useChannel(n))
          .toList();
      for (var answers : threads.invokeAll(users)) {
        assertThat(answers.get()).hasSize(200).containsOnly(SmallEs10.EID_RESPONSE + "9000");
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private List<String> useChannel(int number) {
    var answers = new ArrayList<String>();
    send(t0, "0" + number + SELECT);
    for (int i = 0; i < 200; i++) {
      send(t0, "8" + number + "E2110003BF3E03");
      send(t0, "8" + number + "E29101035C015A");
      answers.add(send(t0, "8" + number + "C0000015"));
    }
    return answers;
  }

  @Test
  void asksForARefreshAfterAProfileHasBeenEnabledWithTheFlag() {
    selected(t0);
    var byIccid = "A00C5A0A98000000000000000010";

    assertThat(send(t0, storeData(0x91, 0, "BF3111" + byIccid + "8101FF"))).isEqualTo("6106");
    assertThat(send(t0, "81C0000006")).isEqualTo("BF3103800100910B");
    assertThat(send(t0, "801200000B")).isEqualTo("D0098103010104820281829000");
    assertThat(send(t0, "801400000C810301010402028281830100")).isEqualTo("9000");
    assertThat(send(t0, "801200000B")).isEqualTo("6985");
  }

  @Test
  void asksForNoRefreshThatNobodyWants() {
    selected(whole);

    assertThat(send(whole, storeData(0x91, 0, "BF3111A00C5A0A98000000000000000010810100")))
        .endsWith("9000");
  }

  @Test
  void asksForNoRefreshAfterAReset() {
    selected(whole);
    send(whole, storeData(0x91, 0, "BF3111A00C5A0A989800000000000000108101FF"));

    whole.reset();

    assertThat(send(selected(whole), storeData(0x91, 0, GET_EID))).endsWith("9000");
  }

  /** Answers any command and keeps what it hears. */
  private static final class KeptUicc implements Uicc {
    private final List<String> heard = new ArrayList<>();
    private String answer = "9000";

    @Override
    public Bytes transmit(int channel, Bytes command) {
      heard.add(channel + " " + command);
      return Bytes.fromHex(answer);
    }

    @Override
    public void closed(int channel) {
      heard.add("closed " + channel);
    }

    @Override
    public void reset() {
      heard.add("reset");
    }
  }

  private CardTransport card(Uicc uicc, BlockMode mode) {
    var options = CardOptions.defaults().blockMode(mode);
    return new CardTransport(es10, uicc, options, CardListener.NONE);
  }

  @Test
  void givesToTheFilesWhatIsNotForTheIsdr() {
    var uicc = new KeptUicc();
    var card = card(uicc, BlockMode.WHOLE);

    send(card, "00A40004023F00");
    send(card, "0070000001");
    send(card, "01B000000A");
    send(card, "0070800100");
    card.reset();

    assertThat(uicc.heard)
        .containsExactly("0 00A40004023F00", "1 01B000000A", "closed 1", "closed 0", "reset");
  }

  @Test
  void leavesTheIsdrWhenAFileIsSelectedOnItsChannel() {
    var card = selected(card(new KeptUicc(), BlockMode.WHOLE));

    send(card, "01A40004023F00");

    assertThat(send(card, storeData(0x91, 0, GET_EID))).isEqualTo("6985");
  }

  @Test
  void cutsTheAnswersOfFilesAsT0Does() {
    var uicc = new KeptUicc();
    uicc.answer = "0102030405" + "9000";
    var card = card(uicc, BlockMode.T0);

    assertThat(send(card, "00A40004023F00")).isEqualTo("6105"); // data go one way
    assertThat(send(card, "00C0000005")).isEqualTo("01020304059000");
    assertThat(send(card, "00B0000005")).isEqualTo("01020304059000");
    assertThat(send(card, "00B0000004")).isEqualTo("6C05");
  }

  @Test
  void survivesFilesThatAnswerNothing() {
    var uicc = new KeptUicc();
    uicc.answer = "";

    assertThat(send(card(uicc, BlockMode.WHOLE), "00B0000005")).isEqualTo("6F00");
  }

  @Property
  void answersWhateverComes(@ForAll @Size(max = 300) byte[] octets) {
    assertThat(selected(card(BlockMode.T0)).transmit(Bytes.of(octets)).size()).isGreaterThan(1);
  }

  @Property
  void answersWhateverComesWithTheRightHeader(
      @ForAll @Size(max = 40) byte[] body, @ForAll byte ins, @ForAll byte p1, @ForAll byte p2) {
    var card = selected(card(BlockMode.WHOLE));
    for (int cla : new int[] {0x00, 0x01, 0x81, 0xC0}) {
      var command =
          Bytes.concat(Bytes.of((byte) cla, ins, p1, p2, (byte) body.length), Bytes.of(body));
      assertThat(card.transmit(command).size()).isGreaterThan(1);
    }
  }
}
