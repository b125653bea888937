package org.opensmdp.cli.suite;

import static org.opensmdp.cli.suite.RefusalCase.Told.NOT_AT_ALL;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.CancelSessionReason;
import org.opensmdp.rsp.CancelSessionResponse;
import org.opensmdp.rsp.EuiccCancelSessionSigned;

/**
 * ES9+.CancelSession refuses (SGP.22 v2 §5.6.5): session and order stay as they are, whatever the
 * reason, before the package and after it.
 */
class CancelSessionRefusalsIT {
  private static final Duration TOO_LONG = Duration.ofMinutes(31);
  private static final CancelSessionReason FINAL = CancelSessionReason.END_USER_REJECTION;

  @ParameterizedTest(name = "{0} over {1}")
  @MethodSource("cases")
  void refuses(RefusalCase one, Wire wire) {
    one.run(wire, "CancelSession");
  }

  static Stream<Arguments> cases() {
    return RefusalCase.everywhere(Stream.concat(
            transactions().stream(),
            Stream.concat(
                proofs("", Visit::authenticate),
                proofs(", after the package", of -> of.authenticate().download())))
        .toList());
  }

  private static List<RefusalCase> transactions() {
    return List.of(
        transaction(
                "a transactionId nobody has given",
                Visit::authenticate,
                of -> of.tell(
                    Forged.TRANSACTION, of.cancellation(Forged.TRANSACTION, of.oid(), FINAL)))
            .told(NOT_AT_ALL),
        transaction(
                "a session in which the card is not proven",
                Visit::initiate,
                of -> of.tell(of.cancellation(FINAL)))
            .told(NOT_AT_ALL),
        transaction(
                "a session whose authenticateClient was refused",
                of -> of.initiate()
                    .assertRefused(
                        new Refused("8.1/6.1", 5),
                        by -> by.tell(
                            Forged.as(by.device().identity(), by.cardAccepts(), Bytes.EMPTY))),
                of -> of.tell(of.cancellation(FINAL)))
            .told(NOT_AT_ALL),
        transaction(
                "a session of an order that was withdrawn",
                of -> OrderRefusalsIT.withdraw(of.authenticate()),
                of -> of.tell(of.cancellation(FINAL)))
            .told(NOT_AT_ALL),
        transaction("a session that has expired", Visit::authenticate, of -> {
          of.scene().house().forward(TOO_LONG);
          of.tell(of.cancellation(FINAL));
        }));
  }

  private static RefusalCase transaction(String what, Visit.Step before, Visit.Step step) {
    return RefusalCase.of("1", what, "8.10.1/3.9", 1).after(before).when(step);
  }

  private static Stream<RefusalCase> proofs(String when, Visit.Step before) {
    return Stream.of(
            RefusalCase.of("3", "a signature of another card" + when, "8.1/6.1", 2)
                .when(of -> {
                  var signed = of.cancellation(FINAL).euiccCancelSessionSigned();
                  of.tell(CancelSessionResponse.Ok.of(
                      signed, Forged.sign(Forged.stranger(of), signed.der())));
                }),
            RefusalCase.of("3", "another reason than was signed" + when, "8.1/6.1", 2)
                .when(of -> {
                  var signed = of.cancellation(CancelSessionReason.POSTPONED);
                  var other = EuiccCancelSessionSigned.of(of.transactionId(), of.oid(), FINAL);
                  of.tell(CancelSessionResponse.Ok.of(other, signed.euiccCancelSessionSignature()));
                }),
            RefusalCase.of("4", "the OID of another server" + when, "8.8/3.10", 127)
                .when(of -> of.tell(of.cancellation(of.transactionId(), Forged.OID, FINAL))),
            RefusalCase.of("5", "another transactionId, signed" + when, "8.10.1/3.9", 1)
                .when(of -> of.tell(of.cancellation(Forged.TRANSACTION, of.oid(), FINAL))))
        .map(one -> one.after(before));
  }
}
