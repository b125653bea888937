package org.opensmdp.cli.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.opensmdp.cli.suite.RefusalCase.Told.NOT_AT_ALL;
import static org.opensmdp.cli.suite.RefusalCase.Told.OF_THE_ORDER;
import static org.opensmdp.cli.suite.RefusalCase.Told.OF_THE_SESSION;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.opensmdp.certs.CertificateRole;
import org.opensmdp.certs.EuiccIdentity;
import org.opensmdp.certs.Variation;
import org.opensmdp.certs.Variation.Fault;
import org.opensmdp.rsp.AuthenticateClientRequest;
import org.opensmdp.rsp.AuthenticateServerResponse;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.EuiccSigned1;
import org.opensmdp.rsp.SignatureTlv;
import org.opensmdp.rsp.TransactionId;
import org.opensmdp.simulator.EuiccQuirks;

/**
 * ES9+.AuthenticateClient refuses (SGP.22 v2 §5.6.3): the transaction, the certificates, the proof. A
 * card that is not proven changes nothing of any order.
 */
class AuthenticateClientRefusalsIT {
  private static final Duration TOO_LONG = Duration.ofMinutes(31);
  private static final Bytes NO_SIGNATURE = SignatureTlv.toDer(Bytes.wrap(new byte[64]));

  @ParameterizedTest(name = "{0} over {1}")
  @MethodSource("cases")
  void refuses(RefusalCase one, Wire wire) {
    one.run(wire, "AuthenticateClient");
  }

  /** Once a transaction of the server's own was refused, its transactionId is used up. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("org.opensmdp.cli.suite.Wire#all")
  void remembersARefusedTransaction(Wire wire) {
    var visit = Visit.of(wire, OrderSpec.PLAIN).initiate();
    visit.assertRefused(new Refused("8.1/6.1", 5), of -> of.tell(withSignature(of, NO_SIGNATURE)));

    assertThat(visit.scene().tables().session(visit.transactionId())).contains("REFUSED");
    assertThat(visit.authenticate().rows().profile().state()).isEqualTo("RELEASED");
  }

  /** Every refusal in a session that is known is told of its order (decision 0003). */
  @ParameterizedTest(name = "{0}")
  @MethodSource("org.opensmdp.cli.suite.Wire#all")
  void tellsTheOrderOfAnotherRequestInItsSession(Wire wire) {
    var visit = Visit.of(wire, OrderSpec.PLAIN).authenticate();
    var events = visit.events();

    visit.assertRefused(
        new Refused("8.10.1/3.9", 10), of -> of.tell(withSignature(of, NO_SIGNATURE)));

    assertThat(visit.told(events))
        .isEqualTo(
            EventRow.of("AuthenticateClient", "RELEASED", "RELEASED", "TRANSACTION_UNKNOWN"));
  }

  static Stream<Arguments> cases() {
    return RefusalCase.everywhere(Stream.of(transactions(), cards(), eums(), euiccs(), proofs())
        .flatMap(List::stream)
        .toList());
  }

  private static List<RefusalCase> transactions() {
    return List.of(
        transaction(
            "a transactionId nobody has given",
            Visit::initiate,
            of -> of.tell(in(of, Forged.TRANSACTION))),
        transaction(
            "a transactionId of one octet",
            Visit::initiate,
            of -> of.tell(in(of, TransactionId.fromHex("01")))),
        transaction("a transactionId that has expired", Visit::initiate, of -> {
          var request = of.cardAnswers(of.order().matchingId());
          of.scene().house().forward(TOO_LONG);
          of.tell(request);
        }),
        transaction(
            "a transactionId that a refusal has used up",
            of -> of.initiate()
                .assertRefused(
                    new Refused("8.1/6.1", 5), by -> by.tell(withSignature(by, NO_SIGNATURE))),
            of -> of.tell(withSignature(of, NO_SIGNATURE))),
        transaction(
                "another request in a session that has begun",
                Visit::authenticate,
                of -> of.tell(withSignature(of, NO_SIGNATURE)))
            .told(OF_THE_ORDER));
  }

  private static RefusalCase transaction(String what, Visit.Step before, Visit.Step step) {
    return RefusalCase.of("1", what, "8.10.1/3.9", 10).after(before).when(step).told(NOT_AT_ALL);
  }

  /** The card refuses the server, with each error code of v2. */
  private static List<RefusalCase> cards() {
    return IntStream.of(1, 2, 3, 4, 5, 6, 7, 127)
        .mapToObj(code -> RefusalCase.of("2", "a card that says error " + code, "8.1/6.1", 127)
            .after(Visit::initiate)
            .when(of -> {
              of.device().euicc().behave(EuiccQuirks.NONE.authenticateError(code));
              of.tell(of.cardAnswers(of.order().matchingId()));
            })
            .told(OF_THE_SESSION))
        .toList();
  }

  private static List<RefusalCase> eums() {
    return List.of(
        identity("3", "a card of another CI", "8.11.1/3.9", 9, Forged::stranger),
        identity("3", "a card of the CI not chosen", "8.11.1/3.9", 9, Forged::ofTheOtherCi),
        eum("forged", Variation.with(Fault.FORGED_SIGNATURE)),
        eum("without an issuer", Variation.with(Fault.NO_AUTHORITY_KEY_ID)),
        eum("that is no CA", Variation.with(Fault.WRONG_CA_FLAG)),
        eum("for another use of its key", Variation.with(Fault.WRONG_KEY_USAGE)),
        eum("without a name constraint", Variation.with(Fault.NO_NAME_CONSTRAINT)),
        eum("with an unknown critical extension", Variation.with(Fault.UNKNOWN_CRITICAL_EXTENSION)),
        eum("of another role", Variation.NONE.role(CertificateRole.DP_AUTH)),
        eum("on the other curve", Variation.with(Fault.OTHER_CURVE)),
        eum(
            "that is forged and has expired",
            Variation.with(Fault.FORGED_SIGNATURE).validity(Forged.PAST)),
        eum("5", "that has expired", "8.1.2/6.3", 2, Variation.NONE.validity(Forged.PAST)),
        eum("5", "of the future", "8.1.2/6.3", 2, Variation.NONE.validity(Forged.FUTURE)),
        eum(
            "5",
            "that has expired and is odd as well",
            "8.1.2/6.3",
            2,
            Variation.with(Fault.NO_NAME_CONSTRAINT, Fault.WRONG_CA_FLAG).validity(Forged.PAST)),
        eum("3", "of another CI", "8.11.1/3.9", 9, Variation.with(Fault.FOREIGN_AUTHORITY_KEY_ID)),
        eum("8", "for other EIDs", "8.1.3/6.1", 3, Variation.NONE.ein("89049033")),
        eum(
            "8",
            "for other EIDs, as v3 says it",
            "8.1.3/6.1",
            3,
            Variation.NONE.permittedEins(List.of("8988", "8999"))));
  }

  private static RefusalCase eum(String what, Variation variation) {
    return eum("4", what, "8.1.2/6.1", 1, variation);
  }

  private static RefusalCase eum(
      String row, String what, String pair, int error, Variation variation) {
    return identity(
        row, "an EUM certificate " + what, pair, error, of -> Forged.withEum(of, variation));
  }

  private static List<RefusalCase> euiccs() {
    return List.of(
        euicc("forged", Variation.with(Fault.FORGED_SIGNATURE)),
        euicc("without an issuer", Variation.with(Fault.NO_AUTHORITY_KEY_ID)),
        euicc("of another issuer", Variation.with(Fault.FOREIGN_AUTHORITY_KEY_ID)),
        euicc("for another use of its key", Variation.with(Fault.WRONG_KEY_USAGE)),
        euicc(
            "with an unknown critical extension", Variation.with(Fault.UNKNOWN_CRITICAL_EXTENSION)),
        euicc("of another role", Variation.NONE.role(CertificateRole.DP_PB)),
        euicc("without an EID", Variation.with(Fault.NO_EID)),
        euicc("on the other curve", Variation.with(Fault.OTHER_CURVE)),
        euicc("marked as a CA", Variation.with(Fault.WRONG_CA_FLAG)),
        euicc("7", "that has expired", "8.1.3/6.3", 4, Variation.NONE.validity(Forged.PAST)),
        euicc("7", "of the future", "8.1.3/6.3", 4, Variation.NONE.validity(Forged.FUTURE)),
        euicc(
            "7",
            "that has expired and is odd as well",
            "8.1.3/6.3",
            4,
            Variation.with(Fault.WRONG_KEY_USAGE).validity(Forged.PAST)),
        euicc(
            "8",
            "of another organisation",
            "8.1.3/6.1",
            3,
            Variation.NONE.organisation("somebody else")),
        identity("8", "an EID outside those of its EUM", "8.1.3/6.1", 3, Forged::ofAnotherEum));
  }

  private static RefusalCase euicc(String what, Variation variation) {
    return euicc("6", what, "8.1.3/6.1", 3, variation);
  }

  private static RefusalCase euicc(
      String row, String what, String pair, int error, Variation variation) {
    return identity(
        row,
        "an eUICC certificate " + what,
        pair,
        error,
        of -> Forged.withCertificate(of, variation));
  }

  private static RefusalCase identity(
      String row, String what, String pair, int error, Function<Visit, EuiccIdentity> card) {
    return proof(
        row, what, pair, error, of -> of.tell(Forged.as(card.apply(of), of.cardAccepts())));
  }

  private static List<RefusalCase> proofs() {
    return List.of(
        proof(
            "9",
            "a signature of another card",
            "8.1/6.1",
            5,
            of -> of.tell(withSignature(
                of,
                Forged.sign(Forged.stranger(of), of.cardAccepts().euiccSigned1().der())))),
        proof(
            "9",
            "a signature whose numbers are 0",
            "8.1/6.1",
            5,
            of -> of.tell(withSignature(of, NO_SIGNATURE))),
        proof("9", "a signature with one bit flipped", "8.1/6.1", 5, of -> {
          var genuine = of.cardAccepts();
          of.tell(with(genuine, Forged.flipped(genuine.euiccSignature1())));
        }),
        saying(
            "10",
            "another transactionId, signed",
            "8.10.1/3.9",
            10,
            signed -> signed1(
                Forged.TRANSACTION, signed.serverAddress(), signed.serverChallenge(), signed)),
        saying(
            "11",
            "another serverChallenge, signed",
            "8.1/6.1",
            5,
            signed -> signed1(
                signed.transactionId(),
                signed.serverAddress(),
                Forged.flipped(signed.serverChallenge()),
                signed)),
        saying(
            "11",
            "another serverAddress, signed",
            "8.1/6.1",
            5,
            signed ->
                signed1(signed.transactionId(), "evil.example", signed.serverChallenge(), signed)));
  }

  private static RefusalCase saying(
      String row, String what, String pair, int error, UnaryOperator<EuiccSigned1> change) {
    return proof(row, what, pair, error, of -> of.authenticateSaying(change));
  }

  private static RefusalCase proof(
      String row, String what, String pair, int error, Visit.Step step) {
    return RefusalCase.of(row, what, pair, error)
        .after(Visit::initiate)
        .when(step)
        .told(OF_THE_SESSION);
  }

  private static EuiccSigned1 signed1(
      TransactionId id, String address, Bytes challenge, EuiccSigned1 genuine) {
    return EuiccSigned1.of(id, address, challenge, genuine.euiccInfo2(), genuine.ctxParams1());
  }

  private static AuthenticateClientRequest in(Visit visit, TransactionId id) {
    var genuine = visit.cardAnswers(Optional.empty());
    return new AuthenticateClientRequest(id, genuine.authenticateServerResponse());
  }

  private static AuthenticateServerResponse withSignature(Visit visit, Bytes signature) {
    return with(visit.cardAccepts(), signature);
  }

  private static AuthenticateServerResponse with(
      AuthenticateServerResponse.Ok genuine, Bytes signature) {
    return AuthenticateServerResponse.Ok.of(
        genuine.euiccSigned1(), signature, genuine.euiccCertificate(), genuine.eumCertificate());
  }
}
