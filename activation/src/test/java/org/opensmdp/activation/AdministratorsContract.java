package org.opensmdp.activation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.opensmdp.activation.SampleSteps.NOW;

import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.opensmdp.rsp.Bytes;

/** What every store of {@link AdminTokens} and {@link Audit} does. */
public abstract class AdministratorsContract {
  private static final Bytes SECRET = Digest.of(Bytes.of((byte) 1));
  private static final Bytes OTHER = Digest.of(Bytes.of((byte) 2));

  private AdminTokens tokens;
  private Audit audit;
  private Operator operator;

  /** Returns a store with nothing in it. */
  protected abstract TestStore freshStore();

  @BeforeEach
  void empty() {
    var store = freshStore();
    tokens = store.adminTokens();
    audit = store.audit();
    operator = SampleStock.operator(store, "one");
  }

  @Test
  void findsATokenByItsDigestAsItWasKept() {
    var bound = tokens.add(new AdminToken(
        0,
        "care",
        SECRET,
        Role.SUPPORT,
        Optional.of(operator),
        NOW,
        Optional.of(NOW.plusSeconds(9))));
    var free = tokens.add(token("noc", OTHER));

    assertThat(tokens.find(SECRET)).contains(bound);
    assertThat(tokens.find(OTHER)).contains(free);
    assertThat(tokens.list()).containsExactly(bound, free);
    assertThat(bound.isOver(NOW.plusSeconds(8))).isFalse();
    assertThat(bound.isOver(NOW.plusSeconds(9))).isTrue();
  }

  @Test
  void forgetsARevokedTokenOnce() {
    var kept = tokens.add(token("noc", SECRET));

    assertThat(tokens.revoke(kept.tokenId())).isTrue();
    assertThat(tokens.revoke(kept.tokenId())).isFalse();
    assertThat(tokens.revoke(kept.tokenId() + 1000)).isFalse();
    assertThat(tokens.find(SECRET)).isEmpty();
    assertThat(tokens.list()).isEmpty();
  }

  @Test
  void makesAFirstTokenOnceEvenIfItWasRevoked() {
    assertThat(tokens.addFirst(token("first", SECRET))).isTrue();
    assertThat(tokens.addFirst(token("first", OTHER))).isFalse();

    tokens.revoke(tokens.list().get(0).tokenId());

    assertThat(tokens.addFirst(token("first", OTHER))).isFalse();
  }

  @Test
  void chainsTheEntriesOfTheAudit() {
    audit.append("noc", "token.add", "token/7", "", NOW);
    audit.append("noc", "token.revoke", "token/7", "left \u00e4\u0000 us", NOW.plusNanos(1234));

    var entries = audit.list(0, 10);
    assertThat(entries).extracting(AuditEntry::number).containsExactly(1L, 2L);
    assertThat(entries.get(0).follows(Optional.empty())).isTrue();
    assertThat(entries.get(1).follows(Optional.of(entries.get(0)))).isTrue();
    assertThat(entries.get(1).follows(Optional.empty())).isFalse();
    assertThat(audit.list(1, 10)).containsExactly(entries.get(1));
    assertThat(audit.list(0, 1)).containsExactly(entries.get(0));
  }

  @Test
  void breaksTheChainWhereAWordWasChanged() {
    audit.append("noc", "token.add", "token/7", "", NOW);
    var entry = audit.list(0, 1).get(0);

    var changed = new AuditEntry(
        1, entry.happenedAt(), "nobody", entry.what(), entry.subject(), "", entry.hash());

    assertThat(changed.follows(Optional.empty())).isFalse();
  }

  @Test
  void chainsWhatManyAppendAtOnce() {
    AtOnce.run(8, i -> {
      audit.append("noc" + i, "token.add", "token/" + i, "", NOW);
      return i;
    });

    var entries = audit.list(0, 10);
    assertThat(entries).hasSize(8);
    for (int i = 1; i < entries.size(); i++) {
      assertThat(entries.get(i).follows(Optional.of(entries.get(i - 1)))).isTrue();
    }
  }

  private static AdminToken token(String name, Bytes digest) {
    return new AdminToken(
        0, name, digest, Role.ADMINISTRATOR, Optional.empty(), NOW, Optional.empty());
  }
}
