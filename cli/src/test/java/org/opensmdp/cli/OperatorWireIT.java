package org.opensmdp.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.opensmdp.activation.ProfileState;
import org.opensmdp.crypto.Curve;
import org.opensmdp.rsp.ActivationCode;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.server.TryOut;
import org.opensmdp.server.TryOutStock;
import org.opensmdp.simulator.DownloadOrder;
import org.opensmdp.simulator.Es2PlusRefusal;
import org.opensmdp.simulator.InstallOutcome;
import org.opensmdp.simulator.OrderCancellation;
import org.opensmdp.simulator.OrderCancellation.FinalProfileStatus;
import org.opensmdp.simulator.OrderConfirmation;

/** ES2+ over mutual TLS to the real server: the four functions, and their answers as octets. */
class OperatorWireIT {
  private static final String PATH = "/gsma/rsp2/es2plus/";
  private static final String SUCCESS =
      "{\"header\":{\"functionExecutionStatus\":{\"status\":\"Executed-Success\"}}";
  private static final AtomicInteger CALLS = new AtomicInteger();

  private final TestHouse house = TestHouse.get();

  @Test
  void anOrderIsConfirmedThenReleasedThenDownloaded() {
    var operator = house.operator();
    var iccid = operator.downloadOrder(DownloadOrder.ofType(TryOutStock.TYPE));
    assertThat(house.state(iccid)).isEqualTo(ProfileState.ALLOCATED);

    var confirmed = operator.confirmOrder(OrderConfirmation.release(iccid).withoutRelease());
    assertThat(house.state(iccid)).isEqualTo(ProfileState.CONFIRMED);

    operator.releaseProfile(iccid);
    assertThat(house.state(iccid)).isEqualTo(ProfileState.RELEASED);

    var code = new ActivationCode(
        confirmed.smdpAddress().orElseThrow(), confirmed.matchingId(), Optional.empty(), false);
    assertThat(house.lpa(house.card(Curve.NIST_P256)).download(code, Optional.empty()))
        .isInstanceOf(InstallOutcome.Installed.class);
  }

  @Test
  void aCancelledOrderGoesBackToStockAndItsCodeIsWorthNothing() {
    var order = house.release(DownloadOrder.ofType(TryOutStock.TYPE));
    var matchingId = order.activationCode().matchingId();

    house
        .operator()
        .cancelOrder(new OrderCancellation(
            order.iccid(),
            Optional.empty(),
            Optional.of(matchingId),
            FinalProfileStatus.AVAILABLE));

    assertThat(house.state(order.iccid())).isEqualTo(ProfileState.AVAILABLE);
    assertThat(house
            .lpa(house.card(Curve.NIST_P256))
            .download(order.activationCode(), Optional.empty()))
        .isInstanceOfSatisfying(
            InstallOutcome.Refused.class,
            refused -> assertThat(refused.refusal().pair()).isEqualTo("8.2.6/3.8"));
  }

  @Test
  void aProfileWithdrawnIsNeverSoldAgain() {
    var operator = house.operator();
    var iccid = operator.downloadOrder(DownloadOrder.ofType(TryOutStock.TYPE));

    operator.cancelOrder(new OrderCancellation(
        iccid, Optional.empty(), Optional.empty(), FinalProfileStatus.UNAVAILABLE));

    assertThat(house.state(iccid)).isEqualTo(ProfileState.UNAVAILABLE);
    assertThatExceptionOfType(Es2PlusRefusal.class)
        .isThrownBy(() -> operator.downloadOrder(DownloadOrder.of(iccid)));
  }

  @Test
  void everySuccessIsTheHeaderFirstAndThenTheMembersOfItsFunction() throws IOException {
    var ordered = call("downloadOrder", "\"profileType\":\"" + TryOutStock.TYPE + "\"");
    var found = matching(ordered, ",\"iccid\":\"([0-9]{19}F?|[0-9]{20})\"}");

    var iccid = "\"iccid\":\"" + found + "\"";
    matching(
        call(
            "confirmOrder",
            iccid
                + ",\"matchingId\":\"AB-%s\",\"releaseFlag\":false"
                    .formatted(found.substring(8, 18))),
        ",\"matchingId\":\"(AB-[0-9]{10})\",\"smdpAddress\":\"localhost:[0-9]+\"}");
    assertThat(call("releaseProfile", iccid).text()).isEqualTo(SUCCESS + "}");
    assertThat(call(
                "cancelOrder",
                iccid
                    + ",\"matchingId\":\"AB-%s\",\"finalProfileStatusIndicator\":\"Available\""
                        .formatted(found.substring(8, 18)))
            .text())
        .isEqualTo(SUCCESS + "}");
  }

  @Test
  void everyRefusalIsItsPairAndAMessage() throws IOException {
    var nobodys = Iccid.withCheckDigit("890010199999999999");
    var unknown = "\"iccid\":\"" + nobodys.padded() + "\"";

    JsonAnswers.isFailed(call("downloadOrder", "\"profileType\":\"none\""), "8.2.5/3.9");
    JsonAnswers.isFailed(call("confirmOrder", unknown + ",\"releaseFlag\":true"), "8.2.1/3.9");
    JsonAnswers.isFailed(call("releaseProfile", unknown), "8.2.1/3.9");
    JsonAnswers.isFailed(
        call("cancelOrder", unknown + ",\"finalProfileStatusIndicator\":\"Available\""),
        "8.2.1/3.9");
  }

  private RawAnswer call(String function, String members) throws IOException {
    var json =
        "{\"header\":{\"functionRequesterIdentifier\":\"%s\",\"functionCallIdentifier\":\"wire-%d\"},%s}"
            .formatted(TryOut.OPERATOR, CALLS.incrementAndGet(), members);
    var headers = List.of(
        "User-Agent: operator",
        "X-Admin-Protocol: gsma/rsp/v2.0.0",
        "Accept-Encoding: gzip",
        "Content-Type: application/json;charset=UTF-8");
    var answer = RawHttp.once(
        RawHttp.operator(house.directory()),
        house.server().es2plusAddress().orElseThrow().getPort(),
        RawHttp.post(PATH + function, headers, json.getBytes(UTF_8)));
    JsonAnswers.isFunctionResult(answer);
    return answer;
  }

  /** Returns what is in the brackets of the members behind the header. */
  private static String matching(RawAnswer answer, String members) {
    var found = Pattern.compile(Pattern.quote(SUCCESS) + members).matcher(answer.text());
    assertThat(found.matches()).as(answer.text()).isTrue();
    return found.group(1);
  }
}
