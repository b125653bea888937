package org.opensmdp.activation.incident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.opensmdp.activation.incident.Incident.Cause;
import org.opensmdp.activation.incident.Incident.OpenedBy;
import org.opensmdp.activation.incident.Incident.Severity;
import org.opensmdp.activation.incident.Incident.What;

/** The steps of an incident, in their order and out of it. */
class IncidentTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final Instant LATER = NOON.plusSeconds(600);

  private final Incident detected = incident(7);

  private static Incident incident(long number) {
    return new Incident(
        number,
        new What(
            Severity.PAGE,
            Cause.TEMPLATE,
            "devices fail",
            "",
            false,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()),
        OpenedBy.HAND,
        "anna",
        "",
        NOON.minusSeconds(60),
        NOON,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  @Test
  void goesStepByStep() {
    var resolved = detected
        .acknowledged(NOON.plusSeconds(60))
        .mitigated(NOON.plusSeconds(120))
        .resolved(LATER);

    assertThat(resolved.acknowledgedAt()).contains(NOON.plusSeconds(60));
    assertThat(resolved.mitigatedAt()).contains(NOON.plusSeconds(120));
    assertThat(resolved.resolvedAt()).contains(LATER);
    assertThat(resolved.isOpen()).isFalse();
  }

  @Test
  void refusesStepsOutOfTheirOrder() {
    var acknowledged = detected.acknowledged(LATER);
    var resolved = acknowledged.mitigated(LATER).resolved(LATER);

    refuses(() -> detected.mitigated(LATER), "acknowledge it first");
    refuses(() -> detected.resolved(LATER), "is not mitigated yet");
    refuses(() -> acknowledged.acknowledged(LATER), "is acknowledged already");
    refuses(() -> acknowledged.mitigated(NOON.minusSeconds(1)), "cannot be mitigated before");
    refuses(() -> acknowledged.mitigated(LATER).mitigated(LATER), "is mitigated already");
    refuses(() -> resolved.acknowledged(LATER), "was resolved at");
    refuses(resolved::hurtsAgain, "was resolved at");
  }

  @Test
  void isMitigatedByTheMachineThoughNobodyHasSeenIt() {
    var mitigated = detected.mitigatedByItself(NOON.minusSeconds(5));

    assertThat(mitigated.mitigatedAt()).contains(NOON); // not before it was known
    assertThat(mitigated.acknowledgedAt()).isEmpty();
    assertThat(mitigated.hurtsAgain().mitigatedAt()).isEmpty();
  }

  @Test
  void countsInTheOneItWasMergedInto() {
    var other = incident(8);
    var merged = detected.merged(other);

    assertThat(merged.mergedInto()).contains(8L);
    refuses(() -> merged.acknowledged(LATER), "go on with that one");
    refuses(() -> merged.classified(Severity.PAGE, Cause.SERVER), "change that one");
    refuses(() -> detected.merged(detected), "into itself");
    refuses(() -> other.merged(merged), "which has ended");
    assertThat(other.absorbing(merged).startedAt()).isEqualTo(detected.startedAt());
  }

  @Test
  void doesNotStartAfterItWasSeen() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Incident(
            1,
            detected.what(),
            OpenedBy.GATE,
            "gate",
            "rollout 1",
            LATER,
            NOON,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()));
  }

  @Test
  void letsNoMachineSayThatAWrongIdentityIsOver() {
    assertThat(Watch.objective(Cause.INTEGRITY)).isEmpty();
    assertThat(Watch.objective(Cause.SECURITY)).isEmpty();
    assertThat(Watch.faults(Cause.INTEGRITY)).isEmpty();
  }

  private static void refuses(ThrowingCallable step, String text) {
    assertThatExceptionOfType(IncidentRefusal.class)
        .isThrownBy(step)
        .extracting(IncidentRefusal::text)
        .asString()
        .contains(text);
  }
}
