package org.opensmdp.cli.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.opensmdp.activation.ProfileState;
import org.opensmdp.certs.OperatorPki;
import org.opensmdp.certs.TlsIdentity;
import org.opensmdp.cli.TestHouse;
import org.opensmdp.server.TryOut;

/** Who may call ES2+ (SGP.22 v2 §5.3, §6.5.1): by certificate, and by what it calls itself. */
class OrderCallersIT {
  private static final SecureRandom RANDOM = new SecureRandom();

  private final TestHouse house = Scene.get().house();
  private final OperatorStock stock = OperatorStock.get();

  @Test
  void refusesAConnectionWithoutACertificate() {
    assertNoAnswer(BackOffice.unknown(house));
  }

  @Test
  void refusesACertificateOfAnotherCa() {
    var elsewhere = OperatorPki.issue(List.of("localhost"), Clock.systemUTC(), RANDOM);

    assertNoAnswer(BackOffice.as(house, TryOut.OPERATOR, elsewhere.client(TryOut.OPERATOR)));
  }

  @Test
  void refusesACertificateThatHasExpired() {
    InstantSource longAgo = () -> Instant.now().minus(Duration.ofDays(500));

    assertNoAnswer(BackOffice.as(house, TryOut.OPERATOR, issuedAt(longAgo)));
  }

  @Test
  void refusesACertificateThatIsNotValidYet() {
    InstantSource later = () -> Instant.now().plus(Duration.ofDays(2));

    assertNoAnswer(BackOffice.as(house, TryOut.OPERATOR, issuedAt(later)));
  }

  private TlsIdentity issuedAt(InstantSource clock) {
    return OperatorPki.load(TryOut.operators(house.directory()), clock, RANDOM)
        .client(TryOut.OPERATOR);
  }

  /** The listener's own: of the right CA, but for servers (extendedKeyUsage). */
  @Test
  void refusesACertificateThatIsNotForClients() {
    var servers = OperatorPki.load(TryOut.operators(house.directory()), Clock.systemUTC(), RANDOM)
        .server();

    assertNoAnswer(BackOffice.as(house, TryOut.OPERATOR, servers));
  }

  private static void assertNoAnswer(BackOffice office) {
    assertThatExceptionOfType(BackOffice.NoAnswer.class)
        .isThrownBy(() -> office.call("downloadOrder", "'profileType':'demo'"));
  }

  @Test
  void refusesAKeyThatNobodyHasBeenToldOf() {
    BackOffice.as(house, TryOut.OPERATOR, stock.client(TryOut.OPERATOR))
        .call("downloadOrder", "'profileType':'demo'")
        .failed("1.1/1.1");
  }

  @ParameterizedTest
  @MethodSource("requesters")
  void refusesAnOperatorThatCallsItselfAnother(String requester) {
    var iccid = stock.fresh();
    var answer = BackOffice.of(house)
        .post(
            "downloadOrder",
            "{\"header\":{\"functionRequesterIdentifier\":\"%s\",\"functionCallIdentifier\":\"c\"},\"iccid\":\"%s\"}"
                .formatted(requester, iccid));

    answer.failed("1.1/1.2");
    assertThat(Scene.get().tables().order(iccid).profile().state()).isEqualTo("AVAILABLE");
  }

  static Stream<String> requesters() {
    return Stream.of(
        OperatorStock.OTHER, "nobody", TryOut.OPERATOR + " ", "Demo-Operator", "x".repeat(100_000));
  }

  @Test
  void refusesTheCertificateOfOneOperatorUnderTheNameOfAnother() {
    var iccid = stock.fresh();
    var thief = BackOffice.as(house, TryOut.OPERATOR, stock.otherClient());

    thief.call("downloadOrder", "'iccid':'" + iccid + "'").failed("1.1/1.2");

    assertThat(Scene.get().tables().order(iccid).profile().state()).isEqualTo("AVAILABLE");
  }

  /** Under its own name it is known, and gets at nothing that is another's, in whatever state. */
  @ParameterizedTest
  @ValueSource(strings = {"AVAILABLE", "ALLOCATED", "CONFIRMED", "RELEASED", "INSTALLED"})
  void keepsOperatorsApart(ProfileState state) {
    var standing = Standing.in(state);
    var tables = Scene.get().tables();
    var row = tables.row(standing.iccid());
    var events = tables.events(standing.iccid());
    var members =
        "'iccid':'%s','matchingId':'%s','releaseFlag':true,'finalProfileStatusIndicator':'Available'"
            .formatted(standing.iccid(), standing.matchingId().orElse("A"));

    for (var function : List.of("downloadOrder", "confirmOrder", "cancelOrder", "releaseProfile")) {
      stock.other().call(function, members).failed("8.2.1/1.2");
    }

    assertThat(tables.row(standing.iccid())).isEqualTo(row);
    assertThat(tables.events(standing.iccid())).isEqualTo(events);
  }

  @Test
  void servesTheOtherOperatorItsOwn() {
    var iccid = stock.foreign();

    assertThat(stock.other().call("downloadOrder", "'iccid':'" + iccid + "'").succeeded())
        .isEqualTo(",\"iccid\":\"" + iccid + "F\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}                                                                            | 1.2.1/2.1",
        "{'header':null}                                                               | 1.2.1/2.1",
        "{'header':{}}                                                                 | 1.2.1/2.1",
        "{'header':{'functionCallIdentifier':'c'}}                                     | 1.2.1/2.1",
        "{'header':{'functionRequesterIdentifier':'','functionCallIdentifier':'c'}}    | 1.2.1/2.1",
        "{'header':{'functionRequesterIdentifier':null,'functionCallIdentifier':'c'}}  | 1.2.1/2.1",
        "{'header':{'functionRequesterIdentifier':'demo-operator'}}                    | 1.2.2/2.1",
        "{'header':{'functionRequesterIdentifier':'demo-operator','functionCallIdentifier':' '}} | 1.2.2/2.1",
        "{'header':'demo-operator'}                                                    | 1.6/2.1",
        "{'header':{'functionRequesterIdentifier':7,'functionCallIdentifier':'c'}}     | 1.6/2.1",
        "{'header':{'functionRequesterIdentifier':'demo-operator','functionCallIdentifier':['c']}} | 1.6/2.1",
      })
  void refusesACallWithoutACompleteHeader(String body, String pair) {
    for (var function : List.of("downloadOrder", "confirmOrder", "cancelOrder", "releaseProfile")) {
      BackOffice.of(house).post(function, body.replace('\'', '"')).failed(pair);
    }
  }
}
