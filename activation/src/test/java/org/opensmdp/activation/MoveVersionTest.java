package org.opensmdp.activation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.opensmdp.activation.ProfileType.Protection;
import org.opensmdp.activation.RefusedByHand.Kind;
import org.opensmdp.profile.BundledTemplate;
import org.opensmdp.profile.Holes;

/** What people may do with a version, and what not. */
class MoveVersionTest {
  private final InMemoryStore store = new InMemoryStore();
  private final MovableClock clock = new MovableClock(Instant.parse("2026-03-04T05:06:07Z"));
  private OptionalLong running = OptionalLong.empty();
  private final MoveVersion move = new MoveVersion(store.versions(), type -> running, clock);
  private ProfileType type =
      SampleStock.sample(SampleStock.operator(store, "Operator"), "moved", Protection.SESSION_KEYS);

  @BeforeEach
  void type() {
    type = store.inventory().add(type);
  }

  private void add(VersionState state) {
    store
        .inventory()
        .addVersion(
            type, new NewVersion(BundledTemplate.load(), Holes.NONE, state, "", "", List.of()));
  }

  private VersionState state(int number) {
    return store.versions().find(type, number).orElseThrow().state();
  }

  private void refuses(int number, VersionState to, String reason, Kind kind, String saying) {
    assertThatExceptionOfType(RefusedByHand.class)
        .isThrownBy(() -> move.run(type, number, to, reason))
        .withMessageContaining(saying)
        .returns(kind, RefusedByHand::kind);
  }

  @Test
  void leadsADraftToBeTheFirstStableVersionWithoutAWord() {
    add(VersionState.DRAFT);

    assertThat(move.run(type, 1, VersionState.CANDIDATE, "").state())
        .isEqualTo(VersionState.CANDIDATE);
    var stable = move.run(type, 1, VersionState.STABLE, "");

    assertThat(stable.state()).isEqualTo(VersionState.STABLE);
    assertThat(stable.life().stableSince()).contains(clock.instant());
  }

  @Test
  void asksWhyAnotherVersionTakesThePlaceOfTheStableOne() {
    add(VersionState.STABLE);
    add(VersionState.CANDIDATE);

    refuses(2, VersionState.STABLE, " ", Kind.INVALID, "say why");
    refuses(2, VersionState.STABLE, "x".repeat(501), Kind.INVALID, "say why");
    move.run(type, 2, VersionState.STABLE, "the old key is compromised");

    assertThat(state(1)).isEqualTo(VersionState.CANDIDATE);
    assertThat(state(2)).isEqualTo(VersionState.STABLE);
  }

  @Test
  void movesNothingByHandWhileARolloutDoes() {
    add(VersionState.STABLE);
    add(VersionState.CANDIDATE);
    running = OptionalLong.of(7);

    refuses(2, VersionState.STABLE, "now", Kind.CONFLICT, "rollout 7 of moved is under way");
    refuses(2, VersionState.WITHDRAWN, "now", Kind.CONFLICT, "rollout 7");
    assertThatExceptionOfType(RefusedByHand.class)
        .isThrownBy(() -> move.requireMayBeImportedStable(type, "now"))
        .withMessageContaining("rollout 7");
  }

  @Test
  void withdrawsWithAReasonAndNeverTheStableOne() {
    add(VersionState.STABLE);
    add(VersionState.CANDIDATE);

    refuses(1, VersionState.WITHDRAWN, "bad", Kind.CONFLICT, "make another one stable first");
    refuses(2, VersionState.WITHDRAWN, "", Kind.INVALID, "say why");
    var withdrawn = move.run(type, 2, VersionState.WITHDRAWN, "never used");

    assertThat(withdrawn.life().withdrawnWhy()).isEqualTo("never used");
    refuses(2, VersionState.CANDIDATE, "again", Kind.CONFLICT, "version 2 is withdrawn");
    refuses(2, VersionState.STABLE, "again", Kind.CONFLICT, "cannot become stable");
  }

  @Test
  void skipsNoStateAndKnowsItsVersions() {
    add(VersionState.DRAFT);

    refuses(1, VersionState.STABLE, "at once", Kind.CONFLICT, "draft and cannot become stable");
    refuses(9, VersionState.CANDIDATE, "", Kind.UNKNOWN, "no version 9");
  }

  @Test
  void asksWhyAVersionIsImportedInThePlaceOfTheStableOne() {
    move.requireMayBeImportedStable(type, "");
    add(VersionState.STABLE);

    assertThatExceptionOfType(RefusedByHand.class)
        .isThrownBy(() -> move.requireMayBeImportedStable(type, ""))
        .withMessageContaining("say why");
  }
}
