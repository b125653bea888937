package org.opensmdp.activation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.opensmdp.activation.SampleSteps.NOW;
import static org.opensmdp.activation.SampleSteps.digest;
import static org.opensmdp.activation.SampleStock.ADDRESS;
import static org.opensmdp.activation.TestPki.RANDOM;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.opensmdp.activation.Challenges.Challenge;
import org.opensmdp.activation.ClusterKeys.ClusterKey;
import org.opensmdp.certs.CertificateRole;
import org.opensmdp.certs.CredentialSet;
import org.opensmdp.certs.Variation;
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

    assertSame(recalled, issued);
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

    assertSame(challenges.recall(issued.transactionId()).orElseThrow(), issued);
  }

  @Test
  void recallsWhatWasIssuedWithTheKeyBefore() {
    var issued = challenges.issue(TestPki.NIST.ci(), SET);

    assertSame(node(SECOND, FIRST).recall(issued.transactionId()).orElseThrow(), issued);
  }

  @Test
  void issuesWithTheNewestKey() {
    var issued = node(SECOND, FIRST).issue(TestPki.NIST.ci(), SET);

    assertSame(node(SECOND).recall(issued.transactionId()).orElseThrow(), issued);
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

  @Test
  void challengesDifferentlyUnderEachAddress() {
    var issued = challenges.issue(TestPki.NIST.ci(), SET);

    assertThat(Stream.of(ADDRESS, ADDRESS + ":443", "SMDP.example.com", "")
            .map(issued::serverChallenge))
        .doesNotHaveDuplicates()
        .allSatisfy(challenge -> assertThat(challenge.size()).isEqualTo(16));
  }

  @Test
  void refusesSetsWhoseCertificatesItCannotTellApart() {
    var seen = new HashMap<Bytes, CredentialSet>();
    var twins = new ArrayList<CredentialSet>();
    while (twins.isEmpty()) {
      var next = TestPki.NIST.with(CertificateRole.DP_AUTH, Variation.NONE).credentials("next");
      var tag = next.dpAuth().certificate().fingerprint().slice(0, 2);
      Optional.ofNullable(seen.put(tag, next)).ifPresent(twin -> twins.addAll(List.of(twin, next)));
    }

    assertThatIllegalArgumentException()
        .isThrownBy(() -> node(twins, TestServer.SESSION))
        .withMessageContaining("DPauth certificates of 'next' and 'next'")
        .withMessageContaining("use another certificate");
  }

  @Test
  void takesOneCertificateInTwoSets() {
    var twice = List.of(TestPki.NIST.credentials("one"), TestPki.NIST.credentials("two"));

    assertThat(node(twice, Challenges.LONGEST_LIFETIME)).isNotNull();
  }

  @Test
  void livesNoLongerThanRefusedTransactionsAreRemembered() {
    var longer = Challenges.LONGEST_LIFETIME.plusMillis(1);

    assertThatIllegalArgumentException().isThrownBy(() -> node(List.of(SET), longer));
  }

  private static void assertSame(Challenge recalled, Challenge issued) {
    assertThat(recalled).usingRecursiveComparison().ignoringFields("key").isEqualTo(issued);
    assertThat(recalled.serverChallenge(ADDRESS)).isEqualTo(issued.serverChallenge(ADDRESS));
  }

  private Challenges node(List<CredentialSet> sets, Duration lifetime) {
    return new Challenges(List.of(FIRST), sets, clock, RANDOM, lifetime);
  }

  private Challenges node(ClusterKey... keys) {
    return new Challenges(
        List.copyOf(Arrays.asList(keys)), List.of(SET), clock, RANDOM, TestServer.SESSION);
  }

  private static TransactionId random(int size) {
    var octets = new byte[size];
    RANDOM.nextBytes(octets);
    return new TransactionId(Bytes.wrap(octets));
  }
}
