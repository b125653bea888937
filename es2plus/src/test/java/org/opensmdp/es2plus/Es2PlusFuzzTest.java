package org.opensmdp.es2plus;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import org.opensmdp.http.Reply;
import org.opensmdp.rsp.RspException;
import org.opensmdp.rsp.StatusCode;

/**
 * Hostile octets at the entry of ES2+, from a caller with a certificate: a defined answer, whatever
 * the rules behind it say. The first octet of an input chooses function and rules.
 */
class Es2PlusFuzzTest {
  private static final List<String> FUNCTIONS =
      List.of("downloadOrder", "confirmOrder", "cancelOrder", "releaseProfile");
  private static final Es2PlusInterface GRANTING = new Es2PlusInterface();
  private static final Es2PlusInterface REFUSING =
      Es2PlusInterface.failing(new RspException(StatusCode.PROFILE_UNAVAILABLE, "refused", "é\n"));

  private static final List<String> MEMBERS = List.of(
      "\"eid\":\"%s\",\"profileType\":\"any\"".formatted(Es2PlusInterface.EID),
      ("\"iccid\":\"%s\",\"eid\":\"%s\",\"matchingId\":\"A-1\",\"confirmationCode\":\"1234\","
              + "\"smdsAddress\":\"a.example\",\"releaseFlag\":true")
          .formatted(Es2PlusInterface.ICCID, Es2PlusInterface.EID),
      "\"iccid\":\"%s\",\"matchingId\":\"\",\"finalProfileStatusIndicator\":\"Available\""
          .formatted(Es2PlusInterface.ICCID),
      "\"iccid\":\"%sF\"".formatted(Es2PlusInterface.ICCID));

  static Stream<byte[]> bodies() {
    return inputs("{" + Es2PlusInterface.HEADER + ",", "}");
  }

  @MethodSource("bodies")
  @FuzzTest
  void bodies(byte[] input) {
    if (input.length > 0) {
      var es2plus = rules(input);
      var request = Es2PlusInterface.request(function(input), rest(input));

      var reply = es2plus.call(request.withClientCertificate(es2plus.client.certificate()));

      assertDefined(es2plus, reply);
    }
  }

  static Stream<byte[]> members() {
    return inputs("", "");
  }

  /** The octets stand behind the header of a known caller. */
  @MethodSource("members")
  @FuzzTest
  void members(byte[] input) {
    if (input.length > 0) {
      var es2plus = rules(input);

      var reply = es2plus.call(function(input), new String(rest(input), UTF_8));

      assertDefined(es2plus, reply);
    }
  }

  private static Stream<byte[]> inputs(String before, String after) {
    return Stream.of(0, 1, 2, 3, 4, 5, 6, 7)
        .map(choice -> (char) choice.intValue() + before + MEMBERS.get(choice % 4) + after)
        .map(input -> input.getBytes(UTF_8));
  }

  private static String function(byte[] input) {
    return FUNCTIONS.get(input[0] & 3);
  }

  private static Es2PlusInterface rules(byte[] input) {
    return (input[0] & 4) == 0 ? GRANTING : REFUSING;
  }

  private static byte[] rest(byte[] input) {
    return Arrays.copyOfRange(input, 1, input.length);
  }

  private static void assertDefined(Es2PlusInterface es2plus, Reply reply) {
    assertThat(reply.status()).isIn(200, 400);
    assertThat(reply.body().length > 0).isEqualTo(reply.status() == 200);
    if (reply.status() == 200) {
      assertThat(new String(reply.body(), UTF_8)).startsWith("{\"header\":{").endsWith("}");
    }
    es2plus.heard.clear(); // they keep a list, for other tests
    assertThat(es2plus.observed).hasSize(1);
    es2plus.observed.clear();
  }
}
