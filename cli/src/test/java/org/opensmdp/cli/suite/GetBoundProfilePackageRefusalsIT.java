package org.opensmdp.cli.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.opensmdp.cli.suite.RefusalCase.Told.NOT_AT_ALL;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.opensmdp.crypto.EphemeralKey;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.CancelSessionReason;
import org.opensmdp.rsp.EuiccSigned2;
import org.opensmdp.rsp.HashCc;
import org.opensmdp.rsp.PrepareDownloadResponse;
import org.opensmdp.simulator.EuiccQuirks;

/**
 * ES9+.GetBoundProfilePackage refuses (SGP.22 v2 §5.6.2). The session stays, and knows that something
 * was refused in it; the order stays, but for its counters and its end.
 */
class GetBoundProfilePackageRefusalsIT {
  private static final String WRONG = "0815";
  private static final Duration TOO_LONG = Duration.ofMinutes(31);
  private static final Duration HALF_A_SESSION = Duration.ofMinutes(15);

  @ParameterizedTest(name = "{0} over {1}")
  @MethodSource("cases")
  void refuses(RefusalCase one, Wire wire) {
    one.run(wire, "GetBoundProfilePackage");
  }

  /** A refusal is no end: whatever was wrong, the right request in the same session gets the package. */
  @ParameterizedTest(name = "{0} over {1}")
  @MethodSource("forgivable")
  void deliversInTheSameSessionAfter(RefusalCase one, Wire wire) {
    var visit = Visit.of(wire, one.order());
    one.before().take(visit);
    visit.assertRefused(one.refused(), one.step());
    visit.device().euicc().behave(EuiccQuirks.NONE);

    visit.download().install();

    assertThat(visit.rows().profile().state()).isEqualTo("INSTALLED");
  }

  static Stream<Arguments> cases() {
    return RefusalCase.everywhere(
        Stream.of(transactions(), proofs(), codes(), lastCodes(), points(), expiries())
            .flatMap(List::stream)
            .toList());
  }

  static Stream<Arguments> forgivable() {
    return RefusalCase.everywhere(
        Stream.of(proofs(), codes(), points()).flatMap(List::stream).toList());
  }

  private static List<RefusalCase> transactions() {
    return List.of(
        transaction(
                "a transactionId nobody has given",
                Visit::authenticate,
                of -> of.ask(of.preparedIn(Forged.TRANSACTION)))
            .told(NOT_AT_ALL),
        transaction(
                "a session in which the card is not proven",
                Visit::authenticate,
                of -> of.ask(of.preparedIn(of.initiate().transactionId())))
            .told(NOT_AT_ALL),
        transaction(
                "a session of an order that was withdrawn",
                of -> OrderRefusalsIT.withdraw(of.authenticate()),
                GetBoundProfilePackageRefusalsIT::ask)
            .told(NOT_AT_ALL),
        transaction(
            "a session that was put off",
            of -> of.authenticate().cancel(CancelSessionReason.POSTPONED),
            GetBoundProfilePackageRefusalsIT::ask),
        transaction(
            "a session the user has refused",
            of -> of.authenticate().cancel(CancelSessionReason.END_USER_REJECTION),
            GetBoundProfilePackageRefusalsIT::ask),
        transaction(
            "a session that has been reported",
            of -> of.authenticate().download().install(),
            GetBoundProfilePackageRefusalsIT::ask),
        transaction(
            "a session that a later one has superseded",
            of -> of.authenticate().download().authenticate(),
            of -> of.server().getBoundProfilePackage(of.downloaded().request())),
        transaction("a session that has expired", Visit::authenticate, of -> {
          of.scene().house().forward(TOO_LONG);
          ask(of);
        }));
  }

  private static RefusalCase transaction(String what, Visit.Step before, Visit.Step step) {
    return RefusalCase.of("1", what, "8.10.1/3.9", 95).after(before).when(step);
  }

  /** Asks with what a card would say, whether or not it still has the session. */
  private static void ask(Visit visit) {
    visit.ask(visit.preparedIn(visit.transactionId()));
  }

  private static List<RefusalCase> proofs() {
    var errors = IntStream.of(1, 2, 3, 4, 5, 127)
        .mapToObj(code -> inSession("2", "a card that says error " + code, "8.1/6.1", 127)
            .when(of -> {
              of.device().euicc().behave(EuiccQuirks.NONE.downloadError(code));
              of.download();
            }));
    var signatures = Stream.of(
        inSession("3", "a signature of another card", "8.1/6.1", 1).when(of -> {
          var genuine = of.cardAgrees();
          var foreign = Forged.sign(
              Forged.stranger(of),
              genuine.euiccSigned2().der(),
              of.authenticated().response().smdpSignature2());
          of.ask(PrepareDownloadResponse.Ok.of(genuine.euiccSigned2(), foreign));
        }),
        inSession("3", "a signature that leaves the server's out", "8.1/6.1", 1).when(of -> {
          var signed = of.cardAgrees().euiccSigned2();
          of.ask(PrepareDownloadResponse.Ok.of(signed, of.device().sign(signed.der())));
        }),
        inSession("3", "a signature with one bit flipped", "8.1/6.1", 1).when(of -> {
          var genuine = of.cardAgrees();
          of.ask(PrepareDownloadResponse.Ok.of(
              genuine.euiccSigned2(), Forged.flipped(genuine.euiccSignature2())));
        }),
        saying(
            "4",
            "another transactionId, signed",
            "8.10.1/3.9",
            95,
            signed -> EuiccSigned2.of(Forged.TRANSACTION, signed.euiccOtpk(), signed.hashCc())));
    return Stream.concat(errors, signatures).toList();
  }

  private static List<RefusalCase> codes() {
    return List.of(
        saying(
                "5",
                "no code where one is needed",
                "8.2.7/2.2",
                2,
                signed ->
                    EuiccSigned2.of(signed.transactionId(), signed.euiccOtpk(), Optional.empty()))
            .ordered(OrderSpec.WITH_CODE),
        inSession("7", "a wrong code", "8.2.7/3.8", 3)
            .ordered(OrderSpec.WITH_CODE)
            .when(of -> of.download(WRONG))
            .leaving(rows -> rows.wrongCode().failedInSession()),
        saying(
                "7",
                "the code of another session",
                "8.2.7/3.8",
                3,
                signed -> EuiccSigned2.of(
                    signed.transactionId(),
                    signed.euiccOtpk(),
                    Optional.of(HashCc.of(HashCc.stored(OrderSpec.CODE), Forged.TRANSACTION))))
            .ordered(OrderSpec.WITH_CODE)
            .leaving(rows -> rows.wrongCode().failedInSession()));
  }

  private static List<RefusalCase> lastCodes() {
    var last = inSession("6", "the last wrong code", "8.2.7/6.4", 4)
        .ordered(OrderSpec.of(SpecialTypes.TWICE).withCode())
        .after(of ->
            of.authenticate().assertRefused(new Refused("8.2.7/3.8", 3), by -> by.download(WRONG)))
        .when(of -> of.download(WRONG))
        .leaving(rows -> rows.wrongCode().failedInSession())
        .ending();
    var later = RefusalCase.of("6", "the right code after the last wrong one", "8.10.1/3.9", 95)
        .ordered(last.order())
        .after(of -> {
          last.before().take(of);
          of.assertRefused(last.refused(), last.step());
        })
        .when(Visit::download);
    var across = inSession("6", "the last wrong code, in another session", "8.2.7/6.4", 4)
        .ordered(last.order())
        .after(of -> of.authenticate()
            .assertRefused(new Refused("8.2.7/3.8", 3), by -> by.download(WRONG))
            .authenticate())
        .when(of -> of.download(WRONG))
        .leaving(rows -> rows.wrongCode().failedInSession())
        .ending();
    return List.of(last, later, across);
  }

  private static List<RefusalCase> points() {
    return List.of(
        key("beside the curve", of -> Bytes.concat(Bytes.fromHex("04"), octets(64))),
        key(
            "of the other curve",
            of -> EphemeralKey.generate(of.wire().otherCurve(), Scene.RANDOM)
                .publicKey()
                .point()),
        key("of 64 octets", of -> Bytes.concat(Bytes.fromHex("04"), octets(63))),
        key("that is compressed", of -> Bytes.concat(Bytes.fromHex("02"), octets(32))),
        key("that is nowhere", of -> Bytes.fromHex("00")),
        key("of no octet", of -> Bytes.EMPTY));
  }

  private static RefusalCase key(String what, Function<Visit, Bytes> point) {
    return inSession("8", "a one-time key " + what, "8.1/6.1", 1)
        .when(of -> of.downloadSaying(
            signed -> EuiccSigned2.of(signed.transactionId(), point.apply(of), signed.hashCc())));
  }

  private static Bytes octets(int size) {
    var octets = new byte[size];
    Arrays.fill(octets, (byte) 1);
    return Bytes.wrap(octets);
  }

  private static List<RefusalCase> expiries() {
    return List.of(inSession("9", "an order that has expired meanwhile", "8.8.5/4.10", 6)
        .ordered(OrderSpec.of(SpecialTypes.AN_HOUR))
        .after(of -> {
          of.scene().house().forward(SpecialTypes.LIFETIME.minus(HALF_A_SESSION));
          of.authenticate();
          of.scene().house().forward(HALF_A_SESSION);
        })
        .when(Visit::download)
        .ending());
  }

  private static RefusalCase saying(
      String row, String what, String pair, int error, UnaryOperator<EuiccSigned2> change) {
    return inSession(row, what, pair, error).when(of -> of.downloadSaying(change));
  }

  private static RefusalCase inSession(String row, String what, String pair, int error) {
    return RefusalCase.of(row, what, pair, error)
        .after(Visit::authenticate)
        .leaving(OrderRows::failedInSession);
  }
}
