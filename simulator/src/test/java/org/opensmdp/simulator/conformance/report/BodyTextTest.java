package org.opensmdp.simulator.conformance.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.opensmdp.certs.TestHierarchy;
import org.opensmdp.crypto.Curve;
import org.opensmdp.rsp.Bytes;

/** Bodies as people read them. */
class BodyTextTest {
  private static final int MOST = 5000;

  @Test
  void namesTheMembersOfAStructureInJson() {
    var signed = "303C8010" + "00".repeat(16) + "8110" + "11".repeat(16) + "8304612E6265" + "8410"
        + "22".repeat(16);

    assertThat(json("serverSigned1", Bytes.fromHex(signed)))
        .contains("serverSigned1:", "30 serverSigned1")
        .contains("80 transactionId: 0000", "83 serverAddress: 612E6265 \"a.be\"");
  }

  @Test
  void tellsCertificatesBySubjectAndValidity() {
    var random = new SecureRandom();
    for (var curve : Curve.values()) {
      var plan = TestHierarchy.Plan.of(curve, "localhost");
      var eum = TestHierarchy.issue(plan, InstantSource.system(), random).eum();

      assertThat(json("serverCertificate", eum.der()))
          .contains("certificate of ", "Test EUM", "issued by", "valid 20", curve.standardName())
          .doesNotContain("SEQUENCE");
    }
  }

  @Test
  void readsDerThatIsABodyItself() {
    assertThat(BodyText.of(Bytes.fromHex("A209BF3B06A004800201FF"), MOST)).isEqualTo("""
            A2 RemoteProfileProvisioning
              BF3B AuthenticateClient
                A0 authenticateClientOk
                  80 transactionId: 01FF
            """);
  }

  @Test
  void neverShowsAConfirmationCode() {
    var body = "{\"confirmationCode\":\"4711\",\"iccid\":\"89\"}";

    assertThat(BodyText.of(Bytes.wrap(body.getBytes(UTF_8)), MOST))
        .contains("(not shown)", "iccid: 89")
        .doesNotContain("4711");
  }

  @Test
  void bearsWhatIsNothing() {
    assertThat(BodyText.of(Bytes.EMPTY, MOST)).isEqualTo("(no body)");
    assertThat(BodyText.of(Bytes.fromHex("FFFFFF"), MOST)).isEqualTo("octets FFFFFF");
    assertThat(BodyText.of(Bytes.wrap("<html>".getBytes(UTF_8)), MOST)).isEqualTo("<html>");
    assertThat(BodyText.of(Bytes.wrap("[1]".getBytes(UTF_8)), MOST)).isEqualTo("[1]");
    assertThat(json("x", Bytes.fromHex("3080".repeat(20)))).startsWith("x: ");
    assertThat(BodyText.of(Bytes.fromHex("3003020101"), 4)).endsWith("signs in all)");
  }

  private static String json(String member, Bytes octets) {
    var base64 = Base64.getEncoder().encodeToString(octets.toArray());
    var body = "{\"%s\":\"%s\"}".formatted(member, base64);
    return BodyText.of(Bytes.wrap(body.getBytes(UTF_8)), MOST);
  }
}
