package org.opensmdp.activation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.opensmdp.activation.SampleSteps.NOW;
import static org.opensmdp.activation.SampleSteps.digest;
import static org.opensmdp.activation.TestPki.RANDOM;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.opensmdp.activation.ClusterKeys.ClusterKey;
import org.opensmdp.certs.CredentialSet;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Secret;
import org.opensmdp.rsp.TransactionId;

class ChallengesTest {
  private static final ClusterKey FIRST = new ClusterKey(1, Secret.of(digest(1)));
  private static final ClusterKey SECOND = new ClusterKey(2, Secret.of(digest(2)));
  private static final CredentialSet SET = TestPki.NIST.credentials("set");

  private final MovableClock clock = new MovableClock(NOW);
  private final Challenges challenges = node(FIRST);

  @Test
  void recallsWhatItIssued() {
    var issued = challenges.issue(TestPki.NIST.ci(), SET);

    var recalled = challenges.recall(issued.transactionId()).orElseThrow();

    assertThat(recalled).isEqualTo(issued);
    assertThat(recalled.issuedAt()).isEqualTo(NOW);
    assertThat(recalled.chose(TestPki.NIST.ci())).isTrue();
    assertThat(recalled.chose(TestPki.BRAINPOOL.ci())).isFalse();
    assertThat(recalled.authenticatedWith(SET)).isTrue();
    assertThat(recalled.authenticatedWith(TestPki.BRAINPOOL.credentials("other")))
        .isFalse();
  }

  @Test
  void recallsWhatAnotherNodeIssued() {
    var issued = node(FIRST).issue(TestPki.NIST.ci(), SET);

    assertThat(challenges.recall(issued.transactionId())).contains(issued);
  }

  @Test
  void recallsWhatWasIssuedWithTheKeyBefore() {
    var issued = challenges.issue(TestPki.NIST.ci(), SET);

    assertThat(node(SECOND, FIRST).recall(issued.transactionId())).contains(issued);
  }

  @Test
  void issuesWithTheNewestKey() {
    var issued = node(SECOND, FIRST).issue(TestPki.NIST.ci(), SET);

    assertThat(node(SECOND).recall(issued.transactionId())).contains(issued);
    assertThat(challenges.recall(issued.transactionId())).isEmpty();
  }

  @Test
  void doesNotKnowWhatWasIssuedWithAnotherKeyOfTheSameNumber() {
    var foreign = node(new ClusterKey(1, Secret.of(digest(3)))).issue(TestPki.NIST.ci(), SET);

    assertThat(challenges.recall(foreign.transactionId())).isEmpty();
  }

  @Test
  void forgetsAfterTheLifetime() {
    var issued = challenges.issue(TestPki.NIST.ci(), SET);

    clock.forward(TestServer.SESSION.minusSeconds(1));
    assertThat(challenges.recall(issued.transactionId())).isPresent();

    clock.forward(Duration.ofSeconds(1));
    assertThat(challenges.recall(issued.transactionId())).isEmpty();
  }

  @Test
  void knowsNoRandomTransaction() {
    var recalled = IntStream.range(0, 1000)
        .mapToObj(i -> challenges.recall(random(16)))
        .filter(Optional::isPresent);

    assertThat(recalled).isEmpty();
  }

  @Test
  void knowsNoTransactionWithAnOctetChanged() {
    var octets =
        challenges.issue(TestPki.NIST.ci(), SET).transactionId().octets().toArray();

    for (int i = 0; i < octets.length; i++) {
      var changed = octets.clone();
      changed[i] ^= 1;
      assertThat(challenges.recall(new TransactionId(Bytes.wrap(changed)))).isEmpty();
    }
  }

  @Test
  void knowsNoTransactionOfAnotherLength() {
    assertThat(challenges.recall(random(1))).isEmpty();
    assertThat(challenges.recall(random(15))).isEmpty();
  }

  private Challenges node(ClusterKey... keys) {
    return new Challenges(List.copyOf(Arrays.asList(keys)), clock, RANDOM, TestServer.SESSION);
  }

  private static TransactionId random(int size) {
    var octets = new byte[size];
    RANDOM.nextBytes(octets);
    return new TransactionId(Bytes.wrap(octets));
  }
}
