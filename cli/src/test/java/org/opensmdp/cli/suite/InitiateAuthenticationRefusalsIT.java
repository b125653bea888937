package org.opensmdp.cli.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.opensmdp.crypto.Curve;
import org.opensmdp.rsp.EuiccInfo1;
import org.opensmdp.rsp.InitiateAuthenticationRequest;
import org.opensmdp.rsp.SubjectKeyId;
import org.opensmdp.rsp.VersionType;
import org.opensmdp.simulator.Es9PlusRefusal;

/**
 * ES9+.InitiateAuthentication refuses (SGP.22 v2 §5.6.1), and writes nothing down, as it does not when
 * it answers. What is malformed: {@link MalformedRequestsIT}.
 */
class InitiateAuthenticationRefusalsIT {
  private static final VersionType SVN = new VersionType(2, 5, 0);

  /** What a card says of itself, and where it believes to be. */
  private interface Hello {
    InitiateAuthenticationRequest of(Scene scene, Wire wire);
  }

  /** A row of the table. */
  private record Row(String row, String what, Refused refused, Hello hello) {
    @Override
    public String toString() {
      return "%s: %s -> %s".formatted(row, what, refused);
    }
  }

  @ParameterizedTest(name = "{0} over {1}")
  @MethodSource("rows")
  void refuses(Row row, Wire wire) {
    var scene = Scene.get();
    long sessions = scene.tables().sessionCount();
    var request = row.hello.of(scene, wire);

    var refusal = catchThrowableOfType(
        Es9PlusRefusal.class, () -> scene.server(wire.binding()).initiateAuthentication(request));

    assertThat(refusal).isNotNull();
    wire.binding().check(refusal, row.refused);
    assertThat(scene.tables().sessionCount()).isEqualTo(sessions);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("org.opensmdp.cli.suite.Wire#all")
  void writesNothingDownWhenItAnswers(Wire wire) {
    var visit = Visit.of(wire, OrderSpec.PLAIN);
    long sessions = visit.scene().tables().sessionCount();

    visit.initiate();

    assertThat(visit.scene().tables().sessionCount()).isEqualTo(sessions);
    assertThat(visit.scene().tables().session(visit.transactionId())).isEmpty();
  }

  static Stream<Arguments> rows() {
    return Stream.of(addresses(), versions(), lists())
        .flatMap(List::stream)
        .flatMap(row -> Wire.all().stream().map(wire -> Arguments.of(row, wire)));
  }

  private static List<Row> addresses() {
    return Stream.of("smdp.example.com", "localhost.example.com", "", "127.0.0.1", "localhost:x")
        .map(address -> new Row(
            "2",
            "the address '" + address + "'",
            new Refused("8.8.1/3.8", 1),
            (scene, wire) -> hello(info(scene, wire, SVN), address)))
        .toList();
  }

  private static List<Row> versions() {
    return Stream.of(new VersionType(1, 0, 0), new VersionType(3, 0, 0), new VersionType(0, 0, 0))
        .map(svn -> new Row(
            "3",
            "SVN " + svn,
            new Refused("8.8.3/3.1", 2),
            (scene, wire) -> hello(info(scene, wire, svn), address(scene))))
        .toList();
  }

  private static List<Row> lists() {
    return List.of(
        new Row(
            "4",
            "a card that signs under another CI",
            new Refused("8.8.2/3.1", 3),
            (scene, wire) ->
                hello(EuiccInfo1.of(SVN, own(scene, wire), foreign(wire)), address(scene))),
        new Row(
            "4",
            "a card that signs under no CI",
            new Refused("8.8.2/3.1", 3),
            (scene, wire) ->
                hello(EuiccInfo1.of(SVN, own(scene, wire), List.of()), address(scene))),
        new Row(
            "4",
            "a card that neither signs nor verifies here",
            new Refused("8.8.2/3.1", 3),
            (scene, wire) ->
                hello(EuiccInfo1.of(SVN, foreign(wire), foreign(wire)), address(scene))),
        new Row(
            "5",
            "a card that verifies under another CI",
            new Refused("8.8.4/3.7", 127),
            (scene, wire) ->
                hello(EuiccInfo1.of(SVN, foreign(wire), own(scene, wire)), address(scene))),
        new Row(
            "5",
            "a card that verifies under no CI",
            new Refused("8.8.4/3.7", 127),
            (scene, wire) ->
                hello(EuiccInfo1.of(SVN, List.of(), own(scene, wire)), address(scene))));
  }

  private static InitiateAuthenticationRequest hello(EuiccInfo1 info, String address) {
    return new InitiateAuthenticationRequest(Forged.TRANSACTION.octets(), info, address);
  }

  private static EuiccInfo1 info(Scene scene, Wire wire, VersionType svn) {
    return EuiccInfo1.of(svn, own(scene, wire), own(scene, wire));
  }

  private static List<SubjectKeyId> own(Scene scene, Wire wire) {
    Curve curve = wire.curve();
    return List.of(scene.of(curve).ci().subjectKeyId().orElseThrow());
  }

  private static List<SubjectKeyId> foreign(Wire wire) {
    return List.of(Forged.stranger(wire).ci().subjectKeyId().orElseThrow());
  }

  private static String address(Scene scene) {
    return scene.house().server().smdpAddress();
  }
}
