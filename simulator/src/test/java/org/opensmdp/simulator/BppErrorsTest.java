package org.opensmdp.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.opensmdp.rsp.BppCommandId.CONFIGURE_ISDP;
import static org.opensmdp.rsp.BppCommandId.INITIALISE_SECURE_CHANNEL;
import static org.opensmdp.rsp.BppCommandId.LOAD_PROFILE_ELEMENTS;
import static org.opensmdp.rsp.BppCommandId.REPLACE_SESSION_KEYS;
import static org.opensmdp.rsp.BppCommandId.STORE_METADATA;
import static org.opensmdp.rsp.BppCommandId.STORE_METADATA_2;
import static org.opensmdp.simulator.Cards.ICCID;
import static org.opensmdp.simulator.Cards.NIST;
import static org.opensmdp.simulator.Cards.OTHER_ICCID;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.opensmdp.rsp.BppCommandId;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.ErrorReason;
import org.opensmdp.rsp.FinalResult;
import org.opensmdp.rsp.ProfileClass;
import org.opensmdp.rsp.ProfileInstallationResult;
import org.opensmdp.rsp.ReplaceSessionKeysRequest;

/**
 * Every reason at every command of a bound profile package (SGP.22 v2 §2.5.6, §5.7.6), made by an
 * SM-DP+ that knows the session keys. Each row ends in the one report, and nothing of the profile stays.
 */
class BppErrorsTest {
  private static final Bytes METADATA = Cards.metadata(ICCID).build().der();
  private static final Bytes CUT = METADATA.slice(0, 40);
  private static final Bytes REST = METADATA.slice(40, METADATA.size());

  private record Row(
      BppCommandId command,
      int reason,
      String what,
      UnaryOperator<EuiccProfile.Builder> card,
      Consumer<HostilePackage> script) {
    Row on(UnaryOperator<EuiccProfile.Builder> other) {
      return new Row(command, reason, what, other, script);
    }

    @Override
    public String toString() {
      return "%s %d: %s".formatted(command, reason, what);
    }
  }

  private static Row row(
      BppCommandId command, int reason, String what, Consumer<HostilePackage> script) {
    return new Row(command, reason, what, builder -> builder, script);
  }

  static Stream<Row> rows() {
    return Stream.of(
            initialiseSecureChannel(),
            configureIsdp(),
            storeMetadata(),
            storeMetadata2(),
            replaceSessionKeys(),
            loadProfileElements())
        .flatMap(List::stream);
  }

  private static List<Row> initialiseSecureChannel() {
    return List.of(
        row(
            INITIALISE_SECURE_CHANNEL,
            1,
            "no host identifier in the template",
            it -> it.template("A606800188810110")),
        row(INITIALISE_SECURE_CHANNEL, 3, "another transaction", it -> it.transactionId("01")),
        row(
            INITIALISE_SECURE_CHANNEL,
            4,
            "another key type",
            it -> it.template("A6098001898101108401AA")),
        row(
            INITIALISE_SECURE_CHANNEL,
            4,
            "another key length",
            it -> it.template("A6098001888101208401AA")),
        row(
            INITIALISE_SECURE_CHANNEL,
            4,
            "a host identifier of 17 octets",
            it -> it.template("A6198001888101108411" + "AA".repeat(17))),
        row(INITIALISE_SECURE_CHANNEL, 5, "another operation", it -> it.remoteOpId(2)));
  }

  private static List<Row> configureIsdp() {
    return List.of(
        row(
            CONFIGURE_ISDP,
            1,
            "proprietary data of 129 octets with tag and length",
            it -> it.configure(Bytes.fromHex("BF248181B87F" + "817D" + "00".repeat(125)))),
        row(CONFIGURE_ISDP, 7, "another request", it -> it.configure(Bytes.fromHex("BF2500"))),
        row(CONFIGURE_ISDP, 7, "another block", it -> it.raw("A100")),
        row(CONFIGURE_ISDP, 7, "another element", it -> it.raw("A00A8808" + "00".repeat(8))),
        row(CONFIGURE_ISDP, 7, "no whole block", it -> it.unencrypted(0xA0, zeros(5))),
        row(CONFIGURE_ISDP, 7, "more than was announced", it -> it.configure().announcing(-1)),
        row(CONFIGURE_ISDP, 7, "an element too long", it -> it.raw(tooLong("A0820410", "87"))),
        row(CONFIGURE_ISDP, 8, "a wrong MAC", it -> it.configure().damaged()),
        row(CONFIGURE_ISDP, 10, "no room for an ISD-P", HostilePackage::configure)
            .on(builder -> builder.nonVolatileMemory(255)));
  }

  private static List<Row> storeMetadata() {
    return List.of(
        row(
                STORE_METADATA,
                6,
                "a test profile for a card that takes none",
                it -> it.configure()
                    .metadata(Cards.metadata(ICCID)
                        .profileClass(ProfileClass.TEST)
                        .build()
                        .der()))
            .on(builder -> builder.rspCapability(List.of(0, 1))),
        row(
            STORE_METADATA,
            7,
            "another request",
            it -> it.configure().metadata(Bytes.fromHex("BF2400"))),
        row(STORE_METADATA, 7, "another block", it -> it.configure().raw("A300")),
        row(STORE_METADATA, 7, "an empty list", it -> it.configure().raw("A100")),
        row(
            STORE_METADATA,
            7,
            "head and element in one piece",
            it -> it.configure().raw("A10A8808" + "00".repeat(8))),
        row(
            STORE_METADATA,
            7,
            "another element",
            it -> it.configure().announcing(100).raw("A10A").raw("8608" + "00".repeat(8))),
        row(
            STORE_METADATA,
            7,
            "an element larger than the list",
            it -> it.configure().raw("A104").raw("8808" + "00".repeat(8))),
        row(
            STORE_METADATA,
            7,
            "an element too long",
            it -> it.configure().announcing(2000).raw("A1820410").raw(tooLong("", "88"))),
        row(
            STORE_METADATA,
            8,
            "a wrong MAC",
            it -> it.configure().metadata(METADATA).damaged()),
        row(
            STORE_METADATA,
            9,
            "a profile it has",
            it -> it.configure().metadata(Cards.metadata(OTHER_ICCID).build().der())),
        row(STORE_METADATA, 10, "no room for the metadata", it -> it.configure().metadata(METADATA))
            .on(builder -> builder.nonVolatileMemory(256 + METADATA.size() - 1)),
        row(
            STORE_METADATA,
            15,
            "PPR1 beside another operational profile",
            it -> it.configure()
                .metadata(Cards.metadata(ICCID).profilePolicyRules(1).build().der())),
        row(
                STORE_METADATA,
                15,
                "a rule that the table gives to nobody",
                it -> it.configure()
                    .metadata(
                        Cards.metadata(ICCID).profilePolicyRules(2).build().der()))
            .on(builder -> builder.rulesAuthorisationTable(RulesAuthorisationTable.EMPTY)),
        row(
                STORE_METADATA,
                15,
                "a rule that the card forbids",
                it -> it.configure()
                    .metadata(
                        Cards.metadata(ICCID).profilePolicyRules(2).build().der()))
            .on(builder -> builder.forbiddenPolicyRules(List.of(2))));
  }

  private static List<Row> storeMetadata2() {
    return List.of(
        row(
            STORE_METADATA_2,
            7,
            "another element",
            it -> it.configure().metadata(CUT, REST).another()),
        row(
            STORE_METADATA_2,
            7,
            "another request, in two segments",
            it -> it.configure().metadata(Bytes.fromHex("BF24"), Bytes.fromHex("00"))),
        row(
            STORE_METADATA_2,
            8,
            "a wrong MAC",
            it -> it.configure().metadata(CUT, REST).damaged()),
        row(STORE_METADATA_2, 9, "a profile it has, in two segments", it -> {
          var metadata = Cards.metadata(OTHER_ICCID).build().der();
          it.configure().metadata(metadata.slice(0, 40), metadata.slice(40, metadata.size()));
        }));
  }

  private static List<Row> replaceSessionKeys() {
    return List.of(
        row(
            REPLACE_SESSION_KEYS,
            1,
            "keys of another length",
            it -> it.configure()
                .metadata(METADATA)
                .replaceKeys(Bytes.fromHex("BF2666" + "8020" + "00".repeat(32) + "8120"
                    + "00".repeat(32) + "8220" + "00".repeat(32)))),
        row(
            REPLACE_SESSION_KEYS,
            7,
            "another element",
            it -> it.configure().metadata(METADATA).raw("A20A8808" + "00".repeat(8))),
        row(
            REPLACE_SESSION_KEYS,
            7,
            "no whole block",
            it -> it.configure().metadata(METADATA).unencrypted(0xA2, zeros(5))),
        row(
            REPLACE_SESSION_KEYS,
            8,
            "a wrong MAC",
            it -> it.configure().metadata(METADATA).replaceKeys(zeros(4)).damaged()));
  }

  private static List<Row> loadProfileElements() {
    return List.of(
        row(
            LOAD_PROFILE_ELEMENTS,
            7,
            "an empty list",
            it -> it.configure().metadata(METADATA).raw("A300")),
        row(
            LOAD_PROFILE_ELEMENTS,
            7,
            "another block",
            it -> it.configure().metadata(METADATA).raw("A000")),
        row(
            LOAD_PROFILE_ELEMENTS,
            7,
            "fewer octets than announced",
            it -> it.configure()
                .metadata(METADATA)
                .elements(Cards.upp(ICCID).slice(0, 9))
                .announcing(1)),
        row(
            LOAD_PROFILE_ELEMENTS,
            7,
            "keys replaced twice",
            it -> it.configure()
                .metadata(METADATA)
                .replaceKeys(keys())
                .with(ReplaceSessionKeysRequest.parse(keys()))
                .replaceKeys(keys())),
        row(
            LOAD_PROFILE_ELEMENTS,
            7,
            "an element too long",
            it -> it.configure()
                .metadata(METADATA)
                .announcing(2000)
                .raw("A3820410")
                .raw(tooLong("", "86"))),
        row(
            LOAD_PROFILE_ELEMENTS,
            8,
            "a wrong MAC",
            it -> it.configure().metadata(METADATA).elements(zeros(16)).damaged()),
        row(
            LOAD_PROFILE_ELEMENTS,
            8,
            "the old keys after new ones",
            it -> it.configure().metadata(METADATA).replaceKeys(keys()).elements(zeros(16))),
        row(
                LOAD_PROFILE_ELEMENTS,
                10,
                "no room for the elements",
                it -> it.configure().metadata(METADATA).elements(segments(Cards.upp(ICCID))))
            .on(builder -> builder.nonVolatileMemory(2000)),
        row(
            LOAD_PROFILE_ELEMENTS,
            12,
            "no elements",
            it -> it.configure().metadata(METADATA).elements(zeros(16))),
        row(
            LOAD_PROFILE_ELEMENTS,
            13,
            "another profile",
            it ->
                it.configure().metadata(METADATA).elements(segments(Cards.upp(Cards.THIRD_ICCID)))),
        row(
            LOAD_PROFILE_ELEMENTS,
            14,
            "the test algorithm in an operational profile",
            it -> it.configure()
                .metadata(METADATA)
                .elements(segments(Bytes.fromHex(
                    Cards.upp(ICCID).toString().replace("A12CA12A800101", "A12CA12A800103"))))));
  }

  private static Bytes zeros(int size) {
    return Bytes.wrap(new byte[size]);
  }

  private static Bytes keys() {
    return Bytes.fromHex(
        "BF2636" + "8010" + "01".repeat(16) + "8110" + "02".repeat(16) + "8210" + "03".repeat(16));
  }

  /** An element of 1036 octets, as one more block than the limit makes it, behind a head. */
  private static String tooLong(String head, String tag) {
    return head + tag + "820408" + "00".repeat(1032);
  }

  private static Bytes[] segments(Bytes upp) {
    var segments = new ArrayList<Bytes>();
    for (int at = 0; at < upp.size(); at += 1000) {
      segments.add(upp.slice(at, Math.min(at + 1000, upp.size())));
    }
    return segments.toArray(Bytes[]::new);
  }

  private static VirtualEuicc card(UnaryOperator<EuiccProfile.Builder> change) {
    return Cards.population(NIST).euicc(1, change);
  }

  private static HostilePackage packageFor(VirtualEuicc card, TestSmdp smdp) {
    return new HostilePackage(smdp, card.eid(), Cards.prepare(card, smdp));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void saysWhatIsWrongAndWhere(Row row) {
    var smdp = Cards.smdp(NIST);
    var card = card(row.card);
    boolean room = card.euiccInfo2().freeNonVolatileMemory().orElseThrow() > 100_000;
    if (room) {
      Cards.install(card, smdp, Cards.metadata(OTHER_ICCID).build());
      smdp.newSession();
    }
    var before = card.profiles();
    var hostile = packageFor(card, smdp);
    row.script.accept(hostile);

    var result = Cards.load(card, hostile.pieces());

    var failure = (FinalResult.Failure) Cards.end(result);
    assertThat(BppCommandId.of(failure.bppCommandId())).contains(row.command);
    assertThat(failure.errorReason()).isEqualTo(row.reason);
    assertThat(card.profiles()).isEqualTo(before);
    assertThat(card.notifications()).last().isEqualTo(result);
  }

  static Stream<Integer> pieces() {
    return IntStream.rangeClosed(1, 8).boxed();
  }

  /** After 1 piece of 9 the secure channel stands, after 8 all but the last element is there. */
  @ParameterizedTest
  @MethodSource("pieces")
  void reportsAnInterruptionAfterAnyPiece(int taken) {
    var smdp = Cards.smdp(NIST);
    var card = card(builder -> builder);
    var hostile = packageFor(card, smdp)
        .configure()
        .metadata(CUT, REST)
        .replaceKeys(keys())
        .with(ReplaceSessionKeysRequest.parse(keys()))
        .elements(zeros(16), zeros(16));
    hostile.pieces().subList(0, taken).forEach(card::loadBoundProfilePackage);
    var commands = List.of(
        CONFIGURE_ISDP,
        STORE_METADATA,
        STORE_METADATA,
        STORE_METADATA,
        LOAD_PROFILE_ELEMENTS,
        LOAD_PROFILE_ELEMENTS,
        LOAD_PROFILE_ELEMENTS,
        LOAD_PROFILE_ELEMENTS);

    card.es10().powerCycle();

    assertThat(card.notifications()).hasSize(1);
    var result = (ProfileInstallationResult) card.notifications().get(0);
    var failure = (FinalResult.Failure) Cards.end(result);
    assertThat(failure.errorReason()).isEqualTo(ErrorReason.INTERRUPTION.code());
    assertThat(BppCommandId.of(failure.bppCommandId())).contains(commands.get(taken - 1));
    assertThat(result.notificationMetadata().iccid().isPresent()).isEqualTo(taken >= 5);
    assertThat(card.snapshot().saved().notifications()).hasSize(1);
  }

  /** A lenient card opens what a strict one refuses for its size, and finds the MAC wrong. */
  @ParameterizedTest
  @MethodSource("lenient")
  void judgesTheSizeOfElements(boolean lenient, ErrorReason reason) {
    var smdp = Cards.smdp(NIST);
    var card = card(builder -> builder.lenient(lenient));
    var hostile = packageFor(card, smdp)
        .configure()
        .metadata(METADATA)
        .announcing(2000)
        .raw("A3820410")
        .raw(tooLong("", "86"));

    var failure = (FinalResult.Failure) Cards.end(Cards.load(card, hostile.pieces()));

    assertThat(ErrorReason.of(failure.errorReason())).isEqualTo(reason);
  }

  static Stream<Arguments> lenient() {
    return Stream.of(
        Arguments.of(false, ErrorReason.BSP_STRUCTURE_ERROR),
        Arguments.of(true, ErrorReason.BSP_SECURITY_ERROR));
  }
}
