package org.opensmdp.cli.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.opensmdp.rsp.BoundProfilePackage;
import org.opensmdp.simulator.EuiccQuirks;

/**
 * A card that has got a package and comes again (SGP.22 v2 §5.6.2): after each reason to give up or
 * after none, with the key it used or with another, whatever the protection, with code and without.
 */
class RetryIT {

  /** One point of the matrix. */
  record Retry(
      Wire wire,
      Protection protection,
      boolean withCode,
      Optional<CancelReason> cancelled,
      boolean sameKey) {
    @Override
    public String toString() {
      return "%s, %s%s, %s, %s key"
          .formatted(
              wire,
              protection,
              withCode ? ", with code" : "",
              cancelled.map(reason -> "cancelled with " + reason).orElse("not cancelled"),
              sameKey ? "the same" : "another");
    }
  }

  @Execution(ExecutionMode.CONCURRENT)
  @ParameterizedTest(name = "{0}")
  @MethodSource("retries")
  void bindsAgainWhatHasNotEnded(Retry retry) {
    var visit = Visit.of(retry.wire, retry.protection.order(retry.withCode));
    visit.authenticate().download();
    assertThat(visit.authenticated().response().smdpSigned2().bppEuiccOtpk()).isEmpty();
    retry.cancelled.ifPresent(reason -> {
      var rows = visit.rows();
      visit.cancel(reason.reason());
      assertThat(visit.rows()).isEqualTo(reason.after(rows));
    });

    if (retry.cancelled.map(CancelReason::ends).orElse(false)) {
      refused(visit);
    } else {
      boundAgain(visit, retry);
    }
  }

  private static void refused(Visit visit) {
    var rows = visit.rows();
    visit.initiate();
    var events = visit.events();

    visit.assertRefused(new Refused("8.2/1.2", 127), Visit::authenticateHere);

    assertThat(visit.rows()).isEqualTo(rows);
    assertThat(visit.told(events))
        .isEqualTo(EventRow.of("AuthenticateClient", "ERROR", "ERROR", "PROFILE_NOT_ALLOWED"));
  }

  private static void boundAgain(Visit visit, Retry retry) {
    var firstKey = visit.euiccOtpk();
    var first = visit.downloaded().boundProfilePackage();
    var rows = visit.rows();
    if (!retry.sameKey) {
      visit.device().euicc().behave(EuiccQuirks.NONE.renewingOneTimeKeys());
    }

    visit.authenticate();
    assertThat(visit.authenticated().response().smdpSigned2().bppEuiccOtpk()).contains(firstKey);
    assertThat(visit.rows()).isEqualTo(rows.tried(visit.device().eid()).begun());
    visit.download();

    var second = visit.downloaded().boundProfilePackage();
    assertThat(visit.euiccOtpk().equals(firstKey)).isEqualTo(retry.sameKey);
    if (retry.sameKey) {
      assertSameBinding(first, second);
    } else {
      assertFreshBinding(first, second, retry.protection);
    }
    var again = rows.tried(visit.device().eid()).begun().bound(visit.euiccOtpk());
    assertThat(visit.rows()).isEqualTo(again);
    visit.install();
    assertThat(visit.rows()).isEqualTo(again.installed());
  }

  /** All but the head, which names another transaction and is signed anew. */
  private static void assertSameBinding(BoundProfilePackage first, BoundProfilePackage second) {
    var before = first.initialiseSecureChannelRequest();
    var now = second.initialiseSecureChannelRequest();
    assertThat(now.smdpOtpk()).isEqualTo(before.smdpOtpk());
    assertThat(now.controlRefTemplate().der())
        .isEqualTo(before.controlRefTemplate().der());
    assertThat(blocks(second)).isEqualTo(blocks(first));
    assertThat(now.transactionId()).isNotEqualTo(before.transactionId());
    assertThat(now.smdpSign()).isNotEqualTo(before.smdpSign());
  }

  /** Keys are never agreed on twice with one otPK.DP; the profile may be protected ahead. */
  private static void assertFreshBinding(
      BoundProfilePackage first, BoundProfilePackage second, Protection protection) {
    assertThat(second.initialiseSecureChannelRequest().smdpOtpk())
        .isNotEqualTo(first.initialiseSecureChannelRequest().smdpOtpk());
    assertThat(second.firstSequenceOf87()).isNotEqualTo(first.firstSequenceOf87());
    assertThat(second.sequenceOf88()).isNotEqualTo(first.sequenceOf88());
    if (protection == Protection.SESSION_KEYS) {
      assertThat(second.sequenceOf86()).isNotEqualTo(first.sequenceOf86());
    } else {
      assertThat(second.secondSequenceOf87()).isNotEqualTo(first.secondSequenceOf87());
    }
  }

  private static List<Object> blocks(BoundProfilePackage bound) {
    return List.of(
        bound.firstSequenceOf87(),
        bound.sequenceOf88(),
        bound.secondSequenceOf87(),
        bound.sequenceOf86());
  }

  static Stream<Retry> retries() {
    return Wire.all().stream()
        .flatMap(wire -> Arrays.stream(Protection.values())
            .flatMap(protection -> Stream.of(false, true)
                .flatMap(withCode -> reasons()
                    .flatMap(reason -> Stream.of(true, false)
                        .map(same -> new Retry(wire, protection, withCode, reason, same))))));
  }

  private static Stream<Optional<CancelReason>> reasons() {
    return Stream.concat(
        Stream.of(Optional.empty()), Arrays.stream(CancelReason.values()).map(Optional::of));
  }
}
