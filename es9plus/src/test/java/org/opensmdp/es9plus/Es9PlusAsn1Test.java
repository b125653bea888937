package org.opensmdp.es9plus;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.opensmdp.activation.StorageUnavailable;
import org.opensmdp.http.Reply;
import org.opensmdp.http.Request;
import org.opensmdp.rsp.AuthenticateClientRequest;
import org.opensmdp.rsp.AuthenticateServerResponse;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.CancelSessionFunctionRequest;
import org.opensmdp.rsp.CancelSessionResponse;
import org.opensmdp.rsp.EuiccInfo1;
import org.opensmdp.rsp.GetBoundProfilePackageRequest;
import org.opensmdp.rsp.InitiateAuthenticationRequest;
import org.opensmdp.rsp.PrepareDownloadResponse;
import org.opensmdp.rsp.RemoteProfileProvisioningRequest;
import org.opensmdp.rsp.RspException;
import org.opensmdp.rsp.StatusCode;

/** ES9+ in ASN.1, octets in and octets out (SGP.22 v2 §6.6). */
class Es9PlusAsn1Test {
  private static final String CHALLENGE = "000102030405060708090A0B0C0D0E0F";
  private static final String INITIATE = "A249BF3946" // 18 + 18 + 34 = 70
      + ("8110" + CHALLENGE)
      + "8310736D64702E6578616D706C652E636F6D"
      + Bodies.INFO1;
  private static final String AUTHENTICATE = "A215BF3B128003AB00CDBF380AA1088003AB00CD02017F";
  private static final String PREPARE = "A215BF3A128003AB00CDBF210AA1088003AB00CD02017F";
  private static final String CANCEL = "A20DBF410A8003AB00CDA10381017F";
  private static final String NOTIFY = "A208BF3D05A003BF3700";

  private final Es9PlusInterface es9plus = new Es9PlusInterface();

  private static Request request(byte[] body) {
    return Request.of("POST", "/gsma/rsp2/asn1", body)
        .withHeader("Content-Type", "application/x-gsma-rsp-asn1");
  }

  private Reply post(String hex) {
    return post(es9plus, hex);
  }

  private static Reply post(Es9PlusInterface es9plus, String hex) {
    return es9plus.call(request(Bytes.fromHex(hex).toArray()));
  }

  private static void assertAnswer(Reply reply, String hex) {
    assertThat(reply.status()).isEqualTo(200);
    assertThat(Bytes.of(reply.body())).isEqualTo(Bytes.fromHex(hex));
    assertThat(reply.header("Content-Type")).contains("application/x-gsma-rsp-asn1");
    assertThat(reply.header("X-Admin-Protocol")).contains("gsma/rsp/v2.5.0");
  }

  private static void assertEmpty(Reply reply, int status) {
    assertThat(reply.status()).isEqualTo(status);
    assertThat(reply.body()).isEmpty();
    assertThat(reply.header("Content-Type")).isEmpty();
    assertThat(reply.header("X-Admin-Protocol")).contains("gsma/rsp/v2.5.0");
  }

  @Example
  void answersInitiateAuthentication() {
    var reply = post(INITIATE);

    assertAnswer(
        reply,
        "A263BF3960A05E" // 5 + 61 + 4 + 22 + 2 = 94
            + "8003AB00CD"
            + "303B8003AB00CD8110"
            + CHALLENGE
            + "8310736D64702E6578616D706C652E636F6D841000112233445566778899AABBCCDDEEFF"
            + "5F3701FF"
            + "04140102030405060708090A0B0C0D0E0F1011121314"
            + "3000");
    assertThat(es9plus.heard)
        .containsExactly(new InitiateAuthenticationRequest(
            Bytes.fromHex(CHALLENGE),
            EuiccInfo1.parse(Bytes.fromHex(Bodies.INFO1)),
            "smdp.example.com"));
    assertThat(es9plus.observed).containsExactly("ES9+.InitiateAuthentication OK");
  }

  @Example
  void answersAuthenticateClient() {
    var reply = post(AUTHENTICATE);

    assertAnswer(
        reply,
        "A21EBF3B1BA019" // 5 + 3 + 10 + 4 + 3 = 25
            + "8003AB00CD"
            + "BF2500"
            + "30088003AB00CD010100"
            + "5F3701FE"
            + "3001FF");
    assertThat(es9plus.heard)
        .containsExactly(new AuthenticateClientRequest(
            Es9PlusInterface.ID, AuthenticateServerResponse.Error.of(Es9PlusInterface.ID, 127)));
    assertThat(es9plus.observed).containsExactly("ES9+.AuthenticateClient OK");
  }

  @Example
  void answersGetBoundProfilePackage() {
    var reply = post(PREPARE);

    assertAnswer(reply, "A2822EEEBF3A822EE9A0822EE5" + "8003AB00CD" + "00".repeat(12_000));
    assertThat(es9plus.heard)
        .containsExactly(new GetBoundProfilePackageRequest(
            Es9PlusInterface.ID, PrepareDownloadResponse.Error.of(Es9PlusInterface.ID, 127)));
    assertThat(es9plus.observed).containsExactly("ES9+.GetBoundProfilePackage OK");
  }

  @Example
  void answersCancelSession() {
    var reply = post(CANCEL);

    assertAnswer(reply, "A205BF4102A000");
    assertThat(es9plus.heard)
        .containsExactly(new CancelSessionFunctionRequest(
            Es9PlusInterface.ID, CancelSessionResponse.Error.of(127)));
    assertThat(es9plus.observed).containsExactly("ES9+.CancelSession OK");
  }

  @Example
  void answersHandleNotificationWithNothingAndKeepsWhatJsonWouldKeep() {
    assertEmpty(post(NOTIFY), 204);
    es9plus.call("handleNotification", Bodies.NOTIFY);
    post("A206BF3D03BF3700");

    assertThat(es9plus.heard).hasSize(3).containsOnly(Bytes.fromHex("BF3700"));
    assertThat(es9plus.observed).containsOnly("ES9+.HandleNotification OK");
  }

  @Example
  void tellsAReporterOfJunkToStop() {
    for (String junk : new String[] {"A203BF3D00", "A205BF3D02A000", "A204BF3D01FF"}) {
      assertEmpty(post(junk), 204);
    }

    assertThat(es9plus.heard).isEmpty();
    assertThat(es9plus.observed).hasSize(3).containsOnly("ES9+.HandleNotification MALFORMED");
  }

  @Example
  void refusesWhatNamesNoFunctionWithAnEmpty400() {
    for (String junk : new String[] {
      "",
      "00",
      "A2",
      "A200",
      "A2023000",
      "A203BF4600",
      "BF4100",
      "A203BF41",
      "A20EBF410A8003AB00CDA10381017F00"
    }) {
      assertEmpty(post(junk), 400);
    }

    assertThat(es9plus.heard).isEmpty();
    assertThat(es9plus.observed)
        .hasSize(9)
        .containsOnly("ES9+.RemoteProfileProvisioning MALFORMED");
  }

  @Example
  void refusesOtherContentTypesWith415() {
    byte[] body = Bytes.fromHex(CANCEL).toArray();

    for (String type : new String[] {"application/json", "application/octet-stream", "x"}) {
      assertEmpty(es9plus.call(request(body).withHeader("Content-Type", type)), 415);
    }
    assertEmpty(
        es9plus.call(request(Bodies.CANCEL.getBytes(UTF_8))
            .withHeader("Content-Type", "application/json;charset=UTF-8")),
        415);
    assertThat(es9plus.heard).isEmpty();
    assertThat(es9plus.observed)
        .hasSize(4)
        .containsOnly("ES9+.RemoteProfileProvisioning MALFORMED");
  }

  @Example
  void forgivesCaseParametersAndAbsenceOfTheContentType() {
    byte[] body = Bytes.fromHex(CANCEL).toArray();

    assertAnswer(es9plus.call(Request.of("POST", "/gsma/rsp2/asn1", body)), "A205BF4102A000");
    assertAnswer(
        es9plus.call(request(body).withHeader("Content-Type", "Application/X-GSMA-RSP-ASN1; a=b")),
        "A205BF4102A000");
  }

  @Example
  void answersAMalformedCallOfAFunctionWithUndefinedError() {
    assertAnswer(post("A203BF3900"), "A206BF390381017F");
    assertAnswer(post("A203BF3B00"), "A206BF3B0381017F");
    assertAnswer(post("A203BF3A00"), "A206BF3A0381017F");
    assertAnswer(post("A204BF4101FF"), "A206BF410381017F");
    assertAnswer(post(INITIATE.replace("8110", "8210")), "A206BF390381017F");

    assertThat(es9plus.heard).isEmpty();
    assertThat(es9plus.observed)
        .containsExactly(
            "ES9+.InitiateAuthentication FORMAT_INVALID",
            "ES9+.AuthenticateClient FORMAT_INVALID",
            "ES9+.GetBoundProfilePackage FORMAT_INVALID",
            "ES9+.CancelSession FORMAT_INVALID",
            "ES9+.InitiateAuthentication FORMAT_INVALID");
  }

  /** Every status code, whether the standard has an integer for it or not. */
  @Example
  void answersEveryRefusalWithItsInteger() {
    var prefixes = Map.of(
        INITIATE,
        "A206BF39038101",
        AUTHENTICATE,
        "A206BF3B038101",
        PREPARE,
        "A206BF3A038101",
        CANCEL,
        "A206BF41038101");

    for (var status : StatusCode.values()) {
      var refusing = Es9PlusInterface.failing(new RspException(status, "no"));
      prefixes.forEach((body, prefix) -> {
        int error = RemoteProfileProvisioningRequest.parse(Bytes.fromHex(body)).error(status);
        assertAnswer(post(refusing, body), prefix + "%02X".formatted(error));
      });
      assertThat(refusing.observed).hasSize(4).allMatch(line -> line.endsWith(" " + status.name()));
    }
  }

  @Example
  void answersSomeRefusalsWithTheseOctets() {
    assertAnswer(post(refusing("8.8.1", "3.8"), INITIATE), "A206BF3903810101");
    assertAnswer(post(refusing("8.8.4", "3.7"), INITIATE), "A206BF390381017F");
    assertAnswer(post(refusing("8.2.6", "3.8"), AUTHENTICATE), "A206BF3B03810106");
    assertAnswer(post(refusing("8.8.5", "4.10"), AUTHENTICATE), "A206BF3B03810112");
    assertAnswer(post(refusing("8.2.7", "3.8"), PREPARE), "A206BF3A03810103");
    assertAnswer(post(refusing("8.10.1", "3.9"), PREPARE), "A206BF3A0381015F");
    assertAnswer(post(refusing("8.10.1", "3.9"), CANCEL), "A206BF4103810101");
    assertAnswer(post(refusing("8.8", "3.10"), CANCEL), "A206BF410381017F");
  }

  /** The rule says 8.1/6.1 then, which as an integer would be a bad signature (decision 0007). */
  @Example
  void answersTheRefusalOfACardWithUndefinedError() {
    var refusing = refusing("8.1", "6.1");

    assertAnswer(post(refusing, AUTHENTICATE), "A206BF3B0381017F");
    assertAnswer(post(refusing, PREPARE), "A206BF3A0381017F");
    assertAnswer(post(refusing, CANCEL), "A206BF4103810102");
  }

  private static Es9PlusInterface refusing(String subject, String reason) {
    var status = StatusCode.of(subject, reason).orElseThrow();
    return Es9PlusInterface.failing(new RspException(status, "no"));
  }

  @Example
  void asksToComeAgainWhenTheStorageIsAway() {
    var down = Es9PlusInterface.failing(new StorageUnavailable(new IOException("refused")));

    for (String body : new String[] {CANCEL, NOTIFY}) {
      var reply = post(down, body);
      assertEmpty(reply, 503);
      assertThat(reply.header("Retry-After")).contains("10");
    }
    assertThat(down.observed)
        .containsExactly("ES9+.CancelSession UNAVAILABLE", "ES9+.HandleNotification UNAVAILABLE");
  }

  @Example
  void letsADefectThroughAndCountsIt() {
    var defect = new IllegalStateException("broken");
    var broken = Es9PlusInterface.failing(defect);

    assertThatThrownBy(() -> post(broken, INITIATE)).isSameAs(defect);
    assertThat(broken.observed).containsExactly("ES9+.InitiateAuthentication DEFECT");
  }

  @Property
  void answersArbitraryOctets(@ForAll byte[] body) {
    assertDefined(es9plus.call(request(body)));
  }

  @Property
  void answersArbitraryOctetsInMessages(
      @ForAll @From("tags") String tag, @ForAll @Size(max = 120) byte[] octets) {
    var message = Bytes.concat(
        Bytes.of((byte) 0xA2, (byte) (octets.length + 3)),
        Bytes.fromHex(tag),
        Bytes.of((byte) octets.length),
        Bytes.of(octets));

    assertDefined(es9plus.call(request(message.toArray())));
  }

  @Provide
  Arbitrary<String> tags() {
    return Arbitraries.of("BF39", "BF3A", "BF3B", "BF3D", "BF41");
  }

  private static void assertDefined(Reply reply) {
    assertThat(reply.status()).isIn(200, 204, 400);
    assertThat(reply.body().length > 0).isEqualTo(reply.status() == 200);
  }
}
