package org.opensmdp.es2plus;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.opensmdp.activation.CancelOrder;
import org.opensmdp.activation.ConfirmOrder;
import org.opensmdp.activation.DownloadOrder;
import org.opensmdp.http.Reply;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.rsp.MatchingId;

/** The values that operators send, and what they are told when they are wrong (SGP.22 v2 §5.3). */
class Es2PlusRequestsTest {
  private final Es2PlusInterface es2plus = new Es2PlusInterface();

  private static String text(Reply reply) {
    return new String(reply.body(), UTF_8);
  }

  /** Puts the numbers of the fixture where the tables below have a name for them. */
  private static String filled(String members) {
    return members
        .replace('\'', '"')
        .replace("$ICCID", Es2PlusInterface.ICCID.digits())
        .replace("$EID", Es2PlusInterface.EID.digits());
  }

  @Test
  void readsDownloadOrder() {
    es2plus.call("downloadOrder", filled("'eid':'$EID','iccid':'$ICCIDF','profileType':'gold'"));
    es2plus.call("downloadOrder", filled("'profileType':'','x':1,'eid':null"));

    assertThat(es2plus.heard)
        .containsExactly(
            new DownloadOrder.Request(
                Optional.of(Es2PlusInterface.EID),
                Optional.of(Es2PlusInterface.ICCID),
                Optional.of("gold")),
            new DownloadOrder.Request(Optional.empty(), Optional.empty(), Optional.empty()));
  }

  @Test
  void readsConfirmOrderAndHashesTheCode() {
    es2plus.call(
        "confirmOrder",
        filled("'iccid':'$ICCID','eid':'$EID','matchingId':'A-1','confirmationCode':'1234',"
            + "'smdsAddress':'smds.example.com','releaseFlag':false"));

    assertThat(es2plus.heard)
        .containsExactly(new ConfirmOrder.Request(
            Es2PlusInterface.ICCID,
            Optional.of(Es2PlusInterface.EID),
            Optional.of(new MatchingId("A-1")),
            Optional.of(ConfirmOrder.Request.hashOf("1234")),
            Optional.of("smds.example.com"),
            false));
  }

  @Test
  void tellsAnEmptyMatchingIdFromNone() {
    es2plus.call(
        "confirmOrder",
        filled(
            "'iccid':'$ICCID','matchingId':'','confirmationCode':'','smdsAddress':'','releaseFlag':true"));
    es2plus.call("confirmOrder", filled("'iccid':'$ICCID','releaseFlag':true"));

    assertThat(es2plus.heard)
        .containsExactly(confirm(Optional.of(MatchingId.NONE)), confirm(Optional.empty()));
  }

  private static ConfirmOrder.Request confirm(Optional<MatchingId> matchingId) {
    return new ConfirmOrder.Request(
        Es2PlusInterface.ICCID,
        Optional.empty(),
        matchingId,
        Optional.empty(),
        Optional.empty(),
        true);
  }

  @ParameterizedTest
  @CsvSource({"Available,AVAILABLE", "Unavailable,UNAVAILABLE"})
  void readsCancelOrder(String indicator, CancelOrder.FinalStatus expected) {
    es2plus.call(
        "cancelOrder",
        filled(
            "'iccid':'$ICCID','matchingId':'A','finalProfileStatusIndicator':'" + indicator + "'"));

    assertThat(es2plus.heard)
        .containsExactly(new CancelOrder.Request(
            Es2PlusInterface.ICCID, Optional.empty(), Optional.of(new MatchingId("A")), expected));
  }

  @ParameterizedTest
  @ValueSource(strings = {"894900000000000001", "89490000000000000100"})
  void readsIccidsOf18And20Digits(String digits) {
    es2plus.call("releaseProfile", "\"iccid\":\"" + digits + "\"");

    assertThat(es2plus.heard).containsExactly(new Iccid(digits));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "downloadOrder  | 'eid':'8904'                                  | 8.1.1 | 2.1 | eid is not 32 digits",
        "downloadOrder  | 'eid':'00000000000000000000000000000000'      | 8.1.1 | 2.1 | the check digits of eid do not hold",
        "downloadOrder  | 'eid':1                                       | 1.6   | 2.1 | eid is not a string",
        "downloadOrder  | 'iccid':'8949'                                | 1.6   | 2.1 | iccid is not an ICCID",
        "downloadOrder  | 'iccid':'é'                                   | 1.6   | 2.1 | iccid is not an ICCID",
        "downloadOrder  | 'profileType':{}                              | 1.6   | 2.1 | profileType is not a string",
        "confirmOrder   | 'releaseFlag':true                            | 1.6   | 2.2 | iccid is missing",
        "confirmOrder   | 'iccid':'$ICCID'                              | 1.6   | 2.2 | releaseFlag is missing",
        "confirmOrder   | 'iccid':'$ICCID','releaseFlag':'true'         | 1.6   | 2.1 | releaseFlag is not true or false",
        "confirmOrder   | 'iccid':'$ICCID','matchingId':'a'             | 8.2.6 | 2.1 | matchingId holds other signs than A-Z 0-9 -",
        "cancelOrder    | 'finalProfileStatusIndicator':'Available'     | 8.2.1 | 2.2 | iccid is missing",
        "cancelOrder    | 'iccid':'$ICCID'                              | 1.6   | 2.2 | finalProfileStatusIndicator is missing",
        "cancelOrder    | 'iccid':'$ICCID','finalProfileStatusIndicator':'available' | 1.6 | 2.1 | finalProfileStatusIndicator is not Available or Unavailable",
        "releaseProfile | 'iccid':''                                    | 1.6   | 2.2 | iccid is missing",
        "releaseProfile | 'iccid':'$ICCIDFF'                            | 1.6   | 2.1 | iccid is not an ICCID",
      })
  void namesTheMemberThatIsMissingOrWrong(
      String function, String members, String subject, String reason, String message) {
    var reply = es2plus.call(function, filled(members));

    assertThat(reply.status()).isEqualTo(200);
    assertThat(text(reply))
        .contains("\"subjectCode\":\"" + subject + "\",\"reasonCode\":\"" + reason + "\"")
        .contains("\"message\":\"" + message + "\"")
        .contains("\"status\":\"Failed\"");
    assertThat(es2plus.heard).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "[]", "{", "{} {}", "{\"iccid\":\"1\",\"iccid\":\"2\"}"})
  void refusesWhatIsNotJsonWithAnEmpty400(String junk) {
    var reply = es2plus.callRaw("releaseProfile", junk);

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.body()).isEmpty();
    assertThat(es2plus.observed).containsExactly("ES2+.ReleaseProfile MALFORMED");
  }

  @Test
  void refusesAnotherContentTypeWith415() {
    var request = Es2PlusInterface.request("releaseProfile", "{}".getBytes(UTF_8))
        .withHeader("Content-Type", "text/xml")
        .withClientCertificate(es2plus.client.certificate());

    assertThat(es2plus.call(request).status()).isEqualTo(415);
  }
}
