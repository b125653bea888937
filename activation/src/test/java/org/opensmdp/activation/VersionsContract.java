package org.opensmdp.activation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.opensmdp.activation.ProfileType.Protection;
import org.opensmdp.profile.BundledTemplate;
import org.opensmdp.profile.Coding;
import org.opensmdp.profile.Finding;
import org.opensmdp.profile.Hole;
import org.opensmdp.profile.Holes;
import org.opensmdp.profile.LintRule;
import org.opensmdp.profile.Severity;
import org.opensmdp.rsp.Bytes;

/** What any store does with versions of profile types. */
public abstract class VersionsContract {
  private static final Bytes TEMPLATE = BundledTemplate.load();
  private static final Bytes OTHER = BundledTemplate.load(4_000);
  private static final Finding FINDING =
      new Finding(Severity.WARNING, LintRule.SPN_AGREES, "usim[4].ef-spn", 17, "other", "Example");

  private static final Instant NOW = Instant.parse("2026-03-04T05:06:07Z");

  private TestStore store;
  private ProfileType type;

  /** Returns an empty store. */
  protected abstract TestStore emptyStore();

  @BeforeEach
  void stock() {
    store = emptyStore();
    type = store
        .inventory()
        .add(SampleStock.sample(
            SampleStock.operator(store, "Operator"), "versions", Protection.SESSION_KEYS));
  }

  @Test
  void keepsAVersionWithAllThatIsSaidOfIt() {
    var hole = new Hole("SPN", "usim.ef-spn", 1, 16, Coding.TEXT, "SPN");
    var holes = new Holes(List.of(hole));
    long id = store
        .inventory()
        .addVersion(
            type,
            new NewVersion(
                TEMPLATE, holes, VersionState.CANDIDATE, "admin", "a try", List.of(FINDING)));

    assertThat(store.versions().content(id)).contains(new Versions.Content(TEMPLATE, holes));
    assertThat(store.versions().find(type, 1)).hasValueSatisfying(version -> {
      assertThat(version.versionId()).isEqualTo(id);
      assertThat(version.state()).isEqualTo(VersionState.CANDIDATE);
      assertThat(version.octets()).isEqualTo(TEMPLATE.size());
      assertThat(version.contentHash().size()).isEqualTo(32);
      assertThat(version.origin()).isEqualTo("admin");
      assertThat(version.note()).isEqualTo("a try");
      assertThat(version.findings()).containsExactly(FINDING);
    });
  }

  @Test
  void listsTheNewestFirstAndHasOneStableVersion() {
    store.inventory().addStableVersion(type, TEMPLATE);
    store.inventory().addStableVersion(type, OTHER);
    store
        .inventory()
        .addVersion(
            type, new NewVersion(TEMPLATE, Holes.NONE, VersionState.CANDIDATE, "", "", List.of()));

    assertThat(store.versions().list(type))
        .extracting(ProfileVersion::number)
        .containsExactly(3, 2, 1);
    assertThat(store.versions().list(type))
        .extracting(ProfileVersion::state)
        .containsExactly(VersionState.CANDIDATE, VersionState.STABLE, VersionState.CANDIDATE);
    assertThat(store.versions().find(type, 4)).isEmpty();
    assertThat(store.versions().content(-1)).isEmpty();
  }

  private ProfileVersion version(int number) {
    return store.versions().find(type, number).orElseThrow();
  }

  private long add(VersionState state) {
    return store
        .inventory()
        .addVersion(type, new NewVersion(TEMPLATE, Holes.NONE, state, "", "", List.of()));
  }

  @Test
  void seatsAnotherVersionAndKnowsSinceWhen() {
    add(VersionState.STABLE);
    add(VersionState.CANDIDATE);

    boolean moved = store.versions().move(version(2), VersionState.STABLE, "", NOW);

    assertThat(moved).isTrue();
    assertThat(version(1).state()).isEqualTo(VersionState.CANDIDATE);
    assertThat(version(1).life().stableSince()).isPresent();
    assertThat(version(2).state()).isEqualTo(VersionState.STABLE);
    assertThat(version(2).life().stableSince()).contains(NOW);
  }

  @Test
  void withdrawsAVersionOnceAndKeepsWhy() {
    add(VersionState.DRAFT);
    var read = version(1);

    boolean first = store.versions().move(read, VersionState.WITHDRAWN, "wrong key", NOW);
    boolean second = store.versions().move(read, VersionState.CANDIDATE, "", NOW);

    assertThat(first).isTrue();
    assertThat(second).isFalse();
    assertThat(version(1).state()).isEqualTo(VersionState.WITHDRAWN);
    assertThat(version(1).life().withdrawnAt()).contains(NOW);
    assertThat(version(1).life().withdrawnWhy()).isEqualTo("wrong key");
  }

  @Test
  void keepsAMigrationNoteWithAVersion() {
    add(VersionState.DRAFT);

    store.versions().note(version(1), "EF.ACC is new: test phones of class 15");
    store.versions().note(version(1), "EF.ACC is new");

    assertThat(version(1).life().migration()).isEqualTo("EF.ACC is new");
    assertThat(version(1).contentHash()).isEqualTo(Digest.of(TEMPLATE));
  }
}
