package org.opensmdp.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.opensmdp.simulator.Cards.NIST;

import java.security.SecureRandom;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.opensmdp.certs.TestHierarchy;
import org.opensmdp.certs.Validity;
import org.opensmdp.crypto.Curve;
import org.opensmdp.rsp.AuthenticateServerResponse;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Der;
import org.opensmdp.rsp.PrepareDownloadResponse;
import org.opensmdp.rsp.Tlv;

/** ES10b.LoadCRL (SGP.22 v2 §5.7.12): each answer, and what a list means to servers. */
class LoadCrlTest {
  private static final Validity LATE = validity(1);
  private static final Validity EARLY = validity(2);

  private final TestSmdp smdp = Cards.smdp(NIST);
  private VirtualEuicc card = Cards.card(NIST);

  private static Validity validity(int daysOld) {
    var now = Cards.CLOCK.instant();
    return new Validity(now.minus(Duration.ofDays(daysOld)), now.plus(Duration.ofDays(30)));
  }

  /** The list as automatic tags have it: A0 in the place of 30. */
  private String load(Bytes crl) {
    var content = Tlv.parse("CertificateList", crl).value();
    return load(card, Der.tlv(0xA0, content));
  }

  private static String load(VirtualEuicc card, Bytes crl) {
    return card.es10().storeData(Der.tlv(0xBF35, crl)).toString();
  }

  private int authenticateError() {
    var request = smdp.authenticateServer(card.getEuiccChallenge());
    return card.authenticateServer(request.der()) instanceof AuthenticateServerResponse.Error error
        ? error.authenticateErrorCode()
        : 0;
  }

  @Test
  void takesAList() {
    assertThat(load(NIST.revocationList(LATE))).isEqualTo("BF3502A000");
    assertThat(authenticateError()).isZero();
  }

  @Test
  void takesAListUnderItsOwnTag() {
    assertThat(load(card, NIST.revocationList(LATE))).isEqualTo("BF3502A000");
  }

  @Test
  void refusesAServerWhoseCertificateIsRevoked() {
    load(NIST.revocationList(LATE, smdp.credentials.dpAuth().certificate()));

    assertThat(authenticateError()).isEqualTo(1);
    card = VirtualEuicc.of(card.snapshot(), new SecureRandom(), Cards.CLOCK);
    assertThat(authenticateError()).as("after the power was away").isEqualTo(1);
  }

  @Test
  void refusesAPackageWhoseCertificateIsRevoked() {
    load(NIST.revocationList(LATE, smdp.credentials.dpPb().certificate()));
    var authenticated = Cards.authenticate(card, smdp);

    var response = card.prepareDownload(smdp.prepareDownload(authenticated).der());

    assertThat(response)
        .isInstanceOfSatisfying(
            PrepareDownloadResponse.Error.class,
            error -> assertThat(error.downloadErrorCode()).isEqualTo(1));
  }

  @Test
  void refusesAListThatTheCiHasNotSigned() {
    var octets = NIST.revocationList(LATE).toArray();
    octets[octets.length - 1] ^= 1;

    assertThat(load(Bytes.wrap(octets))).isEqualTo("BF3503810101");
  }

  @Test
  void refusesOctetsThatAreNoList() {
    assertThat(load(Bytes.fromHex("3000"))).isEqualTo("BF3503810102");
    assertThat(load(NIST.ci().der())).isEqualTo("BF3503810102");
  }

  @Test
  void refusesAListItHasNoRoomFor() {
    card = Cards.population(NIST).euicc(1, builder -> builder.nonVolatileMemory(100));

    assertThat(load(NIST.revocationList(LATE))).isEqualTo("BF3503810103");
  }

  @Test
  void takesMemoryForALists() {
    long free = card.euiccInfo2().freeNonVolatileMemory().orElseThrow();
    var list = NIST.revocationList(LATE);

    load(list);

    assertThat(card.euiccInfo2().freeNonVolatileMemory()).contains(free - list.size());
  }

  @Test
  void refusesAListOfACiItDoesNotTrust() {
    TestHierarchy other = Cards.issue(Curve.NIST_P256);

    assertThat(load(other.revocationList(LATE))).isEqualTo("BF3503810104");
  }

  @Test
  void refusesAnOlderList() {
    load(NIST.revocationList(LATE, smdp.credentials.dpAuth().certificate()));

    assertThat(load(NIST.revocationList(EARLY))).isEqualTo("BF3503810105");
    assertThat(authenticateError()).as("the list before holds").isEqualTo(1);
  }

  @Test
  void putsALaterListInThePlaceOfTheOneBefore() {
    load(NIST.revocationList(EARLY, smdp.credentials.dpAuth().certificate()));

    assertThat(load(NIST.revocationList(LATE))).isEqualTo("BF3502A000");

    assertThat(authenticateError()).isZero();
  }

  @Test
  void refusesAListOfChangesOnly() {
    assertThat(load(NIST.revocationChanges(LATE, 1))).isEqualTo("BF3503810106");
  }

  @Test
  void namesThePartsThatAreMissing() {
    var revoked = smdp.credentials.dpAuth().certificate();

    assertThat(load(NIST.revocationListPart(LATE, 7, 2, 3, revoked)))
        .isEqualTo("BF350AA008A006020101020103");
    assertThat(authenticateError()).isEqualTo(1);
    assertThat(load(NIST.revocationListPart(LATE, 7, 1, 3))).isEqualTo("BF3507A005A003020103");
    assertThat(load(NIST.revocationListPart(LATE, 7, 1, 3))).isEqualTo("BF3507A005A003020103");
    assertThat(load(NIST.revocationListPart(LATE, 7, 3, 3))).isEqualTo("BF3502A000");
    assertThat(authenticateError()).isEqualTo(1);
    assertThat(load(NIST.revocationListPart(LATE, 6, 1, 1))).isEqualTo("BF3503810105");
    assertThat(load(NIST.revocationListPart(LATE, 8, 1, 1))).isEqualTo("BF3502A000");
    assertThat(authenticateError()).isZero();
  }

  @Test
  void refusesAPartThatIsNone() {
    assertThat(load(NIST.revocationListPart(LATE, 7, 4, 3))).isEqualTo("BF3503810102");
  }

  @Test
  void refusesWhatIsNoRequest() {
    assertThatExceptionOfType(CardRefusal.class)
        .isThrownBy(() -> load(card, Bytes.fromHex("3100")))
        .returns(CardRefusal.INCORRECT_DATA, CardRefusal::statusWord);
  }
}
