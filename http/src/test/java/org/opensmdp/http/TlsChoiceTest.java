package org.opensmdp.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which certificate is shown to whom. */
class TlsChoiceTest {
  private static final int TLS13 = 0x0304;
  private static final int P256 = 23;
  private static final int X25519 = 29;
  private static final int BRAINPOOL = 26;
  private static final int ECDSA_SHA256 = 0x0403;
  private static final int RSA_PSS_SHA256 = 0x0804;

  private static final TestPki NIST_CI = new TestPki("NIST CI");
  private static final TestPki BRAINPOOL_CI = TestPki.onBrainpool("Brainpool CI");
  private static final TlsIdentity NIST = NIST_CI.issue("smdp.example");
  private static final TlsIdentity BRP = BRAINPOOL_CI.issue("smdp.example");

  private final TlsChoice both = new TlsChoice(List.of(BRP, NIST));

  @Test
  void showsP256ToWhoeverCanDoIt() {
    assertThat(shown(both, offering(P256))).isEqualTo(NIST);
    assertThat(shown(both, offering(BRAINPOOL, P256))).isEqualTo(NIST);
    assertThat(shown(both, offering(X25519, P256))).isEqualTo(NIST);
  }

  @Test
  void showsBrainpoolToWhoeverOffersNothingElse() {
    assertThat(shown(both, offering(BRAINPOOL))).isEqualTo(BRP);
    assertThat(shown(both, offering(BRAINPOOL, X25519))).isEqualTo(BRP);
  }

  @Test
  void showsNoBrainpoolInTls13() {
    var hello = hello(Set.of(TLS13), Set.of(BRAINPOOL), Set.of(ECDSA_SHA256), Set.of());

    assertThat(shown(both, hello)).isEqualTo(NIST);
  }

  @Test
  void showsTheDefaultToWhoeverCanDoNeither() {
    var rsa = hello(Set.of(ClientHello.TLS12), Set.of(BRAINPOOL), Set.of(RSA_PSS_SHA256), Set.of());

    assertThat(shown(both, offering(X25519))).isEqualTo(NIST);
    assertThat(shown(both, rsa)).isEqualTo(NIST);
    assertThat(both.choose("smdp.example", Optional::empty)).isEqualTo(NIST);
  }

  @Test
  void showsP256ToWhoeverSaysNothingOfGroups() {
    var silent = new ClientHello(
        Set.of(ClientHello.TLS12), Optional.empty(), Optional.empty(), CaHashes.of(BRP));

    assertThat(shown(both, silent)).isEqualTo(NIST);
  }

  @Test
  void showsTheCertificateOfTheCiThatTheClientNames() {
    for (String hash : CaHashes.of(BRP)) {
      assertThat(shown(both, naming(Set.of(hash), P256, BRAINPOOL))).isEqualTo(BRP);
    }
    for (String hash : CaHashes.of(NIST)) {
      assertThat(shown(both, naming(Set.of(hash), P256, BRAINPOOL))).isEqualTo(NIST);
    }
  }

  @Test
  void namesACiByItsKeyAndByItsCertificate() {
    assertThat(CaHashes.of(BRP)).hasSize(2);
  }

  @Test
  void showsP256ToWhoeverNamesBothCis() {
    var all = new HashSet<>(CaHashes.of(BRP));
    all.addAll(CaHashes.of(NIST));

    assertThat(shown(both, naming(all, P256, BRAINPOOL))).isEqualTo(NIST);
  }

  @Test
  void mindsNoCiThatNobodyKnows() {
    var hash = Set.of("00".repeat(20));

    assertThat(shown(both, naming(hash, P256, BRAINPOOL))).isEqualTo(NIST);
    assertThat(shown(both, naming(hash, BRAINPOOL))).isEqualTo(BRP);
  }

  @Test
  void showsNothingThatTheClientCannotDoForTheCiItNames() {
    assertThat(shown(both, naming(CaHashes.of(BRP), P256))).isEqualTo(NIST);
    assertThat(shown(both, naming(CaHashes.of(NIST), BRAINPOOL))).isEqualTo(BRP);
  }

  @Test
  void tellsTwoCisOfOneCurveApart() {
    var other = new TestPki("Another CI").issue("smdp.example");
    var choice = new TlsChoice(List.of(NIST, other));

    assertThat(shown(choice, naming(CaHashes.of(other), P256))).isEqualTo(other);
    assertThat(shown(choice, offering(P256))).isEqualTo(NIST);
  }

  @Test
  void choosesAmongTheIdentitiesOfTheName() {
    var elsewhere = NIST_CI.issue("elsewhere.example");
    var choice = new TlsChoice(List.of(elsewhere, BRP));

    assertThat(choice.choose("smdp.example", () -> offering(P256))).isEqualTo(BRP);
    assertThat(choice.choose("elsewhere.example", () -> offering(BRAINPOOL))).isEqualTo(elsewhere);
  }

  @Test
  void takesAnUnknownNameForTheFirstOfTheFirst() {
    var elsewhere = NIST_CI.issue("elsewhere.example");
    var choice = new TlsChoice(List.of(BRP, elsewhere, NIST));

    assertThat(choice.choose("unknown.example", () -> offering(P256))).isEqualTo(NIST);
    assertThat(choice.choose("unknown.example", () -> offering(BRAINPOOL))).isEqualTo(BRP);
    assertThat(choice.choose(null, () -> offering(BRAINPOOL))).isEqualTo(BRP);
  }

  @Test
  void choosesBetweenANameAndTheWildcardThatCoversIt() {
    var wild = BRAINPOOL_CI.issue("*.example");
    var choice = new TlsChoice(List.of(wild, NIST));

    assertThat(choice.choose("smdp.example", () -> offering(P256))).isEqualTo(NIST);
    assertThat(choice.choose("smdp.example", () -> offering(BRAINPOOL))).isEqualTo(wild);
    assertThat(choice.choose("other.example", () -> offering(P256))).isEqualTo(wild);
  }

  @Test
  void readsNoHelloWhereThereIsNoChoice() {
    var choice = new TlsChoice(List.of(BRP));

    var shown = choice.choose("smdp.example", () -> {
      throw new AssertionError("read");
    });

    assertThat(shown).isEqualTo(BRP);
  }

  private static TlsIdentity shown(TlsChoice choice, Optional<ClientHello> hello) {
    return choice.choose("smdp.example", () -> hello);
  }

  private static TlsIdentity shown(TlsChoice choice, ClientHello hello) {
    return shown(choice, Optional.of(hello));
  }

  private static Optional<ClientHello> offering(Integer... groups) {
    return naming(Set.of(), groups);
  }

  private static Optional<ClientHello> naming(Set<String> cas, Integer... groups) {
    return Optional.of(
        hello(Set.of(ClientHello.TLS12, TLS13), Set.of(groups), Set.of(ECDSA_SHA256), cas));
  }

  private static ClientHello hello(
      Set<Integer> versions, Set<Integer> groups, Set<Integer> schemes, Set<String> cas) {
    return new ClientHello(versions, Optional.of(groups), Optional.of(schemes), cas);
  }
}
